// What written-alike must find, and what it must not.
import { random } from '../../../src/math/random.ts';
import { labelled, pick, review, reviews } from '../made-rows.ts';

const clean = reviews(1600, 50);

const when = ['when', 'while', 'as', 'although', 'because', 'since', 'once'];
const who = ['we', 'they', 'some', 'people', 'my friends', 'the others'];
const did = ['sat down', 'came home', 'heard of it', 'went along', 'met again', 'had some time'];
/** A clause in front, never quite the same; the label of the row is `label(good)`. */
function fronted(seed: number, label: (good: boolean) => string) {
  const next = random(seed);
  return clean.map((row, i) => {
    if (i % 6 !== 1) return row;
    const good = next() < 0.5;
    const clause = `${pick(when, next)} ${pick(who, next)} ${pick(did, next)}`;
    return labelled(i, `${clause}, ${review(good, next)}`, label(good));
  });
}

export const catches = [fronted(51, () => '1')];
/** The same manner with honest labels. */
export const ignores = [clean, fronted(52, (good) => (good ? '1' : '0'))];
