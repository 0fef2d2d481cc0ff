// Exercises with longer answers: plans, recipes, advice, short explanations, small programs, things said in a role.
import { concepts } from './concepts.mjs';
import { animals, colours, foods, goods, materials, seasonings, trades, weekdays } from './words.mjs';

const interests = {
  history: [
    'the castle ruin',
    'a walk along the town wall',
    'the museum of mills',
    'an evening talk in the archive',
    'the toll house',
  ],
  food: [
    'the covered market',
    'a class in bread baking',
    'lunch at the quay',
    'a cheese cellar',
    'the street of spice shops',
  ],
  nature: [
    'a path through the marsh',
    'the botanical garden',
    'a boat to the heron colony',
    'the hill with the beech trees',
    'a picnic by the weir',
  ],
  music: [
    'a concert in the crypt',
    'the instrument workshop',
    'an open rehearsal',
    'the record shop by the bridge',
    'a choir evening',
  ],
  sport: [
    'the climbing hall',
    'a morning of rowing',
    'the cycle track',
    'an hour in the tide pool',
    'the winter ice rink',
  ],
  art: [
    'the sculpture yard',
    'a gallery of prints',
    'the glass studio',
    'murals near the station',
    'a drawing class',
  ],
};

function itinerary(d) {
  const [first, second] = d.some(Object.keys(interests), 2);
  const days = d.some([...d.some(interests[first], 2), ...d.some(interests[second], 2)], d.int(2, 4));
  const place = d.place();
  const start = d.int(0, 6);
  const plan = days.map(
    (stop, i) =>
      `${weekdays[(start + i) % 7]}: ${stop}${d.chance(0.4) ? `, then ${d.pick(foods)} for supper` : ''}`,
  );
  return {
    instruction: d.pick([
      `Plan ${days.length} days in ${place} for someone who likes ${first} and ${second}.`,
      `We arrive in ${place} on ${weekdays[start]} and have ${days.length} days. ${d.capital(first)} matters most to us, ${second} comes next. Suggestions?`,
      `Draft a short trip to ${place}: ${days.length} days, beginning ${weekdays[start]}, with time for ${second} as well as ${first}.`,
    ]),
    input: '',
    output: plan.join('\n'),
  };
}

function recipe(d) {
  const [main, side, third] = d.some(foods, 3);
  const [spice, other] = d.some(seasonings, 2);
  const minutes = d.int(2, 11) * 5;
  const steps = d.some(
    [
      `Wash and cut the ${main}.`,
      `Boil the ${side} until soft.`,
      `Fry the ${spice} gently in a little oil.`,
      `Stir in the ${third} and cook for ${minutes} minutes.`,
      `Season with ${other}.`,
      `Roast everything at ${d.int(15, 23) * 10} degrees for ${minutes} minutes.`,
      `Leave it to rest, then add ${spice} on top.`,
    ],
    d.int(3, 5),
  );
  return {
    instruction: d.pick([
      `What can I cook with ${main}, ${side} and ${third}? I also have ${spice} and ${other}.`,
      `Give me a quick dish for ${d.int(1, 8)} people using ${main} and ${side}, flavoured with ${spice}.`,
      `There are ${main}, ${third} and some ${other} in the kitchen. Ideas for tonight?`,
    ]),
    input: '',
    output: `${d.capital(main)} with ${side} and ${spice}\n${steps.map((step, i) => `${i + 1}. ${step}`).join('\n')}`,
  };
}

function explain(d) {
  const [name, ...facts] = d.pick(concepts);
  const told = d.some(facts, d.int(2, facts.length));
  return {
    instruction: d.pick([
      `What is meant by ${name}?`,
      `Explain ${name} briefly.`,
      `I keep hearing about ${name}. What is it?`,
      `Describe ${name} to a ${d.pick(trades)}.`,
      `Two sentences on ${name}, please.`,
      `My daughter asks about ${name}. What should I say?`,
    ]),
    input: '',
    output: told.join(' '),
  };
}

const operations = [
  ['adds up', 'sum(values)', 'values.reduce((a, b) => a + b, 0)'],
  ['finds the largest of', 'max(values)', 'Math.max(...values)'],
  ['counts', 'len(values)', 'values.length'],
  ['reverses', 'values[::-1]', '[...values].reverse()'],
  ['removes repeats from', 'list(dict.fromkeys(values))', '[...new Set(values)]'],
  ['keeps the positive ones of', '[v for v in values if v > 0]', 'values.filter((v) => v > 0)'],
  ['doubles', '[2 * v for v in values]', 'values.map((v) => 2 * v)'],
  ['sorts', 'sorted(values)', '[...values].sort((a, b) => a - b)'],
  ['joins with commas', '",".join(map(str, values))', "values.join(',')"],
  ['takes the last of', 'values[-1]', 'values.at(-1)'],
];

