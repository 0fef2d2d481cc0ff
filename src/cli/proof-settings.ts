// The settings of `bezoar prove`, `bezoar verify-proof` and `bezoar lock`.
import type { Setting } from './setting.ts';

const text = (placeholder: string) => ({ kind: 'text', placeholder }) as const;

const proveRow: Setting = {
  name: 'proveRow',
  flag: '--row',
  commands: ['prove'],
  type: { kind: 'number', placeholder: 'number', min: 0, max: Number.MAX_SAFE_INTEGER, whole: true },
  default: undefined,
  defaultInWords: 'none',
  unit: 'row',
  what: 'The row of the file, counted from 0 as reports do.',
  why: 'Say which file it is by its path in the manifest.',
  example: '--row 17',
  inConfig: false,
};

const record: Setting = {
  name: 'record',
  flag: '--record',
  commands: ['prove', 'verify-proof'],
  type: text('file'),
  default: undefined,
  defaultInWords: 'none',
  what: 'A file with one record as JSON, whatever its spacing and order of members.',
  why: 'To ask whether a row is in the set without knowing where; and, of a proof, whether it is about this row.',
  example: '--record row.json',
  inConfig: false,
};

const trustedSetRoot: Setting = {
  name: 'root',
  flag: '--root',
  commands: ['verify-proof'],
  type: text('hex'),
  default: undefined,
  defaultInWords: 'that of the signature',
  what: 'The root that you trust, as bezoar attest printed it.',
  why: 'A proof holds under a root, so the root must come from somewhere else than the proof.',
  example: '--root 21b83fc2…',
  inConfig: false,
};

const proofTo: Setting = {
  name: 'proofTo',
  flag: '--out',
  short: '-o',
  commands: ['prove'],
  type: text('file'),
  default: undefined,
  defaultInWords: 'standard output',
  what: 'Where to write the proof.',
  why: 'A proof is a few kilobytes of JSON that can be sent to whoever asked.',
  example: '--out proof.json',
  inConfig: false,
};

const lockFile: Setting = {
  name: 'lockFile',
  flag: '--lock-file',
  commands: ['lock', 'verify'],
  type: text('file'),
  default: 'bezoar.lock',
  what: 'The lock file.',
  why: 'Kept under version control beside what uses the data, as package managers do.',
  example: '--lock-file data/bezoar.lock',
  inConfig: true,
};

const revision: Setting = {
  name: 'revision',
  flag: '--revision',
  commands: ['lock'],
  type: text('id'),
  default: undefined,
  defaultInWords: 'unknown',
  what: 'Revision of the data set as its publisher calls it: a commit, a tag, a date.',
  why: 'A publisher who changes data under the same revision is refused; under a new one the pin moves.',
  example: '--revision 5f2c1d0',
  inConfig: false,
};

const origin: Setting = {
  name: 'origin',
  flag: '--url',
  commands: ['lock'],
  type: text('url'),
  default: undefined,
  defaultInWords: 'unknown',
  what: 'Where the data set was fetched from; written down, never opened.',
  why: 'So that whoever reads the lock file knows what it pins.',
  example: '--url https://data.example.org/assistant-mix',
  inConfig: false,
};

const repin: Setting = {
  name: 'repin',
  flag: '--force',
  commands: ['lock'],
  type: { kind: 'switch' },
  default: false,
  what: 'Pin what is there now, though it differs from what was pinned under the same revision.',
  why: 'Off, because that difference is what a lock is for.',
  example: '--force',
  inConfig: false,
};

export const proofSettings: readonly Setting[] = [proveRow, record, trustedSetRoot, proofTo];
export const lockSettings: readonly Setting[] = [lockFile, revision, origin, repin];
