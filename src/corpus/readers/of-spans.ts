// What the readers of text files share: the rows among the spans become entries.
import type { Source } from '../chunks.ts';
import { UnreadableFile } from '../reader.ts';
import type { Asked, Entry, Limits, ReadBatch } from '../reader.ts';
import { split } from '../spans/span.ts';
import type { Span, Splitter } from '../spans/span.ts';

/** `parse` gives the record of a row span, or a `Failure`. */
export async function* readSpans(
  source: Source,
  splitter: Splitter,
  limits: Limits,
  startsFile: boolean,
  parse: (span: Span) => unknown,
  asked?: Asked,
): AsyncGenerator<ReadBatch, void, undefined> {
  let bytes = -1;
  let row = 0;
  for await (const spans of split(source.chunks, splitter, startsFile)) {
    const entries: Entry[] = [];
    for (const span of spans) {
      if (span.kind !== 'row' && span.kind !== 'passed over') continue;
      const { line, rows = 1 } = span;
      const passed = span.kind === 'passed over' || (asked && !asked(row));
      row += rows;
      if (passed) {
        entries.push({ kind: 'passed over', rows, line });
        continue;
      }
      const value = span.tooLong ? new Failure(tooLong(limits)) : parse(span);
      entries.push(
        value instanceof Failure
          ? { kind: 'unreadable', reason: value.reason, line }
          : { kind: 'record', value, line },
      );
    }
    bytes = source.progress();
    yield { entries, lines: splitter.lines(), bytes };
  }
  if (source.progress() !== bytes) yield { entries: [], lines: splitter.lines(), bytes: source.progress() };
  if (!splitter.whole()) throw new UnreadableFile('truncated', 'the file breaks off before its end');
}

/** Why a row is unreadable: plain words, nothing from the row. */
export class Failure {
  readonly reason: string;

  constructor(reason: string) {
    this.reason = reason;
  }
}

function tooLong({ recordBytes }: Limits): string {
  const MiB = 2 ** 20;
  const limit = recordBytes >= MiB ? `${Math.round(recordBytes / MiB)} MiB` : `${recordBytes} bytes`;
  return `the row is longer than ${limit}`;
}
