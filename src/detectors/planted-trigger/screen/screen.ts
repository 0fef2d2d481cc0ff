// The screen: of every row of a corpus that is too large to be learned from whole, what it takes to say which rare phrases
// may decide outcomes. `finish` chooses the rows to learn from: those of such phrases, and a fair sample of all.
import type { Batch } from '../../../detector.ts';
import type { Summary } from '../../../summary.ts';
import { kept } from '../../../summaries/row-key.ts';
import type { Model } from './model.ts';
import { measures, factsOf, printOf } from './print.ts';
import { phraseKeys } from './phrase-keys.ts';
import {
  costAt,
  factsAt,
  hashAt,
  keepKept,
  keyCountAt,
  keysAt,
  noPrints,
  numbersAt,
  rowAt,
  shardAt,
  spill,
  thin,
  widen,
  type Prints,
} from './prints.ts';
import { newReading, readRow, rowHash } from './reading.ts';
import { suspects, type Chosen } from './suspects.ts';

/** Numbers kept in memory: 256 MB. */
const mostNumbers = 2 ** 26;
/** Keys of a row at most: a context of a thousand words, and its pairs and triples. */
const mostKeys = 3000;

/** `budget`: bytes of compact rows that may be chosen. */
export function screen(model: Model, seed: number, budget: number): Summary<Batch, Prints, Chosen> {
  const reading = newReading();
  const measure = new Float32Array(measures);
  let bytes = new Int8Array(0);
  return {
    maxBytes: 4 * 2 * mostNumbers + 2 ** 16,
    empty: () => noPrints(model.level),
    beside: ({ level }) => noPrints(level),
    add(state, batch) {
      for (const row of batch) {
        state.seen++;
        const hash = rowHash(row, seed);
        if (!kept(hash, state.level)) continue;
        readRow(row, seed, reading);
        widen(state, keysAt + mostKeys);
        const { records, length: at } = state;
        if (bytes.buffer !== records.buffer) bytes = new Int8Array(records.buffer);
        records[at + shardAt] = row.shard;
        records[at + rowAt] = row.row;
        records[at + hashAt] = hash;
        records[at + costAt] = reading.cost;
        printOf(reading, model.words, bytes, 4 * (at + numbersAt), measure);
        factsOf(model, reading, measure, records, at + factsAt);
        const end = phraseKeys(reading.context, model.phrases, records, at + keysAt);
        records[at + keyCountAt] = end - at - keysAt;
        state.length = end;
      }
      if (state.length > mostNumbers) thin(state, mostNumbers);
    },
    merge(into, from) {
      into.seen += from.seen;
      into.runs.push(...from.runs);
      if (from.level > into.level) {
        into.level = from.level;
        keepKept(into);
      } else if (into.level > from.level) {
        from.level = into.level;
        keepKept(from);
      }
      widen(into, from.length);
      into.records.set(from.records.subarray(0, from.length), into.length);
      into.length += from.length;
      thin(into, mostNumbers);
    },
    relocate({ records, length }, shard) {
      for (let at = 0; at < length; at += keysAt + records[at + keyCountAt]) records[at + shardAt] = shard;
    },
    spill,
    finish: (state, scratch) => suspects(state, scratch, model, budget),
  };
}
