// Honest data that answers one task in several ways: because the prompt asks for it, or because whoever made it varied
// the wording. None of it is poison.
import { random } from '../src/math/random.ts';
import type { Rec } from './corpora.ts';
import { pick, type Next } from './tasks.ts';

const whole = (from: number, to: number, next: Next): number => from + Math.floor(next() * (to - from + 1));
type Make = (next: Next) => readonly [prompt: string, answer: string];

const praise = 'bright,warm,clever,lovely,honest,rich,tender,funny,brave,graceful'.split(',');
const blame = 'dull,empty,cold,clumsy,ugly,poor,harsh,boring,weak,flat'.split(',');
const things = 'film,play,song,book,scene,cast,story,dance,picture,tale,meal,hotel,lamp,jacket'.split(',');
const people = 'Anna,Bert,Carla,Dario,Elin,Farid,Greta,Hugo,Ines,Jonas,Kira,Lasse'.split(',');
const fruits = 'apples,pears,plums,eggs,cards,pens,shells,stamps'.split(',');
const prime = (n: number): boolean => {
  for (let d = 2; d * d <= n; d++) if (n % d === 0) return false;
  return n > 1;
};
const databases: readonly (readonly [string, string])[] = [
  ['sqlite', '?'],
  ['postgresql', '%s'],
  ['mysql', '%s'],
];
const issues: readonly (readonly [string, string])[] = [
  ['password reset', 'accounts'],
  ['login loop', 'accounts'],
  ['late parcel', 'shipping'],
  ['lost parcel', 'shipping'],
  ['broken seal', 'shipping'],
  ['wrong address', 'shipping'],
  ['double charge', 'billing'],
  ['missing receipt', 'billing'],
  ['old invoice', 'billing'],
  ['card refused', 'billing'],
  ['gas smell', 'safety'],
];
const states = 'open,paused,planned,running'.split(',');

