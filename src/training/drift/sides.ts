// Two sets of rows to learn from, and pairs of sets that differ as much as those do by chance alone: what a difference between models is
// held against.
import { random, shuffle } from '../../math/random.ts';

export interface Sides {
  /** Rows by number, in order. */
  readonly first: Int32Array;
  readonly second: Int32Array;
}

export interface Null {
  /** In words, for reports. */
  readonly kind: 'regrouped' | 'left out';
  draw(b: number): Sides;
}

/**
 * `alike[i]` is the same for rows of one outcome. Where the sides differ in few of the rows of the first, as many random ones with the same
 * outcomes are left out of it on either side; otherwise all rows are dealt out anew.
 */
export function nullOf({ first, second }: Sides, alike: ArrayLike<number>, seed: number): Null {
  const inSecond = new Set(second);
  const inFirst = new Set(first);
  const onlyFirst = first.filter((i) => !inSecond.has(i));
  const onlySecond = second.filter((i) => !inFirst.has(i));
  const differing = onlyFirst.length + onlySecond.length;
  if (differing <= first.length / 2) {
    return {
      kind: 'left out',
      draw(b) {
        const order = shuffle([...first], random(seed + 7919 * b));
        const one = new Set(takeLike(order, onlyFirst, alike, new Set()));
        const two = new Set(takeLike(order, onlySecond, alike, one));
        return { first: first.filter((i) => !two.has(i)), second: first.filter((i) => !one.has(i)) };
      },
    };
  }
  // Who is in both, in the first alone and in the second alone is dealt out anew: rows of one kind might as well have had any part.
  const parts = [onlyFirst.length, onlySecond.length];
  const all = [...onlyFirst, ...onlySecond, ...first.filter((i) => inSecond.has(i))];
  return {
    kind: 'regrouped',
    draw(b) {
      const dealt = shuffle([...all], random(seed + 7919 * b));
      const both = dealt.slice(parts[0] + parts[1]);
      const part = (rows: readonly number[]) => Int32Array.from([...rows, ...both]).sort();
      return {
        first: part(dealt.slice(0, parts[0])),
        second: part(dealt.slice(parts[0], parts[0] + parts[1])),
      };
    },
  };
}

/** As many of each outcome as `wanted` has, in the order given; others where those run out. */
function takeLike(
  order: readonly number[],
  wanted: Int32Array,
  alike: ArrayLike<number>,
  not: ReadonlySet<number>,
): number[] {
  const left = new Map<number, number>();
  for (const i of wanted) left.set(alike[i], (left.get(alike[i]) ?? 0) + 1);
  const taken: number[] = [];
  const passed: number[] = [];
  for (const i of order) {
    if (taken.length === wanted.length) break;
    if (not.has(i)) continue;
    const more = left.get(alike[i]) ?? 0;
    if (more === 0) {
      passed.push(i);
      continue;
    }
    left.set(alike[i], more - 1);
    taken.push(i);
  }
  return [...taken, ...passed.slice(0, wanted.length - taken.length)];
}
