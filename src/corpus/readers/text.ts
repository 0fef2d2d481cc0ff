// Plain text: each line that is not blank is a record with its text, and its label where lines begin with one.
import { shardSource } from '../chunks.ts';
import { classAndSub, fastTextLabel, textDialect } from '../dialect.ts';
import type { TextDialect } from '../dialect.ts';
import { headOf } from '../head.ts';
import type { Limits, Reader } from '../reader.ts';
import type { CorpusFile } from '../shard.ts';
import type { Span } from '../spans/span.ts';
import { withoutLineEnd } from '../spans/csv.ts';
import { lineSplitter } from '../spans/lines.ts';
import { Failure, readSpans } from './of-spans.ts';

export const text: Reader = {
  async *read(file, shard, limits, asked) {
    const record = await textParser(file, limits);
    const source = shardSource(file, shard, limits);
    const parse = ({ bytes }: Span) => record(bytes);
    yield* readSpans(source, lineSplitter(limits, { asked }), limits, shard.start === 0, parse, asked);
  },
};

/** The record of a line, or a `Failure`. */
export async function textParser(file: CorpusFile, limits: Limits): Promise<(bytes: Buffer) => unknown> {
  const record = records[textDialect(await headOf(file, limits))];
  return (bytes) => record(withoutLineEnd(bytes.toString('utf8')));
}

const records: Record<TextDialect, (line: string) => unknown> = {
  plain: (line) => ({ text: line }),
  'class:sub': (line) => {
    const found = classAndSub.exec(line);
    if (!found) return new Failure('no CLASS:sub in front of the text');
    const [prefix, label, sub] = found;
    return { text: line.slice(prefix.length), label, sublabel: `${label}:${sub}` };
  },
  __label__: (line) => {
    let rest = line;
    const labels: string[] = [];
    for (let found = fastTextLabel.exec(rest); found; found = fastTextLabel.exec(rest)) {
      labels.push(found[1]);
      rest = rest.slice(found[0].length);
    }
    if (labels.length === 0) return new Failure('no __label__ in front of the text');
    return { text: rest, label: labels.join(' ') };
  },
};
