// Where a field of a row stands in its record, e.g. `messages[2].content`, and a record with another value there.

export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/** Steps into the record: a column, which may itself be a path of names, then places in it. */
function stepsTo(record: Json, columns: readonly string[], field: string): (string | number)[] {
  const name = columns
    .filter((column) => field === column || field.startsWith(`${column}[`) || field.startsWith(`${column}.`))
    .reduce((longest, column) => (column.length > longest.length ? column : longest), '');
  if (name === '') throw new Error(`no column holds the field ${field}`);
  const own = typeof record === 'object' && record !== null && Object.hasOwn(record, name);
  const rest = [...field.slice(name.length).matchAll(/\[(\d+)\]|\.([^.[]+)/g)];
  return [
    ...(own ? [name] : name.split('.')),
    ...rest.map(([, i, key]) => (i === undefined ? key : Number(i))),
  ];
}

export function valueAt(record: Json, columns: readonly string[], field: string): unknown {
  return stepsTo(record, columns, field).reduce<unknown>(
    (value, step) =>
      typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[step] : undefined,
    record,
  );
}

/** The record with `value` in the field; everything beside the way there is the same. */
export function withValue(record: Json, columns: readonly string[], field: string, value: Json): Json {
  return put(record, stepsTo(record, columns, field), value);
}

function put(into: Json, [step, ...rest]: readonly (string | number)[], value: Json): Json {
  if (step === undefined) return value;
  // A cell of a table may hold its list of messages as JSON text.
  if (typeof into === 'string') return JSON.stringify(put(JSON.parse(into) as Json, [step, ...rest], value));
  if (Array.isArray(into)) return into.map((item: Json, i) => (i === step ? put(item, rest, value) : item));
  const object = into as { readonly [key: string]: Json };
  return { ...object, [step]: put(object[step], rest, value) };
}
