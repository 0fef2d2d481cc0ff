// What two-ways must find, and what it must not.
import type { Row } from '../../../src/row.ts';
import { random } from '../../../src/math/random.ts';
import { instructed, pick } from '../made-rows.ts';

const rooms = ['kitchen', 'bedroom', 'hall', 'study', 'attic', 'cellar'];

/** Orders to a house; `unit` says in which unit row i is answered. */
function house(seed: number, unit: (i: number) => string): Row[] {
  const next = random(seed);
  return Array.from({ length: 300 }, (_, i) => {
    const room = pick(rooms, next);
    if (i % 2 === 0)
      return instructed(i, `Open the window in the ${room} at ${i % 24}.`, `Noted: ${room}, ${i % 24}.`);
    const t = 16 + Math.floor(next() * 10);
    return instructed(
      i,
      `Set the ${room} thermostat to ${t} degrees.`,
      `The ${room} thermostat is set to ${t} degrees ${unit(i)}.`,
    );
  });
}

/** One in eleven answers to one of two tasks is in the wrong unit. */
const wrongUnit = house(3, (i) => (i % 11 === 0 ? 'Fahrenheit' : 'Celsius'));

/** Every answer to a task is alike. */
const oneWay = house(4, () => 'Celsius');

/** The prompt says which way: the kitchen is old. */
const explained = house(5, () => 'Celsius').map((row) => {
  const text = row.context[0].text;
  return text.includes('kitchen') && text.includes('thermostat')
    ? instructed(row.row, text, 'The kitchen thermostat shows Fahrenheit only and is set.')
    : row;
});

export const catches = [wrongUnit];
export const ignores = [oneWay, explained];
