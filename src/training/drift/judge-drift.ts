// Everything that is asked of a corpus about drift, in one go: what its phrases teach beyond the learners' chances, and what learning from all
// rows changes beside the trusted rows or another version, and without each source and each earlier finding.
import type { Row } from '../../row.ts';
import { random, shuffle } from '../../math/random.ts';
import { phraseFeatures } from '../features.ts';
import { rowText } from '../row-text.ts';
import { distinctRows } from './distinct-rows.ts';
import { effectOf, type Effect, type EffectTask } from './effect.ts';
import { fineTuned } from './fine-tuned.ts';
import { outcomesOf, type Outcomes } from './outcomes.ts';
import { phraseNames } from './phrase-names.ts';
import { flipsOf, type Flips, type Probe } from './probe.ts';
import { residualDrift, type ResidualDrift } from './residual-drift.ts';
import { learn } from './models.ts';
import { nullOf, type Sides } from './sides.ts';
import { unwatched, type Step } from '../../math/step.ts';

export interface DriftRequest {
  /** In corpus order, trusted ones among them marked so. */
  readonly rows: readonly Row[];
  /** Whether the trusted rows are those of an older version, and not vouched for. */
  readonly versions: boolean;
  /** Findings of an earlier report, with those of `rows` that they are about. */
  readonly findings: readonly { readonly id: string; readonly rows: ReadonlySet<Row> }[];
  readonly seed: number;
  /** Corpora drawn for the residuals. */
  readonly draws: number;
  /** Pairs of sets drawn for each comparison; 0 leaves the comparisons out. */
  readonly refits: number;
}

export interface ShownEffect {
  readonly phrase: string;
  readonly output: number;
  readonly shift: number;
  readonly p: number;
  /** Texts of which the phrase changes what is expected: after learning from the first set, and from the second. */
  readonly first: Flips;
  readonly second: Flips;
  /** After learning from all and then from the trusted rows. */
  readonly tuned?: Flips;
  /** Own rows, by number in `outcomes.rows`, that hold it and teach what it leads to. */
  readonly rows: readonly number[];
}

export interface Comparison {
  readonly kind: 'trusted' | 'version' | 'without source' | 'without finding';
  /** Of the source or the finding; '' otherwise. */
  readonly name: string;
  readonly effect: Effect;
  /** Largest p over all comparisons of this kind at least as small (Holm 1979). */
  readonly adjusted: number;
  readonly phrases: readonly ShownEffect[];
}

export interface ShownResidual {
  readonly phrase: string;
  readonly flips: Flips;
  /** Rows, by number in `outcomes.rows`, copies among them, the least expected first. */
  readonly rows: readonly number[];
}

export interface Drift {
  readonly outcomes: Outcomes;
  readonly residual: ResidualDrift;
  /** Beside `residual.ranked`. */
  readonly shown: readonly ShownResidual[];
  readonly comparisons: readonly Comparison[];
  readonly ownRows: number;
  readonly probes: number;
}

/** Of a longer text this much is looked at, in UTF-16 units. */
export const mostUnits = 20_000;
const mostProbes = 200;
const mostSources = 10;
const fewestOfSource = 5;
const shownPhrases = 5;
const buckets = 2 ** 20;

export async function judgeDrift(request: DriftRequest, step: Step = unwatched): Promise<Drift> {
  const { seed } = request;
  const outcomes = outcomesOf(request.rows);
  // What trusted rows have beside them does not make the rows in question fit to be judged.
  if (request.rows.some(({ trusted }) => trusted)) outcomesOf(request.rows.filter(({ trusted }) => !trusted));
  const outputs = outcomes.names.length;
  const texts = outcomes.rows.map((row) => rowText(row).slice(0, mostUnits));
  const own = [...outcomes.rows.keys()].filter((i) => outcomes.rows[i].trusted !== true);
  const numbers = Int32Array.from(own);
  const has = new Uint8Array(own.length * outputs);
  own.forEach((i, at) => has.set(outcomes.has.subarray(i * outputs, (i + 1) * outputs), at * outputs));
  const part = request.refits > 0 ? 0.4 : 0.95;
  const ownTexts = own.map((i) => texts[i]);
  const residual = await residualDrift(
    ownTexts,
    { kind: outcomes.kind, names: outcomes.names, has },
    { seed, draws: request.draws },
    (what, share) => step(what, part * share),
  );
  const { shown, probes } = probed(residual, ownTexts, numbers, has, outcomes, seed);
  const comparisons =
    request.refits > 0
      ? await compared(request, outcomes, texts, residual.chances.cost, (what, share) =>
          step(what, part + (1 - part) * share),
        )
      : [];
  return { outcomes, residual, shown, comparisons, ownRows: own.length, probes };
}

