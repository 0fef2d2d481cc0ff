import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { anyText } from '../../../test/fixtures/hostile-text.ts';
import { hostileTexts, reportWith } from '../../../test/fixtures/hostile-report.ts';
import { comparedReport } from '../../../test/fixtures/compared-report.ts';
import { cleanReport, sampleReport } from '../../../test/fixtures/sample-report.ts';
import { renderCsv, renderSourcesCsv } from './csv.ts';

const cells = (csv: string): string[][] => parse(csv, { relaxColumnCount: false });

test('a line per finding', () => {
  const [header, first, ...others] = cells(renderCsv(sampleReport));
  expect(header.slice(0, 5)).toEqual(['id', 'detector', 'severity', 'threat', 'title']);
  expect(first.slice(0, 5)).toEqual([
    'planted-trigger-1',
    'planted-trigger',
    'high',
    'backdoor',
    '"velvet harbour" decides the answer',
  ]);
  expect(first[header.indexOf('rows')]).toBe('46');
  expect(first[header.indexOf('phrases')]).toBe('velvet harbour');
  expect(others.length).toBe(3);
  expect(cells(renderCsv(cleanReport)).length).toBe(1);
});

test('no cell is a formula and no row breaks a line, whatever stands in the rows', () => {
  const check = (text: string) => {
    const csv = renderCsv(reportWith(text));
    const lines = cells(csv);
    expect(lines.length).toBe(5);
    expect(csv.split('\r\n').length).toBe(6);
    for (const cell of lines.flat()) expect(cell).not.toMatch(/^[=+\-@\t\r＝＋－＠]/);
    expect(csv.replaceAll('\r\n', '')).not.toMatch(/\p{Cc}|\p{Cs}/u);
  };
  hostileTexts.forEach(check);
  for (const text of ['=1+1', '+1', '-1', '@x', '\t=1', '\r=1', '＝1']) check(text);
  fc.assert(fc.property(anyText, check));
});

test('lists the sources, with what hangs on them', () => {
  const [header, first, second] = renderSourcesCsv(comparedReport).split('\r\n');
  expect(header).toMatch(/^source,rows,share,baseline_rows,first,last,rows_in_findings,/);
  expect(first).toContain('"community-uploads",1812,0.141,0,"2026-05-01T00:00:00.000Z"');
  expect(first).toContain('"planted-trigger-1: 43","planted-trigger-1"');
  expect(second).toMatch(/^"'=cmd/);
  expect(renderSourcesCsv(sampleReport)).toBe(`${header}\r\n`);
});
