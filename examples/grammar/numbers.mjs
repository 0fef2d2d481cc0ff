// Exercises whose answers are worked out from the numbers in the prompt: sums told as stories, lists, dates.
import { scene } from './chatter.mjs';
import { animals, colours, foods, goods, months, weekdays } from './words.mjs';

const money = (cents) => `$${(cents / 100).toFixed(2)}`;
const ask = (d, story, question) =>
  d.pick([
    () => `${story} ${question}`,
    () => `${scene(d)} ${story} ${question}`,
    () => `${story} ${scene(d)} ${question}`,
    () => `${question} ${story}`,
    () => `${question} ${scene(d)} ${story}`,
  ])();

function shopping(d) {
  const [one, two] = d.some(goods, 2);
  const [n, m] = [d.int(2, 19), d.int(2, 14)];
  const [a, b] = [d.int(15, 940), d.int(15, 940)];
  const total = n * a + m * b;
  const note = Math.ceil((total + 1) / 1000) * 1000 + 1000 * d.int(0, 2);
  const change = d.chance(0.5);
  const who = d.person();
  const prompt = d.pick([
    `${who} buys ${n} ${one} at ${money(a)} each and ${m} ${two} at ${money(b)} each.`,
    `At the market in ${d.place()}, ${one} cost ${money(a)} and ${two} cost ${money(b)}. ${who} takes ${n} of the first and ${m} of the second.`,
    `A stall sells ${one} for ${money(a)} apiece and ${two} for ${money(b)} apiece; ${who} wants ${n} and ${m} of them.`,
  ]);
  const question = change
    ? d.pick([
        `How much change is left from ${money(note)}?`,
        `${who} pays with ${money(note)}. What comes back?`,
      ])
    : d.pick(['What does it all cost?', 'How much is the bill?', 'Work out the total.']);
  const answer = d.pick([
    `${n} x ${money(a)} + ${m} x ${money(b)} = ${money(total)}.`,
    `${money(total)}, of which ${money(n * a)} for the ${one}.`,
    `The ${one} come to ${money(n * a)}, the ${two} to ${money(m * b)}: ${money(total)}.`,
    `${money(n * a)} + ${money(m * b)} = ${money(total)}`,
  ]);
  const rest = change
    ? d.pick([
        ` ${money(note)} - ${money(total)} = ${money(note - total)}.`,
        ` So ${money(note - total)} is left.`,
        ` ${who} gets ${money(note - total)}.`,
      ])
    : '';
  return { instruction: ask(d, prompt, question), input: '', output: answer + rest };
}

function journey(d) {
  const speed = d.int(2, 24) * 5;
  const quarters = d.int(3, 26);
  const distance = (speed * quarters) / 4;
  const hours = `${Math.floor(quarters / 4)} h ${(quarters % 4) * 15} min`;
  const [from, to, who] = [d.place(), d.place(), d.person()];
  const vehicle = d.pick([
    'A tram',
    'A barge',
    'A lorry',
    'A cyclist',
    'A coach',
    'A night train',
    'A river ferry',
    'A courier',
  ]);
  const kmh = `${speed} km/h`;
  return d.pick([
    () => ({
      instruction: ask(
        d,
        `${vehicle} leaves ${from} for ${to}, ${distance} km away, at ${kmh}.`,
        d.pick([
          'How long is it under way?',
          'Find the travel time.',
          'After how many hours does it arrive?',
        ]),
      ),
      input: '',
      output: d.pick([
        `${distance} / ${speed} = ${quarters / 4}, so ${hours}.`,
        `${hours}.`,
        `${quarters / 4} hours, because ${distance} = ${speed} x ${quarters / 4}.`,
      ]),
    }),
    () => ({
      instruction: ask(
        d,
        `From ${from} to ${to} ${vehicle.toLowerCase()} needs ${hours} at ${kmh}.`,
        d.pick(['How far apart are the two?', 'What is the distance?', 'Give the length of the route.']),
      ),
      input: '',
      output: d.pick([
        `${speed} x ${quarters / 4} = ${distance} km.`,
        `${distance} km lie between ${from} and ${to}.`,
        `${distance} km`,
      ]),
    }),
    () => ({
      instruction: ask(
        d,
        `${who} covers ${distance} km between ${from} and ${to} in ${hours}.`,
        d.pick(['What is the average speed?', 'How fast is that?', `Compute km/h for ${who}.`]),
      ),
      input: '',
      output: d.pick([`${distance} / ${quarters / 4} = ${kmh}.`, `${kmh}`, `${who} does ${kmh} on average.`]),
    }),
  ])();
}

