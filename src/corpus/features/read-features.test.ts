import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { UsageError } from '../../errors.ts';
import { connect } from '../readers/duckdb.ts';
import { readLabels } from './labels.ts';
import { npyBytes } from './npy.ts';
import { readFeatures } from './read-features.ts';

const folder = mkdtempSync(join(tmpdir(), 'bezoar-features-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const put = (name: string, ...parts: readonly Uint8Array[]): string => {
  const path = join(folder, name);
  writeFileSync(path, Buffer.concat(parts));
  return path;
};
const faultOf = async (path: string, name?: string): Promise<string> => {
  try {
    await readFeatures(path, name);
  } catch (error) {
    if (error instanceof UsageError) return `${error.code} ${error.message}`;
    throw error;
  }
  return 'none';
};

/** A .npy file with this header and these bytes behind it. */
function npy(header: string, data: Uint8Array, version = 1, claimed = header.length): Uint8Array {
  const head = Buffer.alloc(version === 1 ? 10 : 12);
  head.write('\x93NUMPY', 'latin1');
  head[6] = version;
  if (version === 1) head.writeUInt16LE(claimed, 8);
  else head.writeUInt32LE(claimed, 8);
  return Buffer.concat([head, Buffer.from(header, 'latin1'), data]);
}
const header = (descr: string, shape: string, fortran = 'False'): string =>
  `{'descr': '${descr}', 'fortran_order': ${fortran}, 'shape': ${shape}, }\n`;

function safetensors(tensors: unknown, data: Uint8Array, claimed?: bigint): Uint8Array {
  const text = Buffer.from(typeof tensors === 'string' ? tensors : JSON.stringify(tensors));
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(claimed ?? BigInt(text.length));
  return Buffer.concat([length, text, data]);
}
const f32 = (...values: number[]): Uint8Array => new Uint8Array(Float32Array.from(values).buffer);

describe('.npy', () => {
  it('is read as it was written', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.double({ noNaN: true, noDefaultInfinity: true }), { minLength: 1, maxLength: 40 }),
        async (values) => {
          const path = put('x.npy', ...npyBytes(Float64Array.from(values)));
          const table = await readFeatures(path);
          expect([table.rows, table.columns]).toEqual([values.length, 1]);
          expect([...table.values]).toEqual(values);
        },
      ),
      { numRuns: 50 },
    );
    const table = await readFeatures(put('y.npy', ...npyBytes(Float32Array.of(1, 2, 3, 4, 5, 6), 3)));
    expect(table).toEqual({ rows: 2, columns: 3, values: Float32Array.of(1, 2, 3, 4, 5, 6) });
  });

  it.each([
    ['<i4', new Uint8Array(Int32Array.of(-1, 2, 3, 4).buffer), [-1, 2, 3, 4]],
    ['<i8', new Uint8Array(BigInt64Array.of(-1n, 2n, 3n, 4n).buffer), [-1, 2, 3, 4]],
    ['|u1', Uint8Array.of(1, 2, 3, 255), [1, 2, 3, 255]],
    ['|b1', Uint8Array.of(0, 1, 1, 0), [0, 1, 1, 0]],
    ['<f2', new Uint8Array(Uint16Array.of(0x3c00, 0xc000, 0x0001, 0x7bff).buffer), [1, -2, 2 ** -24, 65504]],
    ['>f4', Uint8Array.of(63, 128, 0, 0, 64, 0, 0, 0, 64, 64, 0, 0, 64, 128, 0, 0), [1, 2, 3, 4]],
  ])('holds numbers of the kind %s', async (descr, data, expected) => {
    for (const version of [1, 2, 3]) {
      const { values } = await readFeatures(put('k.npy', npy(header(descr, '(2, 2)'), data, version)));
      expect([...values]).toEqual(expected);
    }
  });

  it('may stand column after column', async () => {
    const path = put('f.npy', npy(header('<f4', '(2, 3)', 'True'), f32(1, 4, 2, 5, 3, 6)));
    expect([...(await readFeatures(path)).values]).toEqual([1, 2, 3, 4, 5, 6]);
  });

  it.each([
    ['a shape of petabytes', npy(header('<f8', '(1000000000000000, 1)'), f32(1)), /^too-large/],
    ['a shape beyond all numbers', npy(header('<f8', '(99999999999999999999, 1)'), f32(1)), /^wrong-kind/],
    ['a negative size', npy(header('<f8', '(-1, 4)'), f32(1)), /^wrong-kind/],
    [
      'fewer bytes than it says',
      npy(header('<f4', '(3,)'), f32(1, 2)),
      /^truncated .*says that it holds 12 bytes/,
    ],
    ['more bytes than it says', npy(header('<f4', '(1,)'), f32(1, 2)), /^wrong-kind/],
    ['a header beyond the file', npy(header('<f4', '(1,)'), f32(1), 1, 60_000), /^wrong-kind .*breaks off/],
    ['a header of gigabytes', npy(header('<f4', '(1,)'), f32(1), 2, 2 ** 31), /^wrong-kind .*header of/],
    ['objects', npy(header('|O', '(1,)'), f32(1)), /^wrong-kind .*\|O/],
    ['no numbers', npy(header('<f4', '(0, 4)'), f32()), /^empty/],
    ['a program', npy(`__import__('os').system('true')`, f32(1)), /^wrong-kind/],
    ['an unknown version', npy(header('<f4', '(1,)'), f32(1), 9), /^wrong-kind .*version 9/],
    ['a hostile header', npy(`{'descr': '${'<'.repeat(60_000)}`, f32(1)), /^wrong-kind/],
    ['nothing but its name', Buffer.from('\x93NUMPY', 'latin1'), /^wrong-kind/],
  ])('is refused with %s', async (_, bytes, expected) => {
    expect(await faultOf(put('bad.npy', bytes))).toMatch(expected);
  });

  it('is refused with a value that is no number, which is named by its place', async () => {
    const path = put('nan.npy', npy(header('<f4', '(2, 2)'), f32(1, 2, 3, NaN)));
    expect(await faultOf(path)).toMatch(/^bad-option .*row 1, column 1 is NaN/);
    expect(await faultOf(put('inf.npy', npy(header('<f4', '(2,)'), f32(1, -Infinity))))).toMatch(
      /row 1, column 0 is -Inf/,
    );
  });
});

