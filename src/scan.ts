// A scan: at most two reads of a corpus to judge it, and one more, when something was found, to show the rows.
// Nothing below here knows the time or draws a random number: clock and seed are arguments.
import type { Corpus } from './corpus/corpus.ts';
import { bytesOf, partOf } from './corpus/part.ts';
import { changesSince, hashReadable, stampFiles } from './corpus/fingerprint.ts';
import type { Problem } from './corpus/shard.ts';
import { isSummary, type Detector } from './detector.ts';
import type { Conclusion, Engine, Job, ReadProgress, ReadResult, ShardCoverage } from './engines/engine.ts';
import type { Verdict } from './finding.ts';
import { random } from './math/random.ts';
import type { Markers, MarkersFile } from './report/markers.ts';
import type { FlaggedRow, Report } from './report/schema.ts';
import { baselineAlone, inTheLightOf, judgedOf, ownShards } from './scan/baseline.ts';
import { compose } from './scan/compose.ts';
import { heldBy, withHolding } from './scan/holding.ts';
import { knownOf, markersOf } from './scan/known.ts';
import { claimedRows, fetchedOf, findingOf, rank, wantedRows } from './scan/findings.ts';
import { flaggedRows } from './scan/flagged.ts';
import { placesOf } from './scan/places.ts';
import { sameRows } from './scan/same-rows.ts';
import { sourceTable } from './scan/sources.ts';
import { planOf, type OptionValues, type Planned } from './scan/plan.ts';
import type { Memory } from './state/memory.ts';
import type { Tallied } from './summaries/tally.ts';

export type Step = 'baseline' | 'sample' | 'survey' | 'inspect' | 'excerpts' | 'judge';

export interface ScanRequest {
  readonly corpus: Corpus;
  /** What was noticed when the corpus was opened; shown with the problems of the reads. */
  readonly notes?: readonly Problem[];
  /** Files that were meant and could not be looked at: with any, the scan has not seen everything. */
  readonly leftOut?: readonly Problem[];
  /** Those whose shapes do not include the corpus's are listed as not having looked. */
  readonly detectors: readonly Detector[];
  readonly options?: OptionValues;
  /** Non-negative integer. */
  readonly seed: number;
  /** What older text that the user vouches for is known to hold. */
  readonly known?: readonly MarkersFile[];
  /** It must know the detectors; the caller closes it. */
  readonly engine: Engine;
  /** States of earlier scans, and where those of this one are kept. Its report has no timings: it may have been several runs. */
  readonly memory?: Memory;
  readonly onProgress?: (step: Step, progress: ReadProgress) => void;
  /** Milliseconds from any start. */
  readonly clock: () => number;
  /** The version of the tool, for the report. */
  readonly version: string;
}

export interface ScanResult {
  readonly report: Report;
  /** Every row of every finding but notes, once, in corpus order. */
  readonly flagged: readonly FlaggedRow[];
  /** What later scans can know this corpus's ordinary things by; absent when no detector tells any. */
  readonly markers?: Markers;
  /** Shards that the survey took from earlier scans. */
  readonly recalled: number;
  /** Paths of files that changed or vanished meanwhile. */
  readonly changed: readonly string[];
}

