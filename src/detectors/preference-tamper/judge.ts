// Everything that is looked for in preferences, over one set of rows.
import type { Claim, RowPattern, Verdict } from '../../finding.ts';
import { sigmoid } from '../../math/logistic.ts';
import type { CompactRows } from '../../summaries/compact-rows.ts';
import { dimensions as d } from '../../math/projection.ts';
import { toClaim } from '../planted-trigger/claim.ts';
import { grade } from '../planted-trigger/grade.ts';
import { groupTriggers } from '../planted-trigger/groups.ts';
import { patternOf } from '../planted-trigger/listing.ts';
import { findPhrases } from '../planted-trigger/phrases.ts';
import { similarity, type Similarity } from '../planted-trigger/similarity.ts';
import { findSplices } from '../planted-trigger/splice.ts';
import { findTriggers } from '../planted-trigger/trigger.ts';
import { pushClaim, reversalClaim } from './claims.ts';
import { contestsOf, type Contests } from './contests.ts';
import { powerOf } from './power.ts';
import { findPushed } from './push-finds.ts';
import { kindred, likenessOf, pushesOf } from './pushes.ts';
import { findReversed } from './reversal-finds.ts';
import { reversal } from './reversed.ts';
import { rewardOf } from './reward.ts';
import { highEvidence, highExpected, isSpread, leastGain } from './severity.ts';
import { sourceClaims } from './sources.ts';
import { chances, swappedClaim } from './swapped.ts';
import { swapShare, type SwapShare } from './swap-share.ts';
import { traitClaims } from './trait-claims.ts';
import { traitsOf } from './traits.ts';
import { wonWords } from './won-words.ts';

export const fewestContests = 100;
/** Share of rows that two findings must have in common to be one. */
const sameRows = 0.6;

/** What the rows in memory tell; pattern i finds the other rows of claim i when not all rows were in memory. */
export interface Draft {
  readonly verdict: Verdict;
  readonly patterns: readonly RowPattern[];
}

const silent = (...why: string[]): Draft => ({
  verdict: { claims: [], power: [], untestable: why },
  patterns: [],
});

export function judge(all: CompactRows, minRows: number, maxShare: number, seed: number): Draft {
  const contests = contestsOf(all);
  const { rows } = contests;
  if (rows.count === 0) return silent();
  if (rows.count < fewestContests) {
    return silent(
      `tampered preferences: ${rows.count} distinct pairs or ratings are too few, ${fewestContests} are needed`,
    );
  }
  const reward = rewardOf(contests, seed);
  const { margins } = reward;
  const swaps = swapShare(margins.filter((_, i) => !rows.trusted[i]));
  const phrases = findPhrases(rows, seed, minRows, maxShare);
  const near = similarity(rows, phrases, seed);
  const splice = findSplices(rows, phrases);

  // A phrase that makes one thing preferred.
  const won = wonWords(contests, reward, phrases, near, splice, minRows, seed);
  const triggers = groupTriggers(won, findTriggers(won, grade(won).graded));
  const claims: Claim[] = triggers.map((t) => preferred(toClaim(won, t)));
  const patterns: RowPattern[] = triggers.map((t) => patternOf(won, t));
  const told = new Set(triggers.flatMap((t) => (t.clusters[0].severity === 'low' ? [] : t.rows)));

  // A phrase that turns preferences round.
  const turned = reversal(margins, swaps, near);
  const { found, needed } = findReversed(rows, turned, margins, {
    phrases,
    near,
    splice,
    highEvidence,
    highExpected,
  });
  const isTold = (list: readonly number[]): boolean =>
    list.filter((row) => told.has(row)).length > sameRows * list.length;
  const take = (list: readonly number[], claim: Claim): void => {
    claims.push(claim);
    if (claim.severity !== 'low') for (const row of list) told.add(row);
  };
  for (const r of found) {
    if (isTold(r.rows)) continue;
    take(r.rows, reversalClaim(rows, r, likest(rows, near, new Set(r.holders))));
    patterns.push({ phrases: [{ phrase: r.phrase, anchor: r.anchor }], taught: { kind: 'any' } });
  }

  // What wins whatever the prompt is.
  const pushes = pushesOf(contests, seed);
  for (const p of findPushed(rows, pushes, near)) {
    const side = p.wins ? p.won : p.lost;
    // The words of refusals are no push of their own: what makes them preferred is asked of phrases and of the trait.
    const refusing = side.filter((row) => won.rows.signs[row] & 1).length;
    if (refusing <= sameRows * side.length && !isTold(side)) take(side, pushClaim(rows, p));
  }
  const spread = (list: readonly number[]): boolean =>
    isSpread(likenessOf(near.vectors, list), kindred(near, list));
  claims.push(...traitClaims(rows, traitsOf(contests, reward), spread, told));

  claims.push(...sourceClaims(rows, turned, told));
  // What is told already is no chance swap.
  const rest =
    told.size === 0 ? swaps : swapShare(margins.filter((_, i) => !rows.trusted[i] && !told.has(i)));
  const swapped = swappedClaim(contests, chances(contests, margins, rest), margins, rest, told);
  if (swapped) claims.push(swapped);
  const verdict = {
    claims,
    power: powerOf(
      {
        rows,
        margins,
        reversal: turned,
        swaps,
        needed,
        minRows,
        maxShare,
        ratings: contests.rating[0] === 1,
      },
      seed,
    ),
    untestable: untestable(contests, margins, swaps, minRows),
  };
  return { verdict, patterns: rows.share < 1 ? patterns : [] };
}

const preferred = (claim: Claim): Claim => ({
  ...claim,
  title: `What is preferred: ${claim.title}`,
  claim: `Of what preferred answers say and rejected ones do not: ${claim.claim}`,
});

/** The row of the likest prompt without the phrase. */
function likest(rows: CompactRows, { vectors }: Similarity, holders: ReadonlySet<number>) {
  return (row: number): number => {
    let best = -1;
    let top = -Infinity;
    for (let other = 0; other < rows.count; other++) {
      if (holders.has(other)) continue;
      let dot = 0;
      for (let k = 0; k < d; k++) dot += vectors[row * d + k] * vectors[other * d + k];
      if (dot > top) {
        top = dot;
        best = other;
      }
    }
    return best;
  };
}

/** A model is unsure of a pair when it would bet no more than nine to one. */
const unsure = 0.9;

function untestable({ rows }: Contests, margins: Float32Array, swaps: SwapShare, minRows: number): string[] {
  const open = margins.reduce((n, m) => n + (sigmoid(Math.abs(swaps.scale * m)) < unsure ? 1 : 0), 0);
  const said = [
    `swapped pairs whose two answers are much alike: of ${Math.round((100 * open) / rows.count)} % of the rows the model of what is preferred is unsure, and swapped ones among them do not show`,
    `phrases that reverse the preference in fewer than ${minRows} rows`,
  ];
  if (swaps.gain < leastGain && swaps.high > 0.05) {
    said.push(
      `the share of swapped rows: up to ${Math.round(100 * swaps.high)} % would look like honest disagreement here`,
    );
  }
  if (rows.share < 1) {
    said.push(
      `swapped rows outside a sample: 1 in ${Math.round(1 / rows.share)} distinct rows was looked at, and only those are listed unless a phrase of their prompts gives them away`,
    );
  }
  return said;
}
