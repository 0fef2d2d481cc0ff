// report.sarif: SARIF 2.1.0, the format that code hosts and security dashboards take. A row is not a line of
// every format, so rows are logical locations; a line is given only where the report knows it.
import { createHash } from 'node:crypto';
import { threats } from '../../threat.ts';
import type { Severity } from '../../finding.ts';
import { visible } from '../../text/visible.ts';
import type { Report, ReportFinding } from '../schema.ts';
import { counted, percent, spoken, sureness } from '../wording.ts';
import { harmlessJson } from './json.ts';
import { relativeUri } from './sarif-uri.ts';

const schemaUri =
  'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json';
const levels: Readonly<Record<Severity, string>> = {
  high: 'error',
  medium: 'warning',
  low: 'note',
  note: 'note',
};

// Code hosts refuse results with more; all rows are in flagged.jsonl.
const maxLocations = 1000;

export function renderSarif(report: Report): string {
  const files = new Map(report.corpus.files.map((file, index) => [file.path, index]));
  const run = {
    tool: { driver: driver(report) },
    automationDetails: { id: `bezoar/${report.corpus.sha256}` },
    columnKind: 'utf16CodeUnits',
    invocations: [
      {
        executionSuccessful: report.coverage.complete,
        toolExecutionNotifications: report.coverage.problems.map((p) => ({
          level: 'warning',
          message: message(p.reason),
          locations: [
            {
              physicalLocation: {
                artifactLocation: artifact(p.file, files),
                ...(p.line > 0 ? { region: { startLine: p.line } } : {}),
              },
            },
          ],
        })),
      },
    ],
    artifacts: report.corpus.files.map((file) => ({
      location: { uri: relativeUri(file.path) },
      length: file.bytes,
      ...(file.sha256 ? { hashes: { 'sha-256': file.sha256 } } : {}),
    })),
    results: report.findings.map((finding) => result(finding, report, files)),
    properties: {
      coverage: { ...report.coverage, problems: undefined },
      power: report.power,
      untestable: report.untestable,
    },
  };
  return `${harmlessJson({ $schema: schemaUri, version: '2.1.0', runs: [run] }, 2)}\n`;
}

function driver(report: Report) {
  return {
    name: 'bezoar',
    version: report.tool.version,
    rules: report.plan.detectors.map((d) => ({
      id: d.id,
      shortDescription: message(d.title),
      fullDescription: message(d.catches.map((threat) => threats[threat]).join('; ') || d.title),
      help: message(d.sources.length > 0 ? `After: ${d.sources.join('; ')}` : d.title),
      properties: { version: d.version, catches: d.catches, looked: d.looked, options: d.options },
    })),
  };
}

function result(f: ReportFinding, report: Report, files: ReadonlyMap<string, number>) {
  const ruleIndex = report.plan.detectors.findIndex((d) => d.id === f.detector);
  const share = `${counted(f.rows.total, 'row')} (${percent(f.rows.share)}).`;
  return {
    ruleId: f.detector,
    ...(ruleIndex >= 0 ? { ruleIndex } : {}),
    kind: 'fail',
    level: levels[f.severity],
    message: message(`${f.title}. ${f.claim} ${share} ${sureness(f.falseDiscovery)} ${f.advice}`),
    locations: f.rows.first.slice(0, maxLocations).map((place) => ({
      physicalLocation: { artifactLocation: artifact(place.file, files) },
      logicalLocations: [
        { name: `row ${place.row}`, fullyQualifiedName: `${visible(place.file)}#${place.row}`, kind: 'row' },
      ],
      properties: { row: place.row },
    })),
    ...(f.rows.total > 0 ? { occurrenceCount: f.rows.total } : {}),
    partialFingerprints: { 'bezoarFinding/v1': fingerprint(f) },
    properties: {
      id: f.id,
      severity: f.severity,
      threat: f.threat,
      rows: f.rows,
      falseDiscovery: f.falseDiscovery,
      phrases: f.phrases,
      evidence: f.evidence,
    },
  };
}

function artifact(path: string, files: ReadonlyMap<string, number>) {
  const index = files.get(path);
  return { uri: relativeUri(path), ...(index === undefined ? {} : { index }) };
}

// The same claim in tomorrow's scan is the same alert: rows may have moved, its name and phrases have not.
function fingerprint(f: ReportFinding): string {
  const same = [f.detector, f.threat, f.title, ...f.phrases.map(spoken).sort()];
  return createHash('sha256').update(JSON.stringify(same)).digest('hex');
}

// In SARIF messages braces are placeholders and [text](target) is a link (sections 3.11.5 and 3.11.6).
function message(text: string): { text: string } {
  const shown = visible(text) || '(none)';
  return { text: shown.replace(/[{}]/g, '$&$&').replace(/[[\]]/g, '\\$&') };
}
