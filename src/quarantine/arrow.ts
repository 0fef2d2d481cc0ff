// Arrow IPC in quarantine: record batches cut at the rows to set aside, under the same schema, then read back and
// compared with the original, row by row, before they count. The table is held in memory.
import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { refuse } from '../report/atomic-write.ts';
import { unfaithful, type RowsParted } from './parquet.ts';
import type { RecordBatch, Table } from 'apache-arrow';

type Arrow = typeof import('apache-arrow');

export async function partArrow(
  original: string,
  aside: ReadonlySet<number>,
  clean: string,
  quarantine: string,
): Promise<RowsParted> {
  const arrow = await import('apache-arrow');
  const { table, form } = await readTable(arrow, original);
  const kept: number[] = [];
  const set: number[] = [];
  for (let row = 0; row < table.numRows; row++) (aside.has(row) ? set : kept).push(row);
  await writeTable(arrow, clean, take(arrow, table, runs(kept)), form);
  await writeTable(arrow, quarantine, take(arrow, table, runs(set)), form);
  const written = [(await readTable(arrow, clean)).table, (await readTable(arrow, quarantine)).table];
  const schema = schemaOf(table);
  for (const part of written) if (schemaOf(part) !== schema) throw unfaithful('the schema would be another');
  if (written[0].numRows !== kept.length || written[1].numRows !== set.length)
    throw unfaithful('rows would be lost');
  const digests = [rowDigests(written[0]), rowDigests(written[1])];
  const hash = createHash('sha256');
  let row = 0;
  for (const digest of rowDigests(table)) {
    if (digests[aside.has(row) ? 1 : 0].next().value !== digest)
      throw unfaithful(`row ${row} would not be as it was`);
    hash.update(digest);
    row++;
  }
  return { rows: table.numRows, schema, rowsSha256: hash.digest('hex') };
}

/** Writes the rows of both in their old order; `aside` are the original row numbers of the quarantine's rows. */
export async function joinArrow(
  clean: string,
  quarantine: string,
  aside: readonly number[],
  out: string,
  expected: { readonly schema: string; readonly rowsSha256: string },
): Promise<void> {
  const arrow = await import('apache-arrow');
  const [{ table: kept, form }, { table: set }] = await Promise.all(
    [clean, quarantine].map((path) => readTable(arrow, path)),
  );
  const batches: RecordBatch[] = [];
  let [fromKept, fromSet] = [0, 0];
  for (const [start, end] of runs(aside)) {
    const before = start - fromKept - fromSet;
    batches.push(
      ...slices(kept, fromKept, fromKept + before),
      ...slices(set, fromSet, fromSet + end - start),
    );
    fromKept += before;
    fromSet += end - start;
  }
  batches.push(...slices(kept, fromKept, kept.numRows));
  await writeTable(arrow, out, new arrow.Table(kept.schema, batches), form);
  const { table } = await readTable(arrow, out);
  const hash = createHash('sha256');
  for (const digest of rowDigests(table)) hash.update(digest);
  if (hash.digest('hex') !== expected.rowsSha256) throw unfaithful('the rows would not be the original ones');
  if (schemaOf(table) !== expected.schema) throw unfaithful('the schema would not be the original one');
}

async function readTable(arrow: Arrow, path: string): Promise<{ table: Table; form: 'file' | 'stream' }> {
  const bytes = await readFile(path);
  const form = bytes.subarray(0, 6).toString('latin1') === 'ARROW1' ? 'file' : 'stream';
  return { table: arrow.tableFromIPC(bytes), form };
}

async function writeTable(arrow: Arrow, path: string, table: Table, form: 'file' | 'stream'): Promise<void> {
  await writeFile(path, arrow.tableToIPC(table, form), { flag: 'wx' }).catch((error: unknown) =>
    refuse(path, error),
  );
}

/** Stretches [start, end) of row numbers that follow one another. */
function runs(rows: readonly number[]): [number, number][] {
  const found: [number, number][] = [];
  for (const row of rows) {
    const last = found.at(-1);
    if (last && last[1] === row) last[1]++;
    else found.push([row, row + 1]);
  }
  return found;
}

function take(arrow: Arrow, table: Table, stretches: readonly (readonly [number, number])[]): Table {
  return new arrow.Table(
    table.schema,
    stretches.flatMap(([start, end]) => slices(table, start, end)),
  );
}

function slices(table: Table, start: number, end: number): RecordBatch[] {
  return end > start ? table.slice(start, end).batches.filter((batch) => batch.numRows > 0) : [];
}

function schemaOf({ schema }: Table): string {
  const metadata = [...schema.metadata].map(([key, value]) => `${key}=${value}`);
  return [
    ...schema.fields.map(
      ({ name, type, nullable }) => `${JSON.stringify(name)} ${type}${nullable ? '' : ' NOT NULL'}`,
    ),
    ...metadata,
  ].join(', ');
}

function* rowDigests(table: Table): Generator<string> {
  for (let row = 0; row < table.numRows; row++) {
    const values = Array.from({ length: table.numCols }, (_, column) => table.getChildAt(column)?.get(row));
    yield createHash('sha256').update(JSON.stringify(values, plain)).digest('hex');
  }
}

/** What JSON would lose or refuse. */
function plain(_key: string, value: unknown): unknown {
  if (typeof value === 'bigint') return `${value}n`;
  if (typeof value === 'number' && !Number.isFinite(value)) return String(value);
  if (ArrayBuffer.isView(value))
    return Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString('hex');
  return value;
}
