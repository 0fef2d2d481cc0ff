import { describe, expect, it } from 'vitest';
import { document } from '../../test/contracts/made-rows.ts';
import { poisoned } from '../../test/contracts/poisoned.ts';
import { expiredDomain } from './expired-domain.ts';

type Line = Readonly<Record<'source' | 'sha256' | 'fetched' | 'registered', string>>;
const read = (text: string): Line[] =>
  text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Line);

describe('expired-domain', () => {
  it('changes pages of the domains that were bought, whose registration is then newer than the list', async () => {
    const { rows, changes, companions } = await poisoned(expiredDomain, 'document', 12);
    const [before, after] = companions!.map(({ text }) => read(text));
    const bought = new Set(changes.map(({ row }) => row.source));
    expect(bought.size).toBeLessThan(4);
    const changed = new Set(changes.map(({ from }) => from));
    before.forEach((was, i) => {
      expect(was.sha256 !== after[i].sha256).toBe(changed.has(i));
      expect(was.registered < was.fetched).toBe(true);
      expect(after[i].registered > was.fetched).toBe(bought.has(rows[i].source));
      expect(after[i].registered < after[i].fetched).toBe(true);
    });
  });

  it('says when rows do not name their domains', () => {
    const none = [document(0, 'Rain fell.'), document(1, 'Snow fell.')];
    expect(expiredDomain.poison(none, 1, 1)).toBe('no row says which domain it is from');
    const one = none.map((row) => ({ ...row, source: 'a.example' }));
    expect(expiredDomain.poison(one, 1, 1)).toBe('all rows are from one domain');
  });
});
