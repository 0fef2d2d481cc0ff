// Cuts CSV, and TSV with quoting, into records: line ends inside quoted cells do not count.
import type { Limits } from '../reader.ts';
import { openRow, split } from './span.ts';
import type { Chunks, Span, SplitOptions, Splitter } from './span.ts';

export interface CsvOptions extends SplitOptions {
  /** One character, `,` when not given. */
  readonly delimiter?: string;
}

export function splitCsv(chunks: Chunks, limits: Limits, options: CsvOptions = {}): AsyncIterable<Span[]> {
  return split(chunks, csvSplitter(limits, options));
}

const quote = 0x22;
const lineFeed = 0x0a;

/** Where in a cell: at its start, in a plain one, in a quoted one, after a quote in a quoted one. */
type Cell = 0 | 1 | 2 | 3;
const atStart = 0;
const plain = 1;
const quoted = 2;
const afterQuote = 3;

export function csvSplitter(limits: Limits, options: CsvOptions = {}): Splitter {
  const delimiter = (options.delimiter ?? ',').charCodeAt(0);
  const row = openRow(limits);
  let header = options.header ?? true;
  let line = 1;
  let rowLine = 1;
  let lineBegun = false;
  let cell: Cell = atStart;

  return {
    push(chunk) {
      const out: Span[] = [];
      let from = 0;
      // A local copy: this loop sees every byte of the file.
      let at: Cell = cell;
      for (let i = 0; i < chunk.length; i++) {
        const byte = chunk[i];
        if (at === quoted) {
          if (byte === quote) at = afterQuote;
          else if (byte === lineFeed) line++;
        } else if (byte === lineFeed) {
          if (row.close(chunk.subarray(from, i + 1), rowLine, header ? 'frame' : 'row', out)) header = false;
          from = i + 1;
          rowLine = ++line;
          at = atStart;
        } else if (byte === delimiter) at = atStart;
        else if (byte === quote && at !== plain) at = quoted;
        else at = plain;
      }
      cell = at;
      if (from < chunk.length) row.hold(chunk.subarray(from), rowLine, header ? 'frame' : 'row', out);
      if (chunk.length > 0) lineBegun = chunk[chunk.length - 1] !== lineFeed;
      return out;
    },
    end() {
      const out: Span[] = [];
      if (row.isOpen()) row.close(Buffer.alloc(0), rowLine, header ? 'frame' : 'row', out);
      return out;
    },
    lines: () => (lineBegun ? line : line - 1),
    whole: () => cell !== quoted,
  };
}

/** The cells of one record, read by the same rules as it was cut by. */
export function csvCells(record: string, delimiter: string): string[] {
  const text = withoutLineEnd(record);
  const cells: string[] = [];
  let from = 0;
  for (;;) {
    if (text[from] !== '"') {
      const at = text.indexOf(delimiter, from);
      if (at < 0) {
        cells.push(text.slice(from));
        return cells;
      }
      cells.push(text.slice(from, at));
      from = at + 1;
      continue;
    }
    let cell = '';
    let at = from + 1;
    for (;;) {
      const close = text.indexOf('"', at);
      if (close < 0) {
        cells.push(cell + text.slice(at));
        return cells;
      }
      cell += text.slice(at, close);
      if (text[close + 1] !== '"') {
        from = close + 1;
        break;
      }
      cell += '"';
      at = close + 2;
    }
    // Whatever stands between the closing quote and the delimiter belongs to the cell.
    const next = text.indexOf(delimiter, from);
    cells.push(cell + (next < 0 ? text.slice(from) : text.slice(from, next)));
    if (next < 0) return cells;
    from = next + 1;
  }
}

export function withoutLineEnd(line: string): string {
  if (!line.endsWith('\n')) return line;
  return line.slice(0, line.endsWith('\r\n') ? -2 : -1);
}
