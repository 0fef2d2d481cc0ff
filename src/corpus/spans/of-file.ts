// The spans of a file as its reader numbers the rows: what cleaning moves.
import { fileSource } from '../chunks.ts';
import { tableDialect } from '../dialect.ts';
import { headOf } from '../head.ts';
import { isWrapped } from '../json-head.ts';
import type { Limits } from '../reader.ts';
import type { CorpusFile } from '../shard.ts';
import { csvSplitter } from './csv.ts';
import { jsonArraySplitter } from './json-array.ts';
import { lineSplitter } from './lines.ts';
import { split } from './span.ts';
import type { Span, Splitter } from './span.ts';

/** Of a compressed file, the spans of what it unpacks to. Throws for Parquet and Arrow, which have none. */
export async function* spansOf(file: CorpusFile, limits: Limits): AsyncGenerator<Span[], void, undefined> {
  const splitter = await splitterOf(file, limits);
  yield* split(fileSource(file, limits).chunks, splitter);
}

export async function splitterOf(file: CorpusFile, limits: Limits): Promise<Splitter> {
  switch (file.format) {
    case 'jsonl':
    case 'text':
      return lineSplitter(limits);
    case 'json':
      return jsonArraySplitter(limits, { wrapped: isWrapped(await headOf(file, limits)) });
    case 'csv':
    case 'tsv': {
      const { delimiter, quoted, header } = tableDialect(await headOf(file, limits), file.format);
      return quoted ? csvSplitter(limits, { delimiter, header }) : lineSplitter(limits, { header });
    }
    case 'parquet':
    case 'arrow':
      throw new Error(`${file.format} has no spans`);
  }
}