export async function scan(request: ScanRequest): Promise<ScanResult> {
  const { corpus, seed, notes = [], leftOut = [], version } = request;
  const plan = planOf(request.detectors, corpus.fields.shape, request.options ?? {}, seed);
  const stamps = request.memory?.stamps ?? (await stampFiles(corpus.files));
  // While the engine reads all cores are busy; while it judges, some wait, and the digests are taken.
  let hashing: Promise<readonly string[]> | undefined;
  const judged = await judge(request, plan, () => {
    if (!request.memory) hashing ??= hashReadable(corpus.files);
  });
  const hashes = request.memory?.hashes ?? (await hashing) ?? [];
  const changes = await changesSince(corpus.files, stamps);

  const { coverage, verdicts, claims, fetched, tallies, rows, timings } = judged;
  const places = placesOf(corpus, coverage);
  const own = ownShards(corpus, coverage);
  const byName = (tallied: readonly Tallied[]) => new Map(tallied.map(({ name, rows: n }) => [name, n]));
  const whole = {
    places,
    readRows: own.reduce((sum, c) => sum + c.rows - c.unreadable, 0),
    sources: byName(tallies.sources),
    annotators: byName(tallies.annotators),
  };
  const leads = sameRows(claims);
  const findings = claims.map((claim, i) => findingOf(claim, fetched[i], whole, leads[i]));
  const fromSources = fetched.map(({ sources }) => sources);
  const report = compose({
    version,
    corpus,
    notes: [...notes, ...judged.unshown],
    leftOut: [...leftOut, ...changes, ...judged.missed],
    hashes,
    seed,
    plan,
    coverage: own,
    places,
    findings,
    baseline: corpus.baseline && { judged: rows, ordinary: judged.ordinary },
    known: request.known ?? [],
    sources: sourceTable(tallies, claims, fromSources, [...verdicts.values()]),
    verdicts,
    timings: request.memory ? [] : timings,
  });
  const recalled = coverage.filter((c) => c.recalled).length;
  const markers = markersOf(request.detectors, verdicts, claims, rows.own + rows.trusted);
  return {
    report,
    flagged: flaggedRows(claims, places),
    markers,
    recalled,
    changed: changes.map(({ file }) => file),
  };
}

/** Whether its verdict was reached before the scan. */
const hasVerdict = ({ detector, setup }: Planned): boolean =>
  !detector.survey && !detector.sample && !isSummary(detector.inspect(undefined, setup));

