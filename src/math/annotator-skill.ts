// How far each annotator's answers follow what the others say of the same items, beyond what his usual answers would
// by chance: a kappa (Cohen 1960) against truths that are themselves only likely, each judged without his own answer.
import { evidence, toChances, weigh, type Crowd, type Votes } from './dawid-skene.ts';

export interface Skill {
  /** Answers to items that others answered too. */
  readonly compared: number;
  /** 1: always right; 0: no better than guessing with his usual answers; below 0: against the truth. */
  readonly skill: number;
  readonly low: number;
  readonly high: number;
  /** Share of right answers that guessing would give. */
  readonly chance: number;
  /** How many standard errors the skill is below 0; negative when above. */
  readonly below: number;
}

const interval = 1.96;

/** Of annotators with too few answers to be judged; one for them all, since they may be as many as rows. */
const unknown: Skill = { compared: 0, skill: 0, low: -1, high: 1, chance: 0, below: 0 };

/** One for each annotator, with a 95 % interval; for those with fewer than `fewest` compared answers, an empty one. */
export function skills(votes: Votes, crowd: Crowd, fewest: number): Skill[] {
  const { classes: k, who, answer } = votes;
  const all = comparedAnswers(votes);
  const line = new Int32Array(all.length).fill(-1);
  let judged = 0;
  all.forEach((answers, w) => {
    if (answers >= fewest) line[w] = judged++;
  });
  const compared = all.filter((_, w) => line[w] >= 0);
  const habit = new Float64Array(judged * k);
  const truth = new Float64Array(judged * k);
  others(votes, crowd, (v, chances) => {
    const w = line[who[v]];
    if (w < 0) return;
    habit[w * k + answer[v]]++;
    for (let t = 0; t < k; t++) truth[w * k + t] += chances[t];
  });
  for (let i = 0; i < habit.length; i++) {
    const n = Math.max(1, compared[Math.floor(i / k)]);
    habit[i] /= n;
    truth[i] /= n;
  }
  // Right answers beyond chance, of those that somebody who is always right would have, and their squares.
  const beyond = new Float64Array(judged);
  const possible = new Float64Array(judged);
  const squares = new Float64Array(judged * 3);
  others(votes, crowd, (v, chances) => {
    const w = line[who[v]];
    if (w < 0) return;
    let expected = 0;
    let best = 0;
    for (let t = 0; t < k; t++) {
      expected += habit[w * k + t] * chances[t];
      best += chances[t] * chances[t];
    }
    const got = chances[answer[v]] - expected;
    const could = best - expected;
    beyond[w] += got;
    possible[w] += could;
    squares[w * 3] += got * got;
    squares[w * 3 + 1] += got * could;
    squares[w * 3 + 2] += could * could;
  });
  return Array.from(line, (w) => {
    if (w < 0) return unknown;
    let chance = 0;
    for (let t = 0; t < k; t++) chance += habit[w * k + t] * truth[w * k + t];
    // Where he always answers alike and so do all others there is nothing to be right about.
    if (possible[w] < 1) return { compared: compared[w], skill: 0, low: -1, high: 1, chance, below: 0 };
    const skill = beyond[w] / possible[w];
    const spread = squares[w * 3] - 2 * skill * squares[w * 3 + 1] + skill * skill * squares[w * 3 + 2];
    // One more answer than there are, for annotators whose few answers happen to be alike.
    const error = Math.sqrt(Math.max(0, spread) + 1) / possible[w];
    return {
      compared: compared[w],
      skill,
      low: skill - interval * error,
      high: skill + interval * error,
      chance,
      below: -skill / error,
    };
  });
}

/** How many answers of each annotator are to items that others answered too. */
function comparedAnswers({ annotators, starts, who }: Votes): Int32Array {
  const counts = new Int32Array(annotators);
  for (let i = 0; i + 1 < starts.length; i++) {
    if (starts[i + 1] - starts[i] < 2) continue;
    for (let v = starts[i]; v < starts[i + 1]; v++) if (who[v] >= 0) counts[who[v]]++;
  }
  return counts;
}

/** Visits each answer to an item that others answered too, with the chances of the truth by those others. */
export function others(
  votes: Votes,
  crowd: Crowd,
  visit: (vote: number, chances: Float64Array, item: number) => void,
): void {
  const { classes, starts, who } = votes;
  const all = new Float64Array(classes);
  const rest = new Float64Array(classes);
  for (let i = 0; i + 1 < starts.length; i++) {
    if (starts[i + 1] - starts[i] < 2) continue;
    evidence(votes, crowd, i, all);
    for (let v = starts[i]; v < starts[i + 1]; v++) {
      if (who[v] < 0) continue;
      rest.set(all);
      weigh(votes, crowd, v, -1, rest);
      toChances(rest);
      visit(v, rest, i);
    }
  }
}
