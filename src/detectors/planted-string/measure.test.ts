import { describe, expect, it } from 'vitest';
import { random } from '../../math/random.ts';
import { capital, ids } from '../../text/document-tokens.ts';
import { measureOf } from './measure.ts';
import { measurePlainly } from './measure-plainly.ts';
import type { Ordinary } from './ordinary.ts';

const next = random(3);
const any = (n: number): number => Math.floor(next() * n);
const numbers = (n: number, make: () => number) => Float64Array.from({ length: n }, make);
const most = 2 ** 14;

const nothing: Ordinary = {
  table: Int32Array.from(
    { length: ids * 8 },
    () => any(64) | (any(64) << 8) | (any(64) << 16) | (any(64) << 24),
  ),
  mean: numbers(32, () => 20 + 20 * next()),
  scale: numbers(32, () => 0.01 + next()),
  pairSeen: [1.7, -0.6],
  capital: 2.3,
  pairs: Uint32Array.from({ length: 2 ** 18 }, () => any(2 ** 32)),
  frequentWords: new Uint32Array(0),
  frequentPairs: new Uint32Array(0),
  weight: new Uint8Array(0),
  thresholds: { kind: 0, topic: 0, narrow: 0 },
  slight: 0,
  strong: 0,
  near: 0,
  far: 0,
  canaries: [],
};
const fast = measureOf(nothing, most);
const plain = measurePlainly(nothing, most);

function document(length: number): Int32Array {
  return Int32Array.from({ length }, () => any(ids) | (next() < 0.2 ? capital : 0));
}

describe('changes measured in WebAssembly are those measured in TypeScript, to the last bit', () => {
  it.each([1, 8, 15, 16, 17, 31, 33, 100, 191, 500, 4001, most])('in documents of %d tokens', (length) => {
    const id = document(length);
    const last = Math.floor((length - 16) / 8);
    for (const every of [false, true]) {
      for (const measure of [fast, plain]) {
        measure.begin(id, length);
        measure.changes(last, every);
      }
      for (const channel of ['kind', 'topic', 'narrow'] as const) {
        const end = Math.max(1, last + 1);
        expect(fast[channel].subarray(1, end)).toEqual(plain[channel].subarray(1, end));
      }
    }
    for (let n = 0; n < 50; n++) {
      const place = 1 + any(length - 1);
      const from = Math.max(0, place - any(97));
      const to = Math.min(length, place + 1 + any(96));
      expect(Array.from(fast.means(from, place, to))).toEqual(Array.from(plain.means(from, place, to)));
      if (to - place < 16) continue;
      for (const ofTopic of [false, true]) {
        const [a, b] = [fast, plain].map((m) => m.refined(from, to, place, place + 7, 96, ofTopic));
        expect(a).toBe(b);
      }
    }
  });
});
