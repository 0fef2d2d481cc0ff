// Scans that keep their states: killed and gone on with, added to, merged, and what is said when something is amiss.
import { spawnSync, type ChildProcess } from 'node:child_process';
import {
  cpSync,
  existsSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { random } from '../../src/math/random.ts';
import { packer } from '../../src/quarantine/pack.ts';
import { lockFolder } from '../../src/state/lock.ts';
import { bezoar, executable, folderFor, type Ended } from './bezoar.ts';
import { makeParts } from './made-parts.ts';

const folder = folderFor('state');
const days = { first: join(folder, 'first'), second: join(folder, 'second') };
const parts = { first: 14, second: 6 };
const total = parts.first + parts.second;
const rowsEach = 200;
const quick = ['--only', 'near-duplicate-flood,hidden-text'];

beforeAll(() => {
  makeParts(days.first, parts.first, rowsEach, 1);
  makeParts(days.second, parts.second, rowsEach, 2);
});

const scanned = (args: readonly string[], more: Parameters<typeof bezoar>[1] = {}): Promise<Ended> =>
  bezoar(['scan', ...args, ...quick], { cwd: folder, ...more });

const bytesOf = (out: string): string => readFileSync(join(folder, out, 'report.json'), 'utf8');

/** A report without its timings, to compare it with one that has none. */
function untimed(out: string): unknown {
  return { ...(JSON.parse(bytesOf(out)) as object), timings: [] };
}

/** The states of the first read, with when each was written. */
function kept(state: string): Map<string, number> {
  const survey = join(folder, state, 'survey');
  const names = existsSync(survey) ? (readdirSync(survey, { recursive: true }) as string[]) : [];
  const states = names.filter((name) => name.endsWith('.state'));
  return new Map(states.map((name) => [name, statSync(join(survey, name)).mtimeMs]));
}

function killOnce(child: ChildProcess, ripe: () => boolean, afterMs: number): void {
  const wait = setInterval(() => {
    if (!ripe()) return;
    clearInterval(wait);
    setTimeout(() => child.kill('SIGKILL'), afterMs);
  }, 2);
  child.on('exit', () => clearInterval(wait));
}

function readBefore({ err }: Ended): number {
  return Number(/bezoar: (\d+) of \d+ shards were read before/.exec(err)?.[1]);
}

describe('a killed scan', () => {
  it('goes on where it stopped and ends with the same report, killed twenty times at random moments', async () => {
    const whole = await scanned([
      'first',
      'second',
      '--state',
      'whole',
      '--seed',
      '1',
      '--out',
      'whole-report',
    ]);
    expect([whole.code, readBefore(whole)]).toEqual([1, 0]);
    const next = random(11);
    let [kills, between] = [0, 0];
    for (let round = 0; kills < 20; round++) {
      const [state, out] = [`killed-${round}`, `killed-report-${round}`];
      const args = ['first', 'second', '--state', state, '--seed', '1', '--out', out];
      const times = 1 + Math.floor(next() * 4);
      for (let i = 0; i < times; i++) {
        const before = kept(state);
        const more = Math.floor(next() * 5);
        // Half of the kills come at once: on a fast machine all shards are done a moment later.
        const afterMs = next() < 0.5 ? 0 : next() * 30;
        const { code } = await scanned(args, {
          started: (child) => killOnce(child, () => kept(state).size >= before.size + more, afterMs),
        });
        if (code === null) kills++;
        // What was done stays as it is: it is not done again.
        expect([...kept(state)]).toEqual(expect.arrayContaining([...before]));
      }
      const done = kept(state).size;
      if (done > 0 && done < total) between++;
      const last = await scanned(args);
      expect([last.code, readBefore(last)]).toEqual([1, done]);
      expect(bytesOf(out)).toBe(bytesOf('whole-report'));
      expect(kept(state).size).toBe(total);
      // Nothing half written is left.
      const all = readdirSync(join(folder, state), { recursive: true }) as string[];
      expect(all.filter((name) => name.endsWith('.tmp'))).toEqual([]);
      rmSync(join(folder, state), { recursive: true });
    }
    expect(between).toBeGreaterThan(0);
  }, 240_000);

  it('takes no state that is damaged, and does that shard again', async () => {
    cpSync(join(folder, 'whole'), join(folder, 'damaged'), { recursive: true });
    const names = [...kept('damaged').keys()].map((name) => join(folder, 'damaged', 'survey', name));
    writeFileSync(names[0], '');
    writeFileSync(names[1], readFileSync(names[1]).subarray(0, 500));
    const bytes = readFileSync(names[2]);
    bytes[bytes.length - 20] ^= 1;
    writeFileSync(names[2], bytes);
    const again = await scanned(['--state', 'damaged', '--out', 'damaged-report']);
    expect(readBefore(again)).toBe(total - 3);
    expect(bytesOf('damaged-report')).toBe(bytesOf('whole-report'));
    writeFileSync(join(folder, 'damaged', 'plan.json'), '{"seed":');
    const refused = await scanned(['--state', 'damaged', '--out', 'damaged-report']);
    expect([refused.code, refused.err]).toEqual([2, expect.stringContaining('plan.json is damaged')]);
  }, 60_000);
});

describe('adding up', () => {
  it("costs only tomorrow's shards, also when yesterday's files are gone", async () => {
    const one = await scanned(['first', '--state', 'grown', '--seed', '1', '--out', 'yesterday']);
    expect(one.code).toBe(1);
    const away = join(folder, 'away');
    renameSync(days.first, away);
    try {
      const two = await scanned(['second', '--state', 'grown', '--out', 'without']);
      expect([two.code, readBefore(two)]).toEqual([1, parts.first]);
      const { coverage, findings } = JSON.parse(bytesOf('without')) as {
        coverage: { rows: number; problems: { reason: string }[] };
        findings: { title: string }[];
      };
      expect(coverage.rows).toBe(rowsEach * total);
      expect(coverage.problems.map(({ reason }) => reason).join('\n')).toMatch(/no longer there as before/);
      const whole = JSON.parse(bytesOf('whole-report')) as { findings: { title: string }[] };
      expect(findings.map((f) => f.title)).toEqual(whole.findings.map((f) => f.title));
    } finally {
      renameSync(away, days.first);
    }
    const again = await scanned(['--state', 'grown', '--out', 'grown-report']);
    expect(readBefore(again)).toBe(total);
    expect(bytesOf('grown-report')).toBe(bytesOf('whole-report'));
  }, 60_000);

  it('merges what two processes learned into the report of one scan', async () => {
    const heavy = ['--only', 'planted-trigger,near-duplicate-flood,semantic-shift'];
    const all = (args: readonly string[]) => bezoar(['scan', ...args, ...heavy], { cwd: folder });
    await all(['first', '--state', 'ha', '--seed', '1', '--out', 'ha-report']);
    await all(['second', '--state', 'hb', '--like', 'ha', '--out', 'hb-report']);
    await bezoar(['merge', 'ha', 'hb', '--out', 'heavy'], { cwd: folder });
    await all(['first', 'second', '--seed', '1', '--out', 'heavy-plain']);
    expect(untimed('heavy')).toEqual(untimed('heavy-plain'));
    await scanned(['first', '--state', 'a', '--seed', '1', '--out', 'a-report']);
    const b = ['second', '--state', 'b', '--like', 'a', '--out', 'b-report'];
    await scanned(b);
    const merged = await bezoar(['merge', 'a', 'b', '--out', 'merged'], { cwd: folder });
    expect([merged.code, readBefore(merged)]).toEqual([1, total]);
    expect(bytesOf('merged')).toBe(bytesOf('whole-report'));
    await scanned(['first', 'second', '--seed', '1', '--out', 'plain']);
    expect(untimed('merged')).toEqual(untimed('plain'));
    expect([...kept('a'), ...kept('b')]).toHaveLength(total);
  }, 60_000);

  it('refuses states of other plans and says what to do', async () => {
    const other = await scanned(['second', '--state', 'a', '--seed', '2', '--out', 'x']);
    expect([other.code, other.err]).toEqual([
      2,
      expect.stringMatching(/differ in the seed \(1 and 2\)[^]*new --state folder/),
    ]);
    await scanned(['second', '--state', 'c', '--seed', '2', '--out', 'x']);
    const merged = await bezoar(['merge', 'a', 'c', '--out', 'x'], { cwd: folder });
    expect([merged.code, merged.err]).toEqual([
      2,
      expect.stringMatching(/a and c differ in the seed[^]*--like a/),
    ]);
    const none = await bezoar(['merge', 'first', '--out', 'x'], { cwd: folder });
    expect([none.code, none.err]).toEqual([2, expect.stringContaining('something else than states')]);
  }, 60_000);
});

describe('a scan that cannot see everything', () => {
  it('says that a folder vanished, and exits with 2', async () => {
    const vanishing = join(folder, 'vanishing');
    makeParts(vanishing, 30, 400, 3, 0);
    const clean = ['vanishing', '--only', 'hidden-text', '--seed', '1', '--workers', '1'];
    const { code } = await bezoar(['scan', ...clean, '--state', 'v', '--out', 'vanished'], {
      cwd: folder,
      started: (child) => {
        const wait = setInterval(() => {
          if (kept('v').size === 0) return;
          rmSync(vanishing, { recursive: true });
          clearInterval(wait);
        }, 2);
        child.on('exit', () => clearInterval(wait));
      },
    });
    const { coverage } = JSON.parse(bytesOf('vanished')) as {
      coverage: { complete: boolean; rows: number; problems: { reason: string }[] };
    };
    expect([code, coverage.complete]).toEqual([2, false]);
    expect(coverage.problems[0].reason).toContain('it vanished while it was being scanned');
  }, 60_000);

  it.skipIf(process.platform === 'win32')(
    'stops when the disk is full, says so, and goes on when there is room',
    async () => {
      const args = ['first', '--state', 'full', '--seed', '1', '--out', 'full-report'];
      // A limit on the size of files stands for the full disk: blocks of 512 bytes.
      const shell = `ulimit -f 40; exec "$0" "$@"`;
      const command = [process.execPath, executable, 'scan', ...args, ...quick];
      const full = spawnSync('sh', ['-c', shell, ...command], { cwd: folder, encoding: 'utf8' });
      expect([full.status, full.stderr]).toEqual([
        2,
        expect.stringMatching(/would be larger than allowed here/),
      ]);
      const again = await scanned(args);
      expect(again.code).toBe(1);
    },
    60_000,
  );

  it('leaves a folder to the scan that has it', async () => {
    const state = join(folder, 'taken');
    const release = lockFolder(state, '2026-01-02T03:04:05.000Z');
    const { code, err } = await scanned(['first', '--state', 'taken', '--out', 'taken-report']);
    release();
    expect([code, err]).toEqual([
      2,
      expect.stringContaining(`another scan uses taken (process ${process.pid}`),
    ]);
    expect(existsSync(join(folder, 'taken-report'))).toBe(false);
  }, 60_000);

  it('says that a zstd frame is cut off, and exits with 2', async () => {
    const { push, end } = packer('zstd');
    // Longer than one block, so that some of it can be read.
    const [long] = makeParts(join(folder, 'long'), 1, 4000, 4, 0);
    const plain = readFileSync(long);
    const packed = Buffer.concat([...(await push(plain)), ...(await end())]);
    writeFileSync(join(folder, 'cut.jsonl.zst'), packed.subarray(0, packed.length - 400));
    const { code } = await bezoar(
      ['scan', 'cut.jsonl.zst', '--seed', '1', '--only', 'hidden-text', '--state', 'z', '--out', 'zst'],
      { cwd: folder },
    );
    const { coverage } = JSON.parse(bytesOf('zst')) as {
      coverage: { complete: boolean; problems: unknown[] };
    };
    expect([code, coverage.complete, coverage.problems.length]).toEqual([2, false, 1]);
    expect(kept('z').size).toBe(0);
  }, 60_000);
});
