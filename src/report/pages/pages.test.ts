import { expect, test } from 'vitest';
import { hostileTexts } from '../../../test/fixtures/hostile-report.ts';
import { emptyPages, ownPages } from '../../../test/fixtures/own-pages.ts';

const tagNames = (page: string) =>
  [...page.matchAll(/<[^>]*>/g)].map(([tag]) => tag.replaceAll(/"[^"]*"/g, '""').replaceAll(/\s+/g, ' '));
const body = (page: string) => page.slice(page.indexOf('<body>')).replace(/<script>[^]*<\/script>/, '');

test('each says what its command did, and not what a scan would have found', () => {
  const pages = ownPages('zq');
  for (const [name, said] of [
    ['drift', ['what training would change', '<code>zq</code><small>not zq</small>', 'newer version', '4.1']],
    ['trace', ['from behaviour to rows', '<b>5</b> of 5', '1 of the 3 listed rows stand out']],
    ['weigh', ['Weighed, not judged', '12 of 900 rows weigh less, by mcd', '888 rows keep the whole weight']],
    ['watch', ['the losses of a training', 'the middle of all rows', '<polyline class="line"']],
    ['watch alone', ['1 finding in 2,400 losses of 300 rows', '<polyline class="line"']],
    [
      'certificate',
      ['Half of the rows are right and stay so with 6 poisoned rows', 'Rows that stay right: 1'],
    ],
  ] as const) {
    const page = pages[name].replaceAll(/\s+/g, ' ');
    expect([name, said.filter((part) => !page.includes(part))]).toEqual([name, []]);
    const shown = body(page);
    const ofScans = [
      'training data scan',
      'detectors</dt>',
      'this scan would have found',
      'NaN',
      'undefined',
    ];
    expect([name, ofScans.filter((part) => shown.includes(part))]).toEqual([name, []]);
  }
});

test('each bears a result that holds nothing to draw', () => {
  for (const page of Object.values(emptyPages()))
    expect(page).not.toMatch(/NaN|Infinity|undefined|points=" /);
});

test('every link leads to a section', () => {
  for (const page of [...Object.values(ownPages('zq')), ...Object.values(emptyPages())])
    for (const [, id] of page.matchAll(/href="#([^"]*)"/g))
      expect([id, page.includes(`id="${id}"`)]).toEqual([id, true]);
});

test('no text becomes markup', () => {
  const usual = new Set(
    ['zq', 'a\u200b', '', 'a`b']
      .flatMap((text) => Object.values(ownPages(text)))
      .flatMap((p) => tagNames(body(p))),
  );
  for (const text of hostileTexts)
    for (const page of Object.values(ownPages(text))) {
      expect(tagNames(body(page)).filter((tag) => !usual.has(tag))).toEqual([]);
      expect(body(page).replaceAll('\n', '')).not.toMatch(/\p{Cc}|\p{Cf}|\p{Cs}|\p{Cn}|[\u2028\u2029]/u);
    }
});
