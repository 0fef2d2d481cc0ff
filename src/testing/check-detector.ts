// The contract of a detector: it says all there is to say about itself, finds its own examples, is silent on
// ordinary rows, and comes to the same verdict however the rows are dealt out to workers.
import { isDeepStrictEqual } from 'node:util';
import { deserialize, serialize } from 'node:v8';
import type { Detector, Setup } from '../detector.ts';
import { isSummary, type Batch } from '../detector.ts';
import type { Claim, Verdict } from '../finding.ts';
import { severities } from '../finding.ts';
import { defaults, type Option } from '../option.ts';
import { byPlace, type Place, type Row } from '../row.ts';
import type { Summary } from '../summary.ts';
import { threats } from '../threat.ts';
import { hold, same } from './violation.ts';

export interface DetectorExamples {
  /** Corpora in each of which it must find something. */
  readonly catches: readonly (readonly Row[])[];
  /** Corpora in each of which it may have notes to make, and no more. */
  readonly ignores: readonly (readonly Row[])[];
  readonly seed?: number;
}

export function checkDetector(detector: Detector, { catches, ignores, seed = 1 }: DetectorExamples): void {
  checkMetadata(detector);
  hold('there is an example that it catches', catches.length > 0);
  hold('there is an example that it ignores', ignores.length > 0);
  const setup: Setup = { options: defaults(detector.options), seed };
  const of = (kind: string, i: number): string => `${detector.id}, ${kind}[${i}]`;
  catches.forEach((rows, i) => {
    const found = flagging(checkVerdict(detector, rows, setup, of('catches', i)));
    hold(`${of('catches', i)}: finds something`, found.length > 0);
  });
  ignores.forEach((rows, i) => {
    const found = flagging(checkVerdict(detector, rows, setup, of('ignores', i)));
    hold(`${of('ignores', i)}: finds nothing`, found.length === 0, found);
  });
  checkVerdict(detector, [], setup, `${detector.id}, no rows`);
}

function checkMetadata(detector: Detector): void {
  const { id } = detector;
  hold(`${id}: the id is in kebab-case`, /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(id));
  hold(
    `${id}: the version is a positive integer`,
    Number.isInteger(detector.version) && detector.version > 0,
  );
  hold(`${id}: there is a title`, detector.title.trim() !== '');
  hold(
    `${id}: it catches a known threat`,
    detector.catches.length > 0 && detector.catches.every((t) => t in threats),
  );
  hold(`${id}: it judges some shape`, detector.shapes.length > 0);
  hold(
    `${id}: there are sources`,
    detector.sources.length > 0 && detector.sources.every((s) => s.trim() !== ''),
  );
  for (const [name, option] of Object.entries<Option>(detector.options)) {
    const { default: value, min, max, unit, why } = option;
    hold(`${id}.${name}: the default lies within min and max`, min <= value && value <= max);
    hold(`${id}.${name}: has a unit`, unit.trim() !== '');
    hold(`${id}.${name}: has a reason`, why.trim().length > 10);
  }
}

/** The verdict on rows in one shard, once it has proved to be the same for other ways to deal them out. */
function checkVerdict(detector: Detector, rows: readonly Row[], setup: Setup, name: string): Verdict {
  const corpus = cutAt(rows, []);
  const verdict = verdictOf(detector, [corpus], setup);
  checkClaims(verdict, corpus, name);
  const quarter = Math.ceil(rows.length / 4);
  const ways: { readonly how: string; readonly cuts: readonly number[] }[] = [
    { how: 'in two shards', cuts: [Math.floor(rows.length / 3)] },
    { how: 'in shards of one row at either end', cuts: [1, rows.length - 1] },
    { how: 'in four shards', cuts: [quarter, 2 * quarter, 3 * quarter] },
  ];
  for (const { how, cuts } of ways) {
    const cut = cutAt(rows, cuts);
    const shards = [...cuts, -1].map((_, shard) => cut.filter((row) => row.shard === shard));
    const other = numbered(verdictOf(detector, shards, setup), cut);
    same(`${name}: the verdict is the same ${how}`, numbered(verdict, corpus), other, isDeepStrictEqual);
  }
  const dealt = [0, 1, 2].map((k) => corpus.filter((_, i) => i % 3 === k));
  same(
    `${name}: the verdict is the same when workers take turns`,
    verdict,
    verdictOf(detector, dealt, setup),
  );
  return verdict;
}

