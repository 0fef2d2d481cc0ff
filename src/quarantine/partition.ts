// Parts the bytes of a text file: rows to set aside go to the quarantine, all else stays in the cleaned file, and
// the pieces say how to put them together again. In a JSON array the commas go with the rows.
import type { Span } from '../corpus/spans/span.ts';
import { UsageError } from '../errors.ts';
import type { Piece } from './policy.ts';

type Write = (bytes: Uint8Array) => Promise<void> | void;

export interface Sides {
  readonly clean: Write;
  readonly quarantine: Write;
}

export interface Partition {
  readonly rows: number;
  readonly setAside: number;
  readonly pieces: readonly Piece[];
}

/** `isSetAside` is asked once for every row, in order. */
export async function partition(
  spans: AsyncIterable<readonly Span[]>,
  json: boolean,
  isSetAside: (row: number) => boolean,
  sides: Sides,
): Promise<Partition> {
  const pieces = pieceList();
  const to = (side: 'clean' | 'quarantine', bytes: Uint8Array) => {
    pieces.add(side, bytes.length);
    return sides[side](bytes);
  };
  const between = json ? commas(to, pieces, sides.quarantine) : plain(to);
  let rows = 0;
  let setAside = 0;
  let side: 'clean' | 'quarantine' = 'clean';
  for await (const batch of spans) {
    for (const { kind, bytes } of batch) {
      if (kind === 'row') {
        side = isSetAside(rows++) ? 'quarantine' : 'clean';
        if (side === 'quarantine') setAside++;
        await between.beforeRow(side);
      }
      const written = kind === 'frame' ? between.frame(bytes) : to(side, bytes);
      // Most writes only fill a buffer; waiting for nothing would take longer than they do.
      if (written) await written;
    }
  }
  await between.end();
  return { rows, setAside, pieces: pieces.all };
}

/** Runs of the same side joined. */
function pieceList() {
  const all: Piece[] = [];
  return {
    all,
    add(kind: 'clean' | 'quarantine' | 'skip', bytes: number): void {
      const last = all.at(-1);
      if (last?.[0] === kind) all[all.length - 1] = [kind, (last[1] as number) + bytes];
      else if (bytes > 0) all.push([kind, bytes]);
    },
    text(text: string): void {
      if (text !== '') all.push(['text', text]);
    },
  };
}

type To = (side: 'clean' | 'quarantine', bytes: Uint8Array) => Promise<void> | void;

interface Between {
  beforeRow(side: 'clean' | 'quarantine'): Promise<void> | void;
  frame(bytes: Uint8Array): Promise<void> | void;
  end(): Promise<void> | void;
}

/** Lines carry their own ends: what is no row stays in the cleaned file. */
function plain(to: To): Between {
  return { beforeRow: () => {}, frame: (bytes) => to('clean', bytes), end: () => {} };
}

// White space and a comma between two rows are a handful of bytes; this much is not written by any tool.
const longestSeparator = 2 ** 20;
const comma = 0x2c;
const separators = new Set([0x20, 0x09, 0x0a, 0x0d, comma]);

/**
 * Between the elements of a list a separator stays when both a kept element precedes it in that list and a kept
 * one follows; the others are taken out and noted as texts. The quarantine is made a JSON array of its own.
 */
function commas(to: To, pieces: ReturnType<typeof pieceList>, quarantine: Write): Between {
  let held: Uint8Array[] = [];
  let heldBytes = 0;
  /** The frame since the last row holds more than a separator: a bracket, or other members of a wrapping object. */
  let structure = true;
  let edges: { first?: number; last?: number } = {};
  let keptInList = false;
  let wasSetAside = false;
  let inQuarantine = 0;

  async function flush(): Promise<void> {
    for (const bytes of held) await to('clean', bytes);
    held = [];
    heldBytes = 0;
  }

  function note(bytes: Uint8Array): void {
    for (const byte of bytes) {
      if (!separators.has(byte)) structure = true;
      if (byte === comma || !separators.has(byte)) {
        edges.first ??= byte;
        edges.last = byte;
      }
    }
  }

  return {
    async frame(bytes) {
      note(bytes);
      if (structure) {
        await flush();
        return to('clean', bytes);
      }
      held.push(Uint8Array.from(bytes));
      heldBytes += bytes.length;
      if (heldBytes > longestSeparator) {
        const message = `there is more than ${longestSeparator / 2 ** 20} MiB of white space between two rows`;
        throw new UsageError('unsupported', message, 'Write the file anew without it, then scan it again.');
      }
    },
    async beforeRow(side) {
      if (structure) {
        // `, 5, ` between rows: something that is no row shares their list, and we would leave a comma too many.
        if ((side === 'quarantine' && edges.last === comma) || (wasSetAside && edges.first === comma))
          mixed();
        keptInList = false;
      } else if (side === 'clean' && keptInList) await flush();
      else {
        pieces.text(Buffer.concat(held).toString('latin1'));
        held = [];
        heldBytes = 0;
      }
      if (side === 'clean') keptInList = true;
      else {
        const opening = Buffer.from(inQuarantine++ === 0 ? '[\n' : ',\n');
        pieces.add('skip', opening.length);
        await quarantine(opening);
      }
      wasSetAside = side === 'quarantine';
      structure = false;
      edges = {};
    },
    async end() {
      if (structure && wasSetAside && edges.first === comma) mixed();
      await flush();
      const closing = Buffer.from(inQuarantine === 0 ? '[]\n' : '\n]\n');
      pieces.add('skip', closing.length);
      await quarantine(closing);
    },
  };
}

function mixed(): never {
  const message = 'a list of rows also holds something that is no row';
  throw new UsageError('unsupported', message, 'Take it out of the list, then scan the file again.');
}
