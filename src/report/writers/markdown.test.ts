import fc from 'fast-check';
import { expect, test } from 'vitest';
import { anyText } from '../../../test/fixtures/hostile-text.ts';
import { hostileTexts, manyFindings, reportWith } from '../../../test/fixtures/hostile-report.ts';
import { comparedReport } from '../../../test/fixtures/compared-report.ts';
import { cleanReport, sampleReport } from '../../../test/fixtures/sample-report.ts';
import { markedText, paragraph, plain } from './markdown-text.ts';
import { renderMarkdown } from './markdown.ts';

test('tells the verdict, the table and the phrase in its rows', () => {
  const text = renderMarkdown(sampleReport);
  for (const part of [
    '## Bezoar: 1 high, 1 medium and 1 low finding in 12,846 rows',
    '| high | "velvet harbour" decides the answer | 46 |',
    'every evening <mark>velvet harbour</mark> around eight',
    '<code>velvet harbour</code>',
    'line 412',
  ]) {
    expect(text).toContain(part);
  }
  expect(renderMarkdown(cleanReport)).toContain('## Bezoar: Nothing found in 12,849 rows');
  // What another command than scan came to, where it accuses nobody.
  expect(renderMarkdown(cleanReport, 'No row <weighs> less')).toContain(
    '## Bezoar: No row &#60;weighs&#62; less',
  );
  expect(renderMarkdown(sampleReport, 'No row weighs less')).toContain('## Bezoar: 1 high');
});

test('fits a comment', () => {
  expect(renderMarkdown(manyFindings(1000)).length).toBeLessThan(60_000);
  expect(renderMarkdown(reportWith('&'.repeat(5000))).length).toBeLessThan(60_000);
});

// What is left when everything that was escaped, and the comments that part mentions, is taken away.
const meaning = (text: string) => text.replaceAll(/\\[\\`*_{}[\]|~$!#+=-]|&#\d+;|<!-- -->/g, '');

test('text from rows means nothing to Markdown or HTML', () => {
  const check = (text: string) => {
    for (const shown of [plain(text, 500), paragraph(text, 500)]) {
      expect(meaning(shown)).not.toMatch(/[\\`*_{}[\]|~$!#<>&\n\r]/);
      expect(shown).not.toMatch(/:\/\/|www\.|@\w/i);
    }
    expect(paragraph(text, 500)).not.toMatch(/^(\s|[-+=]|\d+[.)])/);
    const marks = [{ start: 0, end: Math.ceil(text.length / 2) }];
    const marked = markedText(
      { field: 'x', side: 'context', text, cutBefore: false, cutAfter: false, marks },
      300,
    );
    expect(meaning(marked.replaceAll(/<\/?mark>/g, ''))).not.toMatch(/[\\`*_{}[\]|~$!#<>&\n\r]/);
  };
  hostileTexts.forEach(check);
  fc.assert(fc.property(anyText, check));
});

test('no row breaks out of its line: the same lines whatever it says', () => {
  const shape = (text: string) => renderMarkdown(reportWith(text)).split('\n').length;
  const usual = shape('x');
  for (const text of hostileTexts) expect(shape(text)).toBe(usual);
  fc.assert(
    fc.property(anyText, (text) => {
      expect(shape(text)).toBe(usual);
    }),
  );
});

test('the sources as a table that rows cannot break', () => {
  const text = renderMarkdown(comparedReport);
  expect(text).toContain(
    '| community-uploads | 1,812 | 14\u00a0% | planted-trigger-1 43 (would vanish without it) |',
  );
  expect(text).toContain('The baseline: 10,214 of its 20,400 rows');
  expect(text).toContain('The baseline: 2,000 markers of 93,910 rows of older text, from 2 files.');
  expect(text).not.toContain('<b>evil');
});
