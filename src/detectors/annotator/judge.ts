// Which annotators answer against the truth, which guess, which are poor but honest, which copy one another, which
// answer one class as another, and which follow a habit that has nothing to do with what they are shown.
import { skills, type Skill } from '../../math/annotator-skill.ts';
import { copying, type Copying } from '../../math/collusion.ts';
import { fitCrowd, type Crowd } from '../../math/dawid-skene.ts';
import { normalTail } from '../../math/tail.ts';
import { groups, join, singletons } from '../../math/union-find.ts';
import { mixUps, type MixUp } from './mix-ups.ts';
import type { Annotated } from './votes.ts';

export type Standing = 'against' | 'guessing' | 'poor' | 'sound' | 'unknown';

export interface Judged {
  readonly crowd: Crowd;
  readonly skills: readonly Skill[];
  readonly standing: readonly Standing[];
  /** Annotators with enough answers, and the skill that half of their answers reach. */
  readonly tested: readonly number[];
  readonly median: number;
  /** Annotators who are against, are few, and stand against a crowd that agrees. */
  readonly sure: boolean;
  readonly colluders: readonly { readonly members: readonly number[]; readonly pairs: readonly Copying[] }[];
  readonly mixUps: readonly MixUp[];
}

/** Expected number of honest annotators called against the truth or to mix up classes, in one corpus. */
const rareChance = 0.005;
/** Against: this far below guessing at least. */
const plainlyBelow = -0.1;
/** Guessing: no better, at best, than this part of the others' skill; poor: than that part. */
const guessing = 0.25;
const poor = 0.5;
/** Different classes that somebody no better than chance gives for others, to be called against the truth. */
const severalWays = 2;
/** A crowd below this skill has no truth to hold anybody against; below that one it is a matter of taste. */
export const noTruth = 0.15;
const agreed = 0.3;
/** Fewest annotators, and largest part of them that stand against the rest, for the rest to be right surely. */
const fewest = 3;
const fewestForSure = 5;
const largestOpposition = 0.25;

/** Undefined when there is no crowd to compare anybody with. */
export function judgeCrowd(data: Annotated, minAnswers: number): Judged | undefined {
  const crowd = fitCrowd(data.votes);
  const all = skills(data.votes, crowd, minAnswers);
  const tested = all.flatMap(({ compared }, w) => (compared >= minAnswers ? [w] : []));
  if (tested.length < fewest) return undefined;
  const median = medianSkill(tested.map((w) => all[w]));
  if (median < noTruth) return undefined;
  const inTest = new Set(tested);
  const confused = mixUps(data.votes, crowd, inTest, rareChance);
  const standing = all.map((s, w): Standing => {
    if (!inTest.has(w)) return 'unknown';
    if (s.skill < plainlyBelow && s.high < 0 && normalTail(s.below) * tested.length < rareChance)
      return 'against';
    // Who answers wrongly in one way does not guess.
    const ways = new Set(confused.flatMap(({ who, answer }) => (who === w ? [answer] : []))).size;
    if (s.high < guessing * median) return ways >= severalWays ? 'against' : 'guessing';
    return s.high < poor * median ? 'poor' : 'sound';
  });
  const opposed = tested.filter((w) => standing[w] === 'against').length;
  const pairs = copying(data.votes, crowd);
  const sets = singletons(all.length);
  for (const { one, other } of pairs) join(sets, one, other);
  return {
    crowd,
    skills: all,
    standing,
    tested,
    median,
    sure:
      median >= agreed &&
      tested.length >= fewestForSure &&
      opposed <= Math.max(1, largestOpposition * tested.length),
    colluders: groups(sets, 2).map((members) => ({
      members,
      pairs: pairs.filter(({ one }) => members.includes(one)),
    })),
    mixUps: confused,
  };
}

/** By answers: a few busy annotators are the crowd, not many who answered little. */
function medianSkill(all: readonly Skill[]): number {
  const order = [...all].sort((a, b) => a.skill - b.skill);
  let left = order.reduce((sum, { compared }) => sum + compared, 0) / 2;
  for (const { skill, compared } of order) {
    left -= compared;
    if (left <= 0) return skill;
  }
  return 0;
}
