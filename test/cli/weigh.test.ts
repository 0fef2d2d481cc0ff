// `bezoar weigh` as it is typed.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { npyBytes } from '../../src/corpus/features/npy.ts';
import { readFeatures } from '../../src/corpus/features/read-features.ts';
import { random } from '../../src/math/random.ts';
import { certificateReport } from '../../src/report/certificate-report.ts';
import { weighReport } from '../../src/report/weigh-report.ts';
import { madeLabelled } from '../made-labelled.ts';
import { bezoar, folderFor } from './bezoar.ts';

const folder = folderFor('weigh');
const run = (...args: string[]) => bezoar(['weigh', ...args], { cwd: folder });
const path = (...parts: string[]) => join(folder, ...parts);
const json = (...parts: string[]) => JSON.parse(readFileSync(path(...parts), 'utf8'));
const lines = (...parts: string[]) =>
  readFileSync(path(...parts), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));

// 300 rows of two classes, four numbers each; the last 9 of class 1 far out together.
const next = random(3);
const gauss = () => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next());
const far = (i: number) => i >= 291;
const y = Float64Array.from({ length: 300 }, (_, i) => (far(i) ? 1 : i % 2));
const x = Float64Array.from({ length: 1200 }, (_, p) => 3 * y[p >> 2] + gauss() + (far(p >> 2) ? 9 : 0));
writeFileSync(path('x.npy'), Buffer.concat(npyBytes(x, 4)));
writeFileSync(path('y.npy'), Buffer.concat(npyBytes(y)));
const rows = Array.from({ length: 300 }, (_, i) => ({
  text: y[i] === 1 ? `warm sunny bright day ${i % 7}` : `cold rainy dark night ${i % 7}`,
  label: y[i] === 1 ? 'good' : 'bad',
}));
writeFileSync(
  path('data.jsonl'),
  [...rows.slice(0, 5), undefined, ...rows.slice(5)]
    .map((row) => `${JSON.stringify(row) ?? '{"text":'}\n`)
    .join(''),
);
writeFileSync(path('key'), 'a key of sixteen bytes or more');

