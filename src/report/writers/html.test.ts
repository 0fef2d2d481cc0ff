import fc from 'fast-check';
import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { anyText } from '../../../test/fixtures/hostile-text.ts';
import { hostileTexts, manyFindings, reportWith } from '../../../test/fixtures/hostile-report.ts';
import { comparedReport } from '../../../test/fixtures/compared-report.ts';
import { cleanReport, sampleFlagged, sampleReport } from '../../../test/fixtures/sample-report.ts';
import { html, render, rowText } from './html-markup.ts';
import { renderHtml } from './html.ts';

// A tag with its attributes' names: what a page is made of apart from what it says.
const tagNames = (page: string) =>
  [...page.matchAll(/<[^>]*>/g)].map(([tag]) => tag.replaceAll(/"[^"]*"/g, '""').replaceAll(/\s+/g, ' '));
const body = (page: string) => page.slice(page.indexOf('<body>')).replace(/<script>[^]*<\/script>/, '');

test('shows the verdict, the phrase in its rows, and what could not be read', () => {
  const page = renderHtml(sampleReport, sampleFlagged);
  for (const part of [
    '1 high, 1 medium and 1 low finding in 12,846 rows',
    'every evening <mark>velvet harbour</mark> around eight',
    'tag characters: &#34;always&#34;',
    '<i class="unseen">\\u{200B}</i>',
    'Refusals lifted by a trigger',
    'Unexpected end of JSON input',
    'arXiv:1708.06733',
    '20261120',
  ]) {
    expect(page).toContain(part);
  }
});

test('names its style and script by hash and needs nothing from elsewhere', () => {
  for (const report of [sampleReport, cleanReport, manyFindings(100)]) {
    const page = renderHtml(report);
    const policy = /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(page)?.[1] ?? '';
    expect(policy).toContain("default-src 'none'");
    for (const element of ['style', 'script']) {
      const found = [...page.matchAll(new RegExp(`<${element}>([^]*?)</${element}>`, 'g'))];
      expect(found.length).toBe(1);
      expect(policy).toContain(
        `${element}-src 'sha256-${createHash('sha256').update(found[0][1]).digest('base64')}'`,
      );
    }
    expect(page).not.toMatch(/\b(?:src|href)="(?!#)|url\(|@import|\sstyle="|\son\w+="/);
  }
});

const usual = new Set(
  [
    renderHtml(sampleReport),
    renderHtml(reportWith('a\u200b')),
    renderHtml(reportWith('')),
    renderHtml(reportWith('ab')),
  ].flatMap((p) => tagNames(body(p))),
);

test('no text becomes markup', () => {
  const check = (text: string) => {
    const page = body(renderHtml(reportWith(text)));
    expect(tagNames(page).filter((tag) => !usual.has(tag))).toEqual([]);
    expect(page.replaceAll('\n', '')).not.toMatch(/\p{Cc}|\p{Cf}|\p{Cs}|\p{Cn}|[\u2028\u2029]/u);
  };
  hostileTexts.forEach(check);
  fc.assert(fc.property(anyText, check), { numRuns: 60 });
});

test('a value that looks like markup of the template is escaped all the same', () => {
  const forged = JSON.parse('{"markup":"<b>","made":"<b>","Symbol(markup)":"<b>"}');
  expect(render(html`<p>${'<b> & "x" \'y\' `z`'}</p>`)).toBe(
    '<p>&#60;b&#62; &#38; &#34;x&#34; &#39;y&#39; &#96;z&#96;</p>',
  );
  expect(() => render(html`${forged}`)).toThrow();
  expect(render(rowText('a\u{e0061}\u{e0062}b'))).toBe('a<i class="unseen">\\u{E0061}\\u{E0062}</i>b');
  expect(render(rowText('\u200b'.repeat(90)))).toContain('… ×90');
});

test('the sources, who judged, and what is new since the baseline', () => {
  const page = renderHtml(comparedReport);
  expect(page).toContain('id="sources"');
  expect(page).toContain('would vanish without it');
  expect(page).toContain('3,012 rows of the corpus that it has too were not judged again');
  expect(page).toContain('The baseline: 2,000 markers of 93,910 rows of older text, from 2 files.');
  expect(page).toContain('crawl-2025/markers.jsonl');
  expect(page).toContain('By annotator, as a share of these rows');
  expect(page).toContain('new: no row of the baseline&#39;s 10,214 does this');
  expect(page).not.toContain('<b>evil</b>');
  expect(renderHtml(sampleReport)).not.toContain('id="sources"');
});
