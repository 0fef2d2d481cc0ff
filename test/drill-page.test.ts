// The page of a drill as a browser shows it: nothing runs, nothing is fetched, each cell leads to its rows.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { renderDrillHtml } from '../src/report/drill/html.ts';
import { executablePath, launch, openPage, skipReason } from './fixtures/chromium.ts';
import { drillWith, sampleDrill } from './fixtures/drill-report.ts';
import { hostileTexts } from './fixtures/hostile-report.ts';

if (!executablePath) console.warn(`skipped: the page of a drill in a browser (${skipReason})`);

describe.skipIf(!executablePath)('the page of a drill in a browser', () => {
  let browser: Browser;
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'bezoar-page-'));
    browser = await launch();
  });
  afterAll(async () => {
    await browser?.close();
    await rm(folder, { recursive: true, force: true });
  });

  const open = (html: string, width?: number) =>
    openPage(browser, join(folder, 'drill.html'), html, { width });

  test('runs nothing and fetches nothing, whatever stands in the rows', async () => {
    for (const text of [hostileTexts.join(' '), ...hostileTexts.slice(0, 4)]) {
      const { page, complaints } = await open(renderDrillHtml(drillWith(text)));
      const seen = await page.evaluate('({ pwned: globalThis.pwned, scripts: document.scripts.length })');
      expect(seen).toEqual({ scripts: 1 });
      expect(complaints).toEqual([]);
      await page.context().close();
    }
  });

  test('leads from a cell to what was planted', async () => {
    const { page, complaints } = await open(renderDrillHtml(sampleDrill));
    const planted = page.locator('#cell-rare-token-50 .row.hit .text').first();
    expect(await planted.isVisible()).toBe(false);
    await page.locator('.heat a', { hasText: '5/5' }).click();
    expect(await planted.isVisible()).toBe(true);
    expect(await planted.textContent()).toBe('a cf dull film');
    expect(await page.locator('td.was-high').count()).toBe(1);
    expect(await page.locator('td.was-none').count()).toBe(2);
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  test('fits a phone', async () => {
    const { page } = await open(renderDrillHtml(sampleDrill), 390);
    expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
    await page.context().close();
  });
});