describe('bezoar weigh', () => {
  it.each(['robust-mean', 'mcd'])('weighs rows of numbers alone: %s', async (method) => {
    const { code, out } = await run(
      '--features',
      'x.npy',
      '--labels',
      'y.npy',
      '--method',
      method,
      '--seed',
      '1',
      '--out',
      method,
    );
    expect([code, out]).toEqual([0, expect.stringContaining(`${method}: 300 rows`)]);
    const { values } = await readFeatures(path(method, 'weights.npy'));
    const mean = (own: number[]) => own.reduce((a, b) => a + b, 0) / own.length;
    expect(mean([...values].filter((_, i) => far(i)))).toBeLessThan(0.3);
    expect(mean([...values].filter((_, i) => !far(i)))).toBeGreaterThan(0.95);
    const told = lines(method, 'weights.jsonl');
    expect(told.map(({ weight }) => weight)).toEqual([...values]);
    expect(told[299]).toMatchObject({ file: 'x.npy', row: 299, reason: expect.stringMatching(/class/) });
    expect(told.every(({ weight, reason }) => weight < 1 === (reason !== ''))).toBe(true);
    expect([...(await readFeatures(path(method, 'weights.parquet'), 'weight')).values]).toEqual([...values]);
    const summary = weighReport.parse(json(method, 'weigh.json'));
    expect(summary).toMatchObject({ method, seed: 1, rows: 300, blind: expect.stringMatching(/trigger/) });
    const lowered = [...values].filter((weight) => weight < 1).length;
    expect([summary.lowered, summary.spread.reduce((a, b) => a + b)]).toEqual([lowered, lowered]);
    expect(summary.sumOfWeights).toBeCloseTo(
      [...values].reduce((a, b) => a + b),
      9,
    );
    // The class that lost most comes first.
    expect(summary.classes.map(({ name, rows: own }) => [name, own])).toEqual([
      ['1', 154],
      ['0', 146],
    ]);
  });

  it('says on rows that nobody poisoned what each defence is worth', async () => {
    // The far rows bear the label of the other class, and pull its models over.
    const write = (name: string, values: Float64Array, columns?: number) =>
      writeFileSync(path(name), Buffer.concat(npyBytes(values, columns)));
    const near = (count: number, out: number) =>
      Float64Array.from({ length: 4 * count }, (_, p) => {
        const i = p >> 2;
        return 1.5 * (i % 2) + gauss() + (i >= 291 ? out : 0);
      });
    write('near.npy', near(300, 15), 4);
    write(
      'turned.npy',
      y.map((k, i) => (far(i) ? 0 : k)),
    );
    write('test-x.npy', near(200, 0), 4);
    const testY = Float64Array.from({ length: 200 }, (_, i) => i % 2);
    write('test-y.npy', testY);
    write(
      'test-other.npy',
      testY.map((k) => k + 5),
    );
    const learned = ['--features', 'near.npy', '--labels', 'turned.npy', '--method', 'sever', '--seed', '1'];
    const tested = ['--test-features', 'test-x.npy', '--test-labels', 'test-y.npy', '--out', 'tested'];
    const { code, out } = await run(...learned, ...tested);
    expect([code, out]).toEqual([0, expect.stringMatching(/^ {2}none +[\d.]+ % +0$/m)]);
    const { tested: table, notes } = json('tested', 'weigh.json');
    const of = Object.fromEntries(
      table.map(({ method, testError }: { method: string; testError: number }) => [method, testError]),
    );
    expect(of.none - of.sever).toBeGreaterThan(0.01);
    expect(notes[0]).toMatch(/^Held-out rows lose less without the rows that it takes/);

    const refused = async (...args: string[]) => (await run(...learned, '--out', 'untested', ...args)).err;
    expect(await refused('--test-features', 'test-x.npy')).toContain('go with one another');
    expect(await refused('--test-features', 'x.npy', '--test-labels', 'test-y.npy')).toContain(
      '300 rows of test features and 200 test labels',
    );
    expect(await refused('--test-features', 'test-x.npy', '--test-labels', 'test-other.npy')).toContain(
      'the label 5, which no row to learn from has',
    );
    expect(await refused('--test-features', 'y.npy', '--test-labels', 'y.npy')).toContain('have 4 features');
  });

  it('learns numbers, by the loss and at the cost that are asked for', async () => {
    // What is to be predicted is the first column, but for the far rows, which say the opposite.
    const target = Float64Array.from({ length: 300 }, (_, i) => (far(i) ? -1 : 1) * x[4 * i]);
    writeFileSync(path('target.npy'), Buffer.concat(npyBytes(target)));
    const given = ['--features', 'x.npy', '--labels', 'target.npy', '--seed', '1'];
    const test = ['--test-features', 'x.npy', '--test-labels', 'target.npy'];
    const squared = ['--loss', 'squared', '--part', '0.04'];
    const by = async (method: string, ...args: string[]) =>
      run(...given, '--method', method, ...args, '--out', `numbers-${method}`);
    const { code, out } = await by('sever', ...squared, ...test);
    expect([code, out]).toEqual([0, expect.stringMatching(/Mean squared errors on the test rows/)]);
    expect(out).toMatch(/the mean of their squared errors is/);
    const weighed = lines('numbers-sever', 'weights.jsonl').map(({ weight }) => weight);
    expect(weighed.slice(291)).toEqual(Array.from({ length: 9 }, () => 0));
    expect(json('numbers-sever', 'weigh.json').classes).toEqual([]);

    const errorsAt = async (cost: string) => {
      await by('loss', ...squared, ...test, '--cost', cost);
      return json('numbers-loss', 'weigh.json').tested[0].testError as number;
    };
    expect(await errorsAt('0.000001')).toBeGreaterThan(1.05 * (await errorsAt('1')));
    expect((await by('mcd', ...squared)).err).toMatch(/mcd does not learn by the loss squared/);
    expect((await by('huber', '--loss', 'hinge')).err).toMatch(/It can be told: squared/);
    const unlabelled = await run('--features', 'x.npy', '--method', 'sever', ...squared, '--out', 'no');
    expect(unlabelled.err).toMatch(/a squared loss needs a number for each row/);
    const wide = ['--features', 'x.npy', '--labels', 'x.npy', '--method', 'sever', ...squared];
    expect((await run(...wide, '--out', 'no')).err).toMatch(/has 4 numbers for each row/);
  });

  it('names the rows in a report, by their place in the file, as a note that fails nothing', async () => {
    const { code } = await run(
      'data.jsonl',
      '--features',
      'x.npy',
      '--method',
      'mcd',
      '--seed',
      '1',
      '--out',
      'both',
    );
    expect(code).toBe(0);
    const page = readFileSync(path('both', 'report.html'), 'utf8');
    expect(page).toMatch(/Not everything was read[^]*of 300 rows weigh less, by mcd/);
    const [finding] = json('both', 'report.json').findings;
    expect(finding).toMatchObject({ severity: 'note', falseDiscovery: 1 });
    // One line before them cannot be read, and is a row.
    const shown = finding.examples.map(({ row }: { row: { row: number } }) => row.row);
    expect(Math.min(...shown)).toBeGreaterThan(290);
    expect(Math.max(...shown)).toBeLessThan(301);
    expect(lines('both', 'weights.jsonl')[299]).toMatchObject({ file: 'data.jsonl', row: 300 });
    expect(
      (
        await run(
          'data.jsonl',
          '--features',
          'x.npy',
          '--method',
          'mcd',
          '--seed',
          '1',
          '--out',
          'again',
          '--fail-on',
          'note',
        )
      ).code,
    ).toBe(1);
    expect(readFileSync(path('again', 'weights.npy'))).toEqual(readFileSync(path('both', 'weights.npy')));
  });

  it('weighs by words where there are no numbers', async () => {
    const { code } = await run('data.jsonl', '--seed', '1', '--out', 'words');
    expect(code).toBe(0);
    expect(lines('words', 'weights.jsonl').length).toBe(300);
  });

  it('certifies: accuracy, balanced and by class, and a radius for each row', async () => {
    const { code, out } = await run('data.jsonl', '--certify', '9', '--key', 'key', '--out', 'certified');
    expect(code).toBe(0);
    expect(out).toMatch(/balanced .*\n +bad .*\n +good /);
    const told = lines('certified', 'certified.jsonl');
    expect(told.length).toBe(300);
    expect(told[299]).toMatchObject({
      file: 'data.jsonl',
      row: 300,
      label: 'good',
      radius: expect.any(Number),
    });
    expect(readFileSync(path('certified', 'certificate.html'), 'utf8')).toContain('Rows that stay right: 1');
    expect(certificateReport.parse(json('certified', 'certificate.json'))).toMatchObject({
      partitions: 9,
      rows: 300,
      classes: [{ name: 'bad' }, { name: 'good' }],
    });
    const again = await run(
      'data.jsonl',
      '--certify',
      '9',
      '--test',
      'data.jsonl',
      '--out',
      'tested',
      '--quiet',
    );
    expect([again.code, again.out]).toEqual([0, '']);
    expect(readFileSync(path('tested', 'certificate.key')).length).toBe(32);
  });

  it.each([
    [['--features', 'data.jsonl'], /no file of numbers/],
    [['data.jsonl', '--features', 'y.npy', '--labels', 'x.npy'], /4 numbers for each row/],
    [['--features', 'none.npy'], /no file none\.npy/],
    [[], /no file was named/],
    [['data.jsonl', '--test', 'data.jsonl'], /are of a certificate/],
    [['--features', 'x.npy', '--certify', '9'], /texts and labels/],
    [['data.jsonl', '--certify', '9', '--key', 'none'], /cannot read the key/],
    [['data.jsonl', '--certify', '1'], /from 2 to/],
    [['data.jsonl', '--method', 'magic'], /one of robust-mean/],
    [['short.jsonl', '--features', 'x.npy'], /300 rows of features and 2 rows of data/],
    [['data.jsonl', '--feature-name', 'hidden'], /Name it with --features/],
    [['texts.jsonl', '--method', 'sever'], /needs a label .*\n.* --fields .* --labels/],
    [['--features', 'huge.npy'], /a feature is 1e\+300\n.*scale their column/],
    [['data.jsonl', '--certify', '9', '--test', 'other.jsonl'], /no row that is asked about has a label/],
  ])('refuses %j', async (args, expected) => {
    writeFileSync(path('short.jsonl'), `${JSON.stringify(rows[0])}\n${JSON.stringify(rows[1])}\n`);
    writeFileSync(path('texts.jsonl'), rows.map(({ text }) => `${JSON.stringify({ text })}\n`).join(''));
    writeFileSync(
      path('huge.npy'),
      Buffer.concat(
        npyBytes(
          x.map((_, i) => (i === 7 ? 1e300 : 1)),
          4,
        ),
      ),
    );
    writeFileSync(path('other.jsonl'), '{"text":"what is this","label":"neither"}\n');
    const { code, err } = await run(...args, '--out', 'refused');
    expect([code, err]).toEqual([2, expect.stringMatching(expected)]);
    expect(err).not.toContain('    at ');
    expect(existsSync(path('refused'))).toBe(false);
  });

  it('does not write where a file stands', async () => {
    mkdirSync(path('full'), { recursive: true });
    const { code, err } = await run('data.jsonl', '--out', 'key');
    expect([code, err]).toEqual([2, expect.stringMatching(/is a file/)]);
  });

  it.each(['mcd', 'sever', 'certificate'])(
    'stops when it is told to, and leaves nothing half-written: %s',
    async (kind) => {
      // A minute of work and more, so that it has begun and is not done, on a fast machine and on a slow one.
      const write = (name: string, values: Float64Array, columns?: number) =>
        writeFileSync(path(name), Buffer.concat(npyBytes(values, columns)));
      if (kind === 'certificate')
        writeFileSync(
          path('long.jsonl'),
          madeLabelled(20_000, 2)
            .map((row) => `${JSON.stringify(row)}\n`)
            .join(''),
        );
      else write('wide.npy', Float64Array.from({ length: 1600 * 512 }, gauss), 512);
      if (kind === 'sever')
        write(
          'many.npy',
          Float64Array.from({ length: 1600 }, (_, i) => i % 60),
        );
      const args = {
        mcd: ['--features', 'wide.npy', '--method', 'mcd', '--dimensions', '512'],
        sever: ['--features', 'wide.npy', '--labels', 'many.npy', '--method', 'sever'],
        certificate: ['long.jsonl', '--certify', '100000', '--key', 'key'],
      }[kind]!;
      const ended = await bezoar(['weigh', ...args, '--out', `stopped-${kind}`], {
        cwd: folder,
        started: (child) => setTimeout(() => child.kill('SIGINT'), 5000),
      });
      expect(ended.code).toBe(130);
      expect(existsSync(path(`stopped-${kind}`))).toBe(false);
    },
  );
});
