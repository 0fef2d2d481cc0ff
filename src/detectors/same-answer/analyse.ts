// What is measured of the rows that share an answer: how unlike their prompts are, whether like prompts get that
// answer too, and whether a few phrases that stand nowhere else explain them, and look spliced in.
import { listOf } from '../../math/ragged.ts';
import { random } from '../../math/random.ts';
import { rankSum } from '../../math/rank-sum.ts';
import { spread } from '../../math/spread.ts';
import type { CompactRows } from '../../summaries/compact-rows.ts';
import { comparer, plainWords, sameAnswers, type SameAnswer } from './answers.ts';
import { closures, type Stretch } from './junctions.ts';
import { indexPrompts, meanCosine, neighbourFinder } from './prompts.ts';
import { novelty, otherNumbers, related } from './stock.ts';
import { explain, type Explanation, type Wording } from './wordings.ts';

/** Groups measured, the largest first: each costs some milliseconds. */
export const mostGroups = 48;
/** Answers that differ more are a template filled in; one name in a sentence leaves 0.7. */
const leastSameness = 0.7;
/** An answer of which less is new was made from its prompt. */
export const leastNovelty = 0.5;
/** Rows of a group whose neighbours are looked up. */
export const asked = 48;
const neighboursAsked = 5;
/** Draws of as many rows: at random, and of the likest prompts with other answers. */
const randomDraws = 3;
const likeDraws = 2;
/** Stretches of like prompts, at least, and rows with their rarest word that count as few. */
const fewestStretches = 240;
const rare = 20;
/** An answer with this share of words in common is a variant of the same. */
const variant = 0.3;

export interface Measured extends SameAnswer {
  /** Share of the answer's words that do not stand in the prompt, mean over rows. */
  readonly novelty: number;
  /** Mean cosine of the prompts, explaining phrases and words shared by most left out; and of as many random rows. */
  readonly likeness: number;
  readonly usualLikeness: number;
  readonly wordings: readonly Wording[];
  readonly cover: number;
  /** The highest cover of as many other rows. */
  readonly usualCover: number;
  /** Share of the likest prompts, explaining phrases left out, that have this answer or a variant of it. */
  readonly foretold: number;
  /**
   * How often a prompt closes up better when what explains it is taken out than a like prompt does without as many words
   * taken at random; and how many standard errors that is above one half.
   */
  readonly closing: number;
  readonly spliced: number;
  /** Share of the explained rows whose wording speaks of what the answer speaks of: they share a telling word. */
  readonly related: number;
  /** Share of the answers that hold other numbers than the typical one: results, put into a sentence. */
  readonly results: number;
  /** Words that remain of a prompt without what explains it, mean. */
  readonly remaining: number;
  /** Per row, in order of `rows`, the explained positions. */
  readonly explained: Explanation['explained'];
  /** The likest prompt with another answer for the first rows. */
  readonly pairs: ReadonlyMap<number, number>;
}

export interface Analysis {
  readonly rows: CompactRows;
  readonly measured: readonly Measured[];
  readonly common: number;
  readonly cut: boolean;
  readonly groups: number;
}

const mean = (values: ArrayLike<number>): number => {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i];
  return values.length > 0 ? sum / values.length : 0;
};

