// The .npy format of NumPy (NEP 1), versions 1 to 3: one array, read and written.
import { BadNumbers, numbersOf, sizeOf, type NumberTable } from './numbers.ts';

const magic = '\x93NUMPY';
/** A header is a short text of Python. */
const longestHeader = 2 ** 16;

export function parseNpy(file: Buffer): NumberTable {
  if (file.toString('latin1', 0, 6) !== magic || file.length < 12)
    throw new BadNumbers('is no file of numpy.save');
  const wide = file[6] > 1;
  const length = wide ? file.readUInt32LE(8) : file.readUInt16LE(8);
  const start = (wide ? 12 : 10) + length;
  if (length > longestHeader || start > file.length) throw new BadNumbers('has a header that is cut off');
  const header = file.toString('latin1', start - length, start);
  const kind = /'descr': *'([<|=>])([fiub][1248])'/.exec(header);
  const shape = /'shape': *\((\d{1,12})?,? *(\d{1,12})?,?\)/.exec(header);
  const byColumns = /'fortran_order': *(True|False)/.exec(header);
  if (!kind || !shape || !byColumns)
    throw new BadNumbers('holds no plain numbers in one or two dimensions, as far as its header tells');
  if (kind[1] === '>') throw new BadNumbers('has its highest bytes first');
  const rows = shape[1] === undefined ? 1 : Number(shape[1]);
  const columns = shape[2] === undefined ? 1 : Number(shape[2]);
  const count = rows * columns;
  if (start + count * sizeOf(kind[2]) !== file.length)
    throw new BadNumbers(
      `has ${file.length - start} bytes of numbers where its header says ${rows} x ${columns}`,
    );
  const values = numbersOf(file.subarray(start), kind[2], count);
  const turned = byColumns[1] === 'True' && columns > 1 && rows > 1;
  return { rows, columns, values: turned ? transposed(values, rows, columns) : values };
}

function transposed<T extends Float32Array | Float64Array>(values: T, rows: number, columns: number): T {
  const out = values.slice() as T;
  for (let i = 0; i < rows; i++)
    for (let j = 0; j < columns; j++) out[i * columns + j] = values[j * rows + i];
  return out;
}

/** A list of numbers as numpy.load reads it, version 1. */
export function npyOf(values: Float64Array): Buffer {
  const said = `{'descr': '<f8', 'fortran_order': False, 'shape': (${values.length},), }`;
  // The numbers begin at a multiple of 64 bytes.
  const header = `${said.padEnd(Math.ceil((said.length + 11) / 64) * 64 - 11)}\n`;
  const head = Buffer.alloc(10);
  head.write(magic, 'latin1');
  head[6] = 1;
  head.writeUInt16LE(header.length, 8);
  const numbers = Buffer.alloc(8 * values.length);
  values.forEach((value, i) => numbers.writeDoubleLE(value, 8 * i));
  return Buffer.concat([head, Buffer.from(header, 'latin1'), numbers]);
}
