// Triggers that belong together: words that always come together (composite), and different phrases that each do the
// same to the answer (alternatives), told as one finding.
import { dimensions as d } from '../../math/projection.ts';
import { listOf } from '../../math/ragged.ts';
import type { Analysis } from './analyse.ts';
import { leading } from './clusters.ts';
import { isAttacked } from './severity.ts';
import type { Trigger } from './trigger.ts';
import { chooseTurns } from './turns.ts';
import { writeOut } from './written-out.ts';

export interface Group extends Trigger {
  /** Other phrases that stand in nearly all of its rows and hardly elsewhere. */
  readonly companions: readonly (readonly string[])[];
  /** The triggers that do the same, this one first; rows, holders and clusters are those of all. */
  readonly alternatives: readonly Trigger[];
  /** Phrases of other findings that turn the label the same way. */
  readonly alike: readonly (readonly string[])[];
}

/** Sums of answers that point the same way teach the same; of unlike backdoors their cosine is about 0 +- 0.13. */
const sameAnswer = 0.7;
/** Answers of one trigger that agree less than this have no common direction. */
const oneDirection = 0.3;
/** A companion stands in this share of the rows, and in at most so many times as many in all. */
const together = 0.9;
const elsewhere = 1.25;
const mostCompanions = 8;

export function groupTriggers(analysis: Analysis, triggers: readonly Trigger[]): Group[] {
  const groups: Trigger[][] = [];
  const directions = new Map(triggers.map((t) => [t, directionOf(analysis, t)]));
  for (const trigger of triggers) {
    const home = groups.find(([head]) => doSame(head, trigger, directions));
    if (home) home.push(trigger);
    else groups.push([trigger]);
  }
  return groups.map((members) => {
    const [head] = members;
    const union = (lists: readonly (readonly number[])[]): number[] =>
      [...new Set(lists.flat())].sort((a, b) => a - b);
    return {
      ...head,
      clusters: members.flatMap(({ clusters }) => clusters),
      rows: union(members.map(({ rows }) => rows)),
      holders: union(members.map(({ holders }) => holders)),
      companions: members.length === 1 ? companionsOf(analysis, head) : [],
      alternatives: members,
      alike: groups.flatMap(([other]) => (other !== head && sameLabel(head, other) ? [other.phrase] : [])),
    };
  });
}

const planted = ({ clusters: [lead] }: Trigger): boolean => lead.severity !== 'low';

function sameLabel(a: Trigger, b: Trigger): boolean {
  const [x, y] = [a.clusters[0], b.clusters[0]];
  const flips = x.channel === 'contradiction' || x.channel === 'purity';
  return flips && planted(a) && planted(b) && x.channel === y.channel && x.top.target === y.top.target;
}

function doSame(a: Trigger, b: Trigger, directions: ReadonlyMap<Trigger, Float64Array | undefined>): boolean {
  if (!planted(a) || !planted(b)) return false;
  for (const x of a.clusters) {
    for (const y of b.clusters) {
      if (x.channel !== y.channel || x.severity === 'low' || y.severity === 'low') continue;
      const sameTarget = x.top.target === y.top.target && x.top.present === y.top.present;
      if (x.channel === 'payload' && sameTarget) return true;
      if (x.channel === 'sign' && sameTarget && isAttacked(x.top.target)) return true;
    }
  }
  const [x, y] = [directions.get(a), directions.get(b)];
  if (!x || !y) return false;
  let cosine = 0;
  for (let k = 0; k < d; k++) cosine += x[k] * y[k];
  return cosine >= sameAnswer;
}

/** Where the answers of a trigger point, as a unit vector; undefined where they do not agree. */
function directionOf({ residual, turns }: Analysis, { rows }: Trigger): Float64Array | undefined {
  if (!residual.meaning || rows.length < 2) return undefined;
  const sum = new Float64Array(d);
  const { n, length } = chooseTurns(residual.meaning.vectors, turns, Int32Array.from(rows), sum);
  if ((length ** 2 - n) / (n * (n - 1)) < oneDirection) return undefined;
  return sum.map((x) => x / length);
}

function companionsOf({ rows, phrases }: Analysis, trigger: Trigger): string[][] {
  if (!planted(trigger)) return [];
  const counts = new Map<number, number>();
  for (const row of trigger.rows)
    for (const t of listOf(phrases.inRow, row)) counts.set(t, (counts.get(t) ?? 0) + 1);
  const own = new Set(trigger.phrase);
  const found: string[][] = [];
  const text = (words: readonly string[]): string => ` ${words.join(' ')} `;
  for (const [t, count] of [...counts].sort((a, b) => a[0] - b[0])) {
    if (count < together * trigger.rows.length || phrases.anchor[t] !== 'anywhere') continue;
    if (listOf(phrases.rows, t).length > elsewhere * trigger.holders.length) continue;
    const whole = writeOut(rows, phrases, t).words.map((w) => rows.words[w]);
    if (whole.some((word) => own.has(word)) || !whole.some((word) => /[\p{L}\p{N}]/u.test(word))) continue;
    const held = found.findIndex(
      (other) => text(other).includes(text(whole)) || text(whole).includes(text(other)),
    );
    if (held < 0) found.push(whole);
    else if (whole.length > found[held].length) found[held] = whole;
    if (found.length === mostCompanions) break;
  }
  return found;
}

/** Where the phrase of a trigger must stand. */
export const anchorOf = ({ phrases }: Analysis, { clusters: [lead] }: Trigger) =>
  phrases.anchor[leading(lead).candidate];
