// A copy of a corpus with an attack in it: every other row byte for byte as it was, and an answer key.
import type { Attack, Companion } from '../attack.ts';
import { hash32 } from '../math/hash.ts';
import { random } from '../math/random.ts';
import { drillMark } from '../corpus/drill-mark.ts';
import { UsageError } from '../errors.ts';
import { lineOf } from './lines.ts';
import type { TrialSubject } from './subject.ts';

export interface Planted {
  readonly lines: readonly Buffer[];
  /** 0-based rows of the copy that the attack wrote or changed, ascending. */
  readonly poisoned: readonly number[];
  /** For each of them the row of the corpus that it took the place of, or was made from. */
  readonly from: readonly number[];
  readonly trigger: string;
  readonly teaches: string;
  readonly companions: readonly Companion[];
}

/** A text says why it cannot be done to these rows. */
export function plant(subject: TrialSubject, attack: Attack, budget: number, seed: number): Planted | string {
  try {
    return planted(subject, attack, budget, seed);
  } catch (error) {
    if (error instanceof UsageError && error.code === 'unsupported') return error.message;
    throw error;
  }
}

function planted(
  { lines, rows, write }: TrialSubject,
  attack: Attack,
  budget: number,
  seed: number,
): Planted | string {
  // So that two attacks of one seed do not draw the same words and rows.
  const own = hash32(attack.id, seed);
  const poison = attack.poison(rows, budget, own);
  if (typeof poison === 'string') return poison;
  const { changes, trigger, teaches, companions = [] } = poison;
  if (changes.length !== budget) throw new Error(`${attack.id} made ${changes.length} rows of ${budget}`);
  const instead = new Map<number, Buffer>();
  const beside = new Map<number, { line: Buffer; from: number }[]>();
  const next = random(own);
  for (const { from, how, row } of changes) {
    const was = rows[from];
    const record = { ...write(lines[was.row], was, row), [drillMark]: attack.id };
    if (how === 'instead') {
      if (instead.has(was.row)) throw new Error(`${attack.id} changed row ${was.row} twice`);
      instead.set(was.row, lineOf(record));
    } else {
      const before = Math.floor(next() * lines.length);
      const there = beside.get(before) ?? [];
      beside.set(before, [...there, { line: lineOf(record), from: was.row }]);
    }
  }
  const copy: Buffer[] = [];
  const poisoned: number[] = [];
  const origins: number[] = [];
  lines.forEach((line, at) => {
    for (const added of beside.get(at) ?? []) {
      poisoned.push(copy.length);
      origins.push(added.from);
      copy.push(added.line);
    }
    const changed = instead.get(at);
    if (changed) {
      poisoned.push(copy.length);
      origins.push(at);
    }
    copy.push(changed ?? line);
  });
  return { lines: copy, poisoned, from: origins, trigger, teaches, companions };
}
