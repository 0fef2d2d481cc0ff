// The settings of `bezoar drift`.
import type { Setting } from './setting.ts';

const trusted: Setting = {
  name: 'trusted',
  flag: '--trusted',
  short: '-t',
  commands: ['drift'],
  type: { kind: 'list', placeholder: 'files' },
  default: undefined,
  defaultInWords: 'none',
  what: 'Files, patterns or folders of rows that you trust, of the same kind: what the data teaches beyond them is told.',
  why: 'Not needed for phrases that lead where the rest of their rows does not; needed for all that cannot be told from within.',
  example: '--trusted checked.jsonl',
  inConfig: true,
};

const compare: Setting = {
  name: 'compare',
  flag: '--compare',
  commands: ['drift'],
  type: { kind: 'switch' },
  default: false,
  what: 'The two sets named are the older and the newer version of one; the newer is judged.',
  why: 'What an update changes is held against what other changes of its size would.',
  example: '--compare v1.jsonl v2.jsonl',
  inConfig: false,
};

const earlier: Setting = {
  name: 'earlier',
  flag: '--report',
  short: '-r',
  commands: ['drift'],
  type: { kind: 'text', placeholder: 'dir' },
  default: undefined,
  defaultInWords: 'none',
  what: 'Folder of a scan of the same data: what learning without the rows of each finding would change.',
  why: 'A finding whose rows change nothing beyond chance can wait; one whose rows do cannot.',
  example: '--report bezoar-report',
  inConfig: true,
};

const draws: Setting = {
  name: 'draws',
  flag: '--draws',
  commands: ['drift'],
  type: { kind: 'number', placeholder: 'number', min: 99, max: 99_999, whole: true },
  default: 499,
  unit: 'corpora',
  what: 'Corpora drawn with the chances that learners give, to hold the real one against.',
  why: 'The smallest p is 1 in one more than these; for very large data fewer are drawn.',
  example: '--draws 1999',
  inConfig: true,
};

const refits: Setting = {
  name: 'refits',
  flag: '--refits',
  commands: ['drift'],
  type: { kind: 'number', placeholder: 'number', min: 0, max: 9999, whole: true },
  default: 39,
  unit: 'pairs',
  what: 'Pairs of sets that each comparison of sets is held against; 0 leaves these comparisons out.',
  why: 'Each costs two trainings of the small learners. Beyond what can be counted among so many, chances are those of a fitted law of largest values.',
  example: '--refits 99',
  inConfig: true,
};

export const driftSettings: readonly Setting[] = [trusted, compare, earlier, draws, refits];
