// A copy of a corpus with an attack in it: every other row byte for byte as it was, and an answer key.
import type { Attack, Change, Companion, Poison } from '../attack.ts';
import { drillMark } from '../corpus/drill-mark.ts';
import { hash32 } from '../math/hash.ts';
import { random } from '../math/random.ts';
import type { Row } from '../row.ts';
import { lineOf } from './lines.ts';
import type { TrialSubject } from './subject.ts';

export interface PlantedRow {
  /** 0-based row of the copy. */
  readonly row: number;
  /** The row that it took the place of, or was made from, in the lines that the copy was made of. */
  readonly from: number;
  readonly decoy: boolean;
}

export interface Planted {
  readonly lines: readonly Buffer[];
  /** The rows that the attack wrote or changed, ascending. */
  readonly poisoned: readonly PlantedRow[];
  readonly trigger: string;
  readonly teaches: string;
  readonly companions: readonly Companion[];
}

/** Times that an attack is done anew without the rows that could not be written back the times before. */
const mostTimes = 20;

/** A text says why it cannot be done to these rows. */
export function plant(subject: TrialSubject, attack: Attack, budget: number, seed: number): Planted | string {
  if (budget > subject.lines.length) return `there are only ${subject.lines.length} rows`;
  // So that two attacks of one seed do not draw the same words and rows.
  const own = hash32(attack.id, seed);
  let rows = subject.rows;
  let reason = '';
  for (let times = 0; times < mostTimes; times++) {
    const poison = attack.poison(rows, budget, own);
    if (typeof poison === 'string') return reason === '' ? poison : `${poison}; ${reason}`;
    if (poison.changes.length !== budget)
      throw new Error(`${attack.id} made ${poison.changes.length} rows of ${budget}`);
    const written = poison.changes.map(({ from, row }) =>
      subject.write(subject.lines[rows[from].row], rows[from], row),
    );
    const records = written.filter((record) => typeof record !== 'string');
    if (records.length === budget) return copied(subject, attack.id, rows, poison, records, random(own));
    reason = written.find((record) => typeof record === 'string')!;
    const unfit = new Set(
      poison.changes.flatMap(({ from }, i) => (typeof written[i] === 'string' ? [from] : [])),
    );
    rows = rows.filter((_, i) => !unfit.has(i));
  }
  return reason;
}

function copied(
  { lines }: TrialSubject,
  attack: string,
  rows: readonly Row[],
  { changes, trigger, teaches, companions = [] }: Poison,
  records: readonly object[],
  next: () => number,
): Planted {
  const instead = new Map<number, Written>();
  const beside = new Map<number, Written[]>();
  changes.forEach(({ from, how, decoy }: Change, i) => {
    const at = rows[from].row;
    const written = { from: at, decoy: decoy === true, line: lineOf({ ...records[i], [drillMark]: attack }) };
    if (how === 'beside') {
      const before = Math.floor(next() * lines.length);
      beside.set(before, [...(beside.get(before) ?? []), written]);
    } else {
      if (instead.has(at)) throw new Error(`${attack} changed row ${at} twice`);
      instead.set(at, written);
    }
  });
  const copy: Buffer[] = [];
  const poisoned: PlantedRow[] = [];
  const add = ({ line, ...about }: Written): void => {
    poisoned.push({ row: copy.length, ...about });
    copy.push(line);
  };
  lines.forEach((line, at) => {
    beside.get(at)?.forEach(add);
    const changed = instead.get(at);
    if (changed) add(changed);
    else copy.push(line);
  });
  return { lines: copy, poisoned, trigger, teaches, companions };
}

interface Written {
  readonly line: Buffer;
  readonly from: number;
  readonly decoy: boolean;
}
