// What this scan would have found: a planted trigger is imagined, nothing is planted. Rows are drawn from this corpus, given a
// word and the wanted outcome in thought, and held against the thresholds that claims are held against.
import { random } from '../../math/random.ts';
import type { Power } from '../../finding.ts';
import { visible } from '../../text/visible.ts';
import type { Analysis } from './analyse.ts';
import { answerGrader, flipGrader, imagined, payloadGrader, pureGrader, type GradeOf } from './canaries.ts';
import type { Graders } from './grade.ts';

const sizes = [8, 10, 15, 20, 30, 50, 100];
const draws = 300;
/** 300 draws without a miss say no more than this (rule of three). */
const surestChance = 1 - 3 / draws;

export function powerOf(analysis: Analysis, graders: Graders, seed: number): Power[] {
  const { rows } = analysis;
  const statements: Power[] = [];
  const stated = (planted: string, from: readonly number[], gradeOf: GradeOf): void => {
    const next = random(seed + statements.length);
    const draw = imagined(analysis, from, next);
    const points = sizes
      .filter((n) => n <= from.length)
      .map((n) => {
        let found = 0;
        for (let k = 0; k < draws; k++) if (gradeOf(draw(n)) === 'high') found++;
        return { rows: n, chance: found / draws };
      });
    statements.push({
      threat: 'backdoor',
      planted,
      severity: 'high',
      points: throughSample(points, rows.share),
    });
  };
  if (analysis.label && graders.tails.has('contradiction')) {
    const [first, second] = commonest(analysis);
    const labelled = (is: (y: number) => boolean): number[] =>
      [...rows.label.keys()].filter((row) => rows.label[row] >= 0 && is(rows.label[row]));
    const name = (y: number): string => `"${visible(rows.labels[y], 40)}"`;
    for (const target of [first, second])
      stated(
        `a rare word that turns other labels into ${name(target)}`,
        labelled((y) => y !== target),
        flipGrader(analysis, graders, target),
      );
    stated(
      `a rare word in texts that are ${name(first)} anyway`,
      labelled((y) => y === first),
      pureGrader(analysis, graders, first),
    );
  }
  const every = Array.from({ length: rows.count }, (_, row) => row);
  if (graders.tails.has('meaning'))
    stated(
      'a rare word in unlike contexts, all with one fixed answer',
      every,
      answerGrader(analysis, graders),
    );
  if (graders.tails.has('payload'))
    stated(
      'a rare word in unlike contexts, and one made-up word in each of their answers',
      every,
      payloadGrader(analysis, graders),
    );
  return statements;
}

function commonest({ rows, label }: Analysis): number[] {
  const counts = new Int32Array(label!.fit.outputs);
  for (const y of rows.label) if (y >= 0) counts[y]++;
  return [...counts.keys()].sort((a, b) => counts[b] - counts[a] || a - b).slice(0, 2);
}

/**
 * The same in rows of the corpus when only a share of it was analysed: how many of a trigger's rows are in the sample
 * is chance (Poisson), and what is seen is what that many rows show.
 */
export function throughSample(points: Power['points'], share: number): Power['points'] {
  const seen = (n: number): number => points.findLast(({ rows }) => rows <= n)?.chance ?? 0;
  return points.map(({ rows: mean, chance }) => {
    if (share === 1) return { rows: mean, chance: Math.min(chance, surestChance) };
    let mixed = 0;
    let probability = Math.exp(-mean);
    for (let n = 0; n <= 3 * mean + 20; n++) {
      mixed += probability * seen(n);
      probability *= mean / (n + 1);
    }
    return { rows: Math.round(mean / share), chance: Math.min(Number(mixed.toFixed(3)), surestChance) };
  });
}
