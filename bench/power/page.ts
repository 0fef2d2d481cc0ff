// The page of bench:power: what is stated of each size, and what was found of it.

export interface Measured {
  readonly rows: number;
  readonly stated: number;
  readonly found: number;
  readonly seeds: number;
}

export interface Statement {
  readonly corpus: string;
  readonly detector: string;
  readonly planted: string;
  readonly severity: string;
  readonly points: readonly Measured[];
}

/** Two-sided 95 % Wilson interval of k of n. */
export function interval(k: number, n: number): readonly [number, number] {
  const z = 1.96;
  const p = k / n;
  const mid = (p + (z * z) / (2 * n)) / (1 + (z * z) / n);
  const half = (z / (1 + (z * z) / n)) * Math.sqrt((p * (1 - p)) / n + (z * z) / (4 * n * n));
  return [Math.max(0, mid - half), Math.min(1, mid + half)];
}

/** The stated chance is nearer to the measured rate than this. */
const near = 0.1;

function verdict({ stated, found, seeds }: Measured): string {
  if (Math.abs(stated - found / seeds) <= near + 1e-9) return 'yes';
  const [low, high] = interval(found, seeds);
  // The rate itself is only known so well.
  return stated >= low - near && stated <= high + near ? 'not told apart' : '**no**';
}

export function page(statements: readonly Statement[]): string {
  const points = statements.flatMap(({ points: own }) => own);
  const count = (what: string): number => points.filter((p) => verdict(p) === what).length;
  const lines = [
    '# What scans say they would have found, and what they find',
    '',
    'Made by `npm run bench:power`. Stated: by the scan of the clean corpus (seed 1). Measured: the rate at which the same thing,',
    'really planted in that many rows, gives a true finding (most of its rows are planted) that is at least so grave; rows, places',
    'and words differ from seed to seed. Within 0.10: yes; not told apart: the difference is larger, but a rate within 0.10 of what',
    'is stated lies within the 95 % Wilson interval; no: it does not.',
    '',
    `${points.length} points: ${count('yes')} within 0.10, ${count('not told apart')} not told apart, ${count('**no**')} not.`,
    '',
    '| corpus | planted | severity | rows | stated | measured | seeds | 95 % | difference | within 0.10 |',
    '|---|---|---|---|---|---|---|---|---|---|',
  ];
  for (const { corpus, detector, planted, severity, points: own } of statements) {
    own.forEach((p, i) => {
      const [low, high] = interval(p.found, p.seeds);
      const rate = p.found / p.seeds;
      const what = i === 0 ? `${corpus} | ${detector}: ${planted} | ${severity}` : '| |';
      lines.push(
        `| ${what} | ${p.rows} | ${p.stated.toFixed(2)} | ${rate.toFixed(2)} | ${p.seeds} | ${low.toFixed(2)}-${high.toFixed(2)} | ${(p.stated - rate).toFixed(2)} | ${verdict(p)} |`,
      );
    });
  }
  return `${lines.join('\n')}\n`;
}
