// Which clusters of near copies are a flood in this corpus: those that stand above the rest by a wide gap in size,
// for natural repetition falls off without one.
import type { Values } from '../../option.ts';
import type { Cluster, Clusters } from '../../summaries/near-duplicate-clusters.ts';
import type { options } from './options.ts';

/** Floods told one by one at most: more than these cannot all stand out. */
const mostFloods = 10;
/** Share of a cluster's rows that must come from one source to be called that source's. */
const fromOne = 0.8;
/** Rows shorter than `minWords` are a flood from this share and number of rows. */
const shortShare = 0.02;
const shortRows = 100;
/** A cluster of more than this share is what the corpus is made of, not something added to it. */
export const mostShare = 0.5;

export interface Judged {
  readonly floods: readonly Cluster[];
  /** Near copies from one source that do not stand out from the rest. */
  readonly concentrated: readonly Cluster[];
  readonly ordinary: readonly Cluster[];
  /** Fewest rows of a flood here. */
  readonly needed: number;
  /** Rows of the largest cluster that is ordinary. */
  readonly largest: number;
}

/** The leading clusters of at least `least` rows that stand above all others by `factor`; sizes descend. */
function standingOut(clusters: readonly Cluster[], least: number, factor: number): readonly Cluster[] {
  const size = (i: number) => clusters[i]?.rows ?? 1;
  for (let n = Math.min(mostFloods, clusters.length); n > 0; n--) {
    if (size(n - 1) >= least && size(n - 1) >= factor * size(n)) return clusters.slice(0, n);
  }
  return [];
}

export function judge(survey: Clusters, values: Values<typeof options>): Judged {
  const { clusters, compared } = survey;
  const least = Math.max(values.minRows, Math.ceil((values.perMillion / 1e6) * compared));
  const long = clusters.filter((c) => c.words >= values.minWords);
  const short = clusters.filter((c) => c.words < values.minWords);
  const fewestShort = Math.max(shortRows, Math.ceil(shortShare * compared), least);
  const candidates = [
    ...standingOut(long, least, values.factor),
    ...standingOut(short, fewestShort, values.factor),
  ];
  const several = survey.sources > 1;
  const one = (c: Cluster) => c.fromSource >= fromOne * c.rows;
  const floods = candidates.filter((c) => c.rows <= mostShare * compared && (!several || one(c)));
  const concentrated = long.filter(
    (c) => several && one(c) && c.rows >= least && c.ofSource <= compared / 2 && !floods.includes(c),
  );
  const told = new Set([...floods, ...concentrated]);
  const ordinary = clusters.filter((c) => !told.has(c));
  const largest = long.find((c) => !floods.includes(c))?.rows ?? 1;
  return {
    floods,
    concentrated,
    ordinary,
    largest,
    needed: Math.max(least, Math.ceil(values.factor * largest)),
  };
}
