// One JSON text as a record, within the limits on nesting and columns.
import type { Limits } from '../reader.ts';
import { Failure } from './of-spans.ts';

export function parseRecord(text: string, limits: Limits): unknown {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    // The engine's own message differs by version and quotes the row.
    return new Failure(breaksOff(text) ? 'JSON that breaks off before its end' : 'not JSON');
  }
  if (typeof value === 'object' && value !== null) {
    if (isDeeper(value, limits.depth)) return new Failure(`JSON nested deeper than ${limits.depth}`);
    if (!Array.isArray(value) && hasMoreColumns(value, limits.columns)) {
      return new Failure(`more than ${limits.columns} columns`);
    }
  }
  return value;
}

function breaksOff(text: string): boolean {
  const trimmed = text.trim();
  return (
    (trimmed.startsWith('{') && !trimmed.endsWith('}')) || (trimmed.startsWith('[') && !trimmed.endsWith(']'))
  );
}

/** JSON.parse takes any depth, what follows it would not. */
function isDeeper(value: object, depth: number): boolean {
  if (depth === 0) return true;
  if (Array.isArray(value)) {
    for (const item of value) {
      if (typeof item === 'object' && item !== null && isDeeper(item, depth - 1)) return true;
    }
    return false;
  }
  for (const key in value) {
    const item: unknown = (value as Record<string, unknown>)[key];
    if (typeof item === 'object' && item !== null && isDeeper(item, depth - 1)) return true;
  }
  return false;
}

function hasMoreColumns(value: object, columns: number): boolean {
  let count = 0;
  for (const _ in value) if (++count > columns) return true;
  return false;
}
