// The settings of `bezoar keygen`, and where a passphrase comes from.
import { keyTypes } from '../provenance/sign/key.ts';
import type { Setting } from './setting.ts';

const type: Setting = {
  name: 'keyType',
  flag: '--type',
  commands: ['keygen'],
  type: { kind: 'choice', placeholder: 'type', choices: keyTypes },
  default: 'ed25519',
  what: 'Kind of key.',
  why: 'Ed25519 signs without a random number that could go wrong; P-256 is for verifiers that have nothing else.',
  example: '--type ecdsa-p256',
  inConfig: false,
};

const passphraseFile: Setting = {
  name: 'passphraseFile',
  flag: '--passphrase-file',
  commands: ['keygen', 'attest', 'clean'],
  type: { kind: 'text', placeholder: 'file' },
  default: undefined,
  defaultInWords: 'BEZOAR_PASSPHRASE if it is set, else none',
  what: 'The passphrase of the private key is in this file.',
  why: 'Never an argument itself: everybody on a machine can see those.',
  example: '--passphrase-file pass.txt',
  inConfig: false,
};

const force: Setting = {
  name: 'replaceKeys',
  flag: '--force',
  commands: ['keygen'],
  type: { kind: 'switch' },
  default: false,
  what: 'Replace a pair of that name, for good.',
  why: 'Off, because nobody can ever sign again with a key that was written over.',
  example: '--force',
  inConfig: false,
};

export const keygenSettings: readonly Setting[] = [type, passphraseFile, force];
