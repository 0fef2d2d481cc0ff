// What the UTF-16 units of a text give reason to look for, all together: over at once for plain text. By a loop in WebAssembly
// (unit-reasons.c) wherever that can be: of every character of every row this is asked.
import { loops } from '../math/wasm.ts';
import { wasm } from './unit-reasons-wasm.ts';

/** The bits of all units of a text. */
export type UnitReasons = (text: string) => number;

/** As in unit-reasons.c: units of a text that are looked at at once. */
const atOnce = 2 ** 16;

/** `table`: bits by unit; none for printable ASCII and white space. */
export function unitReasons(table: Uint8Array): UnitReasons {
  return reasonsInWasm(table) ?? reasonsPlainly(table);
}

export function reasonsPlainly(table: Uint8Array): UnitReasons {
  return (text) => {
    let found = 0;
    for (let i = 0; i < text.length; i++) found |= table[text.charCodeAt(i)];
    return found;
  };
}

function reasonsInWasm(table: Uint8Array): UnitReasons | undefined {
  const made = loops<'textAt' | 'tableAt' | 'reasons'>(wasm);
  if (!made) return undefined;
  const { buffer } = made.memory;
  const units = Buffer.from(buffer, made.textAt(), 2 * atOnce);
  new Uint8Array(buffer, made.tableAt(), table.length).set(table);
  return (text) => {
    let found = 0;
    for (let from = 0; from < text.length; from += atOnce) {
      const piece = text.length <= atOnce ? text : text.slice(from, from + atOnce);
      units.write(piece, 0, 2 * piece.length, 'utf16le');
      found |= made.reasons(piece.length);
    }
    return found;
  };
}
