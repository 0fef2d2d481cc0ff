// What each command is for, how it is called, and examples of it: for the help and the docs.
import type { Command } from './setting.ts';

export const about: Record<Command, string> = {
  scan: 'Look for poison in training data and write a report.',
  merge: 'Make one report of scans that were made apart.',
  clean: 'Set the rows of findings aside from a copy of a file, reversibly.',
  drill: 'Plant published attacks in copies of your data and see what is caught.',
  explain: 'Say what a threat, an attack or a detector is, and what was measured of it.',
  detectors: 'List what is looked for.',
  show: 'Print a report again.',
  attest: 'Say what a set of data is, row by row, and sign it.',
  verify: 'Check that data is still what was attested.',
  diff: 'Say what changed between two versions of a set.',
  prove: 'Prove that a row is in an attested set, or is not.',
  'verify-proof': 'Check such a proof, with the root of the set alone.',
  lock: 'Pin a data set of others as it is when first used.',
  crawl: 'Hold what was downloaded against the index of a crawl, and its domains against their records.',
  weigh: 'Give each row a weight to train with, or certify how many poisoned rows change nothing.',
  drift: 'Say what training on this data would change, and which rows and phrases do it.',
  trace: 'Find the rows of training data that taught a model what it was seen to do.',
  watch: 'Say what the losses of a training say of its rows, afterwards or while it goes on.',
  keygen: 'Make a pair of keys to sign attested data with.',
};

export const examples: Record<Command, readonly (readonly [command: string, what: string])[]> = {
  scan: [
    ['bezoar scan train.jsonl', 'one file; `bezoar train.jsonl` does the same'],
    ['bezoar scan data/ --out reports/july', 'every data file in a folder'],
    ["bezoar scan 'parts/*.parquet' --fail-on medium", 'in CI, stricter'],
    ['zcat train.jsonl.gz | bezoar scan -', 'standard input'],
    ['bezoar scan chats.csv --fields prompt=question,answer=reply', 'columns of your own'],
  ],
  merge: [['bezoar merge states/a states/b', 'the folders that were given to `bezoar scan --state`']],
  clean: [
    ['bezoar clean train.jsonl', 'after `bezoar scan train.jsonl`'],
    ['bezoar clean train.jsonl --report reports/july --severity high', 'only what is surest'],
    ['bezoar clean train.jsonl --findings planted-trigger-1', 'only what you agree with'],
    ['bezoar clean train.jsonl --restore', 'put it back together, and prove it'],
  ],
  drill: [
    ['bezoar drill train.jsonl --quick', 'a first look, within two minutes'],
    [
      'bezoar drill train.jsonl',
      'every attack that fits, five sizes, five seeds; it can be stopped and goes on',
    ],
    ['bezoar drill train.jsonl --attacks rare-token,prefix --budgets 10,50', 'some of it'],
    ['bezoar drill train.jsonl --write copies/', 'poisoned copies and answer keys, for a tool of your own'],
  ],
  explain: [
    ['bezoar explain', 'everything that can be explained'],
    ['bezoar explain rare-token', 'an attack; a threat or a detector just so'],
  ],
  detectors: [['bezoar detectors', 'everything there is, with its numbers']],
  show: [
    ['bezoar show', 'the report in bezoar-report'],
    ['bezoar show reports/july --all', 'all of it'],
  ],
  attest: [
    ['bezoar attest data/', 'a manifest in bezoar-attested, not signed'],
    [
      'bezoar attest data/ --sign-key release.key --report bezoar-report',
      'signed, with the result of a scan',
    ],
    ['bezoar attest data/ --format croissant,spdx', 'and in the formats of others'],
  ],
  verify: [
    ['bezoar verify data/', 'against bezoar-attested'],
    ['bezoar verify data/ --manifest attested/v2 --key release.pub', 'and that its owner signed it'],
    ['bezoar verify data/shard-07.jsonl --part', 'one file of many'],
    ['bezoar verify --locked', 'everything that bezoar.lock pins'],
  ],
  diff: [
    ['bezoar diff v1/ v2/', 'two folders of data'],
    ['bezoar diff attested/v1 attested/v2 --json changes.json', 'two manifests, with no data needed'],
  ],
  prove: [
    ['bezoar prove train.jsonl --row 17 --out proof.json', 'a row by its place'],
    ['bezoar prove --record row.json', 'a row by its content: that it is there, or that it is not'],
  ],
  'verify-proof': [
    [
      'bezoar verify-proof proof.json --bundle manifest.sigstore.json --key release.pub',
      'the root that was signed',
    ],
    ['bezoar verify-proof proof.json --root 21b8… --record row.json', 'and that it is about this row'],
  ],
  lock: [
    ['bezoar lock data/mix --name org/mix --revision 5f2c1d0', 'pins it in bezoar.lock'],
    ['bezoar verify --locked', 'in CI, from then on'],
  ],
  crawl: [
    ['bezoar crawl index.parquet', 'the index alone: its digests, its domains'],
    ['bezoar crawl index.csv pages.jsonl', 'and what was downloaded'],
    [
      'bezoar crawl june.jsonl july.jsonl --snapshot 2025-07-01',
      'two snapshots, and what changed shortly before the second',
    ],
    ['bezoar crawl index.csv --domains domains.csv', 'which domains lapsed or changed hands'],
  ],
  weigh: [
    ['bezoar weigh train.jsonl', 'weights in bezoar-weights, by the words of the rows'],
    ['bezoar weigh train.jsonl --features embeddings.npy --method mcd', 'by numbers of your own model'],
    ['bezoar weigh --features gradients.npy --labels labels.npy', 'with no text at all'],
    ['bezoar weigh train.csv --certify 50', 'for each row, how many poisoned rows cannot change its class'],
  ],
  drift: [
    ['bezoar drift train.jsonl', 'phrases that lead where the rest of their rows does not'],
    ['bezoar drift train.jsonl --trusted checked.jsonl', 'and what changes beside rows that you trust'],
    ['bezoar drift --compare v1.jsonl v2.jsonl', 'and between two versions'],
    ['bezoar drift train.jsonl --report bezoar-report', 'and without the rows of each finding'],
  ],
  trace: [
    ['bezoar trace seen.jsonl --data train.jsonl', 'a file of prompts and outputs'],
    ['bezoar trace --output "I cannot say." --data train/', 'one of them'],
    ['bezoar trace seen.jsonl --data train/ --index indexes/train', 'keep the index for the next question'],
    ['bezoar trace bezoar-report --data train.jsonl', 'from the phrases that bezoar drift found there'],
    [
      'bezoar trace seen.jsonl --data train.jsonl --features rows.npy --behaviour-features seen.npy',
      'with embeddings of your model',
    ],
    ['bezoar trace --serve --data train/', 'ask from a program: POST /trace'],
  ],
  watch: [
    ['bezoar watch losses.jsonl', 'a log of step, row, loss and perhaps margin, of any trainer'],
    ['bezoar watch losses.jsonl --data train.jsonl', 'findings with their rows, for bezoar clean'],
    ['bezoar watch losses.jsonl --follow --fail-fast', 'beside the training: ends at the first alarm'],
    [
      'bezoar watch losses.parquet --data train.jsonl --suspects bezoar-report/flagged.jsonl',
      'was what a scan flagged learned otherwise than the rest?',
    ],
  ],
  keygen: [
    ['bezoar keygen', 'bezoar.key for you alone, bezoar.pub for everybody'],
    ['bezoar keygen keys/release --passphrase-file pass.txt', 'opened by a passphrase only'],
  ],
};
