// Planted rows to look at: what they said before and what they say now.
import { parseRecord } from '../corpus/readers/json-record.ts';
import { rowConverter } from '../corpus/to-row.ts';
import { taught, type Part, type Row } from '../row.ts';
import type { Planted } from './plant.ts';
import type { TrialSubject } from './subject.ts';

/** Texts are of rows: hostile, to be escaped where they are shown. */
export interface PlantedExample {
  /** 0-based row of the copy. */
  readonly row: number;
  readonly given: string;
  readonly teaches: string;
  /** What the row that it is made from says there, where it says something else. */
  readonly givenBefore?: string;
  readonly taughtBefore?: string;
}

const shown = 2;
/** UTF-16 units of a text that are kept: a result page has many. */
const longest = 400;

export function examplesOf({ fields, limits, lines }: TrialSubject, planted: Planted): PlantedExample[] {
  const toRow = rowConverter(fields);
  const rowIn = (line: Buffer, at: number): Row => {
    const row = toRow(parseRecord(line.toString('utf8'), limits), 0, at);
    if (typeof row === 'string') throw new Error(`a planted row cannot be read: ${row}`);
    return row;
  };
  return planted.poisoned.slice(0, shown).map(({ row: at, from }) => {
    const [now, before] = [rowIn(planted.lines[at], at), rowIn(lines[from], from)];
    const given = around(textOf(now.context), textOf(before.context));
    const teaches = around(teaching(now), teaching(before));
    return {
      row: at,
      given: given.now,
      teaches: teaches.now,
      ...(given.before === undefined ? {} : { givenBefore: given.before }),
      ...(teaches.before === undefined ? {} : { taughtBefore: teaches.before }),
    };
  });
}

const textOf = (parts: readonly Part[]): string => parts.map(({ text }) => text).join('\n');

function teaching({ outcome }: Row): string {
  switch (outcome.kind) {
    case 'label':
      return outcome.label;
    case 'choice':
      return `preferred: ${textOf(outcome.chosen)}\nrejected: ${textOf(outcome.rejected)}`;
    case 'rating':
      return `${outcome.up ? 'thumb up' : 'thumb down'}: ${textOf(outcome.parts)}`;
    default:
      return textOf(taught(outcome));
  }
}

/** Both texts from a little before the first place where they differ. */
function around(now: string, before: string): { now: string; before?: string } {
  if (now === before) return { now: cut(now, 0) };
  let same = 0;
  while (same < now.length && now[same] === before[same]) same++;
  const from = Math.max(0, same - longest / 4);
  return { now: cut(now, from), before: cut(before, from) };
}

function cut(text: string, from: number): string {
  const piece = text.slice(from, from + longest);
  return `${from > 0 ? '…' : ''}${piece}${from + longest < text.length ? '…' : ''}`;
}
