// `bezoar drill` and `bezoar explain` as a user runs them.
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { drillReport } from '../../src/report/drill/schema.ts';
import type { Report } from '../../src/report/schema.ts';
import { bezoar, examples, folderFor } from './bezoar.ts';

const folder = folderFor('drill');
const reviews = join(examples, 'reviews-clean.tsv');
const few = ['--attacks', 'rare-token,zero-width', '--budgets', '5,40', '--seeds', '2'];

describe('bezoar drill', () => {
  it('says what is caught, leaves the data as it was, and goes on where it was', async () => {
    const before = readFileSync(reviews);
    const args = ['drill', reviews, ...few, '--out', 'first'];
    const { code, out, err } = await bezoar(args, { cwd: folder });
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toMatch(/^rare-token +\d\/2 +2\/2 /m);
    expect(out).toMatch(/^zero-width +\d\/2 +2\/2 /m);
    expect(readFileSync(reviews).equals(before)).toBe(true);
    expect(readdirSync(join(folder, 'first')).sort()).toEqual(['drill.html', 'drill.json', 'trials.jsonl']);
    const json = readFileSync(join(folder, 'first', 'drill.json'), 'utf8');
    const report = drillReport.parse(JSON.parse(json));
    expect(report.trials).toEqual({ planned: 9, done: 9 });
    const lines = readFileSync(join(folder, 'first', 'trials.jsonl'), 'utf8');
    await bezoar(args, { cwd: folder });
    expect(readFileSync(join(folder, 'first', 'trials.jsonl'), 'utf8')).toBe(lines);
    expect(readFileSync(join(folder, 'first', 'drill.json'), 'utf8')).toBe(json);
    await bezoar(['drill', reviews, ...few, '--out', 'alone', '--workers', '1'], { cwd: folder });
    const alone = readFileSync(join(folder, 'alone', 'drill.json'), 'utf8');
    const timeless = (text: string): string => text.replace(/"ms": \d+/g, '"ms": 0');
    expect(timeless(alone)).toBe(timeless(json));
  });

  it('leaves copies and keys for another tool, and a scan knows such a copy', async () => {
    const args = [
      'drill',
      reviews,
      '--attacks',
      'rare-token',
      '--budgets',
      '30',
      '--seeds',
      '1',
      '--write',
      'copies',
    ];
    const { code, out } = await bezoar(args, { cwd: folder });
    expect(code).toBe(0);
    expect(out).toContain('1 poisoned copy');
    const name = join(folder, 'copies', 'rare-token-30-seed1');
    for (const end of ['.jsonl', '.answers.jsonl', '.drill.json']) expect(existsSync(name + end)).toBe(true);
    const scan = await bezoar(['scan', `${name}.jsonl`, '--seed', '1', '--out', 'scanned'], { cwd: folder });
    expect(scan.out.replace(/\s+/g, ' ')).toContain(
      'A drill planted 30 of these rows: this is no data to train on.',
    );
    const report = JSON.parse(readFileSync(join(folder, 'scanned', 'report.json'), 'utf8')) as Report;
    expect(report.coverage.drilled).toBe(30);
    expect(readFileSync(join(folder, 'scanned', 'report.html'), 'utf8')).toContain(
      'A drill planted 30 of these rows',
    );
    const again = await bezoar(args, { cwd: folder });
    expect(again.code).toBe(2);
    expect(again.err).toContain('is there already');
  });

  it('says what is wrong, and what to do', async () => {
    const wrong: [string[], string, string][] = [
      [[reviews, '--attacks', 'rare-tokens'], 'no attack is called rare-tokens', 'Did you mean rare-token?'],
      [[reviews, '--attacks', 'gibberish'], 'can be done to classification rows', 'rare-token'],
      [[reviews, '--budgets', 'ten'], 'ten is no number of rows', '--budgets 10,50,250'],
      [['nowhere.jsonl'], 'nowhere.jsonl', ''],
    ];
    for (const [args, message, hint] of wrong) {
      const { code, err } = await bezoar(['drill', ...args], { cwd: folder });
      expect(code).toBe(2);
      expect(err).toContain(message);
      expect(err).toContain(hint);
    }
    expect(existsSync(join(folder, 'bezoar-drill'))).toBe(false);
  });

  it('is ended by Ctrl-C with what was done kept', async () => {
    const { code } = await bezoar(['drill', reviews, '--seeds', '50', '--out', 'ended'], {
      cwd: folder,
      started: (child) => {
        const timer = setInterval(() => {
          const path = join(folder, 'ended', 'trials.jsonl');
          if (!existsSync(path)) return;
          clearInterval(timer);
          child.kill('SIGINT');
        }, 50);
      },
    });
    expect(code).toBe(130);
    const done = readFileSync(join(folder, 'ended', 'trials.jsonl'), 'utf8')
      .split('\n')
      .filter(Boolean);
    expect(done.length).toBeGreaterThan(0);
    expect(done.every((line) => JSON.parse(line))).toBe(true);
  });
});

describe('bezoar explain', () => {
  it('lists everything, and tells of each', async () => {
    const all = await bezoar(['explain']);
    expect(all.code).toBe(0);
    for (const name of ['backdoor', 'rare-token', 'planted-trigger']) expect(all.out).toContain(`  ${name} `);
    const attack = await bezoar(['explain', 'rare-token']);
    expect(attack.out).toContain('Seen by evaluations');
    expect(attack.out).toContain('Kurita et al. 2020');
    const threat = await bezoar(['explain', 'semantic', '--json']);
    expect(JSON.parse(threat.out)).toMatchObject({ kind: 'threat', id: 'semantic' });
    const wrong = await bezoar(['explain', 'planted-triger']);
    expect(wrong).toMatchObject({ code: 2, out: '' });
    expect(wrong.err).toContain('Did you mean planted-trigger?');
  });
});
