// The lines of a log that another program writes, out of pieces of it: a line is told when its end has come, so that one that is
// half written is not taken for a whole one. Python writes NaN and Infinity, which are no JSON: they become texts of that name.

export interface LogLines {
  /** The records of the lines that end in this piece; `unreadable` for those that are none. */
  push(piece: Buffer): unknown[];
  /** What stands after the last line end, if it is a record. */
  rest(): unknown[];
  /** Forgets what stands after the last line end: another file follows. */
  reset(): void;
}

export const unreadable: unique symbol = Symbol('unreadable');

export function logLines(longest: number): LogLines {
  let held: Buffer[] = [];
  let bytes = 0;
  let passing = false;
  const take = (piece: Buffer): unknown[] => {
    const line = held.length === 0 ? piece : Buffer.concat([...held, piece]);
    [held, bytes] = [[], 0];
    const text = line.toString('utf8').trim();
    return text === '' ? [] : [recordOf(text)];
  };
  return {
    push(piece) {
      const records: unknown[] = [];
      let from = 0;
      for (let at = piece.indexOf(10); at >= 0; at = piece.indexOf(10, from)) {
        const line = piece.subarray(from, at);
        from = at + 1;
        if (passing || bytes + line.length > longest) {
          records.push(unreadable);
          [held, bytes, passing] = [[], 0, false];
        } else records.push(...take(line));
      }
      const left = piece.length - from;
      if (passing || left === 0) return records;
      if (bytes + left > longest) [held, bytes, passing] = [[], 0, true];
      else {
        // A copy: the piece's memory is used again.
        held.push(Buffer.from(piece.subarray(from)));
        bytes += left;
      }
      return records;
    },
    rest() {
      const records = passing ? [unreadable] : take(Buffer.alloc(0));
      passing = false;
      return records;
    },
    reset() {
      [held, bytes, passing] = [[], 0, false];
    },
  };
}

/**
 * Texts are gone over whole, so that what looks like a number in one stays text. One that never closes is taken to the end:
 * were it none, each of its quotes would be tried as a beginning.
 */
const stringOrWord = /"(?:[^"\\]|\\[\s\S]?)*"?|(-?Infinity|NaN)/g;

function recordOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    try {
      return JSON.parse(text.replace(stringOrWord, (all, word?: string) => (word ? `"${word}"` : all)));
    } catch {
      return unreadable;
    }
  }
}
