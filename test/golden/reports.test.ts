// Corpus in, report out, byte for byte, whichever engine runs it. After a change that is meant to be seen in
// reports, `UPDATE_GOLDEN=1 npx vitest run test/golden` writes them anew; read the difference before it is committed.
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Corpus } from '../../src/corpus/corpus.ts';
import { openCorpus } from '../../src/corpus/open.ts';
import { detectors } from '../../src/detectors/index.ts';
import type { Engine } from '../../src/engines/engine.ts';
import { inProcess } from '../../src/engines/in-process.ts';
import { threads } from '../../src/engines/threads.ts';
import { report as reportSchema } from '../../src/report/schema.ts';
import { renderFlagged } from '../../src/report/writers/flagged.ts';
import { renderJson } from '../../src/report/writers/json.ts';
import { scan } from '../../src/scan.ts';
import { goldenCorpora, type GoldenCorpus } from './corpora.ts';

const update = process.env.UPDATE_GOLDEN === '1';

const engines: readonly (readonly [string, () => Engine])[] = [
  ['in this process', () => inProcess()],
  ['on two threads', () => threads(2)],
];

describe.each(goldenCorpora)('$name', (golden) => {
  it.each(engines)('gives its report %s', async (_, makeEngine) => {
    const folder = await mkdtemp(join(tmpdir(), 'bezoar-golden-'));
    const engine = makeEngine();
    try {
      const corpus = await corpusIn(folder, golden);
      const clock = (): number => 0;
      const result = await scan({ corpus, detectors, seed: 7, engine, clock, version: '0.0.0' });
      const report = { ...reportSchema.parse(result.report), timings: [] };
      await expectBytes(`${golden.name}.report.json`, renderJson(report));
      await expectBytes(`${golden.name}.flagged.jsonl`, [...renderFlagged(result.flagged)].join(''));
    } finally {
      await engine.close();
      await rm(folder, { recursive: true });
    }
  });
});

/** Opened as a user would, its files then named as if they stood in the working folder. */
async function corpusIn(folder: string, { files }: GoldenCorpus): Promise<Corpus> {
  const paths = files.map(([name]) => join(folder, name));
  for (const [i, [, content]] of files.entries()) await writeFile(paths[i], content);
  const { files: opened, shards, fields, limits } = await openCorpus(paths);
  const named = opened.map((file) => ({ ...file, path: file.path.slice(folder.length + 1) }));
  return { files: named, shards, fields, limits };
}

async function expectBytes(name: string, bytes: string): Promise<void> {
  const file = new URL(name, import.meta.url);
  if (update) await writeFile(file, bytes);
  expect(bytes).toBe(await readFile(file, 'utf8'));
}
