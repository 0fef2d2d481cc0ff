import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cleanReport, sampleReport } from '../../test/fixtures/sample-report.ts';
import {
  coverageInWords,
  figure,
  headline,
  list,
  mood,
  ofAll,
  percent,
  powerInWords,
  sureness,
} from './wording.ts';

test('figures', () => {
  expect([15655, 0, 0.943, 1e-15, 1234.5, 0.28].map(figure)).toEqual([
    '15,655',
    '0',
    '0.943',
    '1e−15',
    '1,235',
    '0.28',
  ]);
});

test('a percentage never rounds something to nothing or less than all to all', () => {
  fc.assert(
    fc.property(fc.double({ min: 0, max: 1, noNaN: true }), (share) => {
      const text = percent(share);
      if (share > 0) expect(text).not.toMatch(/^0(\.0*)?\s/);
      if (share < 1) expect(text).not.toBe(percent(1));
    }),
  );
  expect([0, 1, 0.0013, 0.0356, 0.5, 0.99977].map((s) => percent(s).replaceAll('\u00a0', ' '))).toEqual([
    '0 %',
    '100 %',
    '0.13 %',
    '3.6 %',
    '50 %',
    '99.97 %',
  ]);
});

test('the verdict in a line', () => {
  expect(headline(sampleReport)).toBe(
    '1 high, 1 medium and 1 low finding in 12,846 rows, the gravest: "velvet harbour" decides the answer',
  );
  expect(headline({ ...sampleReport, findings: sampleReport.findings.slice(0, 1) })).toBe(
    '1 high finding in 12,846 rows: "velvet harbour" decides the answer',
  );
  expect(headline(cleanReport)).toBe('Nothing found in 12,849 rows');
});

test('a scan that did not see everything does not look clean', () => {
  const coverage = { ...cleanReport.coverage, complete: false };
  const cut = { ...cleanReport, coverage };
  expect(mood(cleanReport)).toBe('clean');
  expect(mood(cut)).toBe('partial');
  expect(headline(cut)).toContain('not every file was read to its end');
  expect(coverageInWords(cut)).toContain('more may be there');
  const missed = { ...cleanReport, coverage: { ...coverage, complete: true, read: 12_000, unreadable: 849 } };
  expect(mood(missed)).toBe('partial');
  expect(headline(missed)).toBe('Nothing found in the 12,000 of 12,849 rows that could be read');
  const empty = { ...cleanReport, coverage: { ...coverage, complete: true, rows: 0, read: 0, share: 0 } };
  expect(mood(empty)).toBe('partial');
  expect(headline(empty)).toBe('Nothing to look at: no rows');
});

test('how sure', () => {
  expect(sureness(1e-15)).toContain('Fewer than 1 in 1,000,000');
  expect(sureness(0)).toContain('Fewer than 1 in 1,000,000');
  expect(sureness(0.01)).toContain('About 1 in 100 ');
  expect(sureness(0.08)).toContain('About 1 in 13 ');
  expect(sureness(1)).toContain('ordinary data');
});

test('what would have been found', () => {
  const [strong, weak] = sampleReport.power.map((p) => powerInWords(p).replaceAll('\u00a0', ' '));
  expect(strong).toBe(
    'a rare phrase with one fixed answer: 17 rows or more would have been found as high with 95 % probability',
  );
  expect(weak).toContain('even 100 rows would have been found as high with only 71 % probability');
  expect(powerInWords({ ...sampleReport.power[0], points: [] })).toContain('would not have been found');
});

test('lists', () => {
  expect([list([]), list(['a']), list(['a', 'b']), list(['a', 'b', 'c'])]).toEqual([
    '',
    'a',
    'a and b',
    'a, b and c',
  ]);
});

test('a source whose size is not known is not called empty', () => {
  expect([ofAll(43, 1812), ofAll(43, 0)]).toEqual(['43 of 1,812', '43']);
});