function checkClaims({ claims, power }: Verdict, corpus: readonly Row[], name: string): void {
  const known = new Set(corpus.map(key));
  for (const claim of claims) {
    const about = `${name}: “${claim.title}”`;
    hold(
      `${about}: severity and threat are known`,
      severities.includes(claim.severity) && claim.threat in threats,
    );
    hold(
      `${about}: the false-discovery rate lies in 0 to 1`,
      claim.falseDiscovery >= 0 && claim.falseDiscovery <= 1,
    );
    hold(
      `${about}: title, claim and advice are filled`,
      [claim.title, claim.claim, claim.advice].every((t) => t.trim() !== ''),
    );
    hold(
      `${about}: there is evidence with units`,
      claim.evidence.length > 0 && claim.evidence.every((e) => e.unit !== ''),
    );
    hold(
      `${about}: evidence is finite`,
      claim.evidence.every((e) => Number.isFinite(e.value)),
    );
    hold(`${about}: it names rows`, claim.rows.length > 0);
    hold(
      `${about}: rows are in corpus order, each once`,
      claim.rows.every((p, i) => i === 0 || byPlace(claim.rows[i - 1], p) < 0),
    );
    const shown = claim.examples.flatMap(({ place, pair }) => (pair ? [place, pair] : [place]));
    hold(
      `${about}: places are rows of the corpus`,
      [...claim.rows, ...shown].every((p) => known.has(key(p))),
    );
    hold(
      `${about}: there are one to eight examples`,
      claim.examples.length >= 1 && claim.examples.length <= 8,
    );
  }
  for (const { planted, points } of power) {
    hold(`${name}: power says what is planted`, planted.trim() !== '');
    hold(
      `${name}: chances lie in 0 to 1`,
      points.every((p) => p.chance >= 0 && p.chance <= 1),
    );
  }
}

function flagging({ claims }: Verdict): readonly Claim[] {
  return claims.filter((claim) => claim.severity !== 'note');
}

/** As a scan does it, every state and the survey on its way between threads. */
function verdictOf(detector: Detector, shards: readonly Batch[], given: Setup): Verdict {
  const sample: unknown = detector.sample && sent(finished(detector.sample(given), shards));
  const setup = detector.sample ? { ...given, sample } : given;
  const survey: unknown = detector.survey ? sent(finished(detector.survey(setup), shards)) : undefined;
  const inspection = detector.inspect(survey, setup);
  return isSummary(inspection) ? finished(inspection, shards) : inspection;
}

function finished<Result>(summary: Summary<Batch, any, Result>, shards: readonly Batch[]): Result {
  const whole = summary.empty();
  for (const shard of shards) {
    const state = summary.empty();
    for (let i = 0; i < shard.length; i += 100) summary.add(state, shard.slice(i, i + 100));
    summary.merge(whole, sent(state));
  }
  return summary.finish(whole);
}

function sent<T>(value: T): T {
  return deserialize(serialize(value)) as T;
}

/** The rows with the places that they have when shards begin at the given rows. */
function cutAt(rows: readonly Row[], cuts: readonly number[]): Row[] {
  return rows.map((row, i) => {
    const before = cuts.filter((cut) => cut <= i);
    return { ...row, shard: before.length, row: i - Math.max(0, ...before) };
  });
}

/** The verdict with every place told as a number in the whole corpus. */
function numbered(verdict: Verdict, corpus: readonly Row[]): unknown {
  const numbers = new Map(corpus.map((row, i) => [key(row), i]));
  const number = (place: Place): number | undefined => numbers.get(key(place));
  const claims = verdict.claims.map((claim) => ({
    ...claim,
    rows: claim.rows.map(number),
    examples: claim.examples.map((e) => ({ ...e, place: number(e.place), pair: e.pair && number(e.pair) })),
  }));
  return { ...verdict, claims };
}

function key({ shard, row }: Place): string {
  return `${shard}:${row}`;
}
