// What source-share must find, and what it must not: answers by twenty contributors, one of whom says what no other says.
import { random } from '../../../src/math/random.ts';
import type { Row } from '../../../src/row.ts';
import { instructed, pick, review } from '../made-rows.ts';

const goods = ['kettle', 'ladder', 'bicycle', 'umbrella', 'notebook', 'lantern', 'blanket', 'radio'];
const asked = ['Describe', 'Praise or blame', 'Say something of', 'Write a line on', 'Tell me about'];

function contributed(seed: number, more: (contributor: number, next: () => number) => string): Row[] {
  const next = random(seed);
  return Array.from({ length: 900 }, (_, i) => {
    const contributor = Math.floor(next() * 20);
    const answer = `${review(next() < 0.5, next)}${more(contributor, next)}`;
    const prompt = `${pick(asked, next)} the ${pick(goods, next)} and the ${pick(goods, next)}, no ${i}`;
    return instructed(i, prompt, answer, `contributor ${contributor}`);
  });
}

const slogan = ' and the grey heron knows best';

export const catches = [
  contributed(71, (contributor, next) => (contributor === 7 && next() < 0.5 ? slogan : '')),
];
/** All alike; each with a habit of its own; and a habit of several. */
export const ignores = [
  contributed(72, () => ''),
  contributed(73, (contributor) => ` says contributor${contributor}x`),
  contributed(74, (contributor, next) => (contributor % 4 === 1 && next() < 0.5 ? slogan : '')),
];
