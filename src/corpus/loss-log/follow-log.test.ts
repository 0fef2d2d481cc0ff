// A log that grows: half-written lines, files that come late, are renamed or emptied.
import { appendFileSync, mkdtempSync, renameSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { followLog } from './follow-log.ts';
import { logLines, unreadable } from './log-lines.ts';

const folder = mkdtempSync(join(tmpdir(), 'bezoar-follow-'));
afterAll(() => rmSync(folder, { recursive: true }));

describe('a followed log', () => {
  it('is read through every way in which logs are written, each line once', async () => {
    const path = join(folder, 'live.jsonl');
    const stop = new AbortController();
    const seen: unknown[] = [];
    // Each step is taken once all that was written before it has been read, and once nothing new was found.
    const steps = [
      () => writeFileSync(path, '1\n2\n3'),
      () => appendFileSync(path, '3\n'),
      () => {
        renameSync(path, `${path}.1`);
        appendFileSync(`${path}.1`, '4\n');
      },
      () => writeFileSync(path, '5\n6\n7\n'),
      () => truncateSync(path),
      () => appendFileSync(path, '8\n'),
      () => {
        rmSync(path);
        writeFileSync(path, '9\n10');
      },
      () => stop.abort(),
    ];
    let quiet = 0;
    for await (const batch of followLog(path, {
      signal: stop.signal,
      idleMs: 60_000,
      pollMs: 5,
      longestLine: 100,
    })) {
      seen.push(...batch);
      quiet = batch.length === 0 ? quiet + 1 : 0;
      if (quiet >= 4) {
        steps.shift()?.();
        quiet = 0;
      }
    }
    expect(seen).toEqual([1, 2, 33, 4, 5, 6, 7, 8, 9, 10]);
  });

  it('ends when it stays idle, also when there never was a file', async () => {
    const seen: unknown[] = [];
    const options = { signal: new AbortController().signal, idleMs: 50, pollMs: 5, longestLine: 100 };
    for await (const batch of followLog(join(folder, 'none'), options)) seen.push(...batch);
    expect(seen).toEqual([]);
  });
});

describe('lines of a log', () => {
  it('are the same however they come in pieces', () => {
    const text = '{"a":1}\n\n{"loss": NaN, "x": [-Infinity,Infinity]}\r\nno\n"überall"\n{"s":"a: NaN,"}\n7';
    const whole = [
      { a: 1 },
      { loss: 'NaN', x: ['-Infinity', 'Infinity'] },
      unreadable,
      'überall',
      { s: 'a: NaN,' },
      7,
    ];
    const bytes = Buffer.from(text);
    for (let size = 1; size < bytes.length; size++) {
      const lines = logLines(1000);
      const records: unknown[] = [];
      for (let at = 0; at < bytes.length; at += size)
        records.push(...lines.push(bytes.subarray(at, at + size)));
      expect([...records, ...lines.rest()]).toEqual(whole);
    }
  });

  it('keep their texts where numbers that are none become texts', () => {
    const told = (line: string): unknown[] => logLines(2 ** 21).push(Buffer.from(`${line}\n`));
    expect(told('{"row": "a: NaN, \\", -Infinity]", "loss":NaN,"margin": -Infinity}')).toEqual([
      { row: 'a: NaN, ", -Infinity]', loss: 'NaN', margin: '-Infinity' },
    ]);
    expect(told('{"loss": NaN0}')).toEqual([unreadable]);
    // Written to be slow: many quotes that never close, and nothing but words.
    for (const line of ['"\\'.repeat(2 ** 19), 'NaN,'.repeat(2 ** 18), '"'.repeat(2 ** 20 + 1)])
      expect(told(line)).toEqual([unreadable]);
  });

  it('that are too long are told as unreadable, once, in however many pieces', () => {
    for (const size of [1, 7, 1000]) {
      const bytes = Buffer.from(`1\n"${'x'.repeat(300)}"\n2\n"${'x'.repeat(300)}`);
      const lines = logLines(100);
      const records: unknown[] = [];
      for (let at = 0; at < bytes.length; at += size)
        records.push(...lines.push(bytes.subarray(at, at + size)));
      expect([...records, ...lines.rest()]).toEqual([1, unreadable, 2, unreadable]);
    }
  });
});
