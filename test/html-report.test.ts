// The HTML report as a browser shows it: nothing runs, nothing is fetched, it works with and without script, on
// a desktop and on a phone.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { visibleLines } from '../src/text/visible.ts';
import { renderHtml } from '../src/report/writers/html.ts';
import { executablePath, launch, openPage, skipReason } from './fixtures/chromium.ts';
import { hostileTexts, manyFindings, reportWith } from './fixtures/hostile-report.ts';
import { sampleReport } from './fixtures/sample-report.ts';

if (!executablePath) console.warn(`skipped: the HTML report in a browser (${skipReason})`);

describe.skipIf(!executablePath)('the HTML report in a browser', () => {
  let browser: Browser;
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'bezoar-html-'));
    browser = await launch();
  });
  afterAll(async () => {
    await browser?.close();
    await rm(folder, { recursive: true, force: true });
  });

  const open = (html: string, options: { width?: number; script?: boolean } = {}) =>
    openPage(browser, join(folder, 'report.html'), html, options);

  test('runs nothing and fetches nothing, whatever stands in the rows', async () => {
    for (const text of [hostileTexts.join(' '), ...hostileTexts.slice(0, 4)]) {
      const { page, complaints } = await open(renderHtml(reportWith(text)));
      const seen = await page.evaluate(
        '({ pwned: globalThis.pwned, scripts: document.scripts.length, wide: document.documentElement.scrollWidth > innerWidth })',
      );
      expect(seen).toEqual({ scripts: 1, wide: false });
      expect(complaints).toEqual([]);
      await page.context().close();
    }
  });

  test('shows the text of rows to the letter', async () => {
    const { page } = await open(renderHtml(sampleReport));
    const texts = await page.evaluate<string[]>(
      `[...document.querySelectorAll('.row .text')].map((p) => p.textContent)`,
    );
    const parts = sampleReport.findings.flatMap((f) =>
      f.examples.flatMap((e) => [e.row, ...(e.pair ? [e.pair] : [])]),
    );
    const plain = parts
      .flatMap((e) => e.parts.map((part) => part.text))
      .filter((text) => visibleLines(text) === text);
    expect(plain.length).toBeGreaterThan(10);
    for (const text of plain) expect(texts).toContain(text);
    await page.context().close();
  });

  test('is no wider than a phone', async () => {
    for (const report of [sampleReport, reportWith(hostileTexts.join(' '))]) {
      const { page } = await open(renderHtml(report), { width: 390 });
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(390);
      await page.context().close();
    }
  });

  for (const script of [true, false]) {
    test(`folds and filters ${script ? 'with' : 'without'} script`, async () => {
      const { page, complaints } = await open(renderHtml(manyFindings(100)), { script });
      const shown = () => page.locator('details.finding').filter({ visible: true }).count();
      // The small findings of a detector, and its notes, are a line each until they are unfolded.
      expect(await shown()).toBe(52);
      await page.locator('label[for=show-high]').click();
      expect(await shown()).toBe(25);
      await page.keyboard.press('ArrowRight');
      expect(await page.locator('#show-medium').isChecked()).toBe(true);
      await page.locator('label[for=show-low]').click();
      expect(await shown()).toBe(1);
      await page.locator('details.fold.low > summary').click();
      expect(await shown()).toBe(26);
      await page.locator('label[for=show-all]').click();
      const first = page.locator('details.finding').first();
      await first.locator('summary').first().click();
      expect(await first.getAttribute('open')).toBe(null);
      expect(await page.locator('#tools button').count()).toBe(script ? 2 : 0);
      if (script) {
        await page.locator('#tools button').first().click();
        expect(await page.locator('details.finding[open]').count()).toBe(102);
      }
      expect(complaints).toEqual([]);
      await page.context().close();
    });
  }

  test('has one title, headings in order and a name for every control', async () => {
    const { page } = await open(renderHtml(sampleReport));
    const levels = await page.evaluate<number[]>(
      `[...document.querySelectorAll('h1,h2,h3,h4,h5')].map((h) => Number(h.tagName[1]))`,
    );
    expect(levels.filter((l) => l === 1).length).toBe(1);
    levels.slice(1).forEach((level, i) => expect(level - levels[i]).toBeLessThanOrEqual(1));
    expect(await page.title()).toContain('Bezoar: 1 high');
    expect(
      await page.evaluate(`[...document.querySelectorAll('input')].every((i) => i.labels.length === 1)`),
    ).toBe(true);
    await page.context().close();
  });
});