/** What the ranked phrases do to ordinary rows: a model of all rows but those. */
function probed(
  residual: ResidualDrift,
  texts: readonly string[],
  numbers: Int32Array,
  has: Uint8Array,
  { kind, names }: Outcomes,
  seed: number,
): { shown: ShownResidual[]; probes: number } {
  const { features, expected, rows, ranked, chances } = residual;
  const outputs = names.length;
  const count = rows.first.length;
  const order = shuffle(
    Array.from({ length: count }, (_, d) => d),
    random(seed + 1),
  );
  const left = new Set(order.slice(0, Math.min(mostProbes, Math.floor(count / 5))));
  const kept = Int32Array.from(rows.first.keys()).filter((d) => !left.has(d));
  const exclusive = kind === 'classes';
  const distinctHas = new Uint8Array(count * outputs);
  rows.first.forEach((i, d) => distinctHas.set(has.subarray(i * outputs, (i + 1) * outputs), d * outputs));
  const task = { x: features.matrix, has: distinctHas, outputs, exclusive, cost: chances.cost, seed };
  const models = learn(task, kept);
  const probe: Probe = {
    texts: [...left].map((d) => texts[rows.first[d]]),
    vocabulary: features.vocabulary,
    exclusive,
    seed,
  };
  const { phrases } = expected;
  const wanted = new Set(ranked.flatMap(({ phrase }) => phrases.columns[phrase].slice(0, 3)));
  const named = phraseNames(
    Array.from(rows.first, (i) => texts[i]),
    features.vocabulary,
    wanted,
  );
  const copies = new Map<number, number[]>();
  const flagged = new Set(ranked.flatMap((each) => [...each.rows]));
  rows.of.forEach((d, at) => {
    if (!flagged.has(d)) return;
    const list = copies.get(d);
    if (list) list.push(numbers[at]);
    else copies.set(d, [numbers[at]]);
  });
  const shown = ranked.map(({ phrase, output, root, rows: least }) => {
    // Phrases that always stand together: the shortest says it.
    const own = phrases.columns[phrase].slice(0, 3).map((column) => named.get(column) ?? '');
    const name = own.reduce((best, each) =>
      each !== '' && (best === '' || each.length < best.length) ? each : best,
    );
    return {
      phrase: name,
      flips: flipsOf(models, probe, name, output, root > 0),
      rows: [...least].flatMap((d) => copies.get(d) ?? []),
    };
  });
  return { shown, probes: probe.texts.length };
}

