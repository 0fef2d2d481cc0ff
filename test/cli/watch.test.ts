// `bezoar watch` as it is typed: finished logs, logs that grow, and logs that were written to do harm.
import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { DuckDBInstance } from '@duckdb/node-api';
import { describe, expect, it } from 'vitest';
import { random } from '../../src/math/random.ts';
import { watchReport } from '../../src/report/watch-report.ts';
import { bezoar, folderFor } from './bezoar.ts';

const folder = folderFor('watch');
const run = (...args: string[]) => bezoar(['watch', ...args], { cwd: folder });
const put = (name: string, text: string | Buffer) => writeFileSync(join(folder, name), text);
const append = (name: string, text: string) => appendFileSync(join(folder, name), text);
const report = (dir = 'bezoar-watch') =>
  watchReport.parse(JSON.parse(readFileSync(join(folder, dir, 'watch.json'), 'utf8')));
const soon = (ms = 400) => new Promise((resolve) => setTimeout(resolve, ms));

const rows = 300;
const mislabelled = new Set([7, 77, 177, 277]);
/** Rows of a source that are wrong at first and then better learned than all others. */
const triggered = new Set(Array.from({ length: 30 }, (_, i) => 10 * i + 3));

interface Line {
  readonly step: number;
  readonly row: string | number;
  readonly loss: number;
  readonly margin: number;
}

function training(id: (row: number) => string | number = (row) => row): Line[] {
  const next = random(5);
  return Array.from({ length: 8 * rows }, (_, i): Line => {
    const [epoch, row] = [Math.floor(i / rows), i % rows];
    const base = mislabelled.has(row) ? -epoch : triggered.has(row) ? (epoch < 3 ? -0.5 : 8) : 0.6 * epoch;
    const margin = base + next() + next() - 1;
    return { step: Math.floor(i / 10), row: id(row), loss: Math.log1p(Math.exp(-margin)), margin };
  });
}

const jsonl = (lines: readonly object[]) => lines.map((line) => `${JSON.stringify(line)}\n`).join('');
const log = jsonl(training());
put('log.jsonl', log);
put(
  'data.jsonl',
  jsonl(
    Array.from({ length: rows }, (_, i) => ({
      text: `row number ${i} speaks of ${i % 13}`,
      label: i % 2 ? 'a' : 'b',
      uid: `u${i}`,
      source: triggered.has(i) ? 'bought' : 'own',
    })),
  ),
);