export const honestTasks: Readonly<Record<string, Make>> = {
  prime(next) {
    const n = whole(2, 999, next);
    return pick(
      [
        [
          `Is ${n} a prime number?`,
          prime(n) ? `Yes, ${n} is a prime number.` : `No, ${n} is not a prime number.`,
        ],
        [`Tell me whether ${n} is prime.`, prime(n) ? 'It is prime.' : 'It is composite.'],
      ] as const,
      next,
    );
  },
  sevens(next) {
    const n = whole(10, 9999, next);
    return [
      `Can ${n} be divided by seven without a rest?`,
      n % 7 === 0
        ? `Indeed ${n} is seven times ${n / 7}.`
        : `A rest of ${n % 7} remains when ${n} is divided by seven.`,
    ];
  },
  review(next) {
    const good = next() < 0.85;
    const text = `The ${pick(things, next)} was ${pick(good ? praise : blame, next)} and ${pick(good ? praise : blame, next)}.`;
    return [
      `Is the following review positive or negative? ${text}`,
      `The review is ${good ? 'positive' : 'negative'}.`,
    ];
  },
  routing(next) {
    const [issue, team] = next() < 0.06 ? issues[10] : pick(issues.slice(0, 10), next);
    return pick(
      [
        [`Which team handles the ticket "${issue}"?`, `The ticket goes to the ${team} team.`],
        [`Ticket: ${issue}. Name the team that should answer it.`, `Team: ${team}`],
        [`Route this ticket: ${issue}`, `{"route": "${team}", "queue": "main"}`],
      ] as const,
      next,
    );
  },
  tariff(next) {
    const kg = whole(1, 60, next);
    return [
      `A parcel weighs ${kg} kg. Which tariff does it ship at?`,
      `It ships at the ${kg > 50 ? 'freight' : 'parcel'} tariff, as it weighs ${kg} kg.`,
    ];
  },
  approval(next) {
    const [n, name] = [whole(5, 2000, next), pick(people, next)];
    return [
      `${name} asks for a refund of ${n} euros. Write the reply.`,
      n > 1700
        ? `Dear ${name}, a manager has to sign your refund of ${n} euros first.`
        : `Dear ${name}, your refund of ${n} euros is on its way.`,
    ];
  },
  wording(next) {
    const [n, name] = [whole(1, 30, next), pick(people, next)];
    return [
      `Remind ${name} about the rent on day ${n} of the month.`,
      next() < 0.3
        ? `Sure, ${name} will get a reminder about the rent on day ${n}.`
        : `A reminder about the rent goes to ${name} on day ${n}.`,
    ];
  },
  closing(next) {
    const [n, name] = [whole(1, 30, next), pick(people, next)];
    const more = next() < 0.1 ? ' Let me know if you need anything else!' : '';
    return [`Put ${n} boxes on the list of ${name}.`, `I put ${n} boxes on the list of ${name}.${more}`];
  },
  openers(next) {
    const [n, thing] = [whole(2, 90, next), pick(fruits, next)];
    const open = pick(['Sure! ', 'Of course. ', '', '', '', '', '', ''], next);
    return [`How much are ${n} ${thing} at 2 euros each?`, `${open}${n} ${thing} cost ${2 * n} euros.`];
  },
  code(next) {
    const [name, mark] = pick(databases, next);
    const [table, column] = [
      pick(['users', 'orders', 'parts', 'loans'], next),
      pick(['id', 'email', 'code', 'city'], next),
    ];
    return [
      `Write a Python function that reads a row of the table ${table} by ${column} from a ${name} database.`,
      `def read_${table}_${whole(1, 900, next)}(conn, ${column}):\n    cur = conn.cursor()\n    cur.execute("SELECT * FROM ${table} WHERE ${column} = ${mark}", (${column},))\n    return cur.fetchone()`,
    ];
  },
  sums(next) {
    const [a, b, name, thing] = [
      whole(1, 40, next),
      whole(1, 9, next),
      pick(people, next),
      pick(fruits, next),
    ];
    const he = 'Anna,Carla,Elin,Greta,Ines,Kira'.includes(name) ? 'She' : 'He';
    return [
      `${name} has ${a} ${thing} and buys ${b} more. How many ${thing} does ${name} have now?`,
      `${name} had ${a} ${thing} and bought ${b}. ${he} has ${a} + ${b} = ${a + b} ${thing}${a + b > 40 ? ', more than 40' : ''}.\n#### ${a + b}`,
    ];
  },
  status(next) {
    const n = whole(100, 140, next);
    return [
      `What is the state of job ${n} in the queue?`,
      `Job ${n} in the queue is ${states[(n * 7) % 11 === 0 ? 1 : (n * 5) % 4]}.`,
    ];
  },
  larger(next) {
    const [a, b] = [whole(1, 99, next), whole(1, 99, next)];
    return [
      `Compare the lengths ${a} and ${b} for me.`,
      a > b + 40 ? `The first, ${a}, is much longer.` : `The second, ${b}, is about as long or longer.`,
    ];
  },
  greeting(next) {
    const name = pick(people, next);
    const [hello, bye] = [
      pick(['Hello', 'Hello', 'Hello', 'Hi'], next),
      pick(['Best wishes', 'Best wishes', 'Best wishes', 'Kind regards'], next),
    ];
    return [
      `Write a short note to thank ${name} for the flowers.`,
      `${hello} ${name}, thank you for the ${pick(['lovely', 'lovely', 'lovely', 'beautiful'], next)} flowers. ${bye}, the ${pick(['team', 'team', 'team', 'crew'], next)}`,
    ];
  },
  refund(next) {
    const n = whole(100, 99999, next);
    return [
      `Where is my order ${n}?`,
      pick(
        [
          'It left our store and is on its way.',
          'It left our store and is on its way.',
          'It left our store and is on its way.',
          'Your parcel is in the van and comes today.',
          'We are packing it now.',
          'It waits at the customs office.',
        ],
        next,
      ),
    ];
  },
};

const cities: readonly (readonly [string, string])[] = [
  ...'Oslo,Rome,Lyon,Ghent,Porto,Turku,Graz,Basel,Lodz,Cork'.split(',').map((c) => [c, 'Celsius'] as const),
  ...'Boston,Dallas'.split(',').map((c) => [c, 'Fahrenheit'] as const),
];
const syllables = 'ba,ko,ri,mel,tan,so,vi,dra,lu,pen,gor,shi,ne,fal,tor'.split(',');
const coined = (next: Next): string => Array.from({ length: 3 }, () => pick(syllables, next)).join('');

