// Wrong labels in words that a person can check: how many of all, which class is labelled as which, and the rows of which
// each label is more likely wrong than not, the surest of them beside a like row that has the label it reads as.
import type { Claim, Evidence, Example, Severity } from '../../finding.ts';
import { percent, rounded } from '../../math/rounded.ts';
import { dot } from '../../math/weighted.ts';
import { byPlace, type Place } from '../../row.ts';
import type { CompactRows } from '../../summaries/compact-rows.ts';
import { visible } from '../../text/visible.ts';
import type { Estimate } from './estimate.ts';
import { leastRate, listedFrom, sureFrom, type Pair } from './grade.ts';
import type { Labelled } from './labelled.ts';

/** No false medium in 72 scans of clean labelled corpora in bench/detect: 3 / 72 at most (rule of three, 95 %). */
const mediumFalseDiscovery = 0.05;
/** Text alone cannot tell a slip of the labeller from an ordinary exception. */
const lowFalseDiscovery = 0.5;
const shownExamples = 8;
const shownCells = 8;

export interface Judged {
  readonly all: CompactRows;
  readonly rows: Labelled;
  readonly e: Estimate;
}

export const grouped = (n: number): string => Math.round(n).toLocaleString('en-GB');
export const nameOf = ({ names }: Labelled, k: number): string => `"${visible(names[k], 40)}"`;

export function placesOf({ all, rows }: Judged, chosen: readonly number[]): Place[] {
  return chosen.flatMap((i) => all.places[rows.rows[i]]).sort(byPlace);
}

/** The class that a row reads as: the likeliest but its own. */
export function readsAs({ chance, classes }: Estimate, i: number, own: number): number {
  let best = -1;
  for (let k = 0; k < classes; k++)
    if (k !== own && (best < 0 || chance[i * classes + k] > chance[i * classes + best])) best = k;
  return best;
}

/** Rows whose label is likely wrong, surest first. */
export function suspects({ wrong }: Estimate, from = listedFrom): number[] {
  return [...wrong.keys()].filter((i) => wrong[i] > from).sort((a, b) => wrong[b] - wrong[a] || a - b);
}

export function noiseClaim(judged: Judged, severity: Severity): Claim {
  const { rows, e } = judged;
  const found = suspects(e);
  const sure = suspects(e, sureFrom).length;
  const n = rows.label.length;
  const expected = found.reduce((sum, i) => sum + e.wrong[i], 0);
  const sample = rows.share < 1 ? 'In a sample of the rows: a' : 'A';
  return {
    severity,
    threat: 'availability',
    title: `About ${percent(e.rate)} % of the labels contradict their text`,
    claim: `${sample}bout ${percent(e.rate)} % of the labels (at least ${percent(leastRate(e))} %) are not what a model of the other rows gives, where it is sure. ${grouped(found.length)} rows are named, of which about ${grouped(expected)} are wrongly labelled; the others of the ${percent(e.rate)} % cannot be told from rows that are hard to read.${severity === 'note' ? ' So much is usual in good data.' : ''}`,
    evidence: [
      { name: 'labels that are wrong, estimated', value: percent(e.rate), unit: '% of labels' },
      { name: 'standard error of it', value: percent(e.error), unit: '% of labels' },
      {
        name: `rows whose label is wrong with chance above ${listedFrom}`,
        value: found.length,
        unit: 'rows',
      },
      { name: `of those, with chance above ${sureFrom}`, value: sure, unit: 'rows' },
      { name: 'rows judged', value: n, unit: 'rows' },
      { name: 'labels told apart by text', value: rounded(e.auc), unit: 'AUC' },
      ...cells(judged),
    ],
    falseDiscovery: severity === 'medium' ? mediumFalseDiscovery : lowFalseDiscovery,
    rows: placesOf(judged, found),
    phrases: [],
    outcomePhrases: [],
    examples: examples(judged, found),
    advice:
      severity === 'note'
        ? 'Look at the rows named if every label counts; nothing here points to poison.'
        : 'Read twenty of the rows named: if their labels are wrong, relabel or set aside those and ask how the labels were made.',
  };
}

/** The largest shares of the table of who is labelled as whom, counted over the rows. */
function cells({ rows, e }: Judged): Evidence[] {
  const counts = new Map<number, number>();
  const own = new Float64Array(e.classes);
  rows.label.forEach((y, i) => {
    own[y] += 1;
    if (e.wrong[i] <= listedFrom) return;
    const at = readsAs(e, i, y) * e.classes + y;
    counts.set(at, (counts.get(at) ?? 0) + 1);
  });
  return [...counts]
    .sort((a, b) => b[1] - a[1] || a[0] - b[0])
    .slice(0, shownCells)
    .map(([at, count]) => ({
      name: `rows named that read as ${nameOf(rows, Math.floor(at / e.classes))} and are labelled ${nameOf(rows, at % e.classes)}`,
      value: count,
      unit: 'rows',
    }));
}

export function pairClaim(
  judged: Judged,
  { from, to, rows: expected, share, reverse, severity }: Pair,
): Claim {
  const { rows, e } = judged;
  const found = suspects(e, 0.25).filter((i) => rows.label[i] === to && readsAs(e, i, to) === from);
  const [a, b] = [nameOf(rows, from), nameOf(rows, to)];
  return {
    severity,
    threat: 'availability',
    title: `Rows that read as ${a} are labelled ${b}`,
    claim: `About ${grouped(expected)} rows, ${percent(share)} % of those that read as ${a}, are labelled ${b}; the other way round it is ${percent(reverse)} %, and labels that contradict their text are otherwise spread over the classes. ${severity === 'medium' ? 'A rule that one labeller or one source got wrong, or somebody on purpose, would look like this.' : 'Two classes that mean nearly the same would look the same.'}`,
    evidence: [
      { name: `rows that read as ${a} labelled ${b}, estimated`, value: Math.round(expected), unit: 'rows' },
      { name: `their share of what reads as ${a}`, value: percent(share), unit: '% of rows' },
      { name: 'the same with the two classes exchanged', value: percent(reverse), unit: '% of rows' },
      { name: 'rows named, each wrong with chance above 0.25', value: found.length, unit: 'rows' },
    ],
    falseDiscovery: severity === 'medium' ? mediumFalseDiscovery : lowFalseDiscovery,
    rows: placesOf(judged, found),
    phrases: [],
    outcomePhrases: [],
    examples: examples(judged, found),
    advice: `Read ten of the rows: decide whether ${a} or ${b} is right, and give all of them that label.`,
  };
}

/** The first rows, each beside the likest row that has the label it reads as. */
export function examples(judged: Judged, chosen: readonly number[]): Example[] {
  const { all, rows, e } = judged;
  const { starts, items, values, size } = e.x;
  const weights = new Float64Array(size);
  return chosen.slice(0, shownExamples).map((i) => {
    const place = all.places[rows.rows[i]][0];
    const wanted = readsAs(e, i, rows.label[i]);
    for (let p = starts[i]; p < starts[i + 1]; p++) weights[items[p]] = values[p];
    let pair = -1;
    let best = 0;
    rows.label.forEach((y, other) => {
      if (y !== wanted || e.wrong[other] > listedFrom) return;
      const cosine = dot(e.x, other, weights);
      if (cosine > best) {
        best = cosine;
        pair = other;
      }
    });
    for (let p = starts[i]; p < starts[i + 1]; p++) weights[items[p]] = 0;
    return pair < 0 ? { place } : { place, pair: all.places[rows.rows[pair]][0] };
  });
}