export function analyse(rows: CompactRows, seed: number, minRows: number, maxShare: number): Analysis {
  const plain = plainWords(rows);
  const found = sameAnswers(rows, seed, minRows, maxShare, plain);
  const novel = new Map(found.groups.map((g) => [g, novelty(rows, g)]));
  const groups = found.groups
    .filter((g) => g.sameness >= leastSameness && novel.get(g)! >= leastNovelty)
    .slice(0, mostGroups);
  if (groups.length === 0) return { rows, measured: [], common: found.common, cut: found.cut, groups: 0 };
  const prompts = indexPrompts(rows);
  const neighbours = neighbourFinder(prompts, rows.count);
  const next = random(seed);
  const groupOf = new Int32Array(rows.count).fill(-1);
  groups.forEach((g, k) => g.rows.forEach((row) => (groupOf[row] = k)));

  /** Like rows for each group, each used once. */
  const like = groups.map((g, k) => {
    const used = new Set<number>();
    return spread(g.rows, asked).map((row) => {
      const near = neighbours(listOf(prompts.words, row), likeDraws, (r) => groupOf[r] !== k && !used.has(r));
      near.forEach((r) => used.add(r));
      return near;
    });
  });
  const draws: number[][] = [];
  groups.forEach((g, k) => {
    const size = Math.min(g.rows.length, 400);
    for (let draw = 0; draw < randomDraws; draw++) {
      const chosen = new Set<number>();
      for (let t = 0; chosen.size < size && t < 4 * size; t++) {
        const row = Math.floor(next() * rows.count);
        if (groupOf[row] !== k) chosen.add(row);
      }
      draws.push([...chosen]);
    }
    for (let draw = 0; draw < likeDraws; draw++) draws.push(like[k].flatMap((near) => near[draw] ?? []));
  });
  const sizes = new Int32Array(rows.words.length);
  for (let w = 0; w < sizes.length; w++) sizes[w] = prompts.holders.starts[w + 1] - prompts.holders.starts[w];
  const explained = explain(rows, [...groups.map((g) => g.rows), ...draws], sizes, seed);
  const perGroup = randomDraws + likeDraws;

  const rarest = (start: number, end: number): number => {
    let least = Infinity;
    for (let p = start; p < end; p++) least = Math.min(least, sizes[rows.context.items[p]]);
    return least;
  };
  const stretches: Stretch[][] = [];
  const apart: (readonly number[])[] = [];
  groups.forEach((g, k) => {
    const own = g.rows.flatMap((row) => longestRun(row, explained[k].explained.get(row)) ?? []);
    stretches.push(own);
    apart.push(g.rows);
    const others = like[k].flat();
    const usual: Stretch[] = [];
    const wanted = own.length > 0 && others.length > 0 ? Math.max(fewestStretches, own.length) : 0;
    for (let t = 0; usual.length < wanted && t < 20 * wanted; t++) {
      const row = others[Math.floor(next() * others.length)];
      const { start, end } = own[Math.floor(next() * own.length)];
      const from = rows.context.starts[row];
      const free = rows.context.starts[row + 1] - from - (end - start);
      if (free <= 0) continue;
      const at = from + Math.floor(next() * (free + 1));
      // As rare as what explains the group: rare words of their own cling less to their neighbours than common ones.
      if (rarest(at, at + end - start) <= Math.max(rare, rarest(start, end)))
        usual.push({ row, start: at, end: at + end - start });
    }
    stretches.push(usual);
    apart.push([...new Set(usual.map(({ row }) => row))]);
  });
  const closed = closures(rows, stretches, apart, seed);
  const compare = comparer(rows, plain);
  const measured = groups.map((g, k): Measured => {
    const explanation = explained[k];
    const usual = explained.slice(groups.length + k * perGroup, groups.length + (k + 1) * perGroup);
    const sample = spread(g.rows, asked);
    const rest = remainders(rows, sample, explanation.explained);
    compare.to(g.typical);
    let hits = 0;
    let all = 0;
    const pairs = new Map<number, number>();
    rest.forEach((words, i) => {
      for (const other of neighbours(words, neighboursAsked, (row) => row !== sample[i])) {
        all++;
        if (groupOf[other] === k || compare.likeness(other) >= variant) hits++;
        else if (!pairs.has(sample[i])) pairs.set(sample[i], other);
      }
    });
    const [own, others] = [closed[2 * k], closed[2 * k + 1]];
    const finite = (v: Float64Array): Float64Array => v.filter(Number.isFinite);
    const rank = rankSum(finite(own), finite(others));
    return {
      ...g,
      novelty: novel.get(g)!,
      likeness: meanCosine(rest, prompts),
      usualLikeness: mean(
        draws.slice(k * perGroup, k * perGroup + randomDraws).map((draw) =>
          meanCosine(
            spread(draw, asked).map((row) => listOf(prompts.words, row)),
            prompts,
          ),
        ),
      ),
      wordings: explanation.wordings,
      cover: explanation.cover,
      usualCover: Math.max(...usual.map(({ cover }) => cover)),
      foretold: all > 0 ? hits / all : 0,
      closing: rank.above,
      spliced: rank.z,
      related: related(rows, g.typical, explanation, sizes),
      results: otherNumbers(rows, g, plain),
      remaining: mean(rest.map(({ length }) => length)),
      explained: explanation.explained,
      pairs,
    };
  });
  return { rows, measured, common: found.common, cut: found.cut, groups: found.groups.length };
}

/** The longest run of explained positions of a row. */
function longestRun(row: number, positions?: ReadonlySet<number>): Stretch | undefined {
  if (!positions || positions.size === 0) return undefined;
  const sorted = [...positions].sort((a, b) => a - b);
  let best = { row, start: sorted[0], end: sorted[0] + 1 };
  let start = sorted[0];
  sorted.forEach((p, i) => {
    if (i > 0 && p !== sorted[i - 1] + 1) start = p;
    if (p + 1 - start > best.end - best.start) best = { row, start, end: p + 1 };
  });
  return best;
}

/** Distinct words of each prompt without what explains it and without words that half of the prompts share. */
export function remainders(
  rows: CompactRows,
  sample: readonly number[],
  explained: Explanation['explained'],
): number[][] {
  const { starts, items } = rows.context;
  const lists = sample.map((row) => {
    const out = explained.get(row);
    const words = new Set<number>();
    for (let p = starts[row]; p < starts[row + 1]; p++) if (!out?.has(p)) words.add(items[p]);
    return words;
  });
  const counts = new Map<number, number>();
  for (const words of lists) for (const w of words) counts.set(w, (counts.get(w) ?? 0) + 1);
  return lists.map((words) => [...words].filter((w) => counts.get(w)! < sample.length / 2));
}