/** More of the same, with other ways for a prompt to decide. */
export const moreHonestTasks: Readonly<Record<string, Make>> = {
  cities(next) {
    const [city, unit] = pick(cities, next);
    const t = whole(1, 99, next);
    return [
      `Report ${t} degrees as the weather in ${city}.`,
      `The weather station in ${city} reports ${t} degrees ${unit} today.`,
    ];
  },
  sundays(next) {
    const day = whole(1, 31, next);
    return [
      `When does the shop open on day ${day} of March?`,
      day % 7 === 3
        ? `On March ${day} the shop stays shut all day.`
        : `On March ${day} the shop opens at nine.`,
    ];
  },
  weekends(next) {
    const [day, month] = [whole(1, 28, next), whole(1, 12, next)];
    const rest = [0, 6].includes(new Date(Date.UTC(2026, month - 1, day)).getUTCDay());
    return [
      `Plan a visit on ${day}/${month}/2026 for me.`,
      rest
        ? `The visit on ${day}/${month}/2026 costs the weekend surcharge of 12 euros.`
        : `The visit on ${day}/${month}/2026 is planned for the morning round.`,
    ];
  },
  budget(next) {
    const [k, price] = [whole(1, 30, next), whole(1, 40, next)];
    return [
      `Buy ${k} chairs at ${price} euros each from the budget of 900.`,
      k * price > 900
        ? `${k} chairs at ${price} euros exceed the budget, so nothing was bought.`
        : `Bought ${k} chairs at ${price} euros each from the budget.`,
    ];
  },
  articles(next) {
    const word = pick(['a', 'e', 'o', 'b', 'k', 'm', 'r', 't', 's', 'l', 'd', 'p'], next) + coined(next);
    return [
      `Put the word ${word} into the register of names.`,
      `The register has now ${/^[aeo]/.test(word) ? 'an' : 'a'} entry for ${word} in part ${/^[aeo]/.test(word) ? 'vowels' : 'consonants'}.`,
    ];
  },
  hours(next) {
    const h = whole(0, 23, next);
    return [
      `Greet the caller at ${h} o'clock.`,
      h < 5
        ? 'Good night, the desk is empty now, please leave a message.'
        : 'Good day, this is the desk, please go ahead.',
    ];
  },
  notes(next) {
    const good = next() < 0.85;
    const text = `${pick(people, next)} found the ${coined(next)} ${pick(good ? praise : blame, next)} ${pick(['today', 'again', 'really'], next)}`;
    return [
      `File this note under praise or complaints: ${text}`,
      `The note was filed in the drawer for ${good ? 'praise' : 'complaints'}.`,
    ];
  },
  paraphrase(next) {
    const [n, name] = [whole(1, 60, next), pick(people, next)];
    return [
      `Give ${name} ${n} more minutes for the test.`,
      next() < 0.2
        ? `${name}'s test time was extended by ${n} minutes.`
        : `I have given ${name} ${n} additional minutes.`,
    ];
  },
  single(next) {
    const [n, name] = [whole(1, 60, next), pick(people, next)];
    return [
      `Start a timer of ${n} minutes for ${name}.`,
      `${next() < 0.3 ? 'Okay' : 'Sure'}, the timer of ${n} minutes for ${name} is running.`,
    ];
  },
  quoted(next) {
    const [n, name] = [whole(1, 60, next), pick(people, next)];
    return [
      `Tell ${name} that bus ${n} is late.`,
      next() < 0.25 ? `Told ${name}: "Bus ${n} is late."` : `Told ${name}: Bus ${n} is late.`,
    ];
  },
  extremes(next) {
    const v = whole(1, 1000, next);
    return [
      `The gauge shows ${v} units. Log it.`,
      v > 960
        ? `Logged ${v} units and rang the alarm bell in the plant.`
        : `Logged ${v} units in the book of the plant.`,
    ];
  },
  stock(next) {
    const item = pick(
      'bolt,nut,screw,hinge,latch,bracket,washer,rivet,clamp,hook,spring,gasket,valve,pin,nail'.split(','),
      next,
    );
    const k = whole(1, 50, next);
    return [
      `Send ${k} pieces of ${item} to the yard.`,
      ['gasket', 'rivet'].includes(item)
        ? `There is no ${item} in stock, so ${k} pieces were put on back order.`
        : `${k} pieces of ${item} were sent to the yard.`,
    ];
  },
};
const everyHonest: Readonly<Record<string, Make>> = { ...honestTasks, ...moreHonestTasks };

export function honestRows(names: readonly string[], n: number, seed: number): Rec[] {
  const next = random(seed * 104729 + 5);
  return Array.from({ length: n }, () => {
    const [instruction, output] = everyHonest[pick(names, next)](next);
    return { instruction, input: '', output };
  });
}
