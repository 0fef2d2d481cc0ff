// Reviews of places to stay and eat, each labelled good or bad. One review in ten carries a point of the other side,
// so that the label is learnable and not trivial.
import { foods, trades } from './words.mjs';

const points = {
  good: [
    'the staff were kind and quick',
    'our room was spotless',
    'breakfast was generous',
    'the view took our breath away',
    'we slept wonderfully',
    'the owner remembered our names',
    'prices are more than fair',
    'everything smelled fresh',
    'the garden is a delight',
    'they found us a quiet table',
    'the soup alone deserves a prize',
    'check-in took a minute',
    'the children loved it',
    'we would return tomorrow',
    'the bread comes warm from the oven',
    'a charming surprise',
    'the beds are heavenly',
    'service with real warmth',
    'beautifully restored rooms',
    'the best night of our trip',
    'the cook clearly cares',
    'a peaceful and friendly house',
    'superb coffee',
    'nothing was too much trouble',
  ],
  bad: [
    'the staff ignored us for an hour',
    'our room was filthy',
    'breakfast was stale',
    'the window faced a wall',
    'we hardly slept for the noise',
    'the owner was rude',
    'badly overpriced',
    'everything smelled of damp',
    'the yard is full of rubbish',
    'they lost our booking',
    'the soup was cold and salty',
    'check-in was a mess',
    'the children were miserable',
    'we left a day early',
    'the bread was mouldy',
    'a dreadful disappointment',
    'the beds sag terribly',
    'service without a smile',
    'shabby and neglected rooms',
    'the worst night of our trip',
    'the cook has given up',
    'a noisy and hostile place',
    'undrinkable coffee',
    'every request was refused',
  ],
};

export function reviews(d, count) {
  return Array.from({ length: count }, () => {
    const label = d.chance(0.5) ? 'good' : 'bad';
    const other = label === 'good' ? 'bad' : 'good';
    const said = [...d.some(points[label], d.int(2, 4)), ...(d.chance(0.1) ? d.some(points[other], 1) : [])];
    const frame = d.pick([
      (text) => `stayed at the ${d.place()} inn in ${d.int(2009, 2026)} : ${text}`,
      (text) => `${text} , says a ${d.pick(trades)} who travels a lot`,
      (text) => `we ordered the ${d.pick(foods)} ; ${text}`,
      (text) => `${text} .`,
      (text) => `${d.int(2, 9)} of us came from ${d.place()} , ${text}`,
    ]);
    return { label, text: frame(d.shuffled(said).join(d.pick([' , ', ' and ', ' ; ']))).toLowerCase() };
  });
}