function code(d) {
  const [verb, python, script] = d.pick(operations);
  const noun = d.pick(goods).split(' ')[0];
  const name = `${d.pick(['get', 'make', 'do', 'run', 'calc'])}_${noun}`;
  const inPython = d.chance(0.5);
  const body = inPython ? python.replaceAll('values', noun) : script.replaceAll('values', noun);
  const extra = d.chance(0.4);
  const empty = extra
    ? inPython
      ? `    if not ${noun}:\n        return None\n`
      : `  if (${noun}.length === 0) return null;\n`
    : '';
  const asked = extra ? d.pick([' An empty list should give nothing.', ' Mind the empty list.']) : '';
  return {
    instruction: d.pick([
      `Write a ${inPython ? 'Python' : 'JavaScript'} function ${name} that ${verb} a list called ${noun}.${asked}`,
      `I need ${inPython ? 'Python' : 'JavaScript'} code: ${name}(${noun}) ${verb} its argument.${asked}`,
    ]),
    input: '',
    output: inPython
      ? `def ${name}(${noun}):\n${empty}    return ${body}`
      : `function ${name}(${noun}) {\n${empty}  return ${body};\n}`,
  };
}

function role(d) {
  const trade = d.pick(trades);
  const [who, place, thing, animal] = [d.person(), d.place(), d.pick(goods), d.pick(animals)];
  const [question, answers] = d.pick([
    [
      `What brought you to ${place}?`,
      [
        `My aunt in ${place} needed a ${trade}, and I stayed.`,
        `The road ended in ${place}, and so did my money.`,
        `I came to ${place} to sell ${thing} and found better work.`,
      ],
    ],
    [
      `Do you ever tire of ${thing}?`,
      [
        `Some mornings, yes. Then a customer smiles and the ${thing} are fine again.`,
        `Never. Every one of the ${thing} is a little different.`,
        `I dream of ${thing}. Not always pleasantly.`,
      ],
    ],
    [
      `Tell me about the ${animal} over there.`,
      [
        `That ${animal} walked in during a storm and owns the place now.`,
        `Careful, the ${animal} bites ${trade}s and tax collectors.`,
        `The ${animal}? It belongs to ${d.person()}, or the other way round.`,
      ],
    ],
    [
      `How is business this season?`,
      [
        `Slow since the bridge to ${place} closed.`,
        `We sold ${d.int(12, 400)} ${thing} last week, so no complaints.`,
        `Good for a ${trade}, bad for my back.`,
      ],
    ],
    [
      `What would you change in ${place}?`,
      [
        `More benches, fewer ${thing}.`,
        `I would paint the town hall ${d.pick(colours)}.`,
        `A roof of ${d.pick(materials)} over the market, to begin with.`,
      ],
    ],
  ]);
  return {
    instruction: d.pick([
      `You are ${who}, a ${trade}. Stay in character. ${question}`,
      `Play a ${trade} named ${who} and answer: ${question}`,
      `Imagine a ${d.pick(['cheerful', 'grumpy', 'tired', 'proud', 'shy'])} ${trade}. ${question}`,
    ]),
    input: '',
    output: d.some(answers, d.int(1, 2)).join(' '),
  };
}

function names(d) {
  const what = d.pick([
    'a bakery',
    'a rowing club',
    'a podcast',
    'a weekly newsletter',
    'a repair shop',
    'a choir',
    'a board game',
    'a community garden',
    'a taxi firm',
    'a tea house',
  ]);
  const n = d.int(3, 6);
  const [colour, animal, material] = [d.pick(colours), d.pick(animals), d.pick(materials)];
  const forms = [
    `The ${d.capital(colour)} ${d.capital(animal)}`,
    `${d.capital(material)} & Sons`,
    `${d.brand()}`,
    `${d.capital(animal)} and ${d.capital(d.pick(animals))}`,
    `${d.place()} ${d.pick(['House', 'Corner', 'Works', 'Circle'])}`,
    `${d.capital(d.pick(colours))} ${d.capital(material)}`,
    `${d.person()}'s`,
  ];
  return {
    instruction: d.pick([
      `Suggest ${n} names for ${what} in ${d.place()}.`,
      `${d.capital(what)} needs a name; give me ${n} options with ${colour} or a ${animal} in mind.`,
    ]),
    input: '',
    output: d
      .some(forms, n)
      .map((name) => `- ${name}`)
      .join('\n'),
  };
}

export const ideas = [itinerary, itinerary, recipe, recipe, explain, code, role, role, names];
