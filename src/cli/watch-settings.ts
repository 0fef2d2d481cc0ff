// The settings of `bezoar watch` that no other command has.
import { severities } from '../finding.ts';
import type { Setting } from './setting.ts';

const text = (placeholder: string) => ({ kind: 'text', placeholder }) as const;

const watchTo: Setting = {
  name: 'watchTo',
  flag: '--out',
  short: '-o',
  commands: ['watch'],
  type: text('dir'),
  default: 'bezoar-watch',
  what: 'Folder for watch.json, watch-rows.jsonl and the report with --data, else watch.html.',
  why: 'A folder of its own, so that nothing lands between the data.',
  example: '--out runs/7/watch',
  inConfig: true,
};

const watchData: Setting = {
  name: 'watchData',
  flag: '--data',
  short: '-d',
  commands: ['watch'],
  type: { kind: 'list', placeholder: 'paths' },
  default: undefined,
  defaultInWords: 'none: rows are named by their ids alone',
  what: 'The data that is trained on: findings then show rows, and bezoar clean can take them out.',
  why: 'A log holds ids; texts and sources stand in the data.',
  example: '--data train.jsonl',
  inConfig: true,
};

const idColumn: Setting = {
  name: 'idColumn',
  flag: '--id-column',
  commands: ['watch'],
  type: text('column'),
  default: undefined,
  defaultInWords: 'ids are file:row or the number of the row in all of the data, from 0 on',
  what: 'The column of the data that holds the ids of the log.',
  why: 'A trainer that shuffles or filters the rows knows only an id that came with them.',
  example: '--id-column uid',
  inConfig: true,
};

const suspects: Setting = {
  name: 'suspects',
  flag: '--suspects',
  commands: ['watch'],
  type: text('file'),
  default: undefined,
  defaultInWords: 'none',
  what: 'Rows to hold against all others: an id a line, or the flagged.jsonl of a scan (with --data).',
  why: 'Poison is learned otherwise than other rows, which shows in the mean of a group long before it shows in one row.',
  example: '--suspects bezoar-report/flagged.jsonl',
  inConfig: false,
};

const thresholdRows: Setting = {
  name: 'thresholdRows',
  flag: '--threshold-rows',
  commands: ['watch'],
  type: text('file'),
  default: undefined,
  defaultInWords: 'none: the cut is 3 robust deviations below the median',
  what: 'Rows that were given a wrong label on purpose, an id a line: half of their margins are below the cut for all others.',
  why: 'The only cut that knows what mislabelled rows of this data look like; 20 rows or more. The paper cuts at 99 % of them, which lists most rows of hard data.',
  example: '--threshold-rows mislabelled.txt',
  inConfig: false,
};

const follow: Setting = {
  name: 'follow',
  flag: '--follow',
  commands: ['watch'],
  type: { kind: 'switch' },
  default: false,
  what: 'Read on as the trainer writes; alarms are told as they come. Ends when the log says {"event":"end"}.',
  why: 'The file need not exist yet; it may be rotated or emptied. Ctrl-C ends it too, and what was seen is written.',
  example: '--follow',
  inConfig: false,
};

const failFast: Setting = {
  name: 'failFast',
  flag: '--fail-fast',
  commands: ['watch'],
  type: { kind: 'switch' },
  default: false,
  what: 'End at the first alarm, with exit code 1.',
  why: 'For a script that then stops the training.',
  example: '--fail-fast',
  inConfig: true,
};

const idle: Setting = {
  name: 'idle',
  flag: '--idle',
  commands: ['watch'],
  type: { kind: 'number', placeholder: 'seconds', min: 0.1, max: 604_800, whole: false },
  default: 3600,
  unit: 'seconds',
  what: 'With --follow: end when nothing was written for so long.',
  why: 'A trainer that died says no end; an evaluation between two epochs may well take half an hour.',
  example: '--idle 600',
  inConfig: true,
};

const watchFailOn: Setting = {
  name: 'watchFailOn',
  flag: '--fail-on',
  commands: ['watch'],
  type: { kind: 'choice', placeholder: 'severity', choices: severities },
  default: 'medium',
  what: 'What is an alarm: findings of this severity or graver. Exit 1 when there was one.',
  why: 'Low findings are lists of rows that are hard to learn, which every training has.',
  example: '--fail-on low',
  inConfig: true,
};

export const watchSettings: readonly Setting[] = [
  watchTo,
  watchData,
  idColumn,
  suspects,
  thresholdRows,
  follow,
  failFast,
  idle,
  watchFailOn,
];
