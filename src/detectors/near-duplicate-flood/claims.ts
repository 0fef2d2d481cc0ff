// What near-duplicate-flood says: one claim for each flood, and one for each kind of lesser repetition.
import type { Claim } from '../../finding.ts';
import { byPlace, type Place } from '../../row.ts';
import type { Cluster, Clusters } from '../../summaries/near-duplicate-clusters.ts';
import { visible } from '../../text/visible.ts';

/** A flood of this share and number of rows is high: it is a noticeable part of all that is taught. */
const highShare = 0.05;
const highRows = 200;
/** Where floods are a quarter of all rows they are how the data was made (code tasks from a few templates). */
const madeOfFloods = 0.25;

/**
 * Chance that a clean corpus bears such a claim, measured by bench/duplicates.ts. Medium and high: in none of 300
 * sub-samples of four clean corpora, of which 3 / 300 is the upper 95 % bound; so too for labels that disagree. Much
 * repetition by one source: in 4 of 20 scans of the whole corpora, all of them of rows made from templates.
 */
const falseRate = { flood: 3 / 300, contradicted: 3 / 300, concentrated: 4 / 20, note: 1 };

const rowsOf = (clusters: readonly Cluster[]): Place[] => clusters.flatMap((c) => c.places).sort(byPlace);
const sum = (clusters: readonly Cluster[], value: (c: Cluster) => number): number =>
  clusters.reduce((total, c) => total + value(c), 0);
const percent = (part: number, whole: number): string => `${Number(((100 * part) / whole).toPrecision(2))} %`;
const count = (n: number, one: string, many = `${one}s`): string =>
  `${n.toLocaleString('en-US')} ${n === 1 ? one : many}`;

/** The most typical row, then rows spread over the cluster. */
function spread(cluster: Cluster): { place: Place }[] {
  const { places, typical } = cluster;
  const others = places.filter((p) => byPlace(p, typical) !== 0);
  const some = Array.from(
    { length: Math.min(7, others.length) },
    (_, i) => others[Math.floor((i * others.length) / 7)],
  );
  return [typical, ...(others.length < 7 ? others : some)].map((place) => ({ place }));
}

/** `flooded`: share of the corpus in floods, this one among them. */
export function flood(c: Cluster, survey: Clusters, largest: number, flooded: number): Claim {
  const rows = c.rows;
  const high = rows >= highRows && rows >= highShare * survey.compared;
  const named = c.fromSource > 0 && survey.sources > 1;
  const from = named
    ? ` ${c.fromSource === rows ? 'All' : c.fromSource} of them come from ${c.source ? `the source "${visible(c.source, 60)}"` : 'one source'}, which gives ${percent(c.ofSource, survey.compared)} of the rows.`
    : '';
  const odd =
    c.oddLabels > 0 ? ` ${count(c.oddLabels, 'row')} of them bear another label than the rest.` : '';
  // Where sources are named, one that repeats itself while the others do not is no way of making data.
  const made = flooded > madeOfFloods && !named;
  const usual = made
    ? ` Floods are ${percent(flooded, 1)} of this corpus, so this may be how it was made.`
    : '';
  return {
    severity: made ? 'low' : high ? 'high' : 'medium',
    threat: 'availability',
    title:
      named && c.source
        ? `${rows} near copies of one row from "${visible(c.source, 60)}"`
        : `${rows} near copies of one row`,
    claim: `${rows} rows say ${c.distinct === 1 ? 'the same' : `nearly the same, in ${c.distinct} wordings`}; apart from such floods no text of this length stands in more than ${count(largest, 'row')} here.${from}${odd}${usual}`,
    evidence: [
      { name: 'near copies', value: rows, unit: 'rows' },
      { name: 'different wordings', value: c.distinct, unit: 'texts' },
      { name: 'copies of the most frequent wording', value: c.copies, unit: 'rows' },
      { name: 'share of the rows compared', value: rows / survey.compared, unit: 'share' },
      { name: 'largest ordinary cluster', value: largest, unit: 'rows' },
      { name: 'from the first to the last', value: c.span, unit: 'rows' },
      { name: 'sources', value: c.fromSource > 0 ? c.sources : 0, unit: 'sources' },
      { name: 'from the most frequent source', value: c.fromSource, unit: 'rows' },
      { name: 'labels that disagree', value: c.oddLabels, unit: 'rows' },
    ],
    falseDiscovery: falseRate.flood,
    rows: c.places,
    phrases: [],
    outcomePhrases: [],
    examples: spread(c),
    advice:
      'Read two or three of these rows; keep one copy if the content is right, and ask where the rest came in.',
  };
}

export function folded(
  survey: Clusters,
  clusters: readonly Cluster[],
  kind: 'concentrated' | 'ordinary',
): Claim {
  const rows = sum(clusters, (c) => c.rows);
  const largest = clusters[0];
  const repeats = rows - clusters.length;
  const one = kind === 'concentrated';
  return {
    severity: one ? 'low' : 'note',
    threat: 'availability',
    title: one
      ? `${count(clusters.length, 'text')} repeated ${largest.rows} times${clusters.length > 1 ? ' and less' : ''}, mostly by one source`
      : `${count(repeats, 'row repeats', 'rows repeat')} another nearly word for word`,
    claim: one
      ? `${rows} rows are near copies of ${count(clusters.length, 'text')}, mostly from one source${clusters.length > 1 ? ' each' : ''}. Other texts here repeat nearly as often, so this may be how the data was made.`
      : `${rows} rows form ${count(clusters.length, 'group')} of near copies; the largest has ${count(largest.rows, 'row')}${largest.sources > 1 ? ` from ${largest.sources} sources` : ''}. None of them stands out as a flood.`,
    evidence: [
      { name: 'rows in groups of near copies', value: rows, unit: 'rows' },
      { name: 'groups', value: clusters.length, unit: 'groups' },
      { name: 'rows that a group could do without', value: repeats, unit: 'rows' },
      {
        name: 'of them word for word',
        value: sum(clusters, (c) => c.rows - c.distinct),
        unit: 'rows',
      },
      { name: 'largest group', value: largest.rows, unit: 'rows' },
      { name: 'labels that disagree within a group', value: sum(clusters, (c) => c.oddLabels), unit: 'rows' },
      { name: 'share of the rows compared', value: rows / survey.compared, unit: 'share' },
    ],
    falseDiscovery: one ? falseRate.concentrated : falseRate.note,
    rows: rowsOf(clusters),
    phrases: [],
    outcomePhrases: [],
    examples: clusters
      .slice(0, 8)
      .map((c) => ({ place: c.typical, pair: c.places.find((p) => byPlace(p, c.typical) !== 0) })),
    advice: one
      ? 'Look at how this source makes its rows; one copy of each text is enough to learn from.'
      : 'Nothing needs doing; removing repeated rows makes training cheaper and test scores more honest.',
  };
}

export function contradicted(survey: Clusters): Claim {
  const rows = survey.contradicted;
  return {
    severity: 'low',
    threat: 'availability',
    title: `${rows.length} rows bear labels that disagree on the same text`,
    claim: `${rows.length} rows have a text that stands elsewhere, word for word, with another label; at least one of each is wrong.`,
    evidence: [
      { name: 'rows with labels that disagree', value: rows.length, unit: 'rows' },
      { name: 'share of the rows compared', value: rows.length / survey.compared, unit: 'share' },
    ],
    falseDiscovery: falseRate.contradicted,
    rows,
    phrases: [],
    outcomePhrases: [],
    examples: rows.slice(0, 8).map((place) => ({ place })),
    advice: 'Decide on one label for each text, or take these rows out.',
  };
}
