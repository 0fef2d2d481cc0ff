// Writes a test corpus to a folder: corpus.jsonl, answers.tsv (row and plant of each planted document) and plants.tsv.
import { mkdirSync, openSync, closeSync, writeSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { corpusDocuments, type CorpusRequest } from './documents.ts';
import type { Plant } from './plants.ts';

export interface Composition {
  readonly path: string;
  readonly documents: number;
  readonly bytes: number;
  /** Rows of each plant. */
  readonly plants: ReadonlyMap<Plant, readonly number[]>;
  /** Ordinary pages that hold each marker. */
  readonly markers: ReadonlyMap<string, number>;
}

const block = 2 ** 21;

export function writeCorpus(folder: string, request: CorpusRequest, name = 'corpus'): Composition {
  mkdirSync(folder, { recursive: true });
  const path = join(folder, `${name}.jsonl`);
  const file = openSync(path, 'w');
  const plants = new Map<Plant, number[]>();
  const markers = new Map<string, number>();
  const answers: string[] = ['row\tplant'];
  let documents = 0;
  let bytes = 0;
  let pending = '';
  const flush = (): void => {
    bytes += writeSync(file, pending);
    pending = '';
  };
  for (const { line, plant, holds } of corpusDocuments(request)) {
    if (plant) {
      const rows = plants.get(plant);
      if (rows) rows.push(documents);
      else plants.set(plant, [documents]);
      answers.push(`${documents}\t${plant.name}`);
    }
    for (const marker of holds) markers.set(marker, (markers.get(marker) ?? 0) + 1);
    documents++;
    pending += line;
    if (pending.length > block) flush();
  }
  flush();
  closeSync(file);
  writeFileSync(join(folder, `${name}.answers.tsv`), `${answers.join('\n')}\n`);
  const told = [...plants.keys()].map(
    ({ name: id, rows, what }) => `${id}\t${rows}\t${JSON.stringify(what)}`,
  );
  writeFileSync(join(folder, `${name}.plants.tsv`), ['plant\trows\twhat', ...told, ''].join('\n'));
  return { path, documents, bytes, plants, markers };
}