/** `onceRead` is called, once or more often, when the first read of the corpus has seen all of it. */
async function judge(
  { corpus: opened, seed, known: markerFiles = [], engine, clock, onProgress, memory }: ScanRequest,
  plan: readonly Planned[],
  onceRead: () => void,
) {
  let corpus = opened;
  const timings: { step: Step; ms: number }[] = [];

  /** One read and the judgements at its end, timed apart. */
  async function read(step: Step, jobs: readonly Job[], of = corpus): Promise<ReadResult> {
    const start = clock();
    let judging: number | undefined;
    const judges = step === 'survey' || step === 'inspect';
    // A sample is kept as what came of it.
    const keeping = step === 'sample' ? undefined : memory?.keeping(step, of, jobs);
    const onRead = (progress: ReadProgress): void => {
      if (progress.step === 'judging') {
        judging ??= clock();
        if (step === 'survey') onceRead();
      }
      onProgress?.(progress.step === 'judging' && judges ? 'judge' : step, progress);
    };
    const result = await engine.read(of, jobs, onRead, keeping);
    if (step === 'survey') onceRead();
    const end = clock();
    timings.push({ step, ms: round((judging ?? end) - start) });
    if (judges) timings.push({ step: 'judge', ms: round(end - (judging ?? end)) });
    return result;
  }

  // Where all has been judged, the rows that the baseline has too were.
  if (corpus.baseline && !plan.every(hasVerdict)) {
    const known = await read('baseline', [{ kind: 'known', seed }], baselineAlone(corpus));
    const { keys } = as('known', known.conclusions[0]);
    corpus = { ...corpus, baseline: { ...corpus.baseline, known: { keys, seed } } };
  }

  const sampled = await sampleFor(plan);
  const verdicts = new Map<string, Verdict>();
  const first: { readonly planned: Planned; readonly job: Job }[] = [];
  for (const planned of sampled) {
    const { detector, setup } = planned;
    const inspection = detector.survey ? undefined : detector.inspect(undefined, setup);
    if (inspection && !isSummary(inspection)) verdicts.set(detector.id, inspection);
    else {
      const job: Job = detector.survey
        ? { kind: 'survey', detector: detector.id, setup }
        : { kind: 'inspect', detector: detector.id, setup, survey: undefined };
      first.push({ planned, job });
    }
  }
  /** The detectors that look, with what each must know before the first read. */
  async function sampleFor(planned: readonly Planned[]): Promise<readonly Planned[]> {
    const looking = planned.filter(({ looks }) => looks);
    const taking = looking.filter(({ detector }) => detector.sample);
    if (taking.length === 0) return looking;
    const samples = (memory?.frozen as Map<string, unknown> | undefined) ?? (await sample(taking));
    await memory?.freeze(samples);
    return looking.map((p) => {
      const { id } = p.detector;
      return samples.has(id) ? { ...p, setup: { ...p.setup, sample: samples.get(id) } } : p;
    });
  }

  async function sample(taking: readonly Planned[]): Promise<Map<string, unknown>> {
    const some = partOf(corpus, random(seed));
    const part = bytesOf(some) / bytesOf(corpus);
    const jobs = taking.map(({ detector: { id }, setup }): Job => ({
      kind: 'sample',
      detector: id,
      setup: { ...setup, part },
    }));
    const { conclusions } = await read('sample', jobs, some);
    return new Map(taking.map((p, i) => [p.detector.id, as('sample', conclusions[i]).sample]));
  }

  const { conclusions, coverage } = await read('survey', [
    ...first.map((f) => f.job),
    { kind: 'tally', seed },
  ]);

  const second: { readonly planned: Planned; readonly job: Job }[] = [];
  first.forEach(({ planned }, i) => {
    const { detector, setup } = planned;
    const conclusion = conclusions[i];
    if (conclusion.kind === 'verdict') verdicts.set(detector.id, conclusion.verdict);
    else if (conclusion.kind === 'look') {
      second.push({
        planned,
        job: { kind: 'inspect', detector: detector.id, setup, survey: conclusion.survey },
      });
    }
  });
  let missed: readonly Problem[] = [];
  if (second.length > 0) {
    const inspected = await read(
      'inspect',
      second.map((s) => s.job),
    );
    missed = notReadAgain(corpus, coverage, inspected.coverage, 'so findings that rest on it may be missing');
    second.forEach(({ planned }, i) => {
      verdicts.set(planned.detector.id, as('verdict', inspected.conclusions[i]).verdict);
    });
  }

  const rows = judgedOf(corpus, coverage);
  const older = knownOf(markerFiles);
  const made = plan.flatMap(({ detector: { id, version } }) =>
    (verdicts.get(id)?.claims ?? []).map((claim) => {
      const compared = inTheLightOf(corpus, rows, claim, older.get(id));
      return compared && { detector: id, detectorVersion: version, ...compared };
    }),
  );
  const claims = rank(made.filter((claim) => claim !== undefined));
  const ordinary = made.length - claims.length;
  const { tallies } = as('tally', conclusions[first.length]);
  const result = { coverage, verdicts, claims, tallies, rows, ordinary, timings, missed };
  if (claims.length === 0) return { ...result, fetched: [], unshown: [] };
  const claimed = claimedRows(claims);
  const held = heldBy(claims);
  const last = await read('excerpts', [
    { kind: 'excerpts', wanted: wantedRows(claims), claimed, seed },
    ...(held.length > 0 ? [{ kind: 'holding', held, claimed, seed } as const] : []),
  ]);
  const shown = as('excerpts', last.conclusions[0]);
  const unshown = notReadAgain(corpus, coverage, last.coverage, 'so no rows of it are shown');
  const fetched = fetchedOf(claims, shown.texts, shown.sources, shown.annotators);
  if (held.length === 0) return { ...result, unshown, fetched };
  const { holding } = as('holding', last.conclusions[1]);
  return { ...result, unshown, ...withHolding(claims, fetched, held, holding) };
}

/** The files that a later read did not see to the end, though the first one did. */
function notReadAgain(
  { files, shards }: Corpus,
  first: readonly ShardCoverage[],
  later: readonly ShardCoverage[],
  so: string,
): Problem[] {
  const lost = new Map<number, string>();
  for (const { shard, complete, problems } of later) {
    if (!complete && first[shard].complete) lost.set(shards[shard].file, problems.at(-1)?.reason ?? '');
  }
  if (lost.size === 0) return [];
  const [[file, reason]] = lost;
  const told = lost.size === 1 ? 'it was' : `it and ${lost.size - 1} more files were`;
  return [
    { file: files[file].path, row: -1, line: 0, reason: `${told} read once and not again, ${so}: ${reason}` },
  ];
}

function as<K extends Conclusion['kind']>(kind: K, conclusion: Conclusion): Extract<Conclusion, { kind: K }> {
  if (conclusion.kind !== kind)
    throw new Error(`the engine concluded ${conclusion.kind} where ${kind} was due`);
  return conclusion as Extract<Conclusion, { kind: K }>;
}

/** Milliseconds, as exact as they are worth reading. */
function round(ms: number): number {
  return Math.round(ms * 10) / 10;
}
