// How a value is found in a record and told as text.

/** Reads one column. A name with dots is first a column of that name, then a path into nested records. */
export type Column = (record: object) => unknown;

export function column(name: string): Column {
  const steps = name.split('.');
  const own = ownValue(name);
  if (steps.length === 1) return own;
  const path = steps.map(ownValue);
  return (record) => {
    const direct = own(record);
    if (direct !== undefined) return direct;
    let value: unknown = record;
    for (const step of path) {
      if (typeof value !== 'object' || value === null) return undefined;
      value = step(value);
    }
    return value;
  };
}

function ownValue(name: string): Column {
  // A column may be called `__proto__` or `constructor`: then only the record's own value counts.
  if (name in Object.prototype) {
    return (record) => (Object.hasOwn(record, name) ? (record as Record<string, unknown>)[name] : undefined);
  }
  return (record) => (record as Record<string, unknown>)[name];
}

/** Whether a record says anything there. */
export function isThere(value: unknown): boolean {
  return value !== undefined && value !== null && value !== '';
}

/** What the first of the columns says that says anything. */
export function firstOf(record: object, columns: readonly Column[]): unknown {
  for (const read of columns) {
    const value = read(record);
    if (isThere(value)) return value;
  }
  return undefined;
}

/** A text, number or yes-or-no as text; undefined for anything else. A whole number in floating form is whole. */
export function scalarText(value: unknown): string | undefined {
  switch (typeof value) {
    case 'string':
      return value;
    case 'number':
    case 'boolean':
    case 'bigint':
      return String(value);
    default:
      return undefined;
  }
}

// CSV writers turn a column of whole numbers with a gap in it into 0.0, 1.0 ...
const wholeInFloat = /^-?\d{1,15}\.0$/;

/** The name of a class, the same whether the file held 1, 1.0, "1" or " 1". */
export function labelText(value: unknown): string | undefined {
  const text = scalarText(value)?.trim();
  return text !== undefined && wholeInFloat.test(text) ? text.slice(0, -2) : text;
}

/** A thumb up or down: a yes or no, 1 or 0, or a word that says so. */
export function thumb(value: unknown): boolean | undefined {
  if (typeof value === 'boolean') return value;
  switch (labelText(value)?.toLowerCase()) {
    case '1':
    case 'true':
    case 'desirable':
      return true;
    case '0':
    case 'false':
    case 'undesirable':
      return false;
    default:
      return undefined;
  }
}
