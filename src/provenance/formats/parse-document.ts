// JSON that a stranger wrote, parsed with limits. A member that stands twice in one object is told: parsers differ in which
// of the two they take, so one reader can be shown another digest than the next.
import { UsageError } from '../../errors.ts';
import { visible } from '../../text/visible.ts';
import type { Problem } from './foreign-manifest.ts';

const MiB = 2 ** 20;
/** UTF-16 units. A description of a million files has some 300 MB; the engine's longest string is 512 MiB. */
export const longestDocument = 384 * MiB;
/** Brackets within brackets; the formats need some ten. */
const deepest = 128;
/** Told one by one; a document with more is no accident. */
const mostDuplicates = 20;

export interface Document {
  readonly value: unknown;
  readonly problems: readonly Problem[];
}

export function parseDocument(text: string, path: string): Document {
  checkLength(text, path);
  const bare = text.startsWith('\ufeff') ? text.slice(1) : text;
  const duplicates = duplicateMembers(bare, path);
  let value: unknown;
  try {
    value = JSON.parse(bare);
  } catch (error) {
    throw refused(path, 'it is not JSON', error);
  }
  return { value, problems: duplicates.map(duplicateKey) };
}

export function checkLength(text: string, path: string, longest = longestDocument): void {
  if (text.length <= longest) return;
  throw new UsageError(
    'too-large',
    `${path} is a description of more than ${longest / MiB} MiB`,
    'Describe the data in parts, each with a description of its own.',
  );
}

export function duplicateKey(key: string): Problem {
  return {
    kind: 'duplicate-key',
    path: '',
    claim: `The member "${visible(key, 60)}" stands twice in one object. Programs differ in which of the two they believe.`,
    severity: 'high',
  };
}

export function refused(path: string, why: string, cause?: unknown): UsageError {
  return new UsageError(
    'bad-manifest',
    `${path} cannot be read as a description of data: ${why}`,
    'Known are Croissant, CycloneDX 1.x, SPDX 3.0, Data Provenance Standards, in-toto statements (all JSON), dataset cards (README.md) and dataset_infos.json.',
    cause,
  );
}

const [quote, colon, backslash, openObject, closeObject, openArray, closeArray] = [...'":\\{}[]'].map((c) =>
  c.charCodeAt(0),
);

/** One pass without recursion. Where the text is no JSON it finds what it finds; the parser says so afterwards. */
function duplicateMembers(text: string, path: string): string[] {
  const found: string[] = [];
  // Of each open bracket: the keys so far, or undefined for an array.
  const open: (Set<string> | undefined)[] = [];
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit === openObject || unit === openArray) {
      if (open.push(unit === openObject ? new Set() : undefined) > deepest)
        throw refused(path, `it is nested more than ${deepest} deep`);
    } else if (unit === closeObject || unit === closeArray) open.pop();
    else if (unit === quote) {
      const start = i;
      i = endOfText(text, i);
      const keys = open.at(-1);
      if (keys === undefined || !isKey(text, i + 1)) continue;
      const key = unescaped(text.slice(start, i + 1));
      if (keys.has(key) && found.length < mostDuplicates) found.push(key);
      keys.add(key);
    }
  }
  return found;
}

/** Where the text in quotes that begins at `start` has its other quote, or the document its end. */
function endOfText(text: string, start: number): number {
  for (let i = start + 1; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit === backslash) i++;
    else if (unit === quote) return i;
  }
  return text.length;
}

function isKey(text: string, after: number): boolean {
  let at = after;
  while (' \n\r\t'.includes(text[at] ?? '!')) at++;
  return text.charCodeAt(at) === colon;
}

function unescaped(literal: string): string {
  if (!literal.includes('\\')) return literal.slice(1, -1);
  try {
    return String(JSON.parse(literal));
  } catch {
    return literal;
  }
}
