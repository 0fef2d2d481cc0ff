// How the lines of a text or table are made up, found from the first ones: delimiter, quoting, header, or a label in
// front of each text. Found again for each shard from the same bytes, so always the same.
import { headLines } from './head.ts';
import type { Head } from './head.ts';
import { knownNames } from './layout-names.ts';
import { csvCells, csvSplitter } from './spans/csv.ts';
import { defaultLimits } from './reader.ts';
import type { Format } from './shard.ts';

/** Columns of a text file whose lines are bare, start with `CLASS:sub`, or with `__label__x`. */
export type TextDialect = 'plain' | 'class:sub' | '__label__';

export interface TableDialect {
  readonly delimiter: string;
  /** Quotes around a cell are not part of it, and a cell may hold line ends. */
  readonly quoted: boolean;
  readonly header: boolean;
  readonly columns: readonly string[];
}

const linesLookedAt = 200;

export const classAndSub = /^([A-Z]{2,10}):([a-z]{2,12}) /;
export const fastTextLabel = /^__label__(\S+)\s+/;

export function textDialect(head: Head): TextDialect {
  const lines = headLines(head, linesLookedAt);
  if (lines.length === 0) return 'plain';
  const share = (pattern: RegExp): number => lines.filter((line) => pattern.test(line)).length / lines.length;
  if (share(classAndSub) >= 0.95) return 'class:sub';
  return share(fastTextLabel) >= 0.95 ? '__label__' : 'plain';
}

export function tableDialect(head: Head, format: Format): TableDialect {
  const delimiter = format === 'tsv' ? '\t' : likeliestDelimiter(headLines(head, 20));
  const quoted = format !== 'tsv' || hasQuoting(head, delimiter);
  const records = quoted
    ? quotedRecords(head, delimiter)
    : headLines(head).map((line) => line.split(delimiter));
  const header = records.length > 0 && isHeader(records);
  const width = records[0]?.length ?? 0;
  return { delimiter, quoted, header, columns: header ? records[0] : namesWithout(records, width) };
}

/** True when the lines are cells between tabs, the same number on each. */
export function isTabTable(head: Head): boolean {
  const lines = headLines(head, linesLookedAt);
  const width = (line: string): number => line.split('\t').length;
  return lines.length >= 2 && width(lines[0]) >= 2 && lines.every((line) => width(line) === width(lines[0]));
}

/** The first few lines have most of it; a tie goes to the comma. */
function likeliestDelimiter(lines: readonly string[]): string {
  const header = lines[0] ?? '';
  let best = ',';
  for (const candidate of [';', '\t', '|']) {
    if (csvCells(header, candidate).length > csvCells(header, best).length) best = candidate;
  }
  return best;
}

function quotedRecords({ bytes, isWhole }: Head, delimiter: string): string[][] {
  const splitter = csvSplitter(defaultLimits, { header: false, delimiter });
  const spans = splitter.push(Buffer.from(bytes.toString('utf8').replace(/^\ufeff/, '')));
  if (isWhole) spans.push(...splitter.end());
  return spans
    .filter(({ kind }) => kind === 'row')
    .slice(0, linesLookedAt)
    .map((span) => csvCells(span.bytes.toString('utf8'), delimiter));
}

/**
 * In a TSV a quote is mostly just a character. It is quoting when read so the cells come out even, no quote is out
 * of place, and each quoted cell needs its quotes or stands in a column where all cells have them.
 */
function hasQuoting(head: Head, delimiter: string): boolean {
  const { bytes, isWhole } = head;
  const splitter = csvSplitter(defaultLimits, { header: false, delimiter });
  const rows = splitter.push(Buffer.from(bytes)).filter(({ kind }) => kind === 'row');
  if (isWhole) rows.push(...splitter.end());
  if (!splitter.whole() && isWhole) return false;
  let quotedCells = 0;
  const bare = new Set<number>();
  const unneeded = new Set<number>();
  let width = -1;
  for (const { bytes: row } of rows) {
    const raw = rawCells(row.toString('utf8'), delimiter);
    if (!raw || (width >= 0 && raw.length !== width)) return false;
    width = raw.length;
    for (const [i, cell] of raw.entries()) {
      if (!cell.startsWith('"')) bare.add(i);
      else {
        quotedCells++;
        // Some writers put an empty text in quotes, to tell it from none.
        if (cell !== '""' && !/["\n\r\t]/.test(cell.slice(1, -1))) unneeded.add(i);
      }
    }
  }
  // A header is often bare above quoted cells; one bare cell in a column is let pass.
  return quotedCells > 0 && ![...unneeded].some((i) => bare.has(i));
}

/** Cells with their quotes; undefined when a quote is out of place. */
function rawCells(record: string, delimiter: string): string[] | undefined {
  const text = record.replace(/\r?\n$/, '');
  const cells: string[] = [];
  for (let from = 0; ;) {
    let end = text.indexOf(delimiter, from);
    if (text[from] === '"') {
      let close = from;
      do close = text.indexOf('"', close + (close > from ? 2 : 1));
      while (close >= 0 && text[close + 1] === '"');
      if (close < 0) return undefined;
      if (close + 1 < text.length && text[close + 1] !== delimiter) return undefined;
      end = close + 1 < text.length ? close + 1 : -1;
    }
    cells.push(end < 0 ? text.slice(from) : text.slice(from, end));
    if (end < 0) return cells;
    from = end + 1;
  }
}

/** A header has a well-known name, or cells that look like names and do not come again below. */
function isHeader(records: readonly (readonly string[])[]): boolean {
  const [first, ...rest] = records;
  const names = first.map((cell) => cell.trim());
  if (names.some((name) => name.length > 64) || names.every((name) => name === '')) return false;
  const filled = names.filter((name) => name !== '');
  if (new Set(filled).size < filled.length) return false;
  const comesAgain = (name: string, i: number): boolean => rest.some((cells) => cells[i]?.trim() === name);
  // Not a known name alone: `spam` is a column in some files and a class in others.
  if (names.some((name, i) => knownNames.has(name.toLowerCase()) && !comesAgain(name, i))) return true;
  if (rest.length === 0 || !filled.every((name) => /^[\p{L}_][\p{L}\p{N}_.\- ]*$/u.test(name))) return false;
  return !names.some((name, i) => name !== '' && comesAgain(name, i));
}

/** Names for a table without a header: the one column of few values that come again is the label. */
function namesWithout(records: readonly (readonly string[])[], width: number): string[] {
  const classes: number[] = [];
  for (let i = 0; i < width; i++) {
    const values = records.map((cells) => cells[i] ?? '');
    const distinct = new Set(values).size;
    if (distinct <= 100 && distinct <= records.length / 2 && values.every((v) => v.length <= 64))
      classes.push(i);
  }
  if (width < 2 || classes.length !== 1) {
    return width === 1 ? ['text'] : Array.from({ length: width }, (_, i) => `column${i + 1}`);
  }
  const [label] = classes;
  let text = 0;
  return Array.from({ length: width }, (_, i) =>
    i === label ? 'label' : width === 2 ? 'text' : `text${++text}`,
  );
}
