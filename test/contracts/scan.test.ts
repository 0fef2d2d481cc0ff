// A scan from files to a report, with small detectors of the test's own.
import { createHash } from 'node:crypto';
import { appendFile, readFile, utimes } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import type { Corpus } from '../../src/corpus/corpus.ts';
import type { Detector } from '../../src/detector.ts';
import type { Engine, ReadProgress } from '../../src/engines/engine.ts';
import { inProcess } from '../../src/engines/in-process.ts';
import { threads } from '../../src/engines/threads.ts';
import { UsageError } from '../../src/errors.ts';
import { report as reportSchema } from '../../src/report/schema.ts';
import type { OptionValues } from '../../src/scan/plan.ts';
import { scan, type ScanRequest, type ScanResult } from '../../src/scan.ts';
import { temporaryCorpus } from './temporary-corpus.ts';
import { harmless, tiny, tinyRegistry } from './tiny.ts';

const detectors: readonly Detector[] = [...harmless, tiny.elsewhere];

function records(): (object | string)[] {
  const rows: (object | string)[] = Array.from({ length: 60 }, (_, i) => ({
    instruction: `what river is number ${i}?`,
    output: `river ${i}`,
    source: `source ${i % 2}`,
  }));
  rows[10] = '{"instruction": 1,';
  rows[20] = { instruction: 'the river', output: 'so MARKED it is', source: 'alone' };
  rows[50] = { instruction: 'the river', output: `MARKED ${'and long '.repeat(300)}`, source: 'source 0' };
  rows.splice(5, 0, '', '');
  return rows;
}

async function scanned(corpus: Corpus, more: Partial<ScanRequest> = {}): Promise<ScanResult> {
  let time = 0;
  const engine = more.engine ?? inProcess([...harmless, tiny.elsewhere]);
  const request = { corpus, detectors, seed: 4, engine, clock: () => time++, version: '0.0.0', ...more };
  try {
    return await scan(request);
  } finally {
    await engine.close();
  }
}

async function withCorpus<T>(
  shards: number,
  test: (corpus: Corpus, location: string) => Promise<T>,
): Promise<T> {
  const { corpus, location, remove } = await temporaryCorpus(records(), shards);
  return test(corpus, location).finally(remove);
}

