// The attacks that there are, in the order in which they are told. To add one: write its file, add its line.
import type { Attack } from '../attack.ts';
import { rareToken } from './rare-token.ts';

export const attacks: readonly Attack[] = [rareToken];
