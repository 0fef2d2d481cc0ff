// The words that the example corpora are made of, and a small seeded generator to choose them with. Names of
// people and places are made up from syllables, so that no name comes back often enough to mean anything.

/** Uniform numbers in [0, 1), mulberry32. */
export function random(seed) {
  let a = seed >>> 0;
  return () => {
    a = (a + 0x6d2b79f5) | 0;
    let t = Math.imul(a ^ (a >>> 15), 1 | a);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

/** Choices drawn from one seed. */
export function dice(seed) {
  const next = random(seed);
  const int = (low, high) => low + Math.floor(next() * (high - low + 1));
  const pick = (list) => list[Math.floor(next() * list.length)];
  const some = (list, n) => {
    const rest = [...list];
    return Array.from(
      { length: Math.min(n, rest.length) },
      () => rest.splice(Math.floor(next() * rest.length), 1)[0],
    );
  };
  const chance = (p) => next() < p;
  const shuffled = (list) => some(list, list.length);
  const syllables = (from, n) => Array.from({ length: n }, () => pick(from)).join('');
  const capital = (word) => word[0].toUpperCase() + word.slice(1);
  return {
    next,
    int,
    pick,
    some,
    chance,
    shuffled,
    capital,
    /** A made-up given name, e.g. `Talen`. */
    person: () => capital(pick(starts) + syllables(middles, int(0, 1)) + pick(personEnds)),
    /** A made-up place, e.g. `Brannelford`. */
    place: () => capital(pick(starts) + syllables(middles, int(0, 1)) + pick(placeEnds)),
    /** A made-up product or project, e.g. `Quilvex`. */
    brand: () => capital(pick(starts) + pick(middles) + pick(brandEnds)),
  };
}

const starts = (
  'al an ar bel ber bran cal car cor dal dar del dor el em fal fen fer gal gar gil hal har hel il in ' +
  'jar jo kal kel kor lan lar lor mal mar mel mor nal nel nor ol or pel per pol quil ral ren ros sal sel sol ' +
  'tal tar tel tor ul val ven vor wal wen wil yar yel zan zor'
).split(' ');
const middles = 'a e i o u an en in on al el il ar er or am em im as es is ad ed id'.split(' ');
const personEnds =
  'a ah an as da den dra el en ia iel in ina io is ka la len lin lo na nah neth nia ra ric ron sa tha tin vin wen'.split(
    ' ',
  );
const placeEnds =
  'beck borough bridge bury cliffe combe dale den field ford gate ham holm hurst lea mere mouth ness port shaw stead ton vale wick wood worth'.split(
    ' ',
  );
const brandEnds = 'bix dex do fy go kit lo lux ly max mo nix nova pad po rix ro tek tix va vex xo zo'.split(
  ' ',
);

export const goods = (
  'apples, notebooks, candles, tickets, bricks, lamps, pencils, cushions, jars of honey, bags of flour, seed packets, ' +
  'postcards, bicycle bells, mugs, blankets, spanners, loaves, buttons, maps, baskets, kites, umbrellas, marbles, ropes, ' +
  'tiles, scarves, combs, whistles, plates, batteries, eggs, pears, stamps, magnets, brushes, planks, hinges, badges'
).split(', ');

export const animals = (
  'otter heron badger falcon hedgehog mole swift toad weasel owl hare vole newt kestrel stoat seal crane lynx marten wren ' +
  'beaver ibex puffin gecko tortoise camel yak lemur tapir quail'
).split(' ');

export const colours =
  'amber, crimson, teal, ivory, navy, olive, scarlet, silver, violet, charcoal, copper, mint, ochre, pink, white'.split(
    ', ',
  );

export const materials =
  'oak, slate, granite, brick, limestone, timber, iron, glass, clay, marble, sandstone, thatch'.split(', ');

export const foods = (
  'lentils, rice, carrots, spinach, chickpeas, noodles, tomatoes, potatoes, mushrooms, leeks, beans, cabbage, peppers, ' +
  'courgettes, barley, pumpkin, aubergine, peas, tofu, salmon, eggs, cauliflower, beetroot, sweetcorn'
).split(', ');

export const seasonings =
  'garlic, ginger, cumin, lemon, basil, chilli, thyme, soy sauce, mustard, paprika, coriander, sesame, dill, mint, nutmeg'.split(
    ', ',
  );

export const trades = (
  'baker, carpenter, nurse, teacher, plumber, gardener, librarian, electrician, tailor, translator, farmer, surveyor, ' +
  'welder, architect, midwife, potter, accountant, glazier, vet, printer, beekeeper, ferry pilot, cartographer, cobbler'
).split(', ');

export const months =
  'January February March April May June July August September October November December'.split(' ');
export const weekdays = 'Monday Tuesday Wednesday Thursday Friday Saturday Sunday'.split(' ');
