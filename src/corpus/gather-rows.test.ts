import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { gatherRows } from './gather-rows.ts';
import { openCorpus } from './open.ts';

const folder = mkdtempSync(join(tmpdir(), 'bezoar-gather-'));
const line = (i: number): string => JSON.stringify({ text: `row ${i}`, label: i % 2 });

describe('gathering rows', () => {
  it('gives those of all files in order, and counts what it cannot read', async () => {
    const lines = Array.from({ length: 3000 }, (_, i) => line(i));
    writeFileSync(
      join(folder, 'a.jsonl'),
      [...lines.slice(0, 10), '{"text":', ...lines.slice(10, 1500)].join('\n'),
    );
    writeFileSync(join(folder, 'b.jsonl'), lines.slice(1500).join('\n'));
    const corpus = await openCorpus([join(folder, 'a.jsonl'), join(folder, 'b.jsonl')]);
    const told: number[] = [];
    const { rows, unreadable } = await gatherRows(corpus, (n) => told.push(n));
    expect(rows.map(({ context }) => context[0].text)).toEqual(lines.map((_, i) => `row ${i}`));
    expect(unreadable).toBe(1);
    expect(told.at(-1)).toBe(3000);
    expect(rows[10]).toMatchObject({ row: 11 });
    await expect(gatherRows(corpus, undefined, 100)).rejects.toThrow('more than 100 rows');
  });
});
