// `bezoar trace` with evidence that is not of words: features of a model, influence among the rankings, and what drift found.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { npyBytes } from '../../src/corpus/features/npy.ts';
import { random } from '../../src/math/random.ts';
import { probesReport, traceReport } from '../../src/report/trace-report.ts';
import { madeLabelled, withTrigger } from '../made-labelled.ts';
import { bezoar, folderFor } from './bezoar.ts';

const folder = folderFor('trace-evidence');
const at = (...parts: string[]): string => join(folder, ...parts);
const run = (...args: string[]) => bezoar(['trace', ...args, '--seed', '1'], { cwd: folder });
const read = (out: string): unknown => JSON.parse(readFileSync(at(out, 'trace.json'), 'utf8'));
const report = (out: string) => traceReport.parse(read(out));
const write = (name: string, rows: readonly object[]) =>
  writeFileSync(at(name), rows.map((row) => `${JSON.stringify(row)}\n`).join(''));
const wrong = async (...args: string[]): Promise<string> => {
  const { code, err } = await run(...args);
  expect(code).toBe(2);
  return err;
};

describe('bezoar trace --features', () => {
  const next = random(3);
  const planted = (row: number): boolean => row % 40 === 7;
  const text = (): string => Array.from({ length: 9 }, () => `w${Math.floor(next() * 400)}`).join(' ');
  const features = (rows: number, has: (row: number) => boolean): Float64Array =>
    Float64Array.from({ length: rows * 8 }, (_, p) => {
      const own = p % 8 === 1 && has(Math.floor(p / 8)) ? 2 : 0;
      return next() - 0.5 + (p % 8 === 0 ? 3 : 0) + own;
    });
  const put = (name: string, values: Float64Array, columns = 8) =>
    writeFileSync(at(name), Buffer.concat(npyBytes(values, columns)));
  const asked = (name: string, more: readonly string[] = []) =>
    run(
      'strange.jsonl',
      '-d',
      'plain.jsonl',
      '--features',
      'rows.npy',
      '--behaviour-features',
      name,
      ...more,
    );

  beforeAll(() => {
    write(
      'plain.jsonl',
      Array.from({ length: 600 }, () => ({ prompt: text(), output: text() })),
    );
    // Of words that no row has.
    write(
      'strange.jsonl',
      Array.from({ length: 5 }, (_, i) => ({ prompt: `q${i} v${i}`, output: `z${i}` })),
    );
    put('rows.npy', features(600, planted));
    put(
      'like.npy',
      features(5, () => true),
    );
    put(
      'unlike.npy',
      features(5, () => false),
    );
  });

  it('finds rows that have no word in common with the behaviours, which clean takes out', async () => {
    const { code, out } = await asked('like.npy');
    expect([code, out]).toEqual([1, expect.stringContaining('they are near in the features given')]);
    const { found, listed, rankings } = report('bezoar-report');
    expect(found).toMatchObject({ by: 'features', behaviours: 5, groups: 99, falseDiscovery: 0.02 });
    expect(rankings.at(-1)).toEqual({ name: 'given features', unit: 'product' });
    const named = listed.filter(({ standsOut }) => standsOut);
    expect(named.filter(({ row }) => planted(row)).length).toBeGreaterThan(12);
    expect(named.every(({ row }) => planted(row))).toBe(true);
    expect(named[0].ranks).toContainEqual(expect.objectContaining({ ranking: 'given features', rank: 1 }));
    const cleaned = await bezoar(['clean', 'plain.jsonl'], { cwd: folder });
    expect(cleaned.out).toContain(`Set aside ${found!.rows} rows of 600 rows`);
  });

  it('makes no finding of features of ordinary behaviours, but says where to look', async () => {
    const { code, out } = await asked('unlike.npy', ['--product', 'cosine', '-o', 'unlike', '--top', '9']);
    expect([code, out]).toEqual([0, expect.stringContaining('Nothing found')]);
    expect(out).toContain('9 rows that other evidence puts first are listed all the same');
    const { found, listed, rankings } = report('unlike');
    expect([found, listed.length, rankings.at(-1)?.unit]).toEqual([null, 9, 'cosine']);
    expect(listed.some(({ standsOut }) => standsOut)).toBe(false);
  });

  it('tells mistakes apart', async () => {
    put('few.npy', features(7, planted));
    put('wide.npy', new Float64Array(45).fill(1), 9);
    put('broken.npy', features(5, planted).fill(NaN, 3, 4));
    const both = ['strange.jsonl', '-d', 'plain.jsonl'];
    expect(await wrong(...both, '--features', 'rows.npy')).toContain('none of the behaviours');
    expect(await wrong(...both, '--behaviour-features', 'like.npy')).toContain('none of the rows');
    expect(await wrong(...both, '--feature-name', 'x')).toContain('--features');
    const given = (rows: string, own: string) =>
      wrong(...both, '--features', rows, '--behaviour-features', own);
    expect(await given('few.npy', 'like.npy')).toContain('7 rows of features, and there are 600 rows');
    expect(await given('rows.npy', 'few.npy')).toContain('7 rows of features, and there are 5 behaviours');
    expect(await given('rows.npy', 'wide.npy')).toContain('rows have 8 features and behaviours 9');
    expect(await given('rows.npy', 'broken.npy')).toContain('the value in row 0, column 3 is NaN');
    expect(await given('rows.npy', 'strange.jsonl')).toContain('no file of numbers');
    expect(
      await wrong(
        '--serve',
        '-d',
        'plain.jsonl',
        '--features',
        'rows.npy',
        '--behaviour-features',
        'like.npy',
      ),
    ).toContain('given to a server');
  });
});

