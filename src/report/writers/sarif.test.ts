import { Ajv } from 'ajv';
import formats from 'ajv-formats';
import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { expect, test } from 'vitest';
import { anyText } from '../../../test/fixtures/hostile-text.ts';
import { hostileTexts, manyFindings, reportWith } from '../../../test/fixtures/hostile-report.ts';
import { cleanReport, sampleReport } from '../../../test/fixtures/sample-report.ts';
import type { Report } from '../schema.ts';
import { relativeUri } from './sarif-uri.ts';
import { renderSarif } from './sarif.ts';

// The schema that OASIS publishes, as the schemastore package carries it. One of its patterns has a stray bracket, which only the older
// kind of regular expression takes.
const schema: object = JSON.parse(
  readFileSync(createRequire(import.meta.url).resolve('schemastore/schemas/json/sarif-2.1.0.json'), 'utf8'),
);
const ajv = new Ajv({ strict: false, allErrors: true, unicodeRegExp: false });
formats.default(ajv);
const validate = ajv.compile(schema);

function valid(report: Report): void {
  const log: unknown = JSON.parse(renderSarif(report));
  expect(validate(log), JSON.stringify(validate.errors, null, 1)).toBe(true);
}

test('is SARIF 2.1.0', () => {
  for (const report of [sampleReport, cleanReport, manyFindings(100)]) valid(report);
});

test('is SARIF 2.1.0 whatever stands in the rows', () => {
  for (const text of hostileTexts) valid(reportWith(text));
  fc.assert(
    fc.property(anyText, (text) => valid(reportWith(text))),
    { numRuns: 60 },
  );
});

test('the schema is one that refuses', () => {
  expect(validate({ version: '2.1.0', runs: [{ results: [] }] })).toBe(false);
});

test('says what was found, how grave and where', () => {
  const [run] = JSON.parse(renderSarif(sampleReport)).runs;
  expect(run.tool.driver.rules.map((r: { id: string }) => r.id)).toEqual(
    sampleReport.plan.detectors.map((d) => d.id),
  );
  expect(run.results.map((r: { level: string }) => r.level)).toEqual(['error', 'warning', 'note', 'note']);
  const [first] = run.results;
  expect(first.ruleId).toBe('planted-trigger');
  expect(run.tool.driver.rules[first.ruleIndex].id).toBe(first.ruleId);
  expect(first.occurrenceCount).toBe(46);
  expect(first.locations[0]).toMatchObject({
    physicalLocation: { artifactLocation: { uri: 'data/support-chat.jsonl', index: 0 } },
    logicalLocations: [{ fullyQualifiedName: 'data/support-chat.jsonl#211' }],
    properties: { row: 211 },
  });
  expect(first.locations[0].physicalLocation.region).toBeUndefined();
  expect(run.invocations[0].toolExecutionNotifications[0].locations[0].physicalLocation.region).toEqual({
    startLine: 412,
  });
});

test('an alert keeps its fingerprint when rows move', () => {
  const prints = (report: Report) =>
    JSON.parse(renderSarif(report)).runs[0].results.map(
      (r: { partialFingerprints: object }) => r.partialFingerprints,
    );
  const moved = sampleReport.findings.map((f) => ({ ...f, id: `${f.id}9`, rows: { ...f.rows, first: [] } }));
  expect(prints({ ...sampleReport, findings: moved })).toEqual(prints(sampleReport));
  expect(new Set(prints(sampleReport).map((p: object) => JSON.stringify(p))).size).toBe(4);
});

test('paths as URIs', () => {
  const uris: [string, string][] = [
    ['data/a b.jsonl', 'data/a%20b.jsonl'],
    ['/abs/ü.csv', 'file:///abs/%C3%BC.csv'],
    ['C:\\data\\x.csv', 'file:///C:/data/x.csv'],
    ['\\\\host\\share\\x', 'file://host/share/x'],
    ['odd\\name', 'odd%5Cname'],
    ['a:b#c?d%', 'a%3Ab%23c%3Fd%25'],
    ['-', 'standard-input'],
    ['lone\ud800', 'lone%EF%BF%BD'],
  ];
  for (const [path, uri] of uris) expect(relativeUri(path)).toBe(uri);
});
