// What this scan would have found: a planted trigger is imagined, nothing is planted. Rows are drawn from this corpus,
// given the wanted outcome, scored as the channel would score them, and held against the same thresholds.
import { random } from '../../math/random.ts';
import type { Power } from '../../finding.ts';
import { visible } from '../../text/visible.ts';
import type { Analysis } from './analyse.ts';
import { chances } from './expectation.ts';
import { highThreshold, type Graders } from './grade.ts';
import { lowerShare } from './signal.ts';

const sizes = [8, 10, 15, 20, 30, 50, 100];
const draws = 300;
/** 300 draws without a miss say no more than this (rule of three). */
const surestChance = 1 - 3 / draws;
/** A made-up word looks as spliced as 1 phrase in 200; bench/detect measures 0.002 to 0.01. */
const rareWordRank = 0.005;
const rareWordFloor = 0.15;

export function powerOf(analysis: Analysis, { tails }: Graders, seed: number): Power[] {
  const statements: Power[] = [];
  const contradiction = tails.get('contradiction');
  if (analysis.label && contradiction) {
    const bar = Math.max(rareWordFloor, highThreshold(contradiction, 0.01 / (2 * rareWordRank)));
    statements.push(...flips(analysis, bar, seed));
  }
  const meaning = tails.get('meaning');
  if (meaning) {
    const bar = Math.max(0.4, highThreshold(meaning));
    statements.push({
      threat: 'backdoor',
      planted: 'a phrase in unlike contexts, all with one fixed answer',
      severity: 'high',
      // Residuals of one fixed answer agree by about 0.95; the damping below 30 rows is what costs.
      points: sizes.map((n) => ({ rows: n, chance: 0.95 * Math.min(1, Math.sqrt(n / 30)) >= bar ? 1 : 0 })),
    });
  }
  const { share } = analysis.rows;
  return statements.map((s) => ({ ...s, points: throughSample(s.points, share) }));
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

/** One statement for each of the two commonest labels as target. */
function flips({ rows, label: e }: Analysis, bar: number, seed: number): Power[] {
  if (!e) return [];
  const { outputs, scores } = e.fit;
  const counts = new Int32Array(outputs);
  for (const y of rows.label) if (y >= 0) counts[y]++;
  const targets = [...counts.keys()].sort((a, b) => counts[b] - counts[a] || a - b).slice(0, 2);
  return targets.map((target) => {
    const others = [...rows.label.keys()].filter((row) => rows.label[row] >= 0 && rows.label[row] !== target);
    const contrary = others.map((row) => {
      const p = Float64Array.from(scores.subarray(row * outputs, (row + 1) * outputs));
      chances(e, p);
      return Math.max(...p.filter((_, k) => k !== target)) - p[target];
    });
    const next = random(seed + target);
    const points = sizes
      .filter((n) => n <= others.length)
      .map((n) => {
        let found = 0;
        for (let draw = 0; draw < draws; draw++) {
          let sum = 0;
          for (let i = 0; i < n; i++) sum += contrary[Math.floor(next() * contrary.length)];
          // 0.01: what natural likeness of the contexts takes off.
          if (lowerShare(n, n) * (sum / n) - 0.01 >= bar) found++;
        }
        return { rows: n, chance: found / draws };
      });
    const name = visible(rows.labels[target], 40);
    return {
      threat: 'backdoor',
      planted: `a rare word that turns other labels into "${name}"`,
      severity: 'high',
      points,
    };
  });
}
