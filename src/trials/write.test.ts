import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { poisonable } from '../../test/contracts/poisonable.ts';
import { rareToken } from '../attacks/rare-token.ts';
import { writeDrill } from './write.ts';

const folder = mkdtempSync(join(tmpdir(), 'bezoar-write-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const text = (name: string): string => readFileSync(join(folder, name), 'utf8');

it('leaves copies, answer keys and manifests, and replaces nothing', async () => {
  const subject = await poisonable('instruction', 120);
  const files = [{ path: 'rows.jsonl', sha256: 'ab' }];
  const wanted = {
    subject,
    attacks: [rareToken],
    budgets: [5, 500],
    seeds: [1, 2],
    folder,
    files,
    version: 'test',
  };
  const { names, impossible } = await writeDrill(wanted);
  expect(names).toEqual(['rare-token-5-seed1', 'rare-token-5-seed2']);
  expect(impossible).toEqual([{ attack: 'rare-token', budget: 500, reason: 'there are only 120 rows' }]);
  expect(readdirSync(folder)).toHaveLength(7);
  const clean = text('clean.jsonl').split('\n');
  for (const name of names) {
    const rows = text(`${name}.jsonl`).split('\n');
    const key = text(`${name}.answers.jsonl`)
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as { row: number; from: number });
    const different = rows.flatMap((row, i) => (row === clean[i] ? [] : [i]));
    expect(key.map(({ row }) => row)).toEqual(different);
    expect(key.every(({ row, from }) => row === from)).toBe(true);
    const manifest = JSON.parse(text(`${name}.drill.json`)) as Record<string, unknown>;
    const sha256 = createHash('sha256')
      .update(text(`${name}.jsonl`))
      .digest('hex');
    expect(manifest).toMatchObject({ sha256, rows: 120, poisoned: 5, madeFrom: files });
  }
  await expect(writeDrill(wanted)).rejects.toMatchObject({ code: 'exists' });
});