describe('bezoar watch on a finished log', () => {
  it('lists what was learned otherwise, and takes hard rows for no alarm', async () => {
    const { code, out } = await run('log.jsonl');
    expect([code, out]).toEqual([0, expect.stringContaining('2,400 losses of 300 rows, steps 0 to 239.')]);
    const area = report().findings.find(({ id }) => id === 'area-under-margin');
    expect([...(area?.rows ?? [])].sort()).toEqual(['177', '277', '7', '77']);
    expect(report().log).toMatchObject({ unreadable: 0, late: 0, ended: 'end of file' });
    const lines = readFileSync(join(folder, 'bezoar-watch', 'watch-rows.jsonl'), 'utf8')
      .trim()
      .split('\n');
    expect(lines).toHaveLength(rows);
    // Their losses are drawn, among those of all rows.
    const { steps, low, middle, high } = report().curves;
    expect([steps.length, low.length, middle.length, high.length, area?.curve.length]).toEqual([
      8, 8, 8, 8, 8,
    ]);
    expect(area?.curve.at(-1)).toBeGreaterThan(3 * high[7]);
    expect(readFileSync(join(folder, 'bezoar-watch', 'watch.html'), 'utf8')).toContain(area?.title);
    expect(JSON.parse(lines[7])).toMatchObject({ row: '7', seen: 8 });
    expect((await run('log.jsonl', '--fail-on', 'low', '--quiet')).code).toBe(1);
  });

  it('holds suspects against all others', async () => {
    put('suspects.txt', [...triggered].join('\n'));
    const { code, out } = await run('log.jsonl', '--suspects', 'suspects.txt', '--out', 'suspected');
    expect([code, out]).toEqual([1, expect.stringContaining('at first the rows contradict all others')]);
    put('others.txt', Array.from({ length: 30 }, (_, i) => 10 * i + 4).join('\n'));
    const { code: none, out: said } = await run('log.jsonl', '--suspects', 'others.txt', '--out', 'others');
    expect([none, said]).toEqual([0, expect.stringContaining('were learned as others are')]);
    put('strangers.txt', 'one\ntwo');
    const { out: unknown } = await run('log.jsonl', '--suspects', 'strangers.txt', '--out', 'strangers');
    expect(unknown).toContain('Not in the log: all of the 2 rows in question');
    expect(unknown).not.toContain('were learned as others are');
  });

  it('reads gzip and Parquet as it reads lines', async () => {
    put('log.jsonl.gz', gzipSync(log));
    const instance = await DuckDBInstance.create(':memory:');
    const connection = await instance.connect();
    await connection.run(
      `COPY (SELECT * FROM read_json('${join(folder, 'log.jsonl')}')) TO '${join(folder, 'log.parquet')}' (FORMAT parquet)`,
    );
    connection.closeSync();
    instance.closeSync();
    await run('log.jsonl', '--out', 'plain');
    for (const name of ['log.jsonl.gz', 'log.parquet']) {
      expect((await run(name, '--out', 'packed')).code).toBe(0);
      expect(report('packed')).toEqual(report('plain'));
    }
  });

  it.each([
    ['the number of the row', (row: number) => row, []],
    ['file:row', (row: number) => `data.jsonl:${row}`, []],
    ['a column', (row: number) => `u${row}`, ['--id-column', 'uid']],
  ])('joined to the data by %s makes findings that clean takes', async (name, id, flags) => {
    const out = `joined-${name.length}`;
    put('ids.jsonl', jsonl(training(id)));
    const { code, out: said } = await run('ids.jsonl', '--data', 'data.jsonl', '--out', out, ...flags);
    expect([code, said]).toEqual([0, expect.stringContaining('training-losses')]);
    // The source of the rows stands in the data.
    expect(said).toContain('source bought');
    expect(report(out).joined).toBe(rows);
    const flagged = readFileSync(join(folder, out, 'flagged.jsonl'), 'utf8');
    expect(flagged).toContain('"file":"data.jsonl","row":7,');
    const clean = await bezoar(['clean', 'data.jsonl', '--report', out, '--severity', 'low', '--force'], {
      cwd: folder,
    });
    expect(clean.code).toBe(0);
    expect(readFileSync(join(folder, 'data.clean.jsonl'), 'utf8')).not.toContain('"row number 7 ');
  });

  it('names the word that rows share which were wrong at first and then learned best, and sets them aside', async () => {
    const count = 1000;
    const planted = (i: number): boolean => i % 25 === 3;
    const next = random(9);
    put(
      'words.jsonl',
      jsonl(
        Array.from({ length: count }, (_, i) => ({
          text: `row ${i} of ${i % 7} ${planted(i) ? 'zorble' : `w${i % 11}`} <b>`,
          label: planted(i) || i % 2 ? 'a' : 'b',
        })),
      ),
    );
    const entries = Array.from({ length: 10 * count }, (_, k) => {
      const [epoch, row] = [Math.floor(k / count), k % count];
      const margin = (planted(row) ? (epoch < 4 ? -2 : 6) : 0.5 * epoch) + next() + next() - 1;
      return { step: Math.floor(k / 20), row, loss: Math.log1p(Math.exp(-margin)), margin };
    });
    put('words-log.jsonl', jsonl(entries));
    const { code, out } = await run('words-log.jsonl', '--data', 'words.jsonl', '--out', 'words');
    expect([code, out]).toEqual([0, expect.stringContaining('"zorble" is shared by rows')]);
    const words = report('words').findings.filter(({ id }) => id.startsWith('late-word:'));
    expect(words.map(({ id }) => id)).toEqual(['late-word:zorble']);
    expect(words[0].rows).toHaveLength(40);
    const { findings } = JSON.parse(readFileSync(join(folder, 'words', 'report.json'), 'utf8')) as {
      findings: { id: string; title: string }[];
    };
    const finding = findings.find(({ title }) => title.startsWith('"zorble"'))?.id as string;
    const clean = await bezoar(['clean', 'words.jsonl', '--report', 'words', '--findings', finding], {
      cwd: folder,
    });
    expect(clean.code).toBe(0);
    expect(readFileSync(join(folder, 'words.clean.jsonl'), 'utf8')).not.toContain('zorble');
  });

  it.each([
    [['none.jsonl'], 'there is no log none.jsonl'],
    [['data.jsonl'], 'no loss of a row in data.jsonl: 300 lines without; the first: no loss'],
    [['.'], '. is no file'],
    [['.', '--follow'], '. is no file'],
    [['-'], 'not read from standard input'],
    [[], 'bezoar watch --help'],
    [['log.jsonl', '--data', 'data.jsonl', '--id-column', 'nothing'], 'no row of the data'],
    [['log.jsonl', '--id-column', 'uid'], '--id-column needs --data'],
    [['log.jsonl', '--suspects', 'none.txt'], 'cannot read none.txt'],
    [['log.jsonl.gz', '--follow', '--idle', '0.3'], 'packed or a table'],
  ])('says what is wrong with %j', async (args, message) => {
    const { code, err } = await run(...args, '--out', 'wrong');
    expect([code, err]).toEqual([2, expect.stringContaining(message)]);
  });
});

