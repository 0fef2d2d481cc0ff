// A JSON array of records, or an object whose lists hold them, record by record and never as a whole.
import { fileSource } from '../chunks.ts';
import type { Reader } from '../reader.ts';
import type { Span } from '../spans/span.ts';
import { splitterOf } from '../spans/of-file.ts';
import { parseRecord } from './json-record.ts';
import { readSpans } from './of-spans.ts';

export const json: Reader = {
  async *read(file, _shard, limits, asked) {
    const splitter = await splitterOf(file, limits);
    const parse = ({ bytes }: Span) => parseRecord(bytes.toString('utf8'), limits);
    yield* readSpans(fileSource(file, limits), splitter, limits, true, parse, asked);
  },
};
