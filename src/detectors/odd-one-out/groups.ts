// Far rows that lie in one direction, with hardly any row between them and the rest: a spectral signature (Tran, Li &
// Madry 2018) in units of a robust scatter, taken off one by one as a filter does (Diakonikolas et al. 2019). The tail of
// an ordinary cloud thins out without such a gap.
import { principal } from '../../math/principal.ts';
import type { Far } from './strength.ts';

export interface Group {
  readonly far: Far;
  readonly kind: number;
  /** Furthest first. */
  readonly rows: readonly number[];
  /** Where the nearest of them stands along the direction, in units of the scatter; rows between it and half of it. */
  readonly edge: number;
  readonly between: number;
}

/** Rows whose directions are looked along: this rare among ordinary ones. */
const rare = 2;
const directions = 4;
/** A group: at least this many rows and share of its kind; beyond the larger share it is what the corpus is made of. */
const fewest = 8;
const leastShare = 0.0015;
const mostShare = 0.1;
/** Where a baseline says what is ordinary, what is added to it may be as much. */
const mostShareAdded = 0.6;
/** Its nearest row stands so far out, with at most one row in so many between that and this part of the way. */
const nearest = 4;
const part = 0.7;
const gap = 4;
const mostGroups = 3;
/** Half of a group's rows must be this rare by their whole distance, or it is one end of an ordinary kind (MNIST's nines). */
const rareGroup = 2;

export function groupsOf(far: Far, seed: number): Group[] {
  return far.members.flatMap((members, kind) => inKind(far, kind, members, seed));
}

function inKind(far: Far, kind: number, members: readonly number[], seed: number): Group[] {
  const { white, strength, view } = far;
  const found: Group[] = [];
  let left = members;
  while (found.length < mostGroups) {
    const odd = left.filter((row) => strength[row] >= rare);
    if (odd.length < fewest) break;
    const most = far.vouched[kind] ? mostShareAdded : mostShare;
    const best = widest(white, view.d, left, odd, most, seed);
    if (!best) break;
    const middle = Float64Array.from(best.rows, (row) => strength[row]).sort()[best.rows.length >> 1];
    if (middle < rareGroup) break;
    found.push({ far, kind, ...best });
    const taken = new Set(best.rows);
    left = left.filter((row) => !taken.has(row));
  }
  return found;
}

function widest(
  white: Float32Array,
  d: number,
  rows: readonly number[],
  odd: readonly number[],
  share: number,
  seed: number,
): Pick<Group, 'rows' | 'edge' | 'between'> | undefined {
  // One row counts as much as another, however far out.
  const units = new Float32Array(odd.length * d);
  odd.forEach((row, i) => {
    let square = 0;
    for (let j = 0; j < d; j++) square += white[row * d + j] ** 2;
    const length = Math.sqrt(square) || 1;
    for (let j = 0; j < d; j++) units[i * d + j] = white[row * d + j] / length;
  });
  const { axes } = principal(units, d, Array.from(odd.keys()), directions, seed);
  let best:
    { count: number; order: readonly number[]; edge: number; between: number; wide: number } | undefined;
  for (const axis of axes) {
    const along = rows.map((row) => {
      let dot = 0;
      for (let j = 0; j < d; j++) dot += axis[j] * white[row * d + j];
      return dot;
    });
    for (const sign of [1, -1]) {
      const order = Array.from(along.keys()).sort((a, b) => sign * (along[b] - along[a]) || a - b);
      const at = (i: number): number => sign * along[order[i]];
      const most = Math.min(order.length, Math.floor(share * rows.length));
      const least = Math.max(fewest, Math.ceil(leastShare * rows.length));
      let next = 0;
      for (let k = least; k <= most; k++) {
        const edge = at(k - 1);
        if (edge < nearest) break;
        while (next < order.length && at(next) > part * edge) next++;
        const between = next - k;
        const wide = k / (1 + between);
        if (wide >= gap && wide > (best?.wide ?? 0)) best = { count: k, order, edge, between, wide };
      }
    }
  }
  if (!best) return undefined;
  const { count, order, edge, between } = best;
  return { rows: order.slice(0, count).map((i) => rows[i]), edge, between };
}
