// What the first bytes of a JSON file say: lines of records, one array, or one object around lists of records.
import { headLines } from './head.ts';
import type { Head } from './head.ts';
import { turnNames } from './layout-names.ts';
import { jsonArraySplitter } from './spans/json-array.ts';
import { defaultLimits } from './reader.ts';

/** Lines that are looked at: one bad line does not make a file of records something else. */
const linesLookedAt = 20;

export function isJsonRecord(line: string): boolean {
  if (!/^\s*\{/.test(line)) return false;
  try {
    JSON.parse(line);
    return true;
  } catch {
    return false;
  }
}

/**
 * Lines of records: half of the lines are, or there is only the start of a very long one. A single line that wraps
 * lists of records is such a line only when the file's name says so.
 */
export function isJsonLines(head: Head, promised: boolean): boolean {
  if (firstCharacter(head) !== '{' && !promised) return false;
  const lines = headLines(head, linesLookedAt);
  const single = lines.length === 0 || (lines.length === 1 && head.isWhole);
  if (single && !promised && isWrapped(head)) return false;
  if (lines.length === 0) return firstCharacter(head) === '{';
  return lines.filter(isJsonRecord).length >= lines.length / 2;
}

/** An array, or an object over several lines. */
export function isJsonArray(head: Head): boolean {
  const text = startOf(head);
  return /^\s*\[\s*(?:[[{"\]]|$)/.test(text) || /^\s*\{\s*(?:"|$)/.test(text);
}

/**
 * One object, and the first list of objects in it is not a list of messages: its elements are the records. Else
 * each object at the top is a record.
 */
export function isWrapped(head: Head): boolean {
  if (firstCharacter(head) !== '{') return false;
  const bytes = Buffer.from(startOf(head));
  const splitter = jsonArraySplitter(defaultLimits, { wrapped: true });
  let at = 0;
  for (const span of splitter.push(bytes)) {
    if (span.kind === 'row') return !isTurns(bytes.subarray(0, at).toString('utf8'));
    at += span.bytes.length;
  }
  // The first element may be longer than the head.
  const open = splitter.end();
  return open.length > 0 && open[0].kind === 'row' && !isTurns(bytes.subarray(0, at).toString('utf8'));
}

const listName = /"([^"\\]{1,64})"\s{0,20}:\s{0,20}\[\s{0,2000}$/;

function isTurns(before: string): boolean {
  const name = listName.exec(before.slice(-3000))?.[1] ?? '';
  return ['chosen', 'rejected', 'tools', ...turnNames].includes(name) && name !== 'data';
}

export function firstCharacter(head: Head): string {
  return startOf(head).trimStart()[0] ?? '';
}

function startOf({ bytes }: Head): string {
  return bytes.toString('utf8').replace(/^\ufeff/, '');
}
