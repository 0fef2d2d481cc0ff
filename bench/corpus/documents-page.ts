// The results of bench/documents.ts as a page.
import { rounded } from '../../src/math/rounded.ts';
import { leastShare } from '../../src/math/wilson.ts';
import type { FalseAlarm, Score } from './score.ts';

export const besides = ['none', 'rows', 'markers'] as const;
const titles = {
  none: 'Without a baseline',
  rows: 'With a baseline of the same size',
  markers: 'With the markers of such a baseline',
} as const;

export interface Run {
  readonly seed: number;
  /** Plants, as asked for. */
  readonly set: string;
  readonly baseline: (typeof besides)[number];
  readonly documents: number;
  /** Read, baseline and all. */
  readonly megabytes: number;
  readonly seconds: number;
  readonly scores: readonly Score[];
  readonly alarms: readonly FalseAlarm[];
}

interface Result {
  readonly megabytes: number;
  readonly seeds: readonly number[];
  readonly detectors: readonly string[];
  readonly runs: readonly Run[];
}

const mean = (values: readonly number[]): number =>
  values.length === 0 ? NaN : values.reduce((a, b) => a + b, 0) / values.length;
const share = (x: number): string => (Number.isNaN(x) ? '–' : x.toFixed(3));
const isGrave = ({ severity }: Score): boolean => severity === 'high' || severity === 'medium';

/** `4 of 5 (.38 to .96)`: the Wilson 95 % interval. */
function counted(n: number, all: number): string {
  const low = leastShare(n, all);
  const high = 1 - leastShare(all - n, all);
  return `${n} of ${all} (${low.toFixed(2)} to ${high.toFixed(2)})`;
}

function plantLines(runs: readonly Run[]): string[] {
  const names = [...new Set(runs.flatMap(({ scores }) => scores.map(({ plant }) => plant)))].sort((a, b) => {
    const size = (name: string): number => Number(name.slice(name.lastIndexOf('-') + 1));
    return size(b) - size(a) || (a < b ? -1 : 1);
  });
  return names.map((name) => {
    const all = runs.flatMap(({ scores }) => scores.filter(({ plant }) => plant === name));
    const found = all.filter(isGrave);
    const high = all.filter(({ severity }) => severity === 'high').length;
    const low = all.filter(({ severity }) => severity === 'low').length;
    const by = [...new Set(found.flatMap((s) => s.detectors))].sort().join(', ');
    const of = (value: (s: Score) => number): string => share(mean(found.map(value)));
    const least = found.length === 0 ? '–' : share(Math.min(...found.map((s) => s.recall)));
    return `| ${name} | ${counted(found.length, all.length)} | ${high} | ${low} | ${of((s) => s.findings)} | ${of((s) => s.bestRecall)} / ${of((s) => s.bestPrecision)} | ${of((s) => s.recall)} / ${of((s) => s.precision)} | ${least} | ${by} |`;
  });
}

export function documentsPage({ megabytes, seeds, detectors, runs }: Result): string {
  const lines = [
    `# Planted documents: ${detectors.join(', ')}`,
    '',
    `Made by \`npm run bench:documents\`: corpora of ${megabytes} MB of JSONL each (bench/corpus), ${seeds.length} seeds.`,
    'A finding is a plant’s when half of its rows are the plant’s and it holds a fifth of the plant’s rows; found means found as high or medium, with the 95 % interval over seeds. Recall and precision are means over the seeds in which it was found: of the best finding, and of all that are high or medium together. A false alarm is a finding most of whose rows nobody planted.',
  ];
  for (const baseline of besides) {
    const some = runs.filter((run) => run.baseline === baseline);
    if (some.length === 0) continue;
    lines.push('', `## ${titles[baseline]}`, '');
    lines.push(
      '| plant | found | of them high | low only | findings | best finding, recall / precision | all, recall / precision | least recall | by |',
      '|---|---|---|---|---|---|---|---|---|',
      ...plantLines(some),
      '',
      '| corpus | scans | false high | false medium | false low, a scan | documents | MB/s read |',
      '|---|---|---|---|---|---|---|',
    );
    for (const set of new Set(some.map((run) => run.set))) {
      const of = some.filter((run) => run.set === set);
      const alarms = (severity: string): number[] =>
        of.map((run) => run.alarms.filter((a) => a.severity === severity).length);
      const told = (severity: string): string => alarms(severity).join(', ');
      const rate = mean(of.map((run) => run.megabytes / run.seconds));
      lines.push(
        `| ${set === 'none' ? 'nothing planted' : set} | ${of.length} | ${told('high')} | ${told('medium')} | ${rounded(mean(alarms('low')))} | ${Math.round(mean(of.map((run) => run.documents)))} | ${rate.toFixed(1)} |`,
      );
    }
    const grave = some.flatMap(({ seed, set, alarms }) =>
      alarms
        .filter(({ severity }) => severity === 'high' || severity === 'medium')
        .map((a) => ({ seed, set, ...a })),
    );
    if (grave.length > 0) {
      lines.push('', 'False alarms of high and medium:', '');
      lines.push('| seed | corpus | grade | detector | rows | title |', '|---|---|---|---|---|---|');
      for (const a of grave.slice(0, 40)) {
        lines.push(
          `| ${a.seed} | ${a.set} | ${a.severity} | ${a.detector} | ${a.rows} | ${a.title.replaceAll('|', '\\|')} |`,
        );
      }
    }
  }
  return `${lines.join('\n')}\n`;
}
