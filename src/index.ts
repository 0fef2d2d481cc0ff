// The public face of the package: open a corpus, scan it, write the report; and the contracts for those who write
// detectors and engines of their own. Contract tests for these are in `bezoar/testing`.

// Scanning.
export { openCorpus, type OpenCorpus, type OpenOptions } from './corpus/open.ts';
export { scan, type ScanRequest, type ScanResult, type Step } from './scan.ts';
export type { OptionValues } from './scan/plan.ts';
export { detectors } from './detectors/index.ts';

// Where a scan runs.
export { chooseEngine } from './engines/choose.ts';
export { inProcess } from './engines/in-process.ts';
export { threads } from './engines/threads.ts';
export type { Conclusion, Engine, Job, ReadProgress, ReadResult, ShardCoverage } from './engines/engine.ts';
export { runShard, type ShardRun } from './engines/run-shard.ts';
export { feedsOf, type Feed } from './engines/feed.ts';

// The report.
export { report as reportSchema, schemaVersion } from './report/schema.ts';
export type { Excerpt, FlaggedRow, Report, ReportFinding } from './report/schema.ts';
export type { Markers, MarkersFile } from './report/markers.ts';
export { readReport } from './report/read-report.ts';
export { reportFormats, writeReport, type ReportFormat } from './report/write-report.ts';

// Setting rows aside, and putting them back.
export {
  clean,
  restore,
  type Cleaned,
  type CleanRequest,
  type Restored,
  type RestoreRequest,
  type Rule,
} from './quarantine.ts';

// What data is, and whether it still is.
export { attest, type Attested, type AttestRequest } from './provenance/attest.ts';
export { openManifest, type OpenManifest } from './provenance/open-manifest.ts';
export { verify, type VerifyRequest } from './provenance/verify.ts';
export type { Comparison, FileChange, RowChange } from './provenance/compare.ts';
export type { FileEntry, Manifest, SourceEntry } from './provenance/manifest.ts';
export { proveContent, proveRow } from './provenance/prove.ts';
export { checkProof, parseProof, type Proof, type Proved } from './provenance/proof.ts';
export { canonical, contentDigest } from './provenance/canonical.ts';

// Rows and corpora.
export { allParts, byPlace, taught } from './row.ts';
export type { Outcome, Part, Place, Role, Row, Shape } from './row.ts';
export type { Corpus } from './corpus/corpus.ts';
export type { Fields } from './corpus/fields.ts';
export type { Limits } from './corpus/reader.ts';
export type { Compression, CorpusFile, Format, Problem, Shard } from './corpus/shard.ts';

// Contracts for detectors.
export type { Batch, Detector, Setup } from './detector.ts';
export { severities } from './finding.ts';
export type { Claim, Evidence, Example, Mark, Marker, Power, Severity, Verdict } from './finding.ts';
export { defaults, type Option, type Options, type Values } from './option.ts';
export { shared, type SharedSummary, type Summary } from './summary.ts';
export { threats, type Threat } from './threat.ts';

// Attacks to measure detectors with, and their contract; `drill` is in `bezoar/testing`.
export { attacks } from './attacks/index.ts';
export type { Attack, Change, Companion, Poison } from './attack.ts';

// What goes wrong.
export { UsageError, type UsageCode } from './errors.ts';
