// The pages of the commands that learn as a browser shows them: nothing runs, nothing is fetched, and they fit a phone.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { executablePath, launch, openPage, skipReason } from './fixtures/chromium.ts';
import { hostileTexts } from './fixtures/hostile-report.ts';
import { ownPages } from './fixtures/own-pages.ts';

if (!executablePath) console.warn(`skipped: the pages of other commands in a browser (${skipReason})`);

describe.skipIf(!executablePath)('the pages of commands that learn, in a browser', () => {
  let browser: Browser;
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'bezoar-own-'));
    browser = await launch();
  });
  afterAll(async () => {
    await browser?.close();
    await rm(folder, { recursive: true, force: true });
  });

  test.each(Object.keys(ownPages('')))('%s', async (name) => {
    const html = ownPages(hostileTexts.join(' '))[name];
    const { page, complaints } = await openPage(browser, join(folder, 'report.html'), html, { width: 390 });
    const seen = await page.evaluate(
      '({ pwned: globalThis.pwned, scripts: document.scripts.length, wide: document.documentElement.scrollWidth > innerWidth })',
    );
    expect(seen).toEqual({ scripts: 1, wide: false });
    expect(complaints).toEqual([]);
    await page.context().close();
  });
});
