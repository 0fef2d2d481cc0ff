// Which row of the data is meant by each id of a log: `file:row`, the number of the row in all of the data, both from 0 on, or what
// stands in a column of the rows.
import type { Place } from '../../row.ts';
import type { Corpus } from '../corpus.ts';
import { UnreadableFile } from '../reader.ts';
import { readerOf } from '../readers/reader-of.ts';
import { rowConverter } from '../to-row.ts';

export interface Joined {
  /** Place of each id of the log that was found. */
  readonly places: ReadonlyMap<string, Place>;
  /** What the data says the row is from. */
  readonly sources: ReadonlyMap<string, string>;
  /** The same ids as files and rows name them, `file:row`. */
  readonly byFile: ReadonlyMap<string, string>;
  /** Rows with an id that another row had before. */
  readonly twice: number;
}

/** `wanted`: whether the log knows an id. */
export async function joinIds(
  corpus: Corpus,
  wanted: (id: string) => boolean,
  idColumn: string | undefined,
): Promise<Joined> {
  const places = new Map<string, Place>();
  const sources = new Map<string, string>();
  const byFile = new Map<string, string>();
  const convert = rowConverter(corpus.fields);
  const several = corpus.files.length > 1;
  let [twice, overall] = [0, 0];
  const inFile = new Map<number, number>();
  for (const [index, shard] of corpus.shards.entries()) {
    const file = corpus.files[shard.file];
    const reader = await readerOf(file.format);
    let row = 0;
    let first = inFile.get(shard.file) ?? 0;
    try {
      for await (const { entries } of reader.read(file, shard, corpus.limits))
        for (const entry of entries) {
          if (entry.kind === 'passed over') {
            row += entry.rows;
            continue;
          }
          const named = `${file.path}:${first + row}`;
          const value = entry.kind === 'record' ? entry.value : undefined;
          for (const id of idColumn === undefined ? [String(overall + row), named] : idIn(value, idColumn)) {
            if (!wanted(id)) continue;
            if (places.has(id)) {
              twice++;
              continue;
            }
            places.set(id, { shard: index, row });
            byFile.set(named, id);
            const read = convert(value, index, row);
            const source = typeof read === 'string' ? '' : read.source;
            if (source !== '' || several) sources.set(id, source || file.path);
          }
          row++;
        }
    } catch (error) {
      // The scan says which file breaks off, and where.
      if (!(error instanceof UnreadableFile)) throw error;
    }
    first += row;
    inFile.set(shard.file, first);
    overall += row;
  }
  return { places, sources, byFile, twice };
}

function idIn(value: unknown, column: string): string[] {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, column)) return [];
  const id = (value as Readonly<Record<string, unknown>>)[column];
  return typeof id === 'string' || typeof id === 'number' ? [String(id)] : [];
}
