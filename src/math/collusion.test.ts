import { describe, expect, it } from 'vitest';
import { copying, sayingAlike } from './collusion.ts';
import { fitCrowd, logChance, type Votes } from './dawid-skene.ts';
import { random } from './random.ts';

/** Each item is answered by all; the last two give the same answer, right or wrong. */
function votesOf(classes: number, annotators: number, items: number, right = 0.7): Votes {
  const next = random(classes * 100 + annotators);
  const any = (): number => Math.floor(next() * classes);
  const answer: number[] = [];
  for (let i = 0; i < items; i++) {
    const truth = any();
    for (let w = 0; w < annotators - 1; w++) answer.push(next() < right ? truth : any());
    answer.push(answer[answer.length - 1]);
  }
  return {
    classes,
    annotators,
    starts: Int32Array.from({ length: items + 1 }, (_, i) => i * annotators),
    who: Int32Array.from(answer, (_, v) => v % annotators),
    answer: Int32Array.from(answer),
  };
}

describe('collusion', () => {
  it.each([3, 12, 13, 40])('knows how likely two say the same of %i classes', (k) => {
    const crowd = fitCrowd(votesOf(k, 5, 200));
    expect(crowd.confusion === undefined).toBe(k > 12);
    const next = random(k);
    const truth = Float64Array.from({ length: k }, () => next());
    const sum = truth.reduce((a, b) => a + b, 0);
    for (let t = 0; t < k; t++) truth[t] /= sum;
    // Numbers among the chosen are not those of annotators.
    const chosen = [4, 1, 3];
    const both = sayingAlike(crowd, chosen);
    for (let y = 0; y < k; y++) {
      let expected = 0;
      for (let t = 0; t < k; t++)
        expected += truth[t] * Math.exp(logChance(crowd, 4, y, t) + logChance(crowd, 3, y, t));
      expect(both(0, 2, y, truth) / expected).toBeCloseTo(1, 10);
    }
  });

  it.each([4, 20])('finds the two who copy, of %i classes', (k) => {
    const votes = votesOf(k, 7, 400);
    expect(copying(votes, fitCrowd(votes)).map(({ one, other }) => [one, other].sort())).toEqual([[5, 6]]);
  });
});