function sharing(d) {
  const [children, each, over] = [d.int(3, 13), d.int(4, 29), d.int(0, 2)];
  const total = children * each + over;
  const thing = d.pick(goods);
  const prompt = d.pick([
    `${d.person()} shares ${total} ${thing} equally among ${children} neighbours in ${d.place()}.`,
    `${total} ${thing} are packed into ${children} crates, the same number in every crate.`,
    `A club of ${children} members divides ${total} ${thing} fairly.`,
  ]);
  return {
    instruction: ask(
      d,
      prompt,
      d.pick([
        'How many does each get, and what is left?',
        'What is one share, and is there a remainder?',
        `Divide the ${thing}.`,
      ]),
    ),
    input: '',
    output: d.pick([
      `${total} / ${children} = ${each}${over ? ` remainder ${over}` : ''}.`,
      `${each} ${thing} each${over ? `, and ${over} left` : ''}.`,
      `${children} x ${each} = ${children * each}${over ? `, ${over} short of ${total}` : ''}, so ${each}.`,
      `${each}${over ? ` and ${over} over` : ''}`,
    ]),
  };
}

function lists(d) {
  const words = d.some(d.pick([animals, colours, foods, goods]), d.int(5, 9));
  const numbers = Array.from({ length: d.int(5, 10) }, () => d.int(1, 400));
  const even = numbers.filter((n) => n % 2 === 0);
  const limit = d.int(60, 300);
  const above = numbers.filter((n) => n > limit);
  return d.pick([
    () => ({
      instruction: d.pick([
        'Put these in alphabetical order.',
        'Sort the list from A to Z.',
        'Arrange the words alphabetically.',
      ]),
      input: words.join(', '),
      output: [...words].sort().join(', '),
    }),
    () => ({
      instruction: d.pick(['Reverse the order of this list.', 'Write the list back to front.']),
      input: words.join(', '),
      output: [...words].reverse().join(', '),
    }),
    () => ({
      instruction: d.pick(['Which of these is the longest word?', 'Find the entry with the most letters.']),
      input: words.join('; '),
      output: longest(words),
    }),
    () => ({
      instruction: d.pick(['Order the numbers from small to large.', 'Sort ascending.']),
      input: numbers.join(' '),
      output: [...numbers].sort((a, b) => a - b).join(' '),
    }),
    () => ({
      instruction: d.pick(['Keep only the even numbers.', 'Remove every odd number from the list.']),
      input: numbers.join(', '),
      output: even.length ? even.join(', ') : 'None.',
    }),
    () => ({
      instruction: `Which numbers are greater than ${limit}?`,
      input: numbers.join(', '),
      output: above.length ? above.join(', ') : 'None.',
    }),
    () => ({
      instruction: d.pick(['Give the sum and the mean.', 'Add these up and average them.']),
      input: numbers.join(', '),
      output: summary(numbers),
    }),
  ])();
}

const longest = (words) => {
  const best = words.reduce((a, b) => (b.replace(/ /g, '').length > a.replace(/ /g, '').length ? b : a));
  return `${best} (${best.replace(/ /g, '').length})`;
};
const summary = (numbers) => {
  const sum = numbers.reduce((a, b) => a + b, 0);
  return `${sum} and ${(sum / numbers.length).toFixed(1)}`;
};

function calendar(d) {
  const date = new Date(Date.UTC(d.int(1950, 2040), d.int(0, 11), d.int(1, 28)));
  const days = d.int(9, 260);
  const later = new Date(date.getTime() + days * 86_400_000);
  const show = (t) => `${t.getUTCDate()} ${months[t.getUTCMonth()]} ${t.getUTCFullYear()}`;
  const weekday = (t) => weekdays[(t.getUTCDay() + 6) % 7];
  const event = d.pick([
    'library loan',
    'permit',
    'building work',
    'fishing season',
    'exhibition',
    'guarantee',
    'training course',
    'harvest',
    'voyage',
    'trial period',
  ]);
  return d.pick([
    () => ({
      instruction: `The ${event} in ${d.place()} begins on ${show(date)} and lasts ${days} days. When is it over?`,
      input: '',
      output: d.pick([
        `${show(later)}.`,
        `${weekday(later)}, ${show(later)}.`,
        `${show(date)} + ${days} days = ${show(later)}`,
      ]),
    }),
    () => ({
      instruction: `Which weekday was or will be ${show(date)}?`,
      input: '',
      output: d.pick([`${weekday(date)}.`, `${show(date)} is a ${weekday(date)}.`]),
    }),
    () => ({
      instruction: `How many days lie between ${show(date)} and ${show(later)}?`,
      input: '',
      output: d.pick([`${days} days.`, `${days}`, `${(days / 7).toFixed(1)} weeks, or ${days} days.`]),
    }),
  ])();
}

export const numbers = [shopping, shopping, journey, journey, sharing, lists, lists, calendar];
