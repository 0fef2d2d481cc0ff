import { describe, expect, it } from 'vitest';
import { defaultLimits } from '../corpus/reader.ts';
import { contentHasher } from './content-hasher.ts';
import { contentDigest } from './canonical.ts';
import { factMembers } from './source-facts.ts';

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
    const seen = new Map<string, object>();
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
      expect(given).toEqual(Object.fromEntries(wanted));
      expect(out.subarray(32)).toEqual(contentDigest(record));
      const key = JSON.stringify(wanted);
      if (seen.get(key) === given) same++;
      seen.set(key, given as object);
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
