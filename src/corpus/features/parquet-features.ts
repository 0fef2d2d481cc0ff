// A column of a Parquet file as numbers: lists of one length, or a number in each row.
import { UsageError } from '../../errors.ts';
import { visible } from '../../text/visible.ts';
import { defaultLimits, UnreadableFile } from '../reader.ts';
import { parquet } from '../readers/parquet.ts';
import { asUsageError } from '../identify.ts';
import { mostValues, sizeOf, wrongKind, type FeatureTable } from './feature-table.ts';

/** `name`: the column to read; without one, the only one of lists of numbers or else of numbers. */
export async function readParquetFeatures(path: string, bytes: number, name?: string): Promise<FeatureTable> {
  const file = { path, location: path, format: 'parquet', compression: 'none', bytes } as const;
  let column = name;
  let columns = 0;
  let rows = 0;
  let values = new Float64Array(1024);
  try {
    for await (const { entries } of parquet.read(file, { file: 0, start: 0, end: bytes }, defaultLimits)) {
      for (const entry of entries) {
        if (entry.kind !== 'record') throw wrongKind(path, 'has rows that cannot be read', 'Write it anew.');
        const record = entry.value as Readonly<Record<string, unknown>>;
        column ??= onlyColumn(path, record);
        if (!Object.hasOwn(record, column)) throw noColumn(path, column, Object.keys(record));
        const list = numbersOf(record[column]);
        if (!list)
          throw wrongKind(
            path,
            `has no list of numbers in row ${rows}`,
            `Fill the column ${visible(column, 60)} in every row.`,
          );
        if (rows === 0) columns = list.length;
        if (list.length !== columns)
          throw wrongKind(
            path,
            `has ${list.length} numbers in row ${rows} and ${columns} in row 0`,
            'Give lists of one length.',
          );
        if ((rows + 1) * columns > mostValues) sizeOf(path, [rows + 1, columns]);
        if ((rows + 1) * columns > values.length) {
          const wider = new Float64Array(2 * (rows + 1) * columns);
          wider.set(values);
          values = wider;
        }
        values.set(list, rows * columns);
        rows++;
      }
    }
  } catch (error) {
    throw error instanceof UnreadableFile ? asUsageError(path, error) : error;
  }
  return { ...sizeOf(path, [rows, columns]), values: values.slice(0, rows * columns) };
}

function numbersOf(value: unknown): number[] | undefined {
  const list: unknown = typeof value === 'number' || typeof value === 'boolean' ? [Number(value)] : value;
  return Array.isArray(list) && list.every((each) => typeof each === 'number')
    ? (list as number[])
    : undefined;
}

function onlyColumn(path: string, record: Readonly<Record<string, unknown>>): string {
  const names = Object.keys(record);
  const lists = names.filter((each) => Array.isArray(record[each]) && numbersOf(record[each]));
  const found = lists.length > 0 ? lists : names.filter((each) => numbersOf(record[each]));
  if (found.length === 1) return found[0];
  throw noColumn(path, undefined, names);
}

function noColumn(path: string, name: string | undefined, names: readonly string[]): UsageError {
  const what = name === undefined ? 'one column alone of numbers' : `a column ${visible(name, 60)}`;
  return new UsageError(
    'bad-option',
    `${visible(path, 200)} does not have ${what}`,
    `Name one with --feature-name: ${names
      .slice(0, 8)
      .map((each) => visible(each, 60))
      .join(', ')}`,
  );
}