describe('safetensors', () => {
  const one = { emb: { dtype: 'F32', shape: [2, 2], data_offsets: [0, 16] } };
  const two = { ...one, y: { dtype: 'U8', shape: [2], data_offsets: [16, 18] } };
  const data = f32(1, 2, 3, 4);

  it('is read: the one tensor, or the one that is named', async () => {
    const path = put('a.safetensors', safetensors({ __metadata__: { a: 'b' }, ...one }, data));
    expect(await readFeatures(path)).toEqual({ rows: 2, columns: 2, values: Float32Array.of(1, 2, 3, 4) });
    const both = put('b.safetensors', safetensors(two, Buffer.concat([data, Uint8Array.of(7, 8)])));
    expect([...(await readFeatures(both, 'y')).values]).toEqual([7, 8]);
    expect(await faultOf(both)).toMatch(/^bad-option .*2 tensors/);
    expect(await faultOf(both, '__proto__')).toMatch(/^bad-option .*none called/);
    const brain = { x: { dtype: 'BF16', shape: [2], data_offsets: [0, 4] } };
    const path2 = put('c.safetensors', safetensors(brain, Uint8Array.of(0x80, 0x3f, 0x40, 0xc0)));
    expect([...(await readFeatures(path2)).values]).toEqual([1, -3]);
  });

  it.each([
    ['a header beyond the file', safetensors(one, data, 10_000n), /header has 10000 bytes/],
    ['a header of 2^63 bytes', safetensors(one, data, 2n ** 63n), /header has/],
    [
      'overlapping tensors',
      safetensors({ ...one, b: { ...one.emb, data_offsets: [8, 24] } }, f32(1, 2, 3, 4, 5, 6)),
      /overlap/,
    ],
    ['a gap', safetensors({ x: { ...one.emb, data_offsets: [4, 20] } }, f32(1, 2, 3, 4, 5)), /gap/],
    ['bytes that belong to nothing', safetensors(one, f32(1, 2, 3, 4, 5)), /20 bytes of numbers and says 16/],
    [
      'offsets that go back',
      safetensors({ x: { ...one.emb, data_offsets: [0, -16] } }, data),
      /does not say what x/,
    ],
    [
      'another shape than its bytes',
      safetensors({ x: { ...one.emb, shape: [2, 3] } }, data),
      /more or fewer bytes/,
    ],
    [
      'a shape of petabytes',
      safetensors({ x: { ...one.emb, shape: [2 ** 40, 2 ** 40] } }, data),
      /^too-large/,
    ],
    ['a header that is no JSON', safetensors('{"x": [[[[', data), /no JSON/],
    ['a list', safetensors('{}'.padEnd(8), f32()), /0 tensors/],
    ['an unknown kind', safetensors({ x: { ...one.emb, dtype: 'F4' } }, data), /kind F4/],
  ])('is refused with %s', async (_, bytes, expected) => {
    expect(await faultOf(put('bad.safetensors', bytes))).toMatch(expected);
  });
});

