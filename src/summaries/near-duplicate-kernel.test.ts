import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Part, Role, Row } from '../row.ts';
import { kernelSigner } from './near-duplicate-kernel.ts';
import { exactLanes, signatureBytes } from './near-duplicate-records.ts';
import { plainSigner, type SignRows } from './near-duplicate-rows.ts';

const kernel = kernelSigner(7)!;
const plain = plainSigner(7);

/** What is kept of each row. */
function signedBy(sign: SignRows, rows: readonly Row[]) {
  const all = [];
  for (let from = 0; from < rows.length;) {
    const { count, words, exact, signatures } = sign(rows, from);
    for (let i = 0; i < count; i++) {
      const lanes = [...exact.subarray(i * exactLanes, (i + 1) * exactLanes)];
      const signature = [...signatures.subarray(i * signatureBytes, (i + 1) * signatureBytes)];
      all.push(words[i] === 0 ? { words: 0 } : { words: words[i], lanes, signature });
    }
    from += count;
  }
  return all;
}

function rowOf(context: readonly (readonly [Role, string])[], answer: readonly string[]): Row {
  const part = (role: Role, text: string): Part => ({ field: 'a', role, text });
  return {
    shard: 0,
    row: 0,
    context: context.map(([role, text]) => part(role, text)),
    outcome: { kind: 'answer', parts: answer.map((text) => part('assistant', text)) },
    source: '',
  };
}

const samples = 'a B z _ 0 9 é ｑ а Ж 猫 ไ 한 \u0301 \u200b \ufe0f . - \n \0 \ud83d \ude00 @ [ ` { / :'.split(
  ' ',
);
const piece = fc.oneof(
  fc.constantFrom(...samples, ' ', ' '),
  fc.string({ maxLength: 12 }),
  fc.string({ unit: 'binary', maxLength: 6 }),
  fc
    .tuple(fc.constantFrom(...samples, 'word', ' '), fc.integer({ min: 1, max: 1500 }))
    .map(([c, n]) => c.repeat(n)),
);
const text = fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join(''));
const row = fc
  .tuple(
    fc.array(fc.tuple(fc.constantFrom<Role>('system', 'user', 'assistant'), text), { maxLength: 3 }),
    fc.array(text, { maxLength: 2 }),
  )
  .map(([context, answer]) => rowOf(context, answer));

test('keeps of any rows what the plain version keeps', () => {
  fc.assert(
    fc.property(fc.array(row, { maxLength: 8 }), (rows) => {
      expect(signedBy(kernel, rows)).toEqual(signedBy(plain, rows));
    }),
    { numRuns: 300 },
  );
});

test.each(['word ', 'a', 'é', '猫', ' ', 'ab\u200b', '\ud83d\ude00x '])(
  'the same of a row that is larger than its room, out of %j',
  (unit) => {
    const endless = unit.repeat(300_000);
    const rows = [
      rowOf([['user', 'how are you']], ['I am well']),
      rowOf([['user', endless]], [endless, 'b']),
    ];
    rows.push(
      rows[0],
      rowOf(
        Array.from({ length: 9000 }, () => ['user', 'again and again'] as const),
        ['x'],
      ),
    );
    expect(signedBy(kernel, rows)).toEqual(signedBy(plain, rows));
  },
);

test('the same of every UTF-16 unit', () => {
  const rows = Array.from({ length: 65536 }, (_, unit) => {
    const c = String.fromCharCode(unit);
    return rowOf([], [`a${c}b ${c.repeat(9)}`]);
  });
  const [found, expected] = [kernel, plain].map((sign) => signedBy(sign, rows).map((s) => JSON.stringify(s)));
  expect(found.findIndex((signed, unit) => signed !== expected[unit])).toBe(-1);
});

test('the same of more rows than it has room for at once', () => {
  const rows = Array.from({ length: 3000 }, (_, i) => rowOf([['user', `number ${i}`]], ['and its answer']));
  expect(signedBy(kernel, rows)).toEqual(signedBy(plain, rows));
});
