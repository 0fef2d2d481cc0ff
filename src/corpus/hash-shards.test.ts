import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, expect, it } from 'vitest';
import { shardSource } from './chunks.ts';
import { hashShards } from './hash-shards.ts';
import { defaultLimits } from './reader.ts';
import type { CorpusFile } from './shard.ts';

const folder = mkdtempSync(join(tmpdir(), 'bezoar-hash-'));
afterAll(() => rmSync(folder, { recursive: true }));

it('hashes of each shard the lines that its reader gets', async () => {
  const lines = fc.array(fc.stringMatching(/^[a-c]{0,30}$/), { minLength: 1, maxLength: 12 });
  await fc.assert(
    fc.asyncProperty(lines, fc.integer({ min: 1, max: 9 }), fc.boolean(), async (texts, step, ends) => {
      const content = texts.join('\n') + (ends ? '\n' : '');
      fc.pre(content.length > 0);
      const location = join(folder, 'a.jsonl');
      writeFileSync(location, content);
      const bytes = content.length;
      const file: CorpusFile = { path: 'a', location, format: 'jsonl', compression: 'none', bytes };
      const shards = Array.from({ length: Math.ceil(bytes / step) }, (_, i) => ({
        file: 0,
        start: i * step,
        end: Math.min(bytes, (i + 1) * step),
      }));
      const hashes = await hashShards(file, shards);
      expect(hashes.sha256).toBe(createHash('sha256').update(content).digest('hex'));
      for (const [i, shard] of shards.entries()) {
        const hash = createHash('sha256');
        for await (const chunk of shardSource(file, shard, defaultLimits).chunks) hash.update(chunk);
        expect(hashes.shards[i]).toBe(hash.digest('hex'));
      }
    }),
    { numRuns: 60 },
  );
});