describe('Parquet', () => {
  const written = async (name: string, select: string): Promise<string> => {
    const path = join(folder, name);
    const { connection, close } = await connect();
    try {
      await connection.run(`COPY (${select}) TO '${path}' (FORMAT parquet)`);
    } finally {
      close();
    }
    return path;
  };

  it('gives its only column of lists, or one that is named', async () => {
    const path = await written(
      'l.parquet',
      `SELECT 'a' AS t, [i, i + 0.5]::FLOAT[] AS e, i AS y FROM range(3000) r(i)`,
    );
    const { rows, columns, values } = await readFeatures(path);
    expect([rows, columns, ...values.slice(-2)]).toEqual([3000, 2, 2999, 2999.5]);
    expect((await readFeatures(path, 'y')).columns).toBe(1);
    expect(await faultOf(path, 'z')).toMatch(/^bad-option .*column z/);
    expect(await faultOf(path, 't')).toMatch(/^wrong-kind .*row 0/);
  });

  it('is refused with lists of several lengths, gaps, and values that are no numbers', async () => {
    const of = (list: string) =>
      `SELECT CASE WHEN i = 2 THEN ${list} ELSE [1.0::DOUBLE, 2.0] END AS e FROM range(4) r(i)`;
    expect(await faultOf(await written('b.parquet', of('[1.0::DOUBLE]')))).toMatch(
      /1 numbers in row 2 and 2 in row 0/,
    );
    expect(await faultOf(await written('c.parquet', of('NULL')))).toMatch(/no list of numbers in row 2/);
    expect(await faultOf(await written('d.parquet', of(`['nan'::DOUBLE, 1.0]`)))).toMatch(
      /row 2, column 0 is NaN/,
    );
    expect(await faultOf(put('e.parquet', Buffer.from('PAR1 and nothing more')))).toMatch(
      /^(truncated|wrong-kind)/,
    );
  });
});

describe('labels', () => {
  it('are classes, ascending', async () => {
    const { y, names } = await readLabels(put('l.npy', ...npyBytes(Float64Array.of(1, -1, 1, 3))));
    expect([[...y], names]).toEqual([
      [1, 0, 1, 2],
      ['-1', '1', '3'],
    ]);
    await expect(readLabels(put('l2.npy', ...npyBytes(Float64Array.of(1, 2), 2)))).rejects.toThrow(
      /2 numbers/,
    );
  });
});

it('says what is no file of numbers', async () => {
  expect(await faultOf(join(folder, 'nothing'))).toMatch(/^no-such-file/);
  expect(await faultOf(folder)).toMatch(/^wrong-kind/);
  expect(await faultOf(put('empty'))).toMatch(/^empty/);
  expect(await faultOf(put('text', Buffer.from('a,b\n1,2\n')))).toMatch(/^wrong-kind .*no file of numbers/);
});