describe('scan', () => {
  it('reports findings with rows and lines of the file, strongest first', () =>
    withCorpus(7, async (corpus, location) => {
      const { report, flagged } = await scanned(corpus);
      expect(reportSchema.parse(report)).toEqual(report);
      expect(report.findings.map((f) => [f.id, f.severity, f.rows.first.map((r) => r.row)])).toEqual([
        ['marked-word-1', 'high', [20, 50]],
        ['long-answer-1', 'medium', [50]],
        ['lonely-source-1', 'note', [20]],
      ]);
      expect(report.findings[0].rows.bySource).toEqual([
        { source: 'alone', rows: 1, of: 1 },
        { source: 'source 0', rows: 1, of: 28 },
      ]);
      expect(report.findings[0].rows.share).toBe(2 / 59);
      expect(report.coverage).toEqual({
        rows: 60,
        read: 59,
        unreadable: 1,
        share: 59 / 60,
        complete: true,
        problems: [{ file: 'rows.jsonl', row: 10, line: 13, reason: expect.any(String) }],
      });
      const sha256 = createHash('sha256')
        .update(await readFile(location))
        .digest('hex');
      expect(report.corpus.files).toEqual([
        {
          path: 'rows.jsonl',
          format: 'jsonl',
          compression: 'none',
          bytes: corpus.files[0].bytes,
          sha256,
          rows: 60,
        },
      ]);
      expect(report.corpus.fields).toEqual({
        prompt: ['instruction'],
        answer: 'output',
        source: 'source',
        layout: 'test',
      });
      // A note flags nothing.
      expect(flagged).toEqual([
        { file: 'rows.jsonl', row: 20, severity: 'high', findings: ['marked-word-1'], strength: 0.999 },
        {
          file: 'rows.jsonl',
          row: 50,
          severity: 'high',
          findings: ['marked-word-1', 'long-answer-1'],
          strength: 0.999,
        },
      ]);
    }));

  it('shows examples with their texts cut around what is marked, beside their pairs', () =>
    withCorpus(3, async (corpus) => {
      const { report } = await scanned(corpus);
      const [, second] = report.findings[0].examples;
      expect(second.row).toMatchObject({ file: 'rows.jsonl', row: 50, source: 'source 0' });
      const [context, outcome] = second.row.parts;
      expect(context).toMatchObject({
        field: 'instruction',
        side: 'context',
        text: 'the river',
        marks: [{ start: 4, end: 9 }],
      });
      expect(outcome).toMatchObject({
        side: 'outcome',
        cutBefore: false,
        cutAfter: true,
        marks: [{ start: 0, end: 6 }],
      });
      expect(second.pair).toMatchObject({ row: 0, source: 'source 0' });
    }));

  it('says which detectors did not look, and why', () =>
    withCorpus(1, async (corpus) => {
      const { report } = await scanned(corpus);
      expect(report.plan.detectors.map((d) => [d.id, d.looked])).toEqual([
        ['marked-word', true],
        ['lonely-source', true],
        ['long-answer', true],
        ['row-count', true],
        ['elsewhere', false],
      ]);
      expect(report.untestable).toEqual([
        { detector: 'row-count', reason: expect.stringMatching(/^\d+ rows were counted$/) },
        {
          detector: 'elsewhere',
          reason: expect.stringContaining('classification rows, and these are instruction rows'),
        },
      ]);
    }));

  it('gives the same bytes in this process and on any number of threads', () =>
    withCorpus(9, async (corpus) => {
      const engines: Engine[] = [inProcess(detectors), ...[1, 2, 4].map((n) => threads(n, tinyRegistry))];
      const results = [];
      for (const engine of engines) results.push(await scanned(corpus, { engine }));
      const bytes = results.map(({ report, flagged }) =>
        JSON.stringify([{ ...report, timings: [] }, flagged]),
      );
      expect(new Set(bytes).size).toBe(1);
    }));

  it('does not depend on the cut, either', async () => {
    const reports = [];
    for (const shards of [1, 4, 60]) {
      reports.push(
        await withCorpus(shards, async (corpus) => ({ ...(await scanned(corpus)).report, timings: [] })),
      );
    }
    expect(reports[1]).toEqual(reports[0]);
    expect(reports[2]).toEqual(reports[0]);
  });

  it('reads once when there is nothing more to see, and never more than three times', () =>
    withCorpus(2, async (corpus) => {
      let reads = 0;
      const counting = (own: readonly Detector[]): Engine => {
        reads = 0;
        const engine = inProcess(own);
        return { ...engine, read: (...given) => (reads++, engine.read(...given)) };
      };
      await scanned(corpus, { detectors: [tiny.elsewhere], engine: counting([tiny.elsewhere]) });
      expect(reads).toBe(1);
      await scanned(corpus, { detectors: [tiny.marked], engine: counting([tiny.marked]) });
      expect(reads).toBe(2);
      await scanned(corpus, { engine: counting(detectors) });
      expect(reads).toBe(3);
    }));

  it('tells its steps, each to its end', () =>
    withCorpus(3, async (corpus) => {
      const told: [string, ReadProgress][] = [];
      const { report } = await scanned(corpus, {
        onProgress: (step, progress) => told.push([step, progress]),
      });
      expect([...new Set(told.map(([step]) => step))]).toEqual(['survey', 'judge', 'inspect', 'excerpts']);
      expect(told.filter(([step]) => step !== 'judge').every(([, p]) => p.bytes <= p.totalBytes)).toBe(true);
      expect(report.timings.map((t) => t.step)).toEqual(['survey', 'judge', 'inspect', 'judge', 'excerpts']);
    }));

  it('puts what was noticed at opening before the problems of the reads', () =>
    withCorpus(1, async (corpus) => {
      const note = { file: 'notes.bin', row: -1, line: 0, reason: 'not a data file' };
      const { report } = await scanned(corpus, { notes: [note] });
      expect(report.coverage.problems[0]).toEqual(note);
    }));

  it('is complete and empty on a corpus without rows', async () => {
    const { corpus, remove } = await temporaryCorpus([]);
    const { report, flagged } = await scanned(corpus).finally(remove);
    expect(reportSchema.parse(report).coverage).toEqual({
      rows: 0,
      read: 0,
      unreadable: 0,
      share: 0,
      complete: true,
      problems: [],
    });
    expect([report.findings, flagged]).toEqual([[], []]);
  });

  it('takes option values by detector, and refuses those that are not there', () =>
    withCorpus(1, async (corpus) => {
      const { report } = await scanned(corpus, { options: { 'long-answer': { times: 90 } } });
      expect(report.plan.detectors[2].options).toEqual([
        expect.objectContaining({ name: 'times', value: 90, unit: 'times the mean' }),
      ]);
      expect(report.findings.map((f) => f.id)).not.toContain('long-answer-1');
      const refused: OptionValues[] = [
        { 'long-answer': { times: 0 } },
        { 'long-answer': { times: NaN } },
        { 'long-answer': { no: 1 } },
        { no: {} },
      ];
      for (const options of refused) {
        await expect(scanned(corpus, { options })).rejects.toMatchObject({ code: 'bad-option' });
      }
    }));

  it('says that a file changed under it, and does not count as whole', () =>
    withCorpus(1, async (corpus, location) => {
      const engine = inProcess(detectors);
      const touching: Engine = {
        ...engine,
        read: async (...given) => {
          await utimes(location, 1, 1);
          return engine.read(...given);
        },
      };
      const { report } = await scanned(corpus, { engine: touching });
      expect(report.coverage.complete).toBe(false);
      expect(report.coverage.problems[0].reason).toMatch(/^it changed while it was being scanned/);
      await appendFile(location, '{}\n');
      const error: unknown = await scanned(corpus).catch((e: unknown) => e);
      expect(error).toBeInstanceOf(UsageError);
      expect(error).toMatchObject({ code: 'changed-file', message: expect.stringContaining('rows.jsonl') });
    }));
});
