import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { readNumbers } from './matrix-file.ts';
import { npyOf } from './npy.ts';

const folder = mkdtempSync(join(tmpdir(), 'bezoar-features-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function read(name: string, bytes: Buffer, tensor?: string) {
  const path = join(folder, name);
  writeFileSync(path, bytes);
  const { rows, columns, values } = await readNumbers(path, tensor);
  return { rows, columns, values: [...values] };
}

/** As numpy.save writes it. */
function npy(descr: string, shape: string, numbers: Buffer, fortran = 'False'): Buffer {
  const header = `{'descr': '${descr}', 'fortran_order': ${fortran}, 'shape': ${shape}, }`.padEnd(117) + '\n';
  const head = Buffer.from([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0, header.length, 0]);
  return Buffer.concat([head, Buffer.from(header, 'latin1'), numbers]);
}

const bytesOf = (list: Float32Array | Float64Array | Int32Array | BigInt64Array | Uint8Array): Buffer =>
  Buffer.from(list.buffer);

function tensors(header: object, numbers: Buffer): Buffer {
  const text = Buffer.from(JSON.stringify(header));
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(text.length));
  return Buffer.concat([length, text, numbers]);
}

describe('.npy', () => {
  it('is read in every usual kind, by rows or by columns', async () => {
    const six = [0, 1, 2, 3, 4, 5];
    const rows = { rows: 2, columns: 3, values: six };
    expect(await read('a.npy', npy('<f8', '(2, 3)', bytesOf(Float64Array.from(six))))).toEqual(rows);
    expect(await read('b.npy', npy('<f4', '(2, 3)', bytesOf(Float32Array.from(six))))).toEqual(rows);
    expect(await read('c.npy', npy('<i4', '(2, 3)', bytesOf(Int32Array.from(six))))).toEqual(rows);
    expect(await read('d.npy', npy('|u1', '(2, 3)', bytesOf(Uint8Array.from(six))))).toEqual(rows);
    const turned = Float64Array.from([0, 3, 1, 4, 2, 5]);
    expect(await read('e.npy', npy('<f8', '(2, 3)', bytesOf(turned), 'True'))).toEqual(rows);
    const half = Buffer.from([0x00, 0x3c, 0x00, 0xc0, 0xff, 0x7b, 0x01, 0x00]);
    const halves = await read('f.npy', npy('<f2', '(4,)', half));
    expect(halves).toEqual({ rows: 4, columns: 1, values: [1, -2, 65504, 2 ** -24] });
    expect(await read('g.npy', npy('<i8', '(1,)', bytesOf(BigInt64Array.of(-5n))))).toEqual({
      rows: 1,
      columns: 1,
      values: [-5],
    });
  });

  it('comes back as it was written', async () => {
    const values = Float64Array.of(0, 1, 0.1, 1e-300, -3);
    expect(await read('w.npy', npyOf(values))).toEqual({ rows: 5, columns: 1, values: [...values] });
    expect(npyOf(values).length % 8).toBe(0);
  });

  it.each([
    ['no header', Buffer.from('PK\u0003\u0004 something else'), 'is no file of numpy.save'],
    ['a huge shape', npy('<f8', '(999999999999, 999999999999)', Buffer.alloc(8)), 'bytes of numbers where'],
    ['three dimensions', npy('<f8', '(1, 1, 1)', Buffer.alloc(8)), 'one or two dimensions'],
    ['objects', npy('|O', '(1,)', Buffer.alloc(8)), 'no plain numbers'],
    ['a lost end', npy('<f8', '(3,)', Buffer.alloc(16)), 'where its header says 3 x 1'],
    ['no number', npy('<f8', '(1, 2)', bytesOf(Float64Array.of(1, NaN))), 'NaN in row 0, column 1'],
    [
      'a header beyond the end',
      Buffer.from([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0, 255, 255, 0, 0]),
      'cut off',
    ],
  ])('with %s is refused', async (_, bytes, said) => {
    await expect(read('bad.npy', bytes)).rejects.toThrow(said);
  });
});

describe('.safetensors', () => {
  const one = { x: { dtype: 'F32', shape: [2, 2], data_offsets: [0, 16] } };
  const numbers = bytesOf(Float32Array.of(1, 2, 3, 4));

  it('gives the tensor that is asked for, or the only one', async () => {
    const table = { rows: 2, columns: 2, values: [1, 2, 3, 4] };
    expect(await read('a.safetensors', tensors(one, numbers))).toEqual(table);
    const two = { ...one, __metadata__: { a: 'b' }, y: { dtype: 'BF16', shape: [1], data_offsets: [0, 2] } };
    expect(await read('b.safetensors', tensors(two, numbers), 'x')).toEqual(table);
    await expect(read('b.safetensors', tensors(two, numbers))).rejects.toThrow('say which tensor');
  });

  it.each([
    ['lies beyond the end', { x: { ...one.x, data_offsets: [8, 24] } }, 'where it cannot'],
    ['is longer than its shape', { x: { ...one.x, shape: [1, 2] } }, 'where it cannot'],
    ['has a negative place', { x: { ...one.x, data_offsets: [-16, 0] } }, 'not of numbers'],
    [
      'is called like a prototype',
      JSON.parse('{"__proto__":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}'),
      '',
    ],
  ])('a tensor that %s is refused or read as what it is', async (_, header, said) => {
    const found = read('bad.safetensors', tensors(header as object, numbers));
    if (said === '') expect((await found).values).toEqual([1]);
    else await expect(found).rejects.toThrow(said);
  });

  it('with a header longer than the file is refused', async () => {
    const length = Buffer.alloc(8);
    length.writeBigUInt64LE(2n ** 60n);
    await expect(read('long.safetensors', length)).rejects.toThrow('cut off');
  });
});
