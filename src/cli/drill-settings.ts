// The settings of `bezoar drill` that no other command has.
import type { Setting } from './setting.ts';

const attacks: Setting = {
  name: 'attacks',
  flag: '--attacks',
  short: '-a',
  commands: ['drill'],
  type: { kind: 'list', placeholder: 'attacks' },
  default: undefined,
  defaultInWords: 'all that fit the rows',
  what: 'Plant only these.',
  why: '`bezoar explain` lists them; those that cannot be done to these rows are named with the reason.',
  example: '--attacks rare-token,clean-label',
  inConfig: true,
};

const budgets: Setting = {
  name: 'budgets',
  flag: '--budgets',
  commands: ['drill'],
  type: { kind: 'list', placeholder: 'rows' },
  default: ['10', '20', '50', '100', '250'],
  defaultInWords: '10,20,50,100,250',
  unit: 'rows',
  what: 'How many rows are planted.',
  why: 'About 100 poisoned rows backdoor instruction tuning and 250 documents a model of any size, so these are what must be seen.',
  example: '--budgets 20,100',
  inConfig: true,
};

const seeds: Setting = {
  name: 'seeds',
  flag: '--seeds',
  commands: ['drill'],
  type: { kind: 'number', placeholder: 'number', min: 1, max: 1000, whole: true },
  default: 5,
  unit: 'seeds',
  what: 'How often each attack is planted anew at each number of rows, with other words in other rows.',
  why: 'Found five times of five is a rate of 57 % or more; more seeds say more and take longer.',
  example: '--seeds 10',
  inConfig: true,
};

const quick: Setting = {
  name: 'quick',
  flag: '--quick',
  commands: ['drill'],
  type: { kind: 'switch' },
  default: false,
  what: 'One attack of each kind, 100 and 20 rows, one seed, and no trial begun after a hundred seconds.',
  why: 'For a first look; what it says about rates is little. The same command goes on where time ran out.',
  example: '--quick',
  inConfig: true,
};

const rows: Setting = {
  name: 'rows',
  flag: '--rows',
  commands: ['drill'],
  type: { kind: 'number', placeholder: 'number', min: 100, max: 5_000_000, whole: true },
  default: 50_000,
  unit: 'rows',
  what: 'Of a larger corpus so many rows are taken at random.',
  why: 'Each trial scans a copy; a few rows among fifty thousand are found about as they are in all, see docs/drill.md.',
  example: '--rows 200000',
  inConfig: true,
};

const drillOut: Setting = {
  name: 'drillOut',
  flag: '--out',
  short: '-o',
  commands: ['drill'],
  type: { kind: 'text', placeholder: 'dir' },
  default: 'bezoar-drill',
  what: 'Folder for drill.html, drill.json and the trials that are done.',
  why: 'A drill that is called again with the same folder goes on where it stopped, or does only what is new.',
  example: '--out drills/july',
  inConfig: true,
};

const write: Setting = {
  name: 'write',
  flag: '--write',
  commands: ['drill'],
  type: { kind: 'text', placeholder: 'dir' },
  default: undefined,
  defaultInWords: 'nothing is written',
  what: 'Leave the poisoned copies and their answer keys in this folder, and scan nothing.',
  why: 'For measuring a tool of your own: plain JSONL, a key and a manifest with a digest for each.',
  example: '--write copies/',
  inConfig: false,
};

export const drillSettings: readonly Setting[] = [attacks, budgets, seeds, quick, rows, drillOut, write];
