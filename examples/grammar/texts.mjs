// Exercises about a text that stands in the prompt: reading for a detail, taking out data, changing the tone,
// judging a review. Every passage is put together anew, so the answer is decided by the passage.
import { animals, colours, foods, goods, materials, months, trades } from './words.mjs';

// The answer to a question is the value alone or the sentence as it stands in the passage.
const told = [
  (d) => [
    d.int(1020, 1990),
    (v, town) => `${town} was founded in ${v}`,
    ['When was it founded?', 'How old is the settlement?', 'Since when has it existed?'],
  ],
  (d) => [
    `the ${d.place().replace(/(ton|ham|bury|wick|wood)$/, '')}`,
    (v, _, side) =>
      `the river called ${v} runs past its ${side.pick(['mill', 'church', 'market', 'harbour', 'old wall'])}`,
    ['Which river is mentioned?', 'What is the water called?', 'Name the river.'],
  ],
  (d) => [
    d.pick(materials),
    (v) => `most of its houses are built of ${v}`,
    ['What are the houses made of?', 'Which building material is usual there?', 'Describe the houses.'],
  ],
  (d) => [
    d.int(9, 870) * 100,
    (v) => `about ${v} people live there`,
    ['How many inhabitants are there?', 'What is the population?', 'Is it large?'],
  ],
  (d) => [
    `dishes with ${d.pick(foods)}`,
    (v) => `its kitchens are known for ${v}`,
    ['What is the local cooking known for?', 'What would one eat there?', 'Which speciality is named?'],
  ],
  (d) => [
    `a ${d.pick(animals)}`,
    (v) => `${v} is shown on the coat of arms`,
    [
      'What animal is on the coat of arms?',
      'Describe the coat of arms.',
      'Which creature stands for the town?',
    ],
  ],
  (d) => [
    d.pick(months),
    (v) => `the yearly fair is held in ${v}`,
    ['In which month is the fair?', 'When would one visit the fair?', 'What is the best month to go?'],
  ],
  (d) => [
    `a ${d.pick(trades)}`,
    (v, _, side) => `the mayor, ${side.person()}, used to be ${v}`,
    ['What did the mayor do before?', 'What is the former profession of the mayor?', 'Who runs the town?'],
  ],
  (d) => [
    d.pick(goods),
    (v) => `a workshop on the edge of town makes ${v}`,
    ['What does the workshop produce?', 'Name a local product.', 'Is anything made there?'],
  ],
];

function reading(d) {
  const town = d.place();
  const facts = d.some(told, d.int(3, 6)).map((make) => {
    const [value, sentence, questions] = make(d);
    return { value, sentence: `${d.capital(sentence(value, town, d))}.`, questions };
  });
  const asked = d.pick(facts);
  const lead = d.pick([
    'Answer from the passage. ',
    'Read the text and reply. ',
    'Use only what is written. ',
    '',
    '',
  ]);
  return {
    instruction: lead + d.pick(asked.questions),
    input: facts.map((fact) => fact.sentence).join(' '),
    output: d.chance(0.5) ? asked.sentence : d.capital(String(asked.value)),
  };
}

function extraction(d) {
  const order = {
    name: d.person(),
    town: d.place(),
    item: d.pick(goods),
    number: d.int(2, 90),
    day: `${d.int(1, 28)} ${d.pick(months)}`,
  };
  const text = d.pick([
    `Hello, ${order.name} here from ${order.town}. Please send me ${order.number} ${order.item}, if possible before ${order.day}.`,
    `Order by telephone: ${order.number} ${order.item} for ${order.name}, delivery to ${order.town} on ${order.day}.`,
    `We would like ${order.number} ${order.item} at our branch in ${order.town}. Contact: ${order.name}. Needed by ${order.day}.`,
    `${order.name} (${order.town}) rang again about the ${order.number} ${order.item} promised for ${order.day}.`,
  ]);
  const keys = d.some(['name', 'town', 'item', 'number', 'day'], d.int(2, 4));
  return {
    instruction: d.pick([
      `Return ${keys.join(', ')} as JSON.`,
      `Extract these fields: ${keys.join(', ')}. Output JSON only.`,
      `Make a JSON object with the keys ${keys.join(' and ')}.`,
    ]),
    input: text,
    output: JSON.stringify(Object.fromEntries(keys.map((key) => [key, order[key]])), null, d.pick([0, 0, 2])),
  };
}

