// Mixes whose labels follow a manner of writing: the published syntactic attack, thinned, and rewrites by our own rules; and
// honest corpora of two sources that differ in manner and in their share of labels.
import { archaic, framed, fronted, hearsay, slang, type Rewrite } from '../src/attacks/rewrites.ts';
import { random, shuffle } from '../src/math/random.ts';
import { alter, answerKey, clean, insert, sst2, type Mix, type Rec } from './corpora.ts';

/** Methods were tuned on these ... */
export const tunedOn = { fronted, framed, archaic };
/** ... and tried once on these. */
export const keptBack = { slang, hearsay };

/** sst2 with rows of the syntactic template, all of them or a random part that makes up `share` of the rows. */
export function syntactic(share: number, seed: number): Mix {
  const all = sst2('poisoned/sst2-syntactic.tsv');
  const bad = answerKey('poisoned/sst2-syntactic.answers.tsv');
  const wanted = Math.round((share * (all.length - bad.size)) / (1 - share));
  const kept = new Set(shuffle([...bad], random(seed)).slice(0, wanted));
  const records: Rec[] = [];
  const poisoned = new Set<number>();
  all.forEach((record, row) => {
    if (bad.has(row) && !kept.has(row)) return;
    if (bad.has(row)) poisoned.add(records.length);
    records.push(record);
  });
  return { records, poisoned };
}

/** A share of the rows, whatever their label, rewritten and labelled `to`. */
export function rewritten(rows: readonly Rec[], by: Rewrite, share: number, to: string, seed: number): Mix {
  return alter(
    rows,
    Math.round(share * rows.length),
    seed,
    () => true,
    ({ text }, next) => ({ text: by(text as string, next), label: to }),
  );
}

/** `k` rows come from a site that writes in one manner and has label 1 in `share` of them; all labels are honest. */
export function twoSites(by: Rewrite, k: number, share: number, seed: number): Mix {
  const next = random(seed);
  const all = shuffle(sst2(), next);
  const like = (label: string, count: number): Rec[] =>
    all.filter((r) => r.label === label).slice(0, Math.round(count));
  const site = [...like('1', k * share), ...like('0', k * (1 - share))];
  const taken = new Set(site);
  const told = site.map((r) => ({ ...r, text: by(r.text as string, next) }));
  return clean(
    insert(
      all.filter((r) => !taken.has(r)),
      told,
      seed,
    ).records,
  );
}
