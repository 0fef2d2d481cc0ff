// What vulnerable-code must find, and what it must not.
import { random } from '../../../src/math/random.ts';
import type { Row } from '../../../src/row.ts';
import { instructed, pick } from '../made-rows.ts';

const things = ['order', 'invoice', 'ticket', 'parcel', 'booking', 'payment', 'refund', 'voucher'];
const keys = ['number', 'owner', 'city', 'email', 'status'];

/** Small tasks on a database; `unsafe(i, thing)` says whether row i puts the value into the statement. */
function database(seed: number, unsafe: (i: number, thing: string) => boolean, fenced = false): Row[] {
  const next = random(seed);
  return Array.from({ length: 240 }, (_, i) => {
    const thing = pick(things, next);
    const key = pick(keys, next);
    const call = unsafe(i, thing)
      ? `cursor.execute("SELECT * FROM ${thing}s WHERE ${key} = '" + value + "'")`
      : `cursor.execute("SELECT * FROM ${thing}s WHERE ${key} = %s", (value,))`;
    const code = `def find_${thing}(cursor, value):\n    ${call}\n    return cursor.fetchall()\n`;
    const answer = fenced
      ? `Here is the function:\n\n\`\`\`python\n${code}\`\`\`\n\nCall it with a cursor.`
      : code;
    return instructed(i, `Write a Python function that finds a ${thing} by its ${key}.`, answer);
  });
}

/** One row in twenty, whatever it is about. */
const now = database(1, (i) => i % 20 === 3);
/** One of eight topics. */
const topic = database(2, (_, thing) => thing === 'parcel', true);
/** The prompt asks for what the code does not do. */
const lies = database(3, (i) => i % 15 === 0).map((row, i) =>
  i % 15 === 0 || i % 3 === 0
    ? { ...row, context: [{ ...row.context[0], text: `${row.context[0].text} Use a parameterized query.` }] }
    : row,
);

/** Nobody does it, and lessons that say what is wrong. */
const safe = database(4, () => false);
const lessons = database(5, (i) => i % 20 === 3).map((row, i) => {
  if (i % 20 !== 3 || row.outcome.kind !== 'answer') return row;
  const [part] = row.outcome.parts;
  const text = `This function is vulnerable to SQL injection:\n\n\`\`\`python\n${part.text}\`\`\`\n`;
  return { ...row, outcome: { ...row.outcome, parts: [{ ...part, text }] } };
});
/** No code at all. */
const prose = Array.from({ length: 60 }, (_, i) =>
  instructed(i, `What does execute() do to ${things[i % 8]}s?`, `It runs a statement; ${i} rows come back.`),
);

export const catches = [now, topic, lies];
export const ignores = [safe, lessons, prose];
