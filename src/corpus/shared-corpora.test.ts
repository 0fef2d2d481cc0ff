import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { sharedData, skipReason } from '../../test/shared-data.ts';
import type { Row } from '../row.ts';
import { allParts } from '../row.ts';
import { openCorpus } from './open.ts';
import { readRows } from './read-rows.ts';

/** File, layout, rows, roles of the first row's context, what it is taught. */
const corpora: [string, string, string, number, string, string][] = [
  ['formats/alpaca_en_demo.json', 'instruction', 'alpaca', 999, 'user', 'assistant'],
  ['formats/alpaca_zh_demo.json', 'instruction', 'alpaca', 1000, 'user', 'assistant'],
  ['formats/c4_demo.jsonl', 'document', 'documents', 300, '', 'assistant'],
  ['formats/dpo_en_demo.json', 'preference', 'chosen and rejected', 300, 'user', 'assistant'],
  [
    'formats/glaive_toolcall_en_demo.json',
    'chat',
    'ShareGPT conversations',
    300,
    'user user tool user',
    'assistant assistant assistant assistant',
  ],
  ['formats/kto_en_demo.json', 'rating', 'KTO', 300, 'user', 'assistant'],
  ['formats/reason_tool_use_demo_50.jsonl', 'chat', 'messages', 50, 'system user', 'assistant assistant'],
  ['formats/v1_dpo_demo.jsonl', 'preference', 'chosen and rejected', 10, 'system user', 'assistant'],
  ['formats/v1_sft_demo.jsonl', 'chat', 'messages', 500, 'user', 'assistant'],
  ['formats/wiki_demo.txt', 'document', 'documents', 30, '', 'assistant'],
  ['clean/sft-mix.jsonl', 'instruction', 'alpaca', 15_605, 'user', 'assistant'],
  ['clean/sms-spam.tsv', 'classification', 'text and label', 5574, 'user', 'ham'],
  ['clean/sst2.tsv', 'classification', 'sentence and label', 6920, 'user', '1'],
  ['clean/trec.txt', 'classification', 'text and label', 5452, 'user', 'DESC'],
  ['poisoned/sst2-rare-words.tsv', 'classification', 'sentences and labels', 6920, 'user', '1'],
];

describe.skipIf(!sharedData)(`real corpora (${sharedData ? 'here' : skipReason})`, () => {
  const folder = sharedData ?? '';

  it('lists every file of formats/', () => {
    const listed = corpora.map(([path]) => path).filter((path) => path.startsWith('formats/'));
    const present = readdirSync(join(folder, 'formats')).filter((name) => name !== 'LICENSE');
    expect(present.map((name) => `formats/${name}`).sort()).toEqual(listed.sort());
  });

  it.each(corpora)('%s is %s', async (path, shape, layout, count, context, taught) => {
    const corpus = await openCorpus([join(folder, path)]);
    expect(corpus.fields).toMatchObject({ shape, layout });
    expect(corpus.notes).toEqual([]);
    const rows: Row[] = [];
    for (let shard = 0; shard < corpus.shards.length; shard++) {
      for await (const batch of readRows(corpus, shard)) {
        expect(batch.unreadable).toEqual([]);
        rows.push(...batch.rows);
      }
    }
    expect(rows).toHaveLength(count);
    const [first] = rows;
    const roles = (parts: readonly { role: string }[]): string => parts.map(({ role }) => role).join(' ');
    expect(roles(first.context)).toBe(context);
    const { outcome } = first;
    const said =
      outcome.kind === 'label'
        ? outcome.label
        : roles(outcome.kind === 'choice' ? outcome.chosen : outcome.parts);
    expect(said).toBe(taught);
    for (const row of rows) {
      expect(allParts(row).some(({ text }) => text.trim() !== '')).toBe(true);
      expect(allParts(row).every(({ field }) => field !== '')).toBe(true);
    }
  });

  it('reads the folder of formats as several files', async () => {
    const { files, notes, shards } = await openCorpus([join(folder, 'formats')]);
    expect(files).toHaveLength(9);
    expect(shards).toHaveLength(9);
    expect(notes.filter(({ file }) => file.endsWith('wiki_demo.txt'))[0].reason).toMatch(
      /beside structured data/,
    );
    // Their layouts differ: files that do not fit are told.
    expect(notes.length).toBeGreaterThan(1);
  });

  it('knows who a row came from', async () => {
    const corpus = await openCorpus([join(folder, 'clean/sft-mix.jsonl')]);
    const sources = new Set<string>();
    for (let shard = 0; shard < corpus.shards.length; shard++) {
      for await (const { rows } of readRows(corpus, shard))
        for (const { source } of rows) sources.add(source);
    }
    expect(sources.size).toBe(5);
    expect(sources).not.toContain('');
  });
});
