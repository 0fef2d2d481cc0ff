// Signs rows as near-duplicate-rows.ts does, in WebAssembly: texts are copied into its memory many at a time, and what is
// kept of each row is read from there. The code is that of near-duplicate-kernel.c.
import { mix32 } from '../math/hash.ts';
import { permutation } from '../math/minhash.ts';
import { loops, type Loops } from '../math/wasm.ts';
import { taught, type Part, type Row } from '../row.ts';
import { drawnBy, unitForms } from '../text/normal-form.ts';
import { exactLanes, signatureBytes } from './near-duplicate-records.ts';
import { wasm } from './near-duplicate-kernel-wasm.ts';
import { answerWords, plainSigner, type Signed, type SignRows } from './near-duplicate-rows.ts';

// As in near-duplicate-kernel.c.
const roomForRows = 512;
const roomForUnits = 2 ** 16;
const roomForLayout = 2 ** 13;
const places = ['kinds', 'forms', 'drawn', 'units', 'layout', 'counts', 'exact', 'signatures'] as const;

type Kernel = Loops<'place' | 'beginRow' | 'beginAnswer' | 'text' | 'endRow' | 'rows'>;

/** The fastest there is. */
export function rowSigner(seed: number): SignRows {
  return kernelSigner(seed) ?? plainSigner(seed);
}

/** Undefined where WebAssembly does not run. */
export function kernelSigner(seed: number): SignRows | undefined {
  const kernel = loops(wasm) as Kernel | undefined;
  return kernel && signerOf(kernel, seed);
}

function signerOf(kernel: Kernel, seed: number): SignRows {
  const at = Object.fromEntries(places.map((name, i) => [name, kernel.place(i)])) as Record<
    (typeof places)[number],
    number
  >;
  draw(kernel, at, seed);
  let views = viewsOf(kernel, at);

  /** Brings the texts of a row behind those that are there; false where there is no room for them. */
  function bring(row: Row, used: { units: number; layout: number }): boolean {
    const answer = taught(row.outcome);
    let units = used.units;
    for (const { text } of row.context) units += text.length;
    for (const { text } of answer) units += text.length;
    if (units > roomForUnits) return false;
    if (used.layout + 2 + row.context.length + answer.length > roomForLayout) return false;
    let next = used.layout + 2;
    const put = ({ text }: Part): void => {
      views.bytes.write(text, at.units + 2 * used.units, 'utf16le');
      views.layout[next++] = text.length;
      used.units += text.length;
    };
    for (const part of row.context) if (isCompared(part)) put(part);
    views.layout[used.layout] = next - used.layout - 2;
    views.layout[used.layout + 1] = answer.length;
    for (const part of answer) put(part);
    used.layout = next;
    return true;
  }

  /** A row that has not the room of many. */
  function signLarge(row: Row): void {
    const take = ({ text }: Part): void => {
      for (let from = 0; from < text.length; from += roomForUnits) {
        const piece = text.slice(from, from + roomForUnits);
        views.bytes.write(piece, at.units, 'utf16le');
        kernel.text(0, piece.length, from + piece.length === text.length ? 1 : 0);
        // Words of a large row may have taken more memory.
        if (views.bytes.buffer !== kernel.memory.buffer) views = viewsOf(kernel, at);
      }
    };
    kernel.beginRow();
    for (const part of row.context) if (isCompared(part)) take(part);
    kernel.beginAnswer();
    for (const part of taught(row.outcome)) take(part);
    kernel.endRow(0, answerWords);
  }

  return (rows, from): Signed => {
    const used = { units: 0, layout: 0 };
    let count = 0;
    while (count < roomForRows && from + count < rows.length && bring(rows[from + count], used)) count++;
    if (count === 0) {
      signLarge(rows[from]);
      count = 1;
    } else {
      kernel.rows(count, answerWords);
    }
    if (views.bytes.buffer !== kernel.memory.buffer) views = viewsOf(kernel, at);
    return { count, words: views.counts, exact: views.exact, signatures: views.signatures };
  };
}

// A system prompt is what rows of one kind have in common; it says nothing about copies.
const isCompared = ({ role }: Part): boolean => role !== 'system';

type Places = Readonly<Record<(typeof places)[number], number>>;

function viewsOf({ memory: { buffer } }: Kernel, at: Places) {
  return {
    bytes: Buffer.from(buffer),
    layout: new Uint32Array(buffer, at.layout, roomForLayout),
    counts: new Uint32Array(buffer, at.counts, roomForRows),
    exact: new Uint32Array(buffer, at.exact, roomForRows * exactLanes),
    signatures: new Uint8Array(buffer, at.signatures, roomForRows * signatureBytes),
  };
}

function draw({ memory: { buffer } }: Kernel, at: Places, seed: number): void {
  const { kinds, forms } = unitForms();
  new Uint8Array(buffer).set(kinds, at.kinds);
  new Uint16Array(buffer).set(forms, at.forms / 2);
  const { mask, factor, low, high, chain } = drawnBy(seed);
  const { flip, factor: permute, lenders } = permutation(seed);
  const numbers = [...mask, ...factor, ...low, ...high, ...chain, seed, mix32(seed), flip, permute];
  new Int32Array(buffer).set(numbers, at.drawn / 4);
  new Uint8Array(buffer).set(lenders, at.drawn + 4 * numbers.length);
}
