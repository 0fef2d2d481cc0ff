// JSON lines: a record on each line that is not blank.
import { shardSource } from '../chunks.ts';
import type { Reader } from '../reader.ts';
import { lineSplitter } from '../spans/lines.ts';
import type { Span } from '../spans/span.ts';
import { parseRecord } from './json-record.ts';
import { readSpans } from './of-spans.ts';

export const jsonl: Reader = {
  read(file, shard, limits, asked) {
    const startsFile = shard.start === 0;
    const source = shardSource(file, shard, limits);
    const parse = ({ bytes }: Span) => parseRecord(bytes.toString('utf8'), limits);
    return readSpans(source, lineSplitter(limits, { asked }), limits, startsFile, parse, asked);
  },
};
