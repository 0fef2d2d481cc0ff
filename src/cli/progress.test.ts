import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { duration, line, progressLine } from './progress.ts';

const progress = (bytes: number) => ({ step: 'reading' as const, bytes, totalBytes: 400e6, rows: 12_345 });

describe('the progress line', () => {
  it('shows the read, its share, rows, rate and time left', () => {
    expect(line('survey', progress(100e6), 2000)).toBe(
      '1/3 learning what is ordinary  25 % · 12,345 rows · 50.0 MB/s · 0:06 left',
    );
    expect(line('survey', progress(0), 0)).toBe('1/3 learning what is ordinary   0 % · 12,345 rows');
    expect(line('judge', progress(400e6), 0)).toBe('judging 12,345 rows …');
    expect(line('survey', { ...progress(0), totalBytes: 0 }, 1000)).toContain('100 %');
  });

  it('writes ten times a second at most, and clears itself', () => {
    const stream = new PassThrough() as unknown as NodeJS.WriteStream & PassThrough;
    let time = 0;
    const shown = progressLine(stream, true, () => time);
    for (time = 0; time < 1000; time += 10) shown.update('survey', progress(time * 1e5));
    shown.clear();
    shown.clear();
    const text = String(stream.read());
    expect(text.split('\r').length - 1).toBe(11);
    expect(text.endsWith('\r\u001b[2K')).toBe(true);
  });

  it('is silent when nobody looks', () => {
    const stream = new PassThrough() as unknown as NodeJS.WriteStream & PassThrough;
    const hidden = progressLine(stream, false, () => 0);
    hidden.update('survey', progress(1));
    hidden.clear();
    expect(stream.read()).toBeNull();
  });

  it('tells long times in hours', () => {
    expect([duration(59_400), duration(61_000), duration(3_600_000 * 2 + 65_000)]).toEqual([
      '0:59',
      '1:01',
      '2:01:05',
    ]);
  });
});
