// The numbers of an array that lies in a file, read a piece at a time.
import type { FileHandle } from 'node:fs/promises';
import { UsageError } from '../../errors.ts';
import { visible } from '../../text/visible.ts';
import type { FeatureTable } from './feature-table.ts';
import type { NumberKind } from './number-kinds.ts';

export interface ArrayPlace {
  readonly kind: NumberKind;
  readonly little: boolean;
  /** Column after column, as Fortran has it; otherwise row after row. */
  readonly byColumn: boolean;
  readonly rows: number;
  readonly columns: number;
  /** Byte of the file at which it begins. */
  readonly start: number;
}

const pieceBytes = 4 * 2 ** 20;

/** The caller has seen that the file is long enough, so that what is allotted here is no more than a few times its length. */
export async function readArray(
  path: string,
  file: FileHandle,
  { kind, little, byColumn, rows, columns, start }: ArrayPlace,
): Promise<FeatureTable> {
  const count = rows * columns;
  const values = kind.single ? new Float32Array(count) : new Float64Array(count);
  const piece = Buffer.alloc(Math.min(pieceBytes, count * kind.bytes));
  let at = 0;
  while (at < count) {
    const wanted = Math.min(Math.floor(piece.length / kind.bytes), count - at);
    await fill(path, file, piece.subarray(0, wanted * kind.bytes), start + at * kind.bytes);
    const view = new DataView(piece.buffer, piece.byteOffset, wanted * kind.bytes);
    for (let i = 0; i < wanted; i++, at++) {
      const to = byColumn ? (at % rows) * columns + Math.floor(at / rows) : at;
      values[to] = kind.read(view, i * kind.bytes, little);
    }
  }
  return { rows, columns, values };
}

/** Fills the whole buffer from there on. */
export async function fill(path: string, file: FileHandle, into: Uint8Array, from: number): Promise<void> {
  for (let got = 0; got < into.length;) {
    const { bytesRead } = await file.read(into, got, into.length - got, from + got);
    if (bytesRead === 0)
      throw new UsageError(
        'truncated',
        `${visible(path, 200)} breaks off before its end`,
        'Write or fetch the file again.',
      );
    got += bytesRead;
  }
}
