// Cuts a file of lines (jsonl, text, TSV without quoting): every line that is not blank is a row, with its line end.
import type { Limits } from '../reader.ts';
import { openRow, split } from './span.ts';
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

  function close(piece: Buffer, out: Span[]): void {
    // Blank lines before the header are not the header.
    if (row.close(piece, line, header ? 'frame' : 'row', out)) header = false;
  }

  return {
    push(chunk) {
      const out: Span[] = [];
      let from = 0;
      for (;;) {
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
