// What `bezoar drift` says before the findings: how far off the data is, and what each comparison showed.
import { figure, percent } from '../report/wording.ts';
import { besideWhat } from '../report/pages/drift-page.ts';
import type { DriftReport } from '../report/drift-report.ts';
import { visible } from '../text/visible.ts';

const mostLines = 12;

export function driftLines({ residual, comparisons, outcomes, rows }: DriftReport): string[] {
  const [top] = residual.ranked;
  const about =
    outcomes.kind === 'classes'
      ? `${outcomes.names.length === 1 ? 2 : outcomes.names.length} classes`
      : outcomes.names.join(', ');
  return [
    `${rows.learned.toLocaleString('en')} different rows, ${residual.phrases.toLocaleString('en')} phrases, outcomes: ${visible(about, 120)}.`,
    top
      ? `Strongest phrase: "${visible(top.phrase, 60)}", ${figure(Math.abs(top.departure))} standard deviations off what learners expect that did not see its rows; 95 % of corpora without drift stay below ${figure(residual.ordinary)} (p = ${figure(residual.p)}).`
      : 'No phrase is off what learners expect that did not see its rows.',
    ...comparisons.slice(0, mostLines).map((each) => `  ${line(each)}`),
    ...(comparisons.length > mostLines
      ? [`  … and ${comparisons.length - mostLines} more in drift.json`]
      : []),
  ];
}

function line(comparison: DriftReport['comparisons'][number]): string {
  const { kind, name, p, ordinary, phrases } = comparison;
  const [first] = phrases;
  const what = besideWhat(comparison, visible(name, 40));
  const shift = first
    ? `; most moved: "${visible(first.phrase, 40)}", turns ${first.first.flipped} of ${first.first.of} rows, ${kind.startsWith('without') ? 'without them' : 'there'} ${first.second.flipped} of ${first.second.of}`
    : '';
  return `${what}: phrases p = ${figure(p)}; ordinary rows ${percent(ordinary.share)} otherwise, ${percent(ordinary.byChance)} by chance (p = ${figure(ordinary.p)})${shift}`;
}
