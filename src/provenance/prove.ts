// Makes the proof that a row is in an attested set, or that it is not, from the manifest and its records.
import { UsageError } from '../errors.ts';
import { visible } from '../text/visible.ts';
import { contentsTree } from './contents-tree.ts';
import { entriesOf, entryHash, type Entry, type FileEntry } from './manifest.ts';
import { prover } from './merkle.ts';
import { recordsOf, type OpenManifest } from './open-manifest.ts';
import { pageItems, pagesOf, pageTree } from './page-tree.ts';
import { proofVersion, type Absence, type Inclusion, type Proof } from './proof.ts';
import { checkLength, contentOf, digestBytes, readRecords, recordBytes } from './row-records.ts';

/** `row` is 0-based within the file. */
export async function proveRow(open: OpenManifest, path: string, row: number): Promise<Inclusion> {
  const ends = (long: string, short: string): boolean => long.endsWith(`/${short}`);
  const same = open.manifest.files.filter((file) => ends(file.path, path) || ends(path, file.path));
  const entry = open.places.get(path)?.entry ?? (same.length === 1 ? same[0] : undefined);
  if (!entry)
    throw new UsageError(
      'no-such-file',
      `the manifest has ${same.length > 1 ? 'several files' : 'no file'} ${visible(path)}`,
      'Give the path that it has there.',
    );
  if (row >= entry.rows)
    throw new UsageError(
      'bad-option',
      `${visible(entry.path)} has ${entry.rows} rows`,
      'Rows are counted from 0.',
    );
  return inclusionOf(open, entry, row);
}

async function inclusionOf(open: OpenManifest, entry: FileEntry, row: number): Promise<Inclusion> {
  const index = Math.floor(row / pageItems);
  const proof = prover(index, pagesOf(entry.rows));
  const pages = pageTree(recordBytes, proof.add);
  const records = await recordsOf(open, entry.path);
  pages.add(records);
  pages.root();
  return {
    schemaVersion: proofVersion,
    kind: 'inclusion',
    root: open.manifest.root,
    records: records
      .subarray(index * pageItems * recordBytes, (index + 1) * pageItems * recordBytes)
      .toString('hex'),
    row,
    path: hexed(proof.path()),
    file: entry,
    entry: placeOf(open, entry),
  };
}

/** Of a row by the digest of its content: where it is, or that it is not. */
export async function proveContent(open: OpenManifest, content: Buffer): Promise<Proof> {
  const { manifest, recordsPath } = open;
  await checkLength(recordsPath, manifest.set.rows);
  let first = 0;
  for (const file of manifest.files) {
    let row = 0;
    for await (const records of readRecords(recordsPath, first, file.rows)) {
      for (const record of records) {
        if (contentOf(record).equals(content)) return inclusionOf(open, file, row);
        row++;
      }
    }
    first += file.rows;
  }
  return absenceOf(open, content);
}

async function absenceOf({ manifest, recordsPath }: OpenManifest, content: Buffer): Promise<Absence> {
  const { set, root } = manifest;
  const all = pagesOf(set.contents.count);
  /** The last page that begins before the row. */
  let index = -1;
  const contents = await contentsTree(recordsPath, set.rows, (_, page) => {
    if (page.compare(content, 0, digestBytes, 0, digestBytes) < 0) index++;
  });
  if (contents.root !== set.contents.root)
    throw new UsageError(
      'bad-manifest',
      `${visible(recordsPath)} is not what the manifest was written for: its contents have another root`,
      'Take both files from where they were written together.',
    );
  const shown = index < 0 ? [0] : [index, index + 1];
  const pages = shown.filter((i) => i < all).map((i) => ({ index: i, prover: prover(i, all), hashes: '' }));
  let at = 0;
  await contentsTree(recordsPath, set.rows, (hash, page) => {
    for (const one of pages) {
      one.prover.add(hash);
      if (one.index === at) one.hashes = page.toString('hex');
    }
    at++;
  });
  return {
    schemaVersion: proofVersion,
    kind: 'absence',
    root,
    content: content.toString('hex'),
    pages: pages.map(({ index: i, prover: made, hashes }) => ({
      index: i,
      hashes,
      path: hexed(made.path()),
    })),
    set,
    entry: placeOf({ manifest }, set),
  };
}

function placeOf({ manifest }: Pick<OpenManifest, 'manifest'>, entry: Entry): Inclusion['entry'] {
  const entries = entriesOf(manifest);
  const index = entries.indexOf(entry);
  const proof = prover(index, entries.length);
  for (const each of entries) proof.add(entryHash(each));
  return { index, count: entries.length, path: hexed(proof.path()) };
}

const hexed = (hashes: readonly Buffer[]): string[] => hashes.map((hash) => hash.toString('hex'));