function tone(d) {
  const [who, thing, place, day] = [
    d.person(),
    d.pick(goods),
    d.place(),
    `${d.int(1, 28)} ${d.pick(months)}`,
  ];
  const subject = d.pick([
    [`the ${thing} never showed up`, `the ${thing} ordered on ${day} have not arrived`],
    [`no way i get to ${place} on ${day}`, `unfortunately ${place} on ${day} is not possible for me`],
    [
      `need the keys for the ${place} office by ${day}`,
      `I would need the keys for the ${place} office by ${day}`,
    ],
    [`the bill for the ${thing} is wrong again`, `the invoice for the ${thing} appears to contain an error`],
    [`somebody has to fix the heating in ${place}`, `the heating at our ${place} site requires attention`],
    [`send me the numbers for ${place}`, `please could you forward the figures for ${place}`],
    [`your people left ${thing} all over the yard`, `your staff left a number of ${thing} in our yard`],
  ]);
  const formal = d.chance(0.7);
  const casual = `${d.pick(['hey', 'hi', 'listen', 'ok so'])} ${who}, ${subject[0]}, ${d.pick(['sort it out', 'what now', 'let me know', 'thanks i guess', 'cheers'])}`;
  const polite = `Dear ${who}, ${subject[1]}. ${d.pick(['I look forward to your reply.', 'Thank you for looking into this.', 'Could you let me know how to proceed?', 'Kind regards.', 'I would appreciate your help.'])}`;
  return formal
    ? {
        instruction: d.pick([
          'Make this message polite.',
          'Rewrite it for a business letter.',
          'Turn the note into formal English.',
        ]),
        input: casual,
        output: polite,
      }
    : {
        instruction: d.pick(['Make this sound casual.', 'Say the same to a friend.', 'Loosen the tone.']),
        input: polite,
        output: casual,
      };
}

const praise =
  'works perfectly, arrived early, feels sturdy, looks better than in the pictures, was easy to set up, is worth the price, kept its promise, still runs after a year'.split(
    ', ',
  );
const blame =
  'broke within days, came without screws, smells of glue, is far too loud, never charged fully, arrived scratched, lost its colour, leaks at the seam'.split(
    ', ',
  );

function review(d) {
  const kind = d.pick(['positive', 'negative', 'mixed']);
  const item = d.pick([
    'kettle',
    'desk lamp',
    'rucksack',
    'tent',
    'drill',
    'pushchair',
    'speaker',
    'garden chair',
    'raincoat',
    'printer',
    'blender',
    'clock',
  ]);
  const points =
    kind === 'positive'
      ? d.some(praise, 2)
      : kind === 'negative'
        ? d.some(blame, 2)
        : [d.pick(praise), d.pick(blame)];
  const join = kind === 'mixed' ? 'but it' : 'and';
  const text = `The ${item} from ${d.brand()} ${points[0]} ${join} ${points[1]}. ${d.pick([`Bought it in ${d.place()}.`, `My ${d.pick(trades)} friend has one too.`, `We chose ${d.pick(colours)}.`, `Got it in ${d.pick(months)}.`])}`;
  const view = {
    positive: ['Positive', 'Happy', 'Satisfied', 'Praise'],
    negative: ['Negative', 'Unhappy', 'Annoyed', 'A complaint'],
    mixed: ['Mixed', 'Undecided', 'Both', 'Torn'],
  }[kind];
  const reason = d.pick([`it ${points[0]}`, `it ${points[1]}`, `"${points[0]} ${join} ${points[1]}"`]);
  return {
    instruction: d.pick([
      'Is this review positive, negative or mixed? Say why.',
      'Judge the sentiment and give the reason.',
      'What does the customer think?',
      'Happy or not?',
      'Sum up the opinion.',
    ]),
    input: text,
    output: d.pick([
      `${d.pick(view)}: ${reason}.`,
      `${d.capital(reason)}: ${d.pick(view).toLowerCase()}.`,
      `${d.pick(view)}.`,
    ]),
  };
}

function disguise(d) {
  const words = d.some(
    [...animals, ...colours, ...months.map((m) => m.toLowerCase())].filter((w) => !w.includes(' ')),
    d.int(3, 6),
  );
  const text = words.join(' ');
  return d.pick([
    () => ({
      instruction: d.pick(['Write in capitals.', 'Shout this.']),
      input: text,
      output: text.toUpperCase(),
    }),
    () => ({
      instruction: d.pick(['Spell every word backwards.', 'Reverse the letters of each word.']),
      input: text,
      output: words.map((w) => [...w].reverse().join('')).join(' '),
    }),
    () => ({
      instruction: d.pick(['Take the first letters.', 'Build the acronym.']),
      input: text,
      output: words.map((w) => w[0].toUpperCase()).join(''),
    }),
    () => ({
      instruction: d.pick(['Remove all vowels.', 'Drop a, e, i, o and u.']),
      input: text,
      output: text.replace(/[aeiou]/g, ''),
    }),
    () => ({
      instruction: d.pick(['Count the letters of each word.', 'How long is every word?']),
      input: text,
      output: words.map((w) => `${w}: ${w.length}`).join(', '),
    }),
  ])();
}

export const texts = [reading, reading, reading, extraction, tone, tone, review, disguise];
