// Makes the proof that a row is in an attested set, or that it is not, from the manifest and its records.
import { UsageError } from '../errors.ts';
import { visible } from '../text/visible.ts';
import { contentPages, pageHashes } from './contents-tree.ts';
import { entriesOf, entryHash, type Entry, type FileEntry } from './manifest.ts';
import { leafHash, prover } from './merkle.ts';
import { recordsOf, type OpenManifest } from './open-manifest.ts';
import { proofVersion, type Absence, type Inclusion, type Proof } from './proof.ts';
import { checkLength, contentOf, digestBytes, readRecords, recordBytes } from './row-records.ts';
import { sortedContents } from './sorted-contents.ts';

/** `row` is 0-based within the file. */
export async function proveRow(open: OpenManifest, path: string, row: number): Promise<Inclusion> {
  const { files } = open.manifest;
  const same = files.filter((file) => file.path === path || file.path.endsWith(`/${path}`));
  const entry = files.find((file) => file.path === path) ?? (same.length === 1 ? same[0] : undefined);
  if (!entry)
    throw new UsageError(
      'no-such-file',
      `the manifest has no file ${visible(path)}`,
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
  const records = await recordsOf(open, entry.path);
  const at = (i: number): Buffer => records.subarray(i * recordBytes, (i + 1) * recordBytes);
  const proof = prover(row, entry.rows);
  for (let i = 0; i < entry.rows; i++) proof.add(leafHash(at(i)));
  return {
    schemaVersion: proofVersion,
    kind: 'inclusion',
    root: open.manifest.root,
    record: at(row).toString('hex'),
    row,
    path: proof.path().map((hash) => hash.toString('hex')),
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

async function absenceOf(open: OpenManifest, content: Buffer): Promise<Absence> {
  const { manifest, recordsPath } = open;
  const { set } = manifest;
  const pages = () => contentPages(sortedContents(recordsPath, set.rows));
  const all = Math.ceil(set.contents.count / pageHashes);
  /** Of the last page that begins before the row, and of the one behind it. */
  let index = -1;
  for await (const page of pages()) if (page.compare(content, 0, digestBytes, 0, digestBytes) < 0) index++;
  const shown = [Math.max(0, index), index + 1].filter((i, at, two) => i < all && (at === 0 || i !== two[0]));
  const provers = shown.map((i) => prover(i, all));
  const texts: string[] = [];
  let at = 0;
  for await (const page of pages()) {
    for (const one of provers) one.add(leafHash(page));
    if (shown.includes(at++)) texts.push(page.toString('hex'));
  }
  return {
    schemaVersion: proofVersion,
    kind: 'absence',
    root: manifest.root,
    content: content.toString('hex'),
    pages: shown.map((i, k) => ({
      index: i,
      hashes: texts[k],
      path: provers[k].path().map((hash) => hash.toString('hex')),
    })),
    set,
    entry: placeOf(open, set),
  };
}

function placeOf({ manifest }: OpenManifest, entry: Entry): Inclusion['entry'] {
  const entries = entriesOf(manifest);
  const index = entries.indexOf(entry);
  const proof = prover(index, entries.length);
  for (const each of entries) proof.add(entryHash(each));
  return { index, count: entries.length, path: proof.path().map((hash) => hash.toString('hex')) };
}
