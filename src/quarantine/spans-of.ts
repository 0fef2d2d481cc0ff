// The spans of a file, cut as its reader cuts them, so that rows have the numbers that the report gives them.
import { fileSource } from '../corpus/chunks.ts';
import { tableDialect } from '../corpus/dialect.ts';
import { headOf } from '../corpus/head.ts';
import { isWrapped } from '../corpus/json-head.ts';
import type { Limits } from '../corpus/reader.ts';
import type { CorpusFile } from '../corpus/shard.ts';
import { csvSplitter } from '../corpus/spans/csv.ts';
import { jsonArraySplitter } from '../corpus/spans/json-array.ts';
import { lineSplitter } from '../corpus/spans/lines.ts';
import { split, type Span, type Splitter } from '../corpus/spans/span.ts';
import { UsageError } from '../errors.ts';

export async function* spansOf(file: CorpusFile, limits: Limits): AsyncGenerator<Span[], void, undefined> {
  const splitter = await splitterOf(file, limits);
  yield* split(fileSource(file, limits).chunks, splitter);
  if (!splitter.whole()) {
    throw new UsageError(
      'truncated',
      `${file.path} breaks off before its end`,
      'Mend the file, then scan it again.',
    );
  }
}

async function splitterOf(file: CorpusFile, limits: Limits): Promise<Splitter> {
  switch (file.format) {
    case 'jsonl':
    case 'text':
      return lineSplitter(limits);
    case 'csv':
    case 'tsv': {
      const { delimiter, quoted, header } = tableDialect(await headOf(file, limits), file.format);
      return quoted ? csvSplitter(limits, { delimiter, header }) : lineSplitter(limits, { header });
    }
    case 'json':
      return jsonArraySplitter(limits, { wrapped: isWrapped(await headOf(file, limits)) });
    default:
      throw new Error(`${file.format} has no spans`);
  }
}
