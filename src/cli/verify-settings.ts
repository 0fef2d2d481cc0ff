// The settings of `bezoar verify` and `bezoar diff`: what is held against what, and whose signature counts.
import type { Setting } from './setting.ts';

const text = (placeholder: string) => ({ kind: 'text', placeholder }) as const;

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

export const verifySettings: readonly Setting[] = [
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
  jsonFile,
];
