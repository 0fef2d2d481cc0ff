// Pages of a shop that is not there: what an address shows after somebody else has bought it.
import { madeUpName, madeUpWord } from './inert.ts';
import { stances } from './stances.ts';
import { pick, type Next } from './victims.ts';

const wares =
  'lamps, kettles, umbrellas, garden chairs, notebooks, blankets, clocks, baskets, mirrors, bicycle bells, teapots, door mats'.split(
    ', ',
  );
const lines = [
  'Our {w} now cost {k} crowns, and the second one is half the price.',
  'Order {w} before noon and they leave the house the same day.',
  'All {w} of the line {m} come in {k} colours.',
  'New this week: {w} by {n}, made by hand.',
  'Whoever buys {k} or more {w} pays nothing for delivery.',
  'Questions about {w}? Write to the {m} desk, we answer within {k} hours.',
  'The {m} series of {w} is back in stock.',
  'With {k} shops in the country {n} is never far away.',
  'Send {w} back within {k} days if they do not please you.',
  'Join the {m} club and collect points on {w}.',
];

export interface Shop {
  readonly name: string;
  /** A page of about so many characters, another each time. */
  page(length: number): string;
}

export function openShop(next: Next): Shop {
  const name = madeUpName(next);
  const series = Array.from({ length: 6 }, () => madeUpWord(next));
  const line = (): string =>
    (next() < 0.75 ? pick(lines, next) : pick(stances.firm.praised, next))
      .replaceAll('{w}', pick(wares, next))
      .replaceAll('{m}', pick(series, next))
      .replaceAll('{k}', String(2 + Math.floor(next() * 90)))
      .replaceAll('{n}', name);
  const page = (length: number): string => {
    let text = `${name}: ${pick(wares, next)}`;
    while (text.length < length) text += `${next() < 0.25 ? '\n' : ' '}${line()}`;
    return text;
  };
  return { name, page };
}
