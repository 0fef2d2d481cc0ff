// What to say when no layout fits: the columns found, a record, and the flag with these columns in it.
import { UsageError } from '../errors.ts';
import { visible } from '../text/visible.ts';
import { fieldsSyntax, found } from './parse-fields.ts';
import { mostly } from './sample.ts';
import type { Sample } from './sample.ts';

/** Characters of the record that is shown. */
const recordShown = 400;

export function unknownShape(path: string, sample: Sample, first: unknown): UsageError {
  const record = visible(JSON.stringify(first, shorten) ?? String(first), recordShown);
  return new UsageError(
    'unknown-shape',
    `It is not clear which column plays which part in ${visible(path)}. ${found(sample.names)} A record: ${record}`,
    `Say it with --fields, for example: --fields ${example(sample)} (${fieldsSyntax}).`,
  );
}

function shorten(_key: string, value: unknown): unknown {
  if (Array.isArray(value) && value.length > 3) return [...value.slice(0, 3), '…'];
  return typeof value === 'string' && value.length > 60 ? `${value.slice(0, 59)}…` : value;
}

function example(sample: Sample): string {
  const texts = sample.names.filter((name) =>
    mostly(sample.values(name), (value) => typeof value === 'string'),
  );
  const classes = sample.names.filter((name) => {
    const values = sample.values(name);
    return values.length > 3 && new Set(values).size <= values.length / 2 && typeof values[0] !== 'object';
  });
  const label = classes[0];
  const [first, second] = texts.filter((name) => name !== label);
  const column = (name: string): string => visible(name, 60);
  if (first !== undefined && second !== undefined) return `prompt=${column(first)},answer=${column(second)}`;
  if (first !== undefined && label !== undefined) return `text=${column(first)},label=${column(label)}`;
  if (first !== undefined) return `document=${column(first)}`;
  const list = sample.names.find((name) => mostly(sample.values(name), Array.isArray));
  return list === undefined ? 'prompt=COL,answer=COL' : `turns=${column(list)}`;
}
