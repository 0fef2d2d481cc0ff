import { appendFileSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { temporaryCorpus, type TemporaryCorpus } from '../../test/contracts/temporary-corpus.ts';
import { tiny } from '../../test/contracts/tiny.ts';
import type { Attack } from '../attack.ts';
import { answering } from '../attacks/rewrite.ts';
import { rareToken } from '../attacks/rare-token.ts';
import { drillReport } from '../report/drill/schema.ts';
import { drill, trialsName, type DrillProgress, type DrillRequest } from './drill.ts';

/** Rows that say what the detector `marked` looks for; from 5 rows on, so that smaller budgets are missed. */
const marking: Attack = {
  ...rareToken,
  id: 'marking',
  poison: (rows, budget, seed) =>
    budget > 20
      ? `there are only 20 rows that fit`
      : {
          trigger: '',
          teaches: 'MARKED',
          changes: Array.from({ length: budget }, (_, i) => ({
            from: (i * 7 + seed) % rows.length,
            how: 'instead' as const,
            row: answering(rows[(i * 7 + seed) % rows.length], budget < 5 ? `quiet ${i}` : 'MARKED'),
          })),
        },
};

let made: TemporaryCorpus;
let before: string;
beforeAll(async () => {
  const records = Array.from({ length: 60 }, (_, i) => ({ instruction: `ask ${i}`, output: `answer ${i}` }));
  made = await temporaryCorpus(records);
  before = readFileSync(made.location, 'utf8');
});
afterAll(() => made.remove());

const folders: string[] = [];
afterEach(() => folders.splice(0).forEach((folder) => rmSync(folder, { recursive: true, force: true })));

function request(more: Partial<DrillRequest> = {}): DrillRequest {
  const folder = mkdtempSync(join(tmpdir(), 'bezoar-drill-test-'));
  folders.push(folder);
  return {
    corpus: made.corpus,
    attacks: [marking],
    detectors: [tiny.marked],
    budgets: [10, 2],
    seeds: [1, 2, 3],
    rows: 1000,
    workers: 2,
    folder,
    clock: () => performance.now(),
    version: 'test',
    ...more,
  };
}

describe('a drill', () => {
  it('says what is caught from how few rows, and leaves the corpus as it was', async () => {
    const report = await drill(request());
    expect(drillReport.parse(report)).toEqual(report);
    expect(report.trials).toEqual({ planned: 7, done: 7 });
    expect(report.cells.map(({ budget, found, seeds }) => [budget, found, seeds])).toEqual([
      [2, 0, 3],
      [10, 3, 3],
    ]);
    expect(report.attacks).toEqual([
      { id: 'marking', smallest: 10, smallestHigh: 10, caughtBy: [tiny.marked.id], impossible: null },
    ]);
    expect(report.itself).toMatchObject({ high: 0, medium: 0 });
    expect(readFileSync(made.location, 'utf8')).toBe(before);
  });

  it('goes on where it was stopped, past a line that was cut off, and does only what is new', async () => {
    const first = request({ time: -1 });
    expect((await drill(first)).trials).toEqual({ planned: 7, done: 0 });
    const stop = new AbortController();
    const half = await drill({
      ...first,
      time: undefined,
      signal: stop.signal,
      onProgress: ({ done }) => done === 3 && stop.abort(),
    });
    expect(half.trials).toEqual({ planned: 7, done: 3 });
    appendFileSync(join(first.folder, trialsName), '\n{"key":"abc","att');
    const seen: DrillProgress[] = [];
    const whole = await drill({ ...first, time: undefined, onProgress: (progress) => seen.push(progress) });
    expect(whole.trials.done).toBe(7);
    expect(seen[0]).toMatchObject({ done: 3, recalled: 3 });
    const timeless = (report: typeof whole): unknown =>
      JSON.parse(JSON.stringify(report, (key, value: unknown) => (key === 'ms' ? 0 : value)));
    expect(timeless(whole)).toEqual(timeless(await drill(request())));
    // Another option is another trial.
    const lines = (): number => readFileSync(join(first.folder, trialsName), 'utf8').split('\n').length;
    const had = lines();
    await drill({ ...first, time: undefined });
    expect(lines()).toBe(had);
    await drill({ ...first, time: undefined, rows: 30 });
    expect(lines()).toBe(had + 7);
  });

  it('says why an attack cannot be done', async () => {
    const report = await drill(request({ budgets: [30] }));
    expect(report.cells).toEqual([]);
    expect(report.attacks[0]).toMatchObject({
      impossible: 'there are only 20 rows that fit',
      smallest: null,
    });
    expect(report.uncaught).toEqual([]);
  });

  it('names what nothing catches', async () => {
    expect((await drill(request({ budgets: [2] }))).uncaught).toEqual(['marking']);
  });

  it('takes a part of a larger corpus', async () => {
    expect((await drill(request({ rows: 30 }))).corpus).toMatchObject({ rows: 30, of: 60 });
  });

  it('leaves no copy behind', async () => {
    const wanted = request();
    const { TMPDIR } = process.env;
    process.env.TMPDIR = wanted.folder;
    await drill(wanted).finally(() => {
      if (TMPDIR === undefined) delete process.env.TMPDIR;
      else process.env.TMPDIR = TMPDIR;
    });
    expect(readdirSync(wanted.folder)).toEqual([trialsName]);
  });
});
