// The settings of `bezoar attest`, some of which `bezoar clean` has for the manifest of what is left.
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
  why: 'A folder of its own; it may lie within the data, of which what is written is then no part.',
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

export const attestSettings: readonly Setting[] = [
  attestTo,
  setName,
  signKey,
  keyless,
  attestReport,
  alsoAs,
  licence,
  fresh,
];
