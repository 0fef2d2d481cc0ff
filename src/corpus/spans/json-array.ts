// Cuts a JSON array into its elements, or an object such as {"data": [...]} into the records of its lists, without
// parsing them: only strings and brackets are followed.
import type { Limits } from '../reader.ts';
import { isSpace, openRow, split } from './span.ts';
import type { Chunks, Span, Splitter } from './span.ts';

export interface JsonArrayOptions {
  /** The records are in lists inside one object. Otherwise a top-level object is itself a record. */
  readonly wrapped?: boolean;
}

export function splitJsonArray(
  chunks: Chunks,
  limits: Limits,
  options: JsonArrayOptions = {},
): AsyncIterable<Span[]> {
  return split(chunks, jsonArraySplitter(limits, options));
}

const quote = 0x22;
const backslash = 0x5c;
const lineFeed = 0x0a;
const comma = 0x2c;

function opens(byte: number): boolean {
  return byte === 0x5b || byte === 0x7b;
}

function closes(byte: number): boolean {
  return byte === 0x5d || byte === 0x7d;
}

/**
 * Where the scanner is: outside every list; inside the wrapping object but no list; between elements; inside an
 * element that ends with its bracket, with its quote, or with what follows it.
 */
type Where = 'top' | 'wrapper' | 'list' | 'nested' | 'string' | 'bare';

export function jsonArraySplitter(limits: Limits, { wrapped = false }: JsonArrayOptions = {}): Splitter {
  const row = openRow(limits);
  let where: Where = 'top';
  /** Where the element stands that is being read. */
  let back: Where = 'top';
  let insideWrapper = false;
  let depth = 0;
  let inString = false;
  let escaped = false;
  let kind: 'row' | 'frame' = 'row';
  let line = 1;
  let rowLine = 1;
  let lineBegun = false;

  /** Reads a byte between elements; true when an element begins with it. */
  function between(byte: number): boolean {
    if (isSpace(byte) || byte === comma) return false;
    if (where === 'list' && byte === 0x5d) {
      where = insideWrapper ? 'wrapper' : 'top';
      return false;
    }
    if (where === 'top' && byte === 0x5b) {
      where = 'list';
      return false;
    }
    if (where === 'top' && byte === 0x7b && wrapped && !insideWrapper) {
      where = 'wrapper';
      insideWrapper = true;
      depth = 0;
      return false;
    }
    // In a wrapper, lists of anything but records (column names, versions) are no rows.
    kind = insideWrapper && byte !== 0x7b ? 'frame' : 'row';
    where = opens(byte) ? 'nested' : byte === quote ? 'string' : 'bare';
    depth = 0;
    return true;
  }

  /** Reads a byte of the wrapping object outside its lists of records. */
  function inWrapper(byte: number): void {
    if (inString) {
      if (escaped) escaped = false;
      else if (byte === backslash) escaped = true;
      else if (byte === quote) inString = false;
    } else if (byte === quote) inString = true;
    else if (byte === 0x5b && depth === 0) where = 'list';
    else if (opens(byte)) depth++;
    else if (closes(byte) && --depth < 0) {
      where = 'top';
      insideWrapper = false;
    }
  }

  /** Index after the element's last byte, or the chunk's length when it goes on. */
  function elementEnd(chunk: Buffer, from: number): number {
    if (where === 'bare') return bareEnd(chunk, from);
    // Local copies: this loop sees every byte of the file.
    let [i, level, lines, within, skip] = [from, depth, line, inString, escaped];
    let ended = false;
    while (i < chunk.length && !ended) {
      const byte = chunk[i++];
      if (byte === lineFeed) lines++;
      if (within) {
        if (skip) skip = false;
        else if (byte === backslash) skip = true;
        else if (byte === quote) {
          within = false;
          ended = where === 'string';
        }
      } else if (byte === quote) within = true;
      else if (opens(byte)) level++;
      else if (closes(byte)) ended = --level === 0;
    }
    [depth, line, inString, escaped] = [level, lines, within, skip];
    if (ended) where = back;
    return i;
  }

  function bareEnd(chunk: Buffer, from: number): number {
    let i = from;
    while (i < chunk.length && chunk[i] !== comma && !closes(chunk[i]) && !isSpace(chunk[i])) i++;
    if (i < chunk.length) where = back;
    return i;
  }

  const inBare = (): boolean => where === 'bare';
  const inElement = (): boolean => where === 'nested' || where === 'string' || where === 'bare';

  return {
    push(chunk) {
      const out: Span[] = [];
      let from = 0;
      let frameLine = line;
      let i = 0;
      while (i < chunk.length) {
        if (inElement()) {
          i = elementEnd(chunk, i);
          const piece = chunk.subarray(from, i);
          if (inElement()) row.hold(piece, rowLine, kind, out);
          else row.close(piece, rowLine, kind, out);
          from = i;
          frameLine = line;
          continue;
        }
        const byte = chunk[i];
        const outside = where;
        if (where === 'wrapper') inWrapper(byte);
        else if (between(byte)) {
          back = outside;
          if (i > from) out.push({ kind: 'frame', bytes: chunk.subarray(from, i), line: frameLine });
          from = i;
          rowLine = line;
          // A stray bracket would otherwise end the element that it begins.
          if (inBare()) i++;
          continue;
        }
        if (byte === lineFeed) line++;
        i++;
      }
      if (from < chunk.length) {
        const rest = chunk.subarray(from);
        if (inElement()) row.hold(rest, rowLine, kind, out);
        else out.push({ kind: 'frame', bytes: rest, line: frameLine });
      }
      if (chunk.length > 0) lineBegun = chunk[chunk.length - 1] !== lineFeed;
      return out;
    },
    end() {
      const out: Span[] = [];
      if (row.isOpen()) row.close(Buffer.alloc(0), rowLine, kind, out);
      return out;
    },
    lines: () => (lineBegun ? line : line - 1),
    whole: () => where === 'top' || (where === 'bare' && back === 'top'),
  };
}
