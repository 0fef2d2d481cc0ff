import fc from 'fast-check';
import { expect, test } from 'vitest';
import { anyText } from '../../../test/fixtures/hostile-text.ts';
import { hostileTexts, manyFindings, reportWith } from '../../../test/fixtures/hostile-report.ts';
import { cleanReport, sampleReport } from '../../../test/fixtures/sample-report.ts';
import { parseXml } from '../../../test/fixtures/well-formed-xml.ts';
import { renderJunit } from './junit.ts';

test('a suite per detector, a failure per finding of medium or graver', () => {
  const root = parseXml(renderJunit(sampleReport));
  expect(root.children.map((s) => s.attributes.get('name'))).toEqual([
    'coverage',
    'planted-trigger',
    'near-duplicate-flood',
    'hidden-text',
    'swapped-preference',
  ]);
  expect(Object.fromEntries(root.attributes)).toMatchObject({
    tests: '6',
    failures: '2',
    errors: '0',
    skipped: '1',
  });
  const [, planted, flood, , swapped] = root.children;
  expect(planted.children[0].children[0].name).toBe('failure');
  expect(planted.children[0].children[0].attributes.get('message')).toBe(
    'high: "velvet harbour" decides the answer',
  );
  expect(flood.children.map((c) => c.children[0].name)).toEqual(['system-out', 'system-out']);
  expect(swapped.children[0].children[0].name).toBe('skipped');
});

test('a scan that did not reach the end of a file is an error, a clean one is none', () => {
  const coverage = { ...cleanReport.coverage, complete: false };
  expect(parseXml(renderJunit({ ...cleanReport, coverage })).attributes.get('errors')).toBe('1');
  const clean = parseXml(renderJunit(cleanReport));
  expect([clean.attributes.get('errors'), clean.attributes.get('failures')]).toEqual(['0', '0']);
});

test('is well-formed whatever stands in the rows', () => {
  parseXml(renderJunit(manyFindings(100)));
  for (const text of hostileTexts) parseXml(renderJunit(reportWith(text)));
  fc.assert(
    fc.property(anyText, (text) => {
      const root = parseXml(renderJunit(reportWith(text)));
      expect(root.children.length).toBe(5);
    }),
  );
});
