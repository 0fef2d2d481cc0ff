// Row records in the making: digests are put where they will be written from, and handed on in blocks.
import type { RowFacts } from './row-facts.ts';
import { digestBytes, recordBytes } from './row-records.ts';

export interface TakeRows {
  /**
   * Is told of each row in order and says the number of its source. Of a row that is no record there is nothing.
   */
  source(row: RowFacts | undefined): number;
  /** The records of the rows since the last call, good until it has returned. */
  records(records: Buffer): Promise<void> | void;
}

export const blockRecords = 2 ** 12;

export interface RecordBlock {
  readonly bytes: Buffer;
  /** Where the record of the next row goes: both digests at once. */
  place(): number;
  /** Its digests are there. False where the block is full and has to be handed on. */
  end(row: RowFacts | undefined): boolean;
  handOn(): Promise<void> | void;
}

export function recordBlock(take: TakeRows): RecordBlock {
  const bytes = Buffer.alloc(blockRecords * recordBytes);
  let at = 0;
  return {
    bytes,
    place: () => at,
    end(row) {
      const source = take.source(row);
      const to = at + 2 * digestBytes;
      bytes[to] = source;
      bytes[to + 1] = source >>> 8;
      bytes[to + 2] = source >>> 16;
      bytes[to + 3] = source >>> 24;
      at += recordBytes;
      return at < bytes.length;
    },
    handOn() {
      if (at === 0) return undefined;
      const records = bytes.subarray(0, at);
      at = 0;
      return take.records(records);
    },
  };
}
