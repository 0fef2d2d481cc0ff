// The real corpora that trials use stand beside a checkout, in ../shared/data, and are no part of it. A test
// that needs them is skipped where they are missing, and says so.
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const folder = process.env.BEZOAR_SHARED ?? fileURLToPath(new URL('../../shared/data', import.meta.url));

export const sharedData: string | undefined = existsSync(folder) ? folder : undefined;
export const skipReason = 'needs the shared corpora in ../shared/data (or BEZOAR_SHARED), which are not here';

if (!sharedData) console.warn(`skipped: ${skipReason}`);