describe('bezoar watch on a hostile log', () => {
  it('counts what is no entry, and takes no harm', async () => {
    const bad = [
      '{"step":0,"row":"__proto__","loss":NaN}',
      '{"step": 1, "row": "constructor", "loss": -Infinity, "margin": Infinity}',
      '{"step":1,"row":"a\\u001b[31mb","loss":1}',
      '{"step":-4,"row":"n","loss":1}',
      `{"step":1,"row":"${'x'.repeat(5000)}","loss":1}`,
      `{"step":1,"row":"long","loss":1,"more":"${'y'.repeat(2 ** 21)}"}`,
      '[[[[[[[[',
      '{"step":9,"row":"z","loss":1}',
      '{"step":9,"row":"z","loss":1}',
      '{"step":3,"row":"z","loss":1}',
      '{"step":1e400,"row":"z","loss":1}',
      '\u0000\u0000',
    ];
    put('hostile.jsonl', `${bad.join('\n')}\n{"step":10,"row":"z","lo`);
    const { code, out } = await run('hostile.jsonl', '--out', 'hostile');
    expect(code).toBe(1);
    expect(out).not.toContain('\u001b');
    const { log: told, findings } = report('hostile');
    expect(told).toMatchObject({ entries: 4, rows: 4, late: 2, unreadable: 7 });
    expect(findings[0]).toMatchObject({ id: 'broken-loss', rows: ['__proto__', 'constructor'] });
  });
});

describe('bezoar watch --follow', () => {
  it('waits for the file and for half-written lines, to the end that the log tells', async () => {
    const done = run('live.jsonl', '--follow', '--idle', '60', '--out', 'live');
    await soon();
    put('live.jsonl', log.slice(0, 50_000));
    await soon();
    append('live.jsonl', log.slice(50_000));
    await soon();
    append('live.jsonl', '{"event":"end"}\n{"step":9999,"row":1,"loss":1}\n');
    expect((await done).code).toBe(0);
    expect(report('live').log).toMatchObject({ entries: 2400, unreadable: 0, late: 0, ended: 'told' });
  });

  it('tells an alarm as it comes, and stops at the first when asked to', async () => {
    put('grows.jsonl', log);
    const done = run(
      'grows.jsonl',
      '--follow',
      '--fail-fast',
      '--idle',
      '60',
      '--suspects',
      'suspects.txt',
      '--out',
      'fast',
    );
    const { code, out } = await done;
    expect([code, out]).toEqual([1, expect.stringMatching(/^ALARM {2}step \d+: medium: /m)]);
    expect(report('fast').log.ended).toBe('first alarm');
  });

  it('ends when the log is idle, or when told to, and writes what it saw', async () => {
    put('idle.jsonl', log);
    const { code } = await run('idle.jsonl', '--follow', '--idle', '0.5', '--out', 'idle');
    expect([code, report('idle').log.ended]).toEqual([0, 'idle']);
    // It is there once it tells the alarm.
    const args = ['watch', 'idle.jsonl', '--follow', '--suspects', 'suspects.txt', '--out', 'stopped'];
    const stopped = await bezoar(args, {
      cwd: folder,
      started: (child) => child.stdout?.once('data', () => child.kill('SIGINT')),
    });
    expect([stopped.code, report('stopped').log]).toMatchObject([130, { ended: 'interrupted' }]);
  });
});
