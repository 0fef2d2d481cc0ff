import type { Power } from '../../finding.ts';
import type { Ordinary } from './ordinary.ts';
export function power(_o: Ordinary): Power[] { return []; }
