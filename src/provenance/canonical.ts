// A record as one text, the same however it was encoded: JSON by RFC 8785 (keys sorted, no white space, shortest numbers,
// fewest escapes), with members that are null left out, because a table has a cell where a record has no member.
import { createHash } from 'node:crypto';

/** Of a record as a reader gives it. Depth is the reader's limit. What JSON has no word for is told as its text. */
export function canonical(value: unknown): string {
  switch (typeof value) {
    case 'string':
      return JSON.stringify(value);
    case 'number':
      return Number.isFinite(value) ? JSON.stringify(value) : `"${value}"`;
    case 'boolean':
      return String(value);
    case 'object':
      return value === null ? 'null' : canonicalObject(value);
    default:
      return value === undefined ? 'null' : JSON.stringify(String(value));
  }
}

function canonicalObject(value: object): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (value instanceof Date) return JSON.stringify(value.toISOString());
  const record = value as Record<string, unknown>;
  const members: string[] = [];
  // By UTF-16 units, as RFC 8785 asks and `sort` does.
  for (const key of Object.keys(record).sort()) {
    const item = record[key];
    if (item !== null && item !== undefined) members.push(`${JSON.stringify(key)}:${canonical(item)}`);
  }
  return `{${members.join(',')}}`;
}

/** SHA-256 of the canonical text in UTF-8. */
export function contentDigest(value: unknown): Buffer {
  return createHash('sha256').update(canonical(value), 'utf8').digest();
}

/**
 * The record of a JSON text in which whole numbers that a double cannot hold are kept digit by digit, as texts: so they
 * read in Parquet, and two identifiers that differ in their last digit stay two. `text` is valid JSON.
 */
export function parseKeepingDigits(text: string): unknown {
  let out = '';
  let from = 0;
  for (let i = 0; i < text.length;) {
    const unit = text[i];
    if (unit === '"') {
      for (i++; text[i] !== '"'; i++) if (text[i] === '\\') i++;
      i++;
    } else if (unit === '-' || (unit >= '0' && unit <= '9')) {
      const start = i;
      while (i < text.length && '+-.eE0123456789'.includes(text[i])) i++;
      const number = text.slice(start, i);
      if (/^-?\d+$/.test(number) && !Number.isSafeInteger(Number(number))) {
        out += `${text.slice(from, start)}"${number}"`;
        from = i;
      }
    } else i++;
  }
  return JSON.parse(out + text.slice(from));
}

/** A whole number of this many digits may be more than a double can hold. */
export const manyDigits = /\d{16}/;
