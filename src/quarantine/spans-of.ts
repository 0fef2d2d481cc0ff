// The spans of a file, cut as its reader cuts them, so that rows have the numbers that the report gives them.
import { fileSource } from '../corpus/chunks.ts';
import type { Limits } from '../corpus/reader.ts';
import type { CorpusFile } from '../corpus/shard.ts';
import { splitterOf } from '../corpus/spans/of-file.ts';
import { split, type Span } from '../corpus/spans/span.ts';
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
