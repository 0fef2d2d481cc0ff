// A span is a stretch of a file's bytes that is a data row or the frame around rows. The spans of a file, joined,
// are the file, byte for byte: reading counts rows by them and cleaning moves them.
import type { Asked, Limits } from '../reader.ts';

export interface Span {
  /**
   * `row` is a data row, readable or not, with its line end in a file of lines. `more` goes on with a row that is
   * too long to hold. `passed over` are rows that nobody asked for. `frame` is all else: byte order mark, header, blank
   * lines, brackets, commas, white space.
   */
  readonly kind: 'row' | 'more' | 'passed over' | 'frame';
  /** Valid until the next batch is asked for. */
  readonly bytes: Buffer;
  /** 1-based line on which the span begins. */
  readonly line: number;
  /** A row over `limits.recordBytes`: its first bytes only, the rest follows as `more`. */
  readonly tooLong?: boolean;
  /** How many are passed over. */
  readonly rows?: number;
}

export type Chunks = AsyncIterable<Uint8Array> | Iterable<Uint8Array>;

/** Cuts bytes as they come. A chunk may be overwritten once `push` has returned and its spans were used. */
export interface Splitter {
  push(chunk: Buffer): Span[];
  /** What is left when the bytes have ended. */
  end(): Span[];
  /** Lines begun so far. */
  lines(): number;
  /** After `end`: false when the bytes broke off inside a row or a bracket. */
  whole(): boolean;
}

export interface SplitOptions {
  /** The first line that is not blank is the header, hence frame. */
  readonly header?: boolean;
  /** False for a later byte range of a file, where a byte order mark is data. */
  readonly startsFile?: boolean;
  /** Rows that are not asked for may be passed over together; all are asked for unless it is given. */
  readonly asked?: Asked;
}

const byteOrderMark = Buffer.from([0xef, 0xbb, 0xbf]);

/** Feeds a splitter; one batch of spans for each chunk that completes any. */
export async function* split(
  chunks: Chunks,
  splitter: Splitter,
  startsFile = true,
): AsyncGenerator<Span[], void, undefined> {
  let first: Buffer | undefined = startsFile ? Buffer.alloc(0) : undefined;
  for await (const piece of chunks) {
    let chunk = Buffer.from(piece.buffer, piece.byteOffset, piece.byteLength);
    const spans: Span[] = [];
    if (first) {
      first = Buffer.concat([first, chunk]);
      if (first.length < byteOrderMark.length) continue;
      chunk = afterMark(first, spans);
      first = undefined;
    }
    if (chunk.length > 0) {
      const found = splitter.push(chunk);
      if (spans.length === 0) {
        if (found.length > 0) yield found;
        continue;
      }
      for (const span of found) spans.push(span);
    }
    if (spans.length > 0) yield spans;
  }
  const last = first && first.length > 0 ? splitter.push(first) : [];
  if (last.length > 0) yield last;
  const rest = splitter.end();
  if (rest.length > 0) yield rest;
}

function afterMark(start: Buffer, spans: Span[]): Buffer {
  if (!start.subarray(0, byteOrderMark.length).equals(byteOrderMark)) return start;
  spans.push({ kind: 'frame', bytes: start.subarray(0, byteOrderMark.length), line: 1 });
  return start.subarray(byteOrderMark.length);
}

/**
 * The pieces of a row that goes on from chunk to chunk. They are kept until the row ends, or, past the limit,
 * handed on as they come, so that memory stays bounded whatever the file holds.
 */
export function openRow(limits: Limits) {
  let held: Buffer[] = [];
  let heldBytes = 0;
  let overlong = false;

  function handOn(piece: Buffer, line: number, kind: 'row' | 'frame', out: Span[]): void {
    if (!overlong) {
      overlong = true;
      const pieces = [...held, piece];
      held = [];
      for (const [i, bytes] of pieces.entries()) {
        if (kind === 'frame') out.push({ kind, bytes, line });
        else out.push(i === 0 ? { kind, bytes, line, tooLong: true } : { kind: 'more', bytes, line });
      }
    } else if (piece.length > 0) {
      out.push({ kind: kind === 'row' ? 'more' : 'frame', bytes: piece, line });
    }
  }

  return {
    /** True while a row has begun and not ended. */
    isOpen: (): boolean => heldBytes > 0,
    /** A piece that does not end the row. */
    hold(piece: Buffer, line: number, kind: 'row' | 'frame', out: Span[]): void {
      if (piece.length === 0) return;
      heldBytes += piece.length;
      if (overlong || heldBytes > limits.recordBytes) handOn(piece, line, kind, out);
      else held.push(Buffer.from(piece));
    },
    /** The last piece of a line; gives true when the line is not blank. A line too long to hold is not. */
    close(piece: Buffer, line: number, kind: 'row' | 'frame', out: Span[]): boolean {
      let filled = true;
      if (overlong || heldBytes + piece.length > limits.recordBytes) {
        handOn(piece, line, kind, out);
      } else {
        const bytes = held.length === 0 ? piece : Buffer.concat([...held, piece]);
        filled = !isBlank(bytes);
        if (bytes.length > 0) out.push({ kind: filled ? kind : 'frame', bytes, line });
      }
      held = [];
      heldBytes = 0;
      overlong = false;
      return filled;
    },
  };
}

function isBlank(line: Buffer): boolean {
  for (let i = 0; i < line.length; i++) if (!isSpace(line[i])) return false;
  return true;
}

/** White space between values, as JSON has it. */
export function isSpace(byte: number): boolean {
  return byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;
}
