// The settings of the commands that say what data is and whether it still is: attest, verify, diff, prove, verify-proof, lock.

import type { Setting } from './setting.ts';

const text = (placeholder: string) => ({ kind: 'text', placeholder }) as const;

const attestTo: Setting = {
  name: 'attestTo',
  flag: '--out',
  short: '-o',
  commands: ['attest'],
  type: text('dir'),
  default: 'bezoar-attested',
  what: 'Folder for manifest.json, rows.bin and the signature.',
  why: 'A folder of its own; it may lie within the data, of which it is then no part.',
  example: '--out attested/v2',
  inConfig: true,
};

const setName: Setting = {
  name: 'setName',
  flag: '--name',
  commands: ['attest', 'lock', 'verify'],
  type: text('name'),
  default: undefined,
  defaultInWords: 'none',
  what: 'What the set is called; for lock and verify --locked, the entry in the lock file.',
  why: 'It is signed with everything else, so that one set cannot be passed off as another.',
  example: '--name org/assistant-mix',
  inConfig: true,
};

const signKey: Setting = {
  name: 'signKey',
  flag: '--sign-key',
  commands: ['attest', 'clean'],
  type: text('file'),
  default: undefined,
  defaultInWords: 'not signed',
  what: 'Sign the manifest with this private key, made by bezoar keygen.',
  why: 'An unsigned manifest shows what changed by accident; a signed one shows what somebody changed.',
  example: '--sign-key release.key',
  inConfig: true,
};

const keyless: Setting = {
  name: 'keyless',
  flag: '--keyless',
  commands: ['attest', 'clean'],
  type: { kind: 'switch' },
  default: false,
  what: 'Sign by an identity: a token of your CI, or SIGSTORE_ID_TOKEN. Needs the network.',
  why: 'Off, because it writes your identity into a public log.',
  example: '--keyless',
  inConfig: false,
};

const attestReport: Setting = {
  name: 'attestReport',
  flag: '--report',
  commands: ['attest'],
  type: text('dir'),
  default: undefined,
  defaultInWords: 'none',
  what: 'Folder of a scan of the same data: its digest, findings and power statement are signed too.',
  why: 'One signature then says: this data, scanned so, with this result.',
  example: '--report bezoar-report',
  inConfig: true,
};

const alsoAs: Setting = {
  name: 'alsoAs',
  flag: '--format',
  short: '-f',
  commands: ['attest'],
  type: {
    kind: 'choices',
    placeholder: 'list',
    choices: ['croissant', 'cyclonedx', 'spdx', 'data-provenance'],
  },
  default: [],
  defaultInWords: 'none',
  what: 'Formats of others to write beside the manifest.',
  why: 'For catalogues, bills of materials and audits; docs/formats.md says what each holds.',
  example: '--format croissant,spdx',
  inConfig: true,
};

const licence: Setting = {
  name: 'licence',
  flag: '--licence',
  commands: ['attest'],
  type: text('id'),
  default: undefined,
  defaultInWords: 'unknown',
  what: 'Licence of the whole set, for the formats of others; an SPDX identifier where there is one.',
  why: 'Rows may name licences of their own, and often name none: nothing is guessed.',
  example: '--licence Apache-2.0',
  inConfig: true,
};

const fresh: Setting = {
  name: 'fresh',
  flag: '--fresh',
  commands: ['attest'],
  type: { kind: 'switch' },
  default: false,
  what: 'Read every file again.',
  why: 'Off, because files whose size, times and place on disk are as they were are not read; who can forge those can do so here.',
  example: '--fresh',
  inConfig: false,
};

const manifest: Setting = {
  name: 'manifest',
  flag: '--manifest',
  short: '-m',
  commands: ['verify', 'prove', 'clean'],
  type: text('dir'),
  default: undefined,
  defaultInWords: 'bezoar-attested; for clean, none',
  what: 'Folder that bezoar attest wrote. For verify also a Croissant, CycloneDX, SPDX or in-toto file; for clean, it writes the manifest of what is left.',
  why: 'What the data is held against. What is cut out of attested data can be traced back to it.',
  example: '--manifest attested/v2',
  inConfig: true,
};

const key: Setting = {
  name: 'key',
  flag: '--key',
  short: '-k',
  commands: ['verify', 'verify-proof'],
  type: text('file'),
  default: undefined,
  defaultInWords: 'the signature is not checked',
  what: 'Public key that the manifest must be signed with.',
  why: 'Take it from where its owner publishes it, not from beside the data.',
  example: '--key release.pub',
  inConfig: true,
};

