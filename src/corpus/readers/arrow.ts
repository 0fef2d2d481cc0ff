// Arrow IPC, as a file (also called Feather 2) or as a stream, one record batch at a time.
import { open } from 'node:fs/promises';
import { fileSource } from '../chunks.ts';
import { UnreadableFile } from '../reader.ts';
import type { Entry, Limits, ReadBatch, Reader } from '../reader.ts';
import type { CorpusFile } from '../shard.ts';
import { checkFile, isArrowFile } from './arrow-file.ts';
import { soundStream } from './arrow-stream.ts';
import { plainInteger } from './plain-integer.ts';
import { unpacked } from './unpacked.ts';
import type { RecordBatch, RecordBatchReader, Vector } from 'apache-arrow';

/** Rows that are turned into records at once, and UTF-16 units of text after which it is enough. */
const rowsAtOnce = 1024;
const textAtOnce = 2 ** 24;

export const arrow: Reader = {
  read: (file, _shard, limits) => unpacked(file, limits, readPlain),
};

async function* readPlain(file: CorpusFile, limits: Limits): AsyncGenerator<ReadBatch, void, undefined> {
  const library = await import('apache-arrow');
  const handle = await open(file.location, 'r');
  const source = fileSource(file, limits);
  let items = 0;
  const stream = soundStream(source.chunks, limits, (more) => {
    items += more;
  });
  let reader: RecordBatchReader | undefined;
  try {
    const isFile = await isArrowFile(handle);
    if (isFile) items = await checkFile(handle, limits);
    const opened = (await asked(() =>
      isFile ? library.RecordBatchReader.from(handle) : library.RecordBatchReader.from(stream),
    )) as RecordBatchReader;
    reader = opened;
    await asked(() => opened.open());
    if (opened.schema.fields.length > limits.columns) {
      throw new UnreadableFile('too-large', `more than ${limits.columns} columns`);
    }
    const batches = isFile ? opened.numRecordBatches : 0;
    let count = 0;
    for (let done = 1; ; done++) {
      const next = await asked(() => opened.next());
      if (next.done) break;
      const batch = next.value as RecordBatch;
      const bytes = batches > 0 ? Math.floor((file.bytes * done) / batches) : source.progress();
      for (let from = 0; from < batch.numRows;) {
        const entries = await asked(() => records(library, batch, from, items));
        from += entries.length;
        count += entries.length;
        yield { entries, lines: count, bytes };
      }
    }
  } finally {
    await reader?.cancel();
    // The library does not return a stream that it has not read to its end.
    await stream.return(undefined);
    await handle.close();
  }
}

async function asked<T>(question: () => T | Promise<T>): Promise<T> {
  try {
    return await question();
  } catch (error) {
    if (error instanceof UnreadableFile) throw error;
    const said = String((error as Error).message);
    throw /codec|compress/i.test(said)
      ? new UnreadableFile('unsupported', 'Arrow with compressed buffers cannot be read', error)
      : new UnreadableFile('wrong-kind', 'the Arrow data is damaged', error);
  }
}

/** Some records from row `from` on. No batch can hold more list items than the messages say: `mostItems`. */
function records(
  library: typeof import('apache-arrow'),
  batch: RecordBatch,
  from: number,
  mostItems: number,
): Entry[] {
  const names = batch.schema.fields.map(({ name }) => String(name));
  const columns = names.map((_, i) => batch.getChildAt(i));
  const spent = { items: 0, text: 0 };
  const plain = plainValue(library, mostItems, spent);
  const entries: Entry[] = [];
  const to = Math.min(from + rowsAtOnce, batch.numRows);
  for (let row = from; row < to && spent.text < textAtOnce; row++) {
    // Not an object literal: a column may be called `__proto__`.
    const value = Object.fromEntries(names.map((name, i) => [name, plain(columns[i]?.get(row))]));
    entries.push({ kind: 'record', value, line: 0 });
  }
  return entries;
}

function plainValue(
  { Vector, StructRow, MapRow }: typeof import('apache-arrow'),
  mostItems: number,
  spent: { items: number; text: number },
): (value: unknown) => unknown {
  const listOf = (list: Vector): unknown[] => {
    spent.items += list.length;
    if (spent.items > mostItems) throw new RangeError('lists that hold more than there is');
    return Array.from(list as Iterable<unknown>, plain);
  };
  function plain(value: unknown): unknown {
    if (typeof value === 'string') {
      spent.text += value.length;
      return value;
    }
    if (typeof value === 'bigint') return plainInteger(value);
    if (typeof value !== 'object' || value === null) return value;
    if (value instanceof Vector) return listOf(value);
    if (value instanceof StructRow || value instanceof MapRow) {
      return Object.fromEntries([...value].map(([name, item]) => [String(name), plain(item)]));
    }
    if (value instanceof Date) return value.toISOString();
    if (!ArrayBuffer.isView(value)) return String(value);
    return Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString('base64');
  }
  return plain;
}
