import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { review } from '../../test/contracts/made-rows.ts';
import { random } from '../math/random.ts';
import { presence, takeRows } from '../math/matrix.ts';
import { featuresOf, fixedVocabulary } from './features.ts';
import { certified, partsOf, votesOn } from './partition-vote.ts';

const parts = 25;
const key = 'a key';
const vocabulary = fixedVocabulary({ longest: 1, count: 'presence', normalise: false, buckets: 2 ** 10 });

interface Data {
  readonly texts: string[];
  readonly y: number[];
}

function made(n: number, seed: number): Data {
  const next = random(seed);
  const good = Array.from({ length: n }, () => next() < 0.5);
  return { texts: good.map((of) => review(of, next)), y: good.map((of) => (of === next() > 0.1 ? 1 : 0)) };
}

const words = (texts: readonly string[]) => presence(featuresOf(texts, vocabulary));
const data = made(700, 1);
const asked = made(100, 2).texts;
const askedWords = words(asked);
const rowsOf = Array.from({ length: parts }, () => [] as number[]);
partsOf(data.texts, parts, key).forEach((part, row) => rowsOf[part].push(row));

/** What a part of these rows votes for. */
function voteOf({ texts, y }: Data, row: number): number {
  const task = { x: words(texts), y, classes: 2, part: new Int32Array(texts.length), parts: 1 };
  const { counts } = votesOn(task, takeRows(askedWords, [row]));
  return counts[1];
}

const own = (part: number): Data => ({
  texts: rowsOf[part].map((i) => data.texts[i]),
  y: rowsOf[part].map((i) => data.y[i]),
});
const votes = asked.map((_, row) => rowsOf.map((_rows, part) => voteOf(own(part), row)));
const clean = certified(
  votesOn(
    { x: words(data.texts), y: data.y, classes: 2, part: partsOf(data.texts, parts, key), parts },
    askedWords,
  ),
);

/** A text that says what `text` does and falls into that part: whoever knows the key can make one. */
function fallsInto(text: string, part: number): string {
  for (let i = 0; ; i++) {
    const tried = `${text} ${'and '.repeat(i % 40)}${i}`;
    if (partsOf([tried], parts, key)[0] === part) return tried;
  }
}

/** Class of a row when these parts are altered. */
function wonWith(row: number, altered: ReadonlyMap<number, Data>): number {
  const after = votes[row].map((vote, part) => (altered.has(part) ? voteOf(altered.get(part)!, row) : vote));
  const ones = after.filter((vote) => vote === 1).length;
  return ones > parts - ones ? 1 : 0;
}

/** One row is written against the text into each of so many parts, first into those that vote for it. */
function attacked(row: number, altered: number): number {
  const top = clean.won[row];
  const order = [...votes[row].keys()].sort(
    (a, b) => Number(votes[row][b] === top) - Number(votes[row][a] === top),
  );
  const poisoned = order.slice(0, altered).map((part): [number, Data] => {
    const { texts, y } = own(part);
    return [part, { texts: [...texts, fallsInto(asked[row], part)], y: [...y, 1 - top] }];
  });
  return wonWith(row, new Map(poisoned));
}

describe('partition and vote', () => {
  it('lets no vote be turned within its radius, by 1,000 poisonings of rows, written against it or at random', () => {
    const next = random(3);
    let turnedBeyond = 0;
    let tried = 0;
    for (let row = 0; row < asked.length; row++) {
      const radius = clean.radius[row];
      expect(attacked(row, radius)).toBe(clean.won[row]);
      if (attacked(row, Math.min(parts, radius + 2)) !== clean.won[row]) turnedBeyond++;
      tried++;
    }
    // Rows added, labels turned, rows taken out: each reaches one part.
    for (; tried < 1000; tried++) {
      const row = Math.floor(next() * asked.length);
      const altered = new Map<number, Data>();
      for (let k = 0; k < clean.radius[row]; k++) {
        const part = Math.floor(next() * parts);
        const { texts, y } = altered.get(part) ?? own(part);
        const at = Math.floor(next() * texts.length);
        const how = next();
        if (how < 0.4) altered.set(part, { texts, y: y.with(at, 1 - y[at]) });
        else if (how < 0.7) altered.set(part, { texts: texts.toSpliced(at, 1), y: y.toSpliced(at, 1) });
        else altered.set(part, { texts: [...texts, `${asked[row]} ${k}`], y: [...y, 1 - clean.won[row]] });
      }
      expect(wonWith(row, altered)).toBe(clean.won[row]);
    }
    // The proof is not idle: a little beyond it, votes do turn.
    expect(turnedBeyond).toBeGreaterThan(5);
  }, 60_000);

  it('tells the radius exactly: so many parts cannot turn it, one more can', () => {
    fc.assert(
      fc.property(
        fc
          .integer({ min: 2, max: 4 })
          .chain((classes) =>
            fc.array(fc.integer({ min: 0, max: 30 }), { minLength: classes, maxLength: classes }),
          ),
        (counts) => {
          const { won, radius } = certified({ classes: counts.length, counts: Int32Array.from(counts) });
          const winner = (of: readonly number[]): number => of.indexOf(Math.max(...of));
          expect(won[0]).toBe(winner(counts));
          const turns = (altered: number): boolean =>
            counts.some((_, k) => {
              if (k === won[0]) return false;
              // The attacker's best: each altered part goes from the winner to k.
              const moved = Math.min(altered, counts[won[0]]);
              const after = counts.map((c, i) => (i === won[0] ? c - moved : i === k ? c + moved : c));
              return winner(after) !== won[0];
            });
          expect(turns(radius[0])).toBe(false);
          if (counts[won[0]] > radius[0]) expect(turns(radius[0] + 1)).toBe(true);
        },
      ),
    );
  });

  it('parts by the text alone, and otherwise under another key', () => {
    const texts = made(2000, 5).texts;
    const a = partsOf(texts, 10, 'a');
    expect(partsOf(texts.toReversed(), 10, 'a').reverse()).toEqual(a);
    expect(partsOf(texts, 10, 'b')).not.toEqual(a);
    for (let part = 0; part < 10; part++) {
      const held = a.filter((of) => of === part).length;
      expect(held).toBeGreaterThan(140);
      expect(held).toBeLessThan(260);
    }
  });

  it('votes with parts that have no row or one class', () => {
    const x = words(['bright play', 'dull song']);
    const task = { x, y: [1, 1], classes: 2, part: Int32Array.of(0, 0), parts: 3 };
    const { counts } = votesOn(task, takeRows(x, [1]));
    // Two empty parts vote for the first class, the other for the only one that it knows.
    expect([...counts]).toEqual([2, 1]);
  });
});
