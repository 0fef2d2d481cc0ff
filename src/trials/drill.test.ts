import { appendFileSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { temporaryCorpus, type TemporaryCorpus } from '../../test/contracts/temporary-corpus.ts';
import { tiny } from '../../test/contracts/tiny.ts';
import type { Attack } from '../attack.ts';
import { answering } from '../attacks/rewrite.ts';
import { rareToken } from '../attacks/rare-token.ts';
import { hiddenText } from '../detectors/hidden-text.ts';
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

  /** Only what a worker could find by its id is taken from an earlier run. */
  const ours = { attacks: [rareToken], detectors: [hiddenText], workers: 1 };
  const linesOf = (folder: string): number =>
    readFileSync(join(folder, trialsName), 'utf8').split('\n').filter(Boolean).length;

  it('goes on where it was stopped, past lines that are no records, and does only what is new', async () => {
    const first = request({ ...ours, time: -1 });
    expect((await drill(first)).trials).toEqual({ planned: 7, done: 0 });
    const stop = new AbortController();
    const half = await drill({
      ...first,
      time: undefined,
      signal: stop.signal,
      onProgress: ({ done }) => done === 3 && stop.abort(),
    });
    expect(half.trials).toEqual({ planned: 7, done: 3 });
    const [done] = readFileSync(join(first.folder, trialsName), 'utf8').split('\n').filter(Boolean);
    const changed = JSON.stringify({ ...(JSON.parse(done) as object), result: { kind: 'tried' } });
    appendFileSync(join(first.folder, trialsName), `\n${changed}\n{"key":"abc","att`);
    const seen: DrillProgress[] = [];
    const whole = await drill({ ...first, time: undefined, onProgress: (progress) => seen.push(progress) });
    expect(whole.trials.done).toBe(7);
    expect(seen[0]).toMatchObject({ done: 3, recalled: 3 });
    const timeless = (report: typeof whole): unknown =>
      JSON.parse(JSON.stringify(report, (key, value: unknown) => (key === 'ms' ? 0 : value)));
    expect(timeless(whole)).toEqual(timeless(await drill(request(ours))));
  });

  it('does anew what another layout, limit, option or number of rows may change', async () => {
    const first = request({ ...ours, budgets: [10], seeds: [1] });
    await drill(first);
    expect(linesOf(first.folder)).toBe(2);
    await drill(first);
    expect(linesOf(first.folder)).toBe(2);
    const { corpus } = made;
    const others: Partial<DrillRequest>[] = [
      { rows: 30 },
      { corpus: { ...corpus, limits: { ...corpus.limits, columns: 50 } } },
      { corpus: { ...corpus, fields: { ...corpus.fields, layout: 'another' } } },
      { options: { 'hidden-text': { minRows: 4 } } },
    ];
    for (const [i, other] of others.entries()) {
      await drill({ ...first, ...other });
      expect(linesOf(first.folder)).toBe(4 + 2 * i);
    }
  });

  it('takes no trial of a detector of somebody’s own from an earlier run', async () => {
    const first = request({ budgets: [10], seeds: [1] });
    await drill(first);
    const seen: DrillProgress[] = [];
    await drill({ ...first, onProgress: (progress) => seen.push(progress) });
    expect(seen[0]).toMatchObject({ done: 0, recalled: 0 });
  });

  it('counts a size or a seed that is named twice once', async () => {
    const report = await drill(request({ budgets: [10, 2, 10], seeds: [2, 1, 2] }));
    expect(report.plan).toMatchObject({ budgets: [2, 10], seeds: [1, 2] });
    expect(report.cells.map(({ budget, seeds }) => [budget, seeds])).toEqual([
      [2, 2],
      [10, 2],
    ]);
  });

  it('says why an attack cannot be done', async () => {
    const report = await drill(request({ budgets: [30] }));
    expect(report.cells).toEqual([]);
    expect(report.attacks[0]).toMatchObject({
      impossible: { budget: 30, reason: 'there are only 20 rows that fit' },
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
