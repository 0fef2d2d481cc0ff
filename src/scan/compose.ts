// Puts the report together out of what the reads brought. Keys are written in the schema's order, so that the
// same scan gives the same bytes.
import type { Corpus } from '../corpus/corpus.ts';
import { hashOfHashes } from '../corpus/fingerprint.ts';
import type { Problem } from '../corpus/shard.ts';
import type { ShardCoverage } from '../engines/engine.ts';
import type { Verdict } from '../finding.ts';
import type { MarkersFile } from '../report/markers.ts';
import { schemaVersion, type Report, type ReportFinding } from '../report/schema.ts';
import type { Judged } from './baseline.ts';
import type { Places } from './places.ts';
import { shapeReason, type Planned } from './plan.ts';

const shownProblems = 50;

export interface Parts {
  readonly version: string;
  readonly corpus: Corpus;
  /** What was noticed when the corpus was opened. */
  readonly notes: readonly Problem[];
  /** Data files that could not be looked at, though they were meant. */
  readonly leftOut: readonly Problem[];
  /** SHA-256 of each file. */
  readonly hashes: readonly string[];
  readonly seed: number;
  readonly plan: readonly Planned[];
  readonly coverage: readonly ShardCoverage[];
  readonly places: Places;
  readonly findings: ReportFinding[];
  readonly sources: Report['sources'];
  /** What came of holding the findings against a baseline. */
  readonly baseline: { readonly judged: Judged; readonly ordinary: number } | undefined;
  readonly known: readonly MarkersFile[];
  /** By detector id. */
  readonly verdicts: ReadonlyMap<string, Verdict>;
  readonly timings: Report['timings'];
}

export function compose(parts: Parts): Report {
  const { corpus, plan, verdicts } = parts;
  const { shape } = corpus.fields;
  return {
    schemaVersion,
    tool: { name: 'bezoar', version: parts.version },
    corpus: corpusSection(parts),
    ...(parts.baseline ? { baseline: baselineSection(parts, parts.baseline) } : {}),
    ...(parts.known.length > 0 ? { markers: parts.known.map(markersSection) } : {}),
    plan: {
      seed: parts.seed,
      detectors: plan.map(({ detector, setup, looks }) => ({
        id: detector.id,
        version: detector.version,
        title: detector.title,
        catches: [...detector.catches],
        sources: [...detector.sources],
        looked: looks,
        options: Object.entries<{ unit: string; why: string }>(detector.options).map(
          ([name, { unit, why }]) => ({
            name,
            value: setup.options[name],
            unit,
            why,
          }),
        ),
      })),
    },
    coverage: coverageSection(parts),
    findings: parts.findings,
    ...(parts.sources ? { sources: parts.sources } : {}),
    power: plan.flatMap(({ detector: { id } }) =>
      (verdicts.get(id)?.power ?? []).map(({ threat, planted, severity, points }) => ({
        detector: id,
        threat,
        planted,
        severity,
        points: points.map(({ rows, chance }) => ({ rows, chance })),
      })),
    ),
    untestable: plan.flatMap(({ detector, looks }) =>
      (looks ? (verdicts.get(detector.id)?.untestable ?? []) : [shapeReason(detector, shape)]).map(
        (reason) => ({
          detector: detector.id,
          reason,
        }),
      ),
    ),
    timings: parts.timings,
  };
}

function corpusSection(parts: Parts): Report['corpus'] {
  const { shape, ...fields } = parts.corpus.fields;
  const files = filesOf(parts, false);
  return {
    files: files.map(({ file: { path, format, compression, bytes }, sha256, rows }) => ({
      path,
      format,
      compression,
      bytes,
      sha256,
      rows,
    })),
    sha256: hashOfHashes(files.map(({ sha256 }) => sha256)),
    rows: sum(files.map(({ rows }) => rows)),
    shape,
    fields: Object.fromEntries(
      Object.entries(fields)
        .filter((entry) => entry[1] !== undefined)
        .map(([part, columns]) => [part, typeof columns === 'string' ? columns : [...columns]]),
    ),
  };
}

function baselineSection(parts: Parts, { judged, ordinary }: NonNullable<Parts['baseline']>) {
  const files = filesOf(parts, true);
  return {
    files: files.map(({ file: { path }, sha256, rows }) => ({ path, sha256, rows })),
    sha256: hashOfHashes(files.map(({ sha256 }) => sha256)),
    rows: sum(files.map(({ rows }) => rows)),
    judged: judged.trusted,
    known: sum(parts.coverage.map((c) => c.rows - c.unreadable)) - judged.own,
    ordinary,
  };
}

function markersSection({ path, sha256, rows, lines }: MarkersFile) {
  return { path, sha256, rows, markers: lines.length };
}

/** The corpus's own files, or those of the baseline. */
function filesOf({ corpus, hashes, places }: Parts, trusted: boolean) {
  return corpus.files
    .map((file, i) => ({ file, sha256: hashes[i], rows: places.fileRows[i] }))
    .filter(({ file }) => (file.trusted === true) === trusted);
}

function coverageSection({ coverage, notes, leftOut, places }: Parts): Report['coverage'] {
  const rows = sum(coverage.map((c) => c.rows));
  const unreadable = sum(coverage.map((c) => c.unreadable));
  const drilled = sum(coverage.map((c) => c.drilled));
  return {
    rows,
    read: rows - unreadable,
    unreadable,
    ...(drilled > 0 ? { drilled } : {}),
    share: rows === 0 ? 0 : (rows - unreadable) / rows,
    complete: leftOut.length === 0 && coverage.every((c) => c.complete),
    problems: [...leftOut, ...notes, ...places.problems]
      .slice(0, shownProblems)
      .map(({ file, row, line, reason }) => ({ file, row, line, reason })),
  };
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, n) => total + n, 0);
}
