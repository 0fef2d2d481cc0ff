import { describe, expect, it } from 'vitest';
import { defaultLimits } from '../corpus/reader.ts';
import { contentHasher } from './content-hasher.ts';
import { contentDigest } from './canonical.ts';
import { column } from '../corpus/column.ts';
import { factMembers, factNames } from './row-facts.ts';

const file = {
  path: 'a.jsonl',
  location: 'a.jsonl',
  format: 'jsonl',
  compression: 'none',
  bytes: 0,
} as const;

describe('contentHasher', () => {
  it('gives the members that name a source, whatever rows came before', async () => {
    const hasher = await contentHasher(file, defaultLimits);
    const out = Buffer.alloc(64);
    let state = 7;
    const random = (below: number) => {
      state = (Math.imul(state, 0x2c1b3c6d) + 0x9e3779b9) >>> 0;
      return (state >>> 8) % below;
    };
    const value = () =>
      [
        `name ${random(900)}`,
        'x'.repeat(random(400)),
        random(20),
        null,
        { url: `u${random(3)}` },
        ['\n', ''],
      ][random(6)];
    const columns = factNames.map(column);
    const gatherer = {};
    const numbers = new Map<string, number>();
    let same = 0;
    for (let i = 0; i < 20_000; i++) {
      const record: Record<string, unknown> = { text: `row ${i}` };
      for (let k = random(3); k > 0; k--) record[factMembers[random(factMembers.length)]] = value();
      const text = JSON.stringify(record);
      // A row that is left in the middle must not be taken for one that was met.
      const broken = random(4) === 0;
      const given = hasher(Buffer.from(broken ? `${text} {` : text), out, 32);
      if (broken) {
        expect(given).toBeUndefined();
        continue;
      }
      const wanted = Object.entries(record).filter(([key, one]) => factMembers.includes(key) && one !== null);
      expect(out.subarray(32)).toEqual(contentDigest(record));
      const key = JSON.stringify(wanted.toSorted());
      const number = numbers.get(key) ?? numbers.size;
      numbers.set(key, number);
      if (given?.known) {
        expect(given.known.number).toBe(number);
        same++;
        continue;
      }
      const said = factNames.map((_, k) => given?.value(k) ?? undefined);
      expect(said).toEqual(columns.map((read) => read(Object.fromEntries(wanted)) ?? undefined));
      given!.known = { by: gatherer, number };
    }
    expect(same).toBeGreaterThan(4000);
  });

  it('lets the digest of its bytes stand for the content of a row that is no record', async () => {
    const hasher = await contentHasher(file, defaultLimits);
    const out = Buffer.alloc(64, 5);
    expect(hasher(Buffer.from('{"a":'), out, 32)).toBeUndefined();
    expect(out.subarray(32)).toEqual(Buffer.alloc(32, 5));
    expect(hasher(Buffer.from('"just a text"'), out, 32)).toBeUndefined();
    expect(out.subarray(32)).toEqual(contentDigest('just a text'));
  });
});
