// A scan in the light of a baseline, from files to a report: what both have is not judged again, what the baseline does
// as often is ordinary, and what is new is said to be.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openCorpus } from '../../src/corpus/open.ts';
import { inProcess } from '../../src/engines/in-process.ts';
import { threads } from '../../src/engines/threads.ts';
import { report as reportSchema } from '../../src/report/schema.ts';
import { scan } from '../../src/scan.ts';
import { harmless, tinyRegistry } from './tiny.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bezoar-baseline-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

interface Rec {
  readonly instruction: string;
  readonly output: string;
  readonly source: string;
}

/** `count` rows of which every `every`-th holds the word that the detector `marked-word` looks for. */
function records(name: string, count: number, every: number): Rec[] {
  return Array.from({ length: count }, (_, i) => ({
    instruction: `${name} asks for number ${i}`,
    output: i % every === 0 ? `so MARKED ${name} ${i}` : `it is ${name} ${i}`,
    source: `${name} ${i % 2}`,
  }));
}

async function written(name: string, rows: readonly object[]): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, rows.map((row) => `${JSON.stringify(row)}\n`).join(''));
  return path;
}

async function scanned(own: readonly object[], baseline: readonly object[], engine = inProcess(harmless)) {
  const corpus = await openCorpus([await written('own.jsonl', own)], {
    baseline: [await written('old.jsonl', baseline)],
  });
  try {
    const { report, flagged } = await scan({
      corpus,
      detectors: harmless,
      seed: 3,
      engine,
      clock: () => 0,
      version: '0.0.0',
    });
    expect(reportSchema.parse(report)).toEqual(report);
    return { report, flagged };
  } finally {
    await engine.close();
  }
}

const marked = ({ findings }: { findings: readonly { detector: string }[] }) =>
  findings.filter(({ detector }) => detector === 'marked-word') as never[];

describe('a scan with a baseline', () => {
  it('calls new what the baseline does not do, and names rows of the corpus alone', async () => {
    const { report, flagged } = await scanned(records('own', 60, 10), records('old', 100, 1000).slice(1));
    expect(marked(report)).toMatchObject([
      {
        severity: 'high',
        baseline: { rows: 0, of: 99 },
        rows: { total: 6, bySource: [{ rows: 6, of: 30 }] },
      },
    ]);
    expect(new Set(flagged.map(({ file }) => file))).toEqual(new Set([join(folder, 'own.jsonl')]));
    expect(report.corpus).toMatchObject({ rows: 60, files: [{ path: join(folder, 'own.jsonl') }] });
    expect(report.coverage).toMatchObject({ rows: 60, read: 60, complete: true });
    expect(report.baseline).toMatchObject({ rows: 99, judged: 99, known: 0, ordinary: 0 });
    expect(
      report.sources?.table.map(({ source, rows, baselineRows }) => [source, rows, baselineRows]),
    ).toEqual([
      ['own 0', 30, 0],
      ['own 1', 30, 0],
    ]);
  });

  it('tells as a note what the baseline does as often', async () => {
    const { report, flagged } = await scanned(records('own', 60, 10), records('old', 100, 9));
    expect(marked(report)).toMatchObject([
      { severity: 'note', baseline: { rows: 12, of: 100 }, rows: { total: 6 } },
    ]);
    expect((marked(report)[0] as { claim: string }).claim).toContain('12 of 100 rows there, 6 of 60 here');
    expect(flagged.filter(({ findings }) => findings.includes('marked-word-1'))).toEqual([]);
  });

  it('keeps the grade of what has become far more frequent', async () => {
    const { report } = await scanned(records('own', 60, 2), records('old', 100, 50));
    expect(marked(report)).toMatchObject([{ severity: 'high', baseline: { rows: 2, of: 100 } }]);
  });

  it('does not tell what concerns the baseline alone', async () => {
    const { report } = await scanned(records('own', 60, 1000).slice(1), records('old', 100, 10));
    expect(marked(report)).toEqual([]);
    expect(report.baseline?.ordinary).toBe(1);
  });

  it('judges again no row that both have', async () => {
    const old = records('old', 100, 10);
    const { report } = await scanned([...old, ...records('own', 20, 5)], old);
    expect(report.baseline).toMatchObject({ known: 100, judged: 100 });
    expect(marked(report)).toMatchObject([{ rows: { total: 4 }, baseline: { rows: 10 } }]);
    expect(report.coverage).toMatchObject({ rows: 120, read: 120 });
  });

  it('reads columns that the baseline names otherwise', async () => {
    const old = records('old', 100, 10).map(({ instruction, output }) => ({
      prompt: instruction,
      completion: output,
    }));
    const { report } = await scanned(records('own', 60, 10), old);
    expect(report.baseline?.judged).toBe(100);
  });

  it('gives the same report on several threads', async () => {
    const [own, old] = [records('own', 60, 10), records('old', 100, 9)];
    const first = await scanned(own, old);
    const second = await scanned(own, old, threads(2, tinyRegistry));
    expect({ ...second.report, timings: [] }).toEqual({ ...first.report, timings: [] });
  });

  it('refuses a baseline of another shape, and the corpus as its own', async () => {
    const own = await written('own.jsonl', records('own', 20, 3));
    const labels = await written(
      'labels.jsonl',
      Array.from({ length: 20 }, (_, i) => ({ text: `text ${i}`, label: i % 2 })),
    );
    await expect(openCorpus([own], { baseline: [labels] })).rejects.toThrow(/classification rows/);
    await expect(openCorpus([own], { baseline: [own] })).rejects.toThrow(/in the corpus and in the baseline/);
  });
});