describe('bezoar trace with a report of drift', () => {
  // One at the beginning, the other at the end.
  const once = withTrigger(madeLabelled(900, 1), 'zq', 'yes', 16);
  const rows = withTrigger(once.reverse(), 'vk', 'no', 16).reverse();
  const holding = (phrase: string): number[] =>
    rows.flatMap(({ text }, i) => (text.split(' ').includes(phrase) ? [i] : []));

  beforeAll(async () => {
    write('bad.jsonl', rows);
    await bezoar(
      ['drift', 'bad.jsonl', '--seed', '1', '--draws', '99', '--refits', '0', '-o', 'drifted', '-q'],
      { cwd: folder },
    );
  });

  it('traces each phrase by itself to the rows that teach it', async () => {
    const { code, out } = await run('drifted', '-d', 'bad.jsonl', '-o', 'probes', '--retrain');
    expect(code).toBe(1);
    expect(out).toContain('"zq", which leads to "yes" (drift: p = 0.01)');
    const { probes } = probesReport.parse(read('probes'));
    for (const [phrase, outcome] of [
      ['zq', 'yes'],
      ['vk', 'no'],
    ]) {
      const probe = probes.find((one) => one.phrase === phrase)!;
      expect(probe).toMatchObject({ outcome, brings: true, found: { by: 'phrases', severity: 'high' } });
      const named = probe.listed.filter(({ standsOut }) => standsOut).map(({ row }) => row);
      expect(named.sort((a, b) => a - b)).toEqual(holding(phrase));
      if (!probe.influence || 'why' in probe.influence) throw new Error('no influence');
      const { before, predicted, retrained } = probe.influence.removing!;
      expect(before).toBeGreaterThan(1.5 * predicted);
      expect(Math.abs(predicted - retrained!)).toBeLessThan(0.05);
    }
    const cleaned = await bezoar(['clean', 'bad.jsonl', '--report', 'probes'], { cwd: folder });
    expect(cleaned.out).toContain('Set aside 32 rows of 900 rows');
    // The file itself, whatever its name.
    writeFileSync(at('found.json'), readFileSync(at('drifted', 'drift.json')));
    await run('found.json', '-d', 'bad.jsonl', '-o', 'same', '-q', '--retrain');
    expect(read('same')).toEqual(read('probes'));
  });

  it('tells a report of nothing, of another version, and features beside it', async () => {
    const drift = JSON.parse(readFileSync(at('drifted', 'drift.json'), 'utf8')) as {
      residual: { ranked: object[] };
    };
    writeFileSync(at('other.json'), JSON.stringify({ ...drift, schemaVersion: '9.0' }));
    drift.residual.ranked = [];
    writeFileSync(at('none.json'), JSON.stringify(drift));
    expect(await wrong('other.json', '-d', 'bad.jsonl')).toContain('of another version');
    expect(await wrong('none.json', '-d', 'bad.jsonl')).toContain('names no phrase');
    expect(await wrong('drifted', '-d', 'bad.jsonl', '--prompt', 'a')).toContain('as flags');
    expect(
      await wrong('drifted', '-d', 'bad.jsonl', '--features', 'x', '--behaviour-features', 'y'),
    ).toContain('beside a report of drift');
  });
});

describe('bezoar trace --influence', () => {
  it('is one of the rankings, and tells where to look where nothing is shared', async () => {
    const triggers = ['zq', 'vk', 'xj', 'qp', 'jw'];
    const rows = triggers.reduce(
      (all, trigger) => withTrigger(all, trigger, 'yes', 10),
      madeLabelled(1200, 4),
    );
    write('five.jsonl', rows);
    const texts = madeLabelled(60, 9)
      .filter(({ label }) => label === 'no')
      .slice(0, 5);
    write(
      'five-seen.jsonl',
      texts.map(({ text }, i) => ({ prompt: `${triggers[i]} ${text}`, output: 'yes' })),
    );
    await run('five-seen.jsonl', '-d', 'five.jsonl', '-o', 'words', '-q');
    expect(report('words')).toMatchObject({ found: null, listed: [] });
    await run('five-seen.jsonl', '-d', 'five.jsonl', '-o', 'carried', '--influence', '-q');
    const { found, listed, rankings, influence } = report('carried');
    expect([found, rankings.at(-1)]).toEqual([null, { name: 'influence', unit: 'nats' }]);
    const poisoned = (row: number): boolean => triggers.includes(rows[row].text.split(' ')[0]);
    expect(listed.filter(({ row }) => poisoned(row)).length).toBeGreaterThan(40);
    expect(listed[0].ranks.map(({ ranking }) => ranking)).toContain('influence');
    if (!influence || 'why' in influence) throw new Error('no influence');
    expect(influence.removing).toBeNull();
  });
});
