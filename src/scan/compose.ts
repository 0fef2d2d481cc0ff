// Puts the report together out of what the reads brought. Keys are written in the schema's order, so that the
// same scan gives the same bytes.
import type { Corpus } from '../corpus/corpus.ts';
import { hashOfHashes } from '../corpus/fingerprint.ts';
import type { Problem } from '../corpus/shard.ts';
import type { ShardCoverage } from '../engines/engine.ts';
import type { Verdict } from '../finding.ts';
import { schemaVersion, type Report, type ReportFinding } from '../report/schema.ts';
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

function corpusSection({ corpus, hashes, places }: Parts): Report['corpus'] {
  const { shape, ...fields } = corpus.fields;
  return {
    files: corpus.files.map(({ path, format, compression, bytes }, i) => ({
      path,
      format,
      compression,
      bytes,
      sha256: hashes[i],
      rows: places.fileRows[i],
    })),
    sha256: hashOfHashes(hashes),
    rows: sum(places.fileRows),
    shape,
    fields: Object.fromEntries(
      Object.entries(fields)
        .filter((entry) => entry[1] !== undefined)
        .map(([part, columns]) => [part, typeof columns === 'string' ? columns : [...columns]]),
    ),
  };
}

function coverageSection({ coverage, notes, leftOut, places }: Parts): Report['coverage'] {
  const rows = sum(coverage.map((c) => c.rows));
  const unreadable = sum(coverage.map((c) => c.unreadable));
  return {
    rows,
    read: rows - unreadable,
    unreadable,
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
