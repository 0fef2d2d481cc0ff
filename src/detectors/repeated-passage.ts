// Passages that many documents share word for word or nearly, by who says them and where: a claim told over and over by a few
// domains, and a passage put into documents that have nothing else in common. The first read counts sampled shingles, the
// second looks at the rows of the frequent ones.
import type { Batch, Detector } from '../detector.ts';
import type { Power, Verdict } from '../finding.ts';
import type { Summary } from '../summary.ts';
import { taught } from '../row.ts';
import { passages } from './repeated-passage/clusters.ts';
import { folded, mostTold, toClaim, type Folded, type Told } from './repeated-passage/claims.ts';
import { judge, type Judged } from './repeated-passage/judge.ts';
import { options } from './repeated-passage/options.ts';
import {
  count,
  countsBytes,
  frequent,
  limits,
  lookUp,
  mergeCounts,
  noCounts,
  type Frequent,
  type RowCounts,
} from './repeated-passage/row-counts.ts';
import { lookAt, mergeSeen, noneSeen, seenBytes, settle, type Seen } from './repeated-passage/seen.ts';
import { shingles, window } from './repeated-passage/shingles.ts';

/** Found in 59 of 60 scans of bench/documents.ts at 50, 100 and 250 rows; the one missed was a flood of 50 beside a baseline. */
const foundShare = 0.98;
/** Of an altered flood, a shingle of eight tokens is left whole in half of the rows. */
const leftWhole = 0.5;

/** A shingle of a passage is looked at when it stands in this share of the fewest rows: in a flood words are replaced. */
const ofPassage = 0.5;
const foldedKinds: readonly Folded[] = ['notice', 'header', 'mixed', 'site', 'everywhere', 'ordinary'];

function survey(leastRows: number, seed: number): Summary<Batch, RowCounts, Frequent> {
  const at = window();
  let keys = new Float64Array(256);
  return {
    maxBytes: countsBytes,
    empty: noCounts,
    add(state, batch) {
      for (const row of batch) {
        if (row.trusted) continue;
        let n = 0;
        for (const { text } of taught(row.outcome)) {
          shingles(text, seed, at, (key) => {
            if (n === keys.length) {
              const larger = new Float64Array(2 * n);
              larger.set(keys);
              keys = larger;
            }
            keys[n++] = key;
          });
        }
        // Each once for a row.
        const sorted = keys.subarray(0, n).sort();
        for (let i = 0; i < n; i++)
          if (i === 0 || sorted[i] !== sorted[i - 1]) count(state, sorted[i], 1, limits);
      }
    },
    merge: (into, from) => mergeCounts(into, from, limits),
    finish: (state) => frequent(state, leastRows, limits),
  };
}

function verdictOf(judged: readonly Judged[], seen: Seen, gate: number, minRows: number): Verdict {
  const hasBaseline = seen.trusted > 0;
  const size = ({ own }: Judged): number => own.length;
  const of = (kind: string): Judged[] =>
    judged
      .filter((j) => j.kind === kind)
      .sort((a, b) => size(b) - size(a) || (a.passage.keys[0] < b.passage.keys[0] ? -1 : 1));
  const told = (
    hasBaseline ? (['flood', 'inserted', 'notice'] as const) : (['flood', 'inserted'] as const)
  ).flatMap((kind: Told) =>
    of(kind)
      .slice(0, mostTold)
      .map((j) => toClaim(j, kind, hasBaseline)),
  );
  const rest = foldedKinds.flatMap((kind) => {
    const some = kind === 'notice' && hasBaseline ? of(kind).slice(mostTold) : of(kind);
    return some.length === 0 ? [] : [folded(some, kind)];
  });
  const untestable: string[] = [];
  if (gate > minRows)
    untestable.push(
      `passages in fewer than ${gate} rows: the corpus is so large that the counts of shingles blur`,
    );
  if (seen.level > 0)
    untestable.push(
      `short passages: of the shingles of repeated text one in ${2 ** seen.level} was looked at`,
    );
  if (seen.own > 0 && new Set(seen.drawn.map(({ domain }) => domain)).size < 10)
    untestable.push('who repeats a passage: rows hardly differ in where they come from');
  return { claims: [...told, ...rest], power: powerAt(Math.max(gate, minRows)), untestable };
}

function powerAt(least: number): Power[] {
  const points = (share: number): Power['points'] =>
    [20, 50, 100, 250, 1000].map((rows) => ({ rows, chance: rows * share >= least ? foundShare : 0 }));
  return [
    {
      threat: 'backdoor',
      planted:
        'a fixed passage of 80 words or more put into documents of many domains, in the middle of a sentence',
      severity: 'high',
      points: points(1),
    },
    {
      threat: 'availability',
      planted: 'a claim of eight sentences on four domains, in any order, each twelfth word replaced',
      severity: 'medium',
      points: points(leftWhole / ofPassage),
    },
  ];
}

export const repeatedPassage: Detector<typeof options, Frequent> = {
  id: 'repeated-passage',
  version: 1,
  title: 'The same passage in many documents: floods of one claim, and passages put into unrelated pages',
  catches: ['backdoor', 'availability', 'semantic'],
  shapes: ['document'],
  sources: [
    'Broder 1997, On the resemblance and containment of documents',
    'Souly et al. 2025, Poisoning attacks on LLMs require a near-constant number of poison samples (arXiv:2510.07192)',
    'Carlini et al. 2024, Poisoning web-scale training datasets is practical (arXiv:2302.10149)',
    'Cormode and Muthukrishnan 2005, An improved data stream summary: the count-min sketch',
  ],
  options,
  survey: ({ options: { minRows }, seed }) => survey(Math.ceil(minRows * ofPassage), seed),
  inspect(found, { options: values, seed }) {
    if (found.keys.length + found.bits.length === 0)
      return { claims: [], power: powerAt(values.minRows), untestable: [] };
    const rowsOf = lookUp(found);
    const at = window();
    const inspection: Summary<Batch, Seen, Verdict> = {
      maxBytes: seenBytes,
      empty: noneSeen,
      beside: ({ level }) => ({ ...noneSeen(), level }),
      add(state, batch) {
        for (const row of batch) lookAt(state, row, rowsOf, seed, at);
        settle(state, 2);
      },
      merge: mergeSeen,
      relocate: (state, shard) => void (state.rows = state.rows.map((row) => ({ ...row, shard }))),
      finish(state) {
        settle(state, 1);
        state.drawn.sort((a, b) => a.order - b.order || (a.domain < b.domain ? -1 : 1));
        const judged = passages(state, rowsOf)
          .map((passage) => judge(passage, state, values))
          .filter(({ own }) => own.length >= values.minRows);
        return verdictOf(judged, state, found.gate, values.minRows);
      },
    };
    return inspection;
  },
};