const identity: Setting = {
  name: 'identity',
  flag: '--identity',
  commands: ['verify', 'verify-proof'],
  type: text('name'),
  default: undefined,
  defaultInWords: 'none',
  what: 'Identity that must have signed: an email address or the URI of a CI workflow, compared as a whole.',
  why: 'For manifests that were signed without a key; needs --issuer and --trusted-root.',
  example: '--identity release@example.org',
  inConfig: true,
};

const issuer: Setting = {
  name: 'issuer',
  flag: '--issuer',
  commands: ['verify', 'verify-proof'],
  type: text('url'),
  default: undefined,
  defaultInWords: 'none',
  what: 'Who must vouch for the identity.',
  why: 'The same name may be had from several.',
  example: '--issuer https://accounts.example.org',
  inConfig: true,
};

const trustedRoot: Setting = {
  name: 'trustedRoot',
  flag: '--trusted-root',
  commands: ['verify', 'verify-proof'],
  type: text('file'),
  default: undefined,
  defaultInWords: 'none',
  what: 'The trusted_root.json of the Sigstore that issued the certificate.',
  why: 'It is not fetched, so that verifying needs no network and nobody can put another in its place.',
  example: '--trusted-root trusted_root.json',
  inConfig: true,
};

const bundle: Setting = {
  name: 'bundle',
  flag: '--bundle',
  commands: ['verify', 'verify-proof'],
  type: text('file'),
  default: undefined,
  defaultInWords: 'manifest.sigstore.json beside the manifest',
  what: 'The signature, where it lies elsewhere.',
  why: 'A signature may be kept apart from the data that it is about.',
  example: '--bundle v2.sigstore.json',
  inConfig: false,
};

const part: Setting = {
  name: 'part',
  flag: '--part',
  commands: ['verify'],
  type: { kind: 'switch' },
  default: false,
  what: 'Check the named files alone; that others are absent is no difference.',
  why: 'For one shard of many. Off, because a set with files missing is not the set.',
  example: '--part',
  inConfig: false,
};

const partRows: Setting = {
  name: 'partRows',
  flag: '--rows',
  commands: ['verify'],
  type: text('from-to'),
  default: undefined,
  defaultInWords: 'all',
  what: 'Check these rows of one file alone, counted from 0, both ends included.',
  why: 'For a few rows of one file, whatever became of the others.',
  example: '--rows 100-199',
  inConfig: false,
};

const parent: Setting = {
  name: 'parent',
  flag: '--parent',
  commands: ['verify'],
  type: text('dir'),
  default: undefined,
  defaultInWords: 'not followed',
  what: 'Manifest of the set that this one was cut out of by bezoar clean --manifest: the chain is followed row by row.',
  why: 'Shows that nothing was taken out or put in but the rows that are listed with their findings.',
  example: '--parent attested/v2',
  inConfig: false,
};

const by: Setting = {
  name: 'by',
  flag: '--by',
  commands: ['verify', 'diff'],
  type: { kind: 'choice', placeholder: 'what', choices: ['bytes', 'content'] },
  default: 'bytes',
  what: 'What must be the same: the bytes, or the content of the rows however it is encoded, in whatever order and files.',
  why: 'Bytes, because that is what was attested; by content a set that was converted to Parquet still verifies.',
  example: '--by content',
  inConfig: true,
};

const locked: Setting = {
  name: 'locked',
  flag: '--locked',
  commands: ['verify'],
  type: { kind: 'switch' },
  default: false,
  what: 'Check the data sets that bezoar.lock pins, or the one that --name names at the given path.',
  why: 'For CI: what others publish without a digest must be what it was when you first used it.',
  example: '--locked',
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

const jsonFile: Setting = {
  name: 'jsonFile',
  flag: '--json',
  commands: ['verify', 'diff'],
  type: text('file'),
  default: undefined,
  defaultInWords: 'none',
  what: 'Write every difference to this file; - is standard output.',
  why: 'The summary shows the first of each kind.',
  example: '--json changes.json',
  inConfig: false,
};

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

export const provenanceSettings: readonly Setting[] = [
  attestTo,
  setName,
  signKey,
  keyless,
  attestReport,
  alsoAs,
  licence,
  fresh,
  manifest,
  key,
  identity,
  issuer,
  trustedRoot,
  bundle,
  part,
  partRows,
  parent,
  by,
  locked,
  lockFile,
  revision,
  origin,
  repin,
  proveRow,
  record,
  trustedSetRoot,
  proofTo,
  jsonFile,
];
