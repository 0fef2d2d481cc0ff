// What the files of a quarantine are called: beside `train.jsonl.gz` stand `train.clean.jsonl.gz`,
// `train.quarantine.jsonl.gz` and `train.quarantine.jsonl.gz.policy.json`; a restored one is `train.restored.jsonl.gz`.
import { basename, dirname, extname, join } from 'node:path';

export interface Names {
  readonly clean: string;
  readonly quarantine: string;
  readonly policy: string;
  readonly restored: string;
}

const packed = /\.(gz|gzip|zst|zstd)$/i;

/** `folder` is where they stand; that of the original when not given. */
export function namesFor(original: string, folder = dirname(original)): Names {
  const name = basename(original);
  const compression = packed.exec(name)?.[0] ?? '';
  const plain = name.slice(0, name.length - compression.length);
  const extension = extname(plain);
  const stem = plain.slice(0, plain.length - extension.length);
  const path = (part: string) => join(folder, `${stem}.${part}${extension}${compression}`);
  return {
    clean: path('clean'),
    quarantine: path('quarantine'),
    // With the whole name: train.jsonl and train.parquet in one folder must not share a policy.
    policy: `${path('quarantine')}.policy.json`,
    restored: path('restored'),
  };
}
