import { describe, expect, it } from 'vitest';
import { random } from '../../math/random.ts';
import type { SampledDocument } from '../../summaries/token-sample.ts';
import { changeScan } from './change-scan.ts';
import { learn } from './learn.ts';
import { channels } from './ordinary.ts';

const next = random(11);
/** Documents about one of six subjects with 40 words each; a word is often followed by the same one. */
function about(subject: number, length: number): number[] {
  let last = 0;
  return Array.from({ length }, () => {
    last = next() < 0.6 ? (last * 7 + 3) % 40 : Math.floor(next() * 40);
    return 1000 * subject + last;
  });
}
const documents: SampledDocument[] = Array.from({ length: 400 }, (_, i) => ({
  key: i,
  id: Int32Array.from(about(i % 6, 300)),
}));
const ordinary = learn(documents, 1, 2 ** 10, 7);
const scan = changeScan(ordinary, 2 ** 10);

function largest(tokens: readonly number[]) {
  scan.begin(Int32Array.from(tokens), tokens.length);
  return new Map(scan.largest().map((change) => [change.channel, { ...change, at: scan.refined(change) }]));
}

describe('changeScan', () => {
  it('finds where a document goes on about something else', () => {
    const change = largest([...about(1, 150), ...about(4, 150)]).get('topic')!;
    expect(Math.abs(change.at - 150)).toBeLessThanOrEqual(4);
    expect(change.size).toBeGreaterThan(ordinary.thresholds.topic);
  });

  it('finds where words go on in no order', () => {
    const jumble = Array.from({ length: 150 }, () => 1000 * Math.floor(next() * 6) + Math.floor(next() * 40));
    const change = largest([...about(2, 130), ...jumble]).get('kind')!;
    expect(Math.abs(change.at - 130)).toBeLessThanOrEqual(8);
    expect(change.size).toBeGreaterThan(ordinary.thresholds.kind);
  });

  it('finds little in one document in ten at most, and nothing in a text that is too short', () => {
    let over = 0;
    for (let n = 0; n < 100; n++) {
      const changes = [...largest(about(n % 6, 300)).values()];
      if (changes.some(({ channel, size }) => size > 1.3 * ordinary.thresholds[channel])) over++;
    }
    expect(over).toBeLessThan(15);
    scan.begin(Int32Array.from([1, 2, 3]), 3);
    expect(scan.largest()).toEqual([]);
    expect(channels.map((channel) => scan.at(2)[channel])).toEqual([0, 0, 0]);
  });
});