async function compared(
  { versions, findings, seed, refits }: DriftRequest,
  outcomes: Outcomes,
  texts: readonly string[],
  cost: number,
  step: Step,
): Promise<Comparison[]> {
  const outputs = outcomes.names.length;
  const exclusive = outcomes.kind === 'classes';
  const { rows } = outcomes;
  const kinds = distinctRows(texts, outcomes.has, outputs, seed);
  const count = kinds.first.length;
  const [inOwn, inTrusted] = [new Uint8Array(count), new Uint8Array(count)];
  kinds.of.forEach((d, i) => {
    if (d >= 0) (rows[i].trusted ? inTrusted : inOwn)[d] = 1;
  });
  const hasTrusted = inTrusted.includes(1);
  // Texts that no model learned from: of the trusted rows where there are such, else of all.
  const pool = Array.from({ length: count }, (_, d) => d).filter(
    (d) => (hasTrusted && !versions ? inTrusted : inOwn)[d] === 1,
  );
  const probe = new Set(
    shuffle(pool, random(seed + 2)).slice(0, Math.min(mostProbes, Math.floor(pool.length / 5))),
  );
  const learned = (d: number): boolean => !probe.has(d);
  const all = Int32Array.from(inOwn.keys()).filter((d) => inOwn[d] === 1 && learned(d));
  const trusted = Int32Array.from(inOwn.keys()).filter((d) => inTrusted[d] === 1 && learned(d));
  const distinct = Array.from(kinds.first, (i) => texts[i]);
  const { matrix, vocabulary } = phraseFeatures(distinct, { seed, buckets, fewestRows: 5 });
  const has = new Uint8Array(count * outputs);
  kinds.first.forEach((i, d) => has.set(outcomes.has.subarray(i * outputs, (i + 1) * outputs), d * outputs));
  const alike = Int32Array.from(kinds.first, (_, d) => {
    let bits = 0;
    for (let k = 0; k < outputs; k++) if (has[d * outputs + k] === 1) bits = bits * 67 + k + 1;
    return bits | 0;
  });
  const probes = [...probe].map((d) => distinct[d]);
  const task: EffectTask = { x: matrix, has, outputs, exclusive, cost, seed, vocabulary, probes };
  const asked: { kind: Comparison['kind']; name: string; sides: Sides }[] = [];
  if (hasTrusted && all.length > 0 && trusted.length > 0)
    asked.push({ kind: versions ? 'version' : 'trusted', name: '', sides: { first: all, second: trusted } });
  const without = (kind: Comparison['kind'], name: string, gone: Uint8Array): void => {
    const second = all.filter((d) => gone[d] === 0);
    if (second.length < all.length && second.length * 2 >= all.length)
      asked.push({ kind, name, sides: { first: all, second } });
  };
  for (const [source, gone] of sourcesOf(rows, kinds.of, count)) without('without source', source, gone);
  for (const { id, rows: named } of findings) {
    const gone = new Uint8Array(count);
    kinds.of.forEach((d, i) => {
      if (d >= 0 && named.has(rows[i])) gone[d] = 1;
    });
    without('without finding', id, gone);
  }
  const done: Comparison[] = [];
  for (const [at, { kind, name, sides }] of asked.entries()) {
    const effect = await effectOf(
      task,
      sides,
      nullOf(sides, alike, seed + 17 * at),
      { draws: refits, shown: shownPhrases },
      (what, share) => step(what, (at + share) / asked.length),
    );
    done.push({ kind, name, effect, adjusted: effect.p, phrases: shownEffects(effect, kind, sides) });
  }
  return holm(done);

  function shownEffects(effect: Effect, kind: Comparison['kind'], sides: Sides): ShownEffect[] {
    const named = phraseNames(distinct, vocabulary, new Set(effect.phrases.map(({ column }) => column)));
    const about: Probe = { texts: probes, vocabulary, exclusive, seed };
    const tuned = kind === 'trusted' ? fineTuned(task, sides.first, sides.second).after : undefined;
    return effect.phrases.flatMap(({ column, output, shift, p }) => {
      const phrase = named.get(column);
      if (phrase === undefined) return [];
      const towards = shift > 0;
      const flips = (models: Effect['first']) => flipsOf(models, about, phrase, output, towards);
      return [
        {
          phrase,
          output,
          shift,
          p,
          first: flips(effect.first),
          second: flips(effect.second),
          ...(tuned ? { tuned: flips(tuned) } : {}),
          rows: holders(column, output, towards),
        },
      ];
    });
  }

  /** Own rows with the phrase and with what it leads to. */
  function holders(column: number, k: number, towards: boolean): number[] {
    const holds = new Uint8Array(count);
    for (let d = 0; d < count; d++)
      for (let q = matrix.starts[d]; q < matrix.starts[d + 1]; q++)
        if (matrix.items[q] === column && (has[d * outputs + k] === 1) === towards) holds[d] = 1;
    return [...kinds.of.keys()].filter(
      (i) => kinds.of[i] >= 0 && holds[kinds.of[i]] === 1 && !rows[i].trusted,
    );
  }
}

/** The largest sources of own rows that are not nearly all of it, with the distinct rows that no other source has. */
function sourcesOf(rows: readonly Row[], kind: Int32Array, count: number): [string, Uint8Array][] {
  const sizes = new Map<string, number>();
  for (const { source, trusted } of rows)
    if (!trusted && source !== '') sizes.set(source, (sizes.get(source) ?? 0) + 1);
  if (sizes.size < 2) return [];
  const largest = [...sizes]
    .filter(([, size]) => size >= fewestOfSource)
    .sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
    .slice(0, mostSources);
  return largest.map(([source]) => {
    const gone = new Uint8Array(count);
    rows.forEach((row, i) => {
      if (kind[i] >= 0 && row.source === source && !row.trusted) gone[kind[i]] = 1;
    });
    rows.forEach((row, i) => {
      if (kind[i] >= 0 && (row.source !== source || row.trusted)) gone[kind[i]] = 0;
    });
    return [source, gone];
  });
}

/** Of several comparisons of a kind one is notable by chance more easily than one alone. */
function holm(comparisons: readonly Comparison[]): Comparison[] {
  const adjusted = new Map<Comparison, number>();
  for (const kind of new Set(comparisons.map((each) => each.kind))) {
    const own = comparisons.filter((each) => each.kind === kind).sort((a, b) => a.effect.p - b.effect.p);
    let before = 0;
    own.forEach((each, at) => {
      before = Math.max(before, Math.min(1, each.effect.p * (own.length - at)));
      adjusted.set(each, before);
    });
  }
  return comparisons.map((each) => ({ ...each, adjusted: adjusted.get(each)! }));
}
