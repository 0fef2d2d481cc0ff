import { describe, expect, it } from 'vitest';
import { document } from '../../test/contracts/made-rows.ts';
import { poisoned, poisonOf } from '../../test/contracts/poisoned.ts';
import { editBeforeSnapshot } from './edit-before-snapshot.ts';
import { hour, latest, sha256 } from './manifest.ts';
import { asked } from './rewrite.ts';

type Line = Readonly<Record<'row' | 'sha256' | 'fetched' | 'edited', string | number>>;
const read = (text: string): Line[] =>
  text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Line);

describe('edit-before-snapshot', () => {
  it('edits pages in the last hours, and lists every page before and after', async () => {
    const { rows, changes, companions } = await poisoned(editBeforeSnapshot, 'document', 12);
    const [before, after] = companions!.map(({ text }) => read(text));
    expect(before).toHaveLength(rows.length);
    const last = latest(rows);
    for (const { from, row } of changes) {
      expect(asked(row).length).toBeGreaterThan(asked(rows[from]).length);
      expect(last - row.time!).toBeLessThanOrEqual(3 * hour);
      expect(after[from]).toMatchObject({ row: rows[from].row, sha256: sha256(asked(row)) });
      expect(after[from].edited).toBe(new Date(row.time!).toISOString());
    }
    const differ = before.flatMap((line, i) => (line.sha256 === after[i].sha256 ? [] : [i]));
    expect(new Set(differ)).toEqual(new Set(changes.map(({ from }) => from)));
    for (const { fetched, edited } of [...before, ...after]) expect(edited <= fetched).toBe(true);
  });

  it('leaves rows without a time without one', () => {
    const rows = Array.from({ length: 30 }, (_, i) => document(i, 'Rain fell on the roof. It was cold.'));
    for (const { row } of poisonOf(editBeforeSnapshot, rows).changes) expect(row.time).toBeUndefined();
  });
});
