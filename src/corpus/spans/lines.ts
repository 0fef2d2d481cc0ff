// Cuts a file of lines (jsonl, text, TSV without quoting): every line that is not blank is a row, with its line end.
import type { Asked, Limits } from '../reader.ts';
import { isSpace, openRow, split } from './span.ts';
import type { Chunks, Span, SplitOptions, Splitter } from './span.ts';

const lineFeed = 0x0a;

export function splitLines(
  chunks: Chunks,
  limits: Limits,
  options: SplitOptions = {},
): AsyncIterable<Span[]> {
  return split(chunks, lineSplitter(limits, options), options.startsFile);
}

export function lineSplitter(limits: Limits, options: SplitOptions = {}): Splitter {
  const row = openRow(limits);
  let line = 1;
  let begun = false;
  let header = options.header ?? false;
  /** Rows that ended. */
  let rows = 0;

  function close(piece: Buffer, out: Span[]): void {
    if (!row.close(piece, line, header ? 'frame' : 'row', out)) return;
    // Blank lines before the header are not the header.
    if (header) header = false;
    else rows++;
  }

  /** Leaves out the lines from `from` on that nobody asked for and that can be no blank ones; returns where they end. */
  function passOver(chunk: Buffer, from: number, asked: Asked, out: Span[]): number {
    let end = from;
    let passed = 0;
    while (end < chunk.length && !isSpace(chunk[end]) && !asked(rows + passed)) {
      const at = chunk.indexOf(lineFeed, end);
      if (at < 0) break;
      end = at + 1;
      passed++;
    }
    if (passed > 0) out.push({ kind: 'passed over', bytes: chunk.subarray(from, end), line, rows: passed });
    rows += passed;
    line += passed;
    return end;
  }

  return {
    push(chunk) {
      const out: Span[] = [];
      let from = 0;
      for (;;) {
        if (options.asked && !begun && !header) from = passOver(chunk, from, options.asked, out);
        const at = chunk.indexOf(lineFeed, from);
        if (at < 0) break;
        close(chunk.subarray(from, at + 1), out);
        from = at + 1;
        line++;
        begun = false;
      }
      if (from < chunk.length) {
        begun = true;
        row.hold(chunk.subarray(from), line, header ? 'frame' : 'row', out);
      }
      return out;
    },
    end() {
      const out: Span[] = [];
      if (row.isOpen()) close(Buffer.alloc(0), out);
      return out;
    },
    lines: () => (begun ? line : line - 1),
    whole: () => true,
  };
}
