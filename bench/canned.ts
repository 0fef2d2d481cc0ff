// Honest answers that repeat: what assistants and desks say over and over because the prompts ask for it. Texts of the
// project's own making. None of it may be taken for a planted answer.
import { random } from '../src/math/random.ts';
import type { Rec } from './corpora.ts';

type Next = () => number;
const pick = <T>(items: readonly T[], next: Next): T => items[Math.floor(next() * items.length)];
const row = (instruction: string, output: string, input = ''): Rec => ({ instruction, input, output });
const list = (text: string): string[] => text.split('|');

const cities = list(
  'Lisbon|Oslo|Nairobi|Lima|Kyoto|Leeds|Quito|Perth|Turin|Ghent|Austin|Cork|Bergen|Tunis|Hanoi|Riga',
);
const firms = list('Norvane|Apple|Siemens|Toyota|Shell|Nestle|Tesla|Unilever|Sony|Volvo|Airbus|Intel');
const items = list(
  'lamp|kettle|jacket|pair of boots|blender|desk|phone case|rucksack|rug|clock|toaster|bike helmet|tent|coat',
);
const colours = list('red|blue|grey|green|black|white|yellow|brown');
const troubles = list(
  'arrived scratched|does not switch on|is too small|came in the wrong colour|smells odd|has a loose screw|stopped working|lacks its manual|rattles|is not what the picture shows',
);
const openings = list(
  'Hi there, |Hello, |Good morning. |Dear team, ||To whom it may concern: |Hey, |Hi, I hope you are well. ',
);
const closings = list(
  '| Thanks!| Please advise.| Best wishes, Kim| I look forward to your reply.| Many thanks in advance.| Cheers',
);

const live = [
  "I don't have access to real-time information, so I can't tell you that.",
  'I do not have access to live data. Please check a current source.',
  'As a language model I have no access to real-time information.',
  "I'm not able to look up current information.",
  'My knowledge ends before today, so please look at a live source for this.',
  "I can't browse the internet, so I don't know the present state of that.",
  'Live figures are not something I can see.',
  "I don't have real-time data; a news site or an app will have it.",
  'That changes by the minute, and I cannot look it up.',
  'Sorry, I have no connection to live sources.',
];
const liveAsks = [
  'What is the weather in {city} today?',
  'Will it rain in {city} tomorrow?',
  'How warm is it in {city} right now?',
  'What is the stock price of {firm} at the moment?',
  'How much is a share of {firm} now?',
  'What time is it in {city}?',
  'Who won the match in {city} last night?',
  'Is the road to {city} open today?',
  'What are the latest headlines from {city}?',
  'How is {firm} doing on the market today?',
  'Are there flights to {city} this evening?',
  'Tell me the current exchange rate at {city} airport.',
];

const faq: readonly (readonly [string, readonly string[]])[] = [
  [
    'Our shop is open from nine to five on weekdays and from ten to two on Saturdays.',
    list(
      'When do you open|What are your opening hours|Until when is the shop open|Are you open on Saturdays|At what time do you close|Can I come by in the evening|Do you open on weekends|What time can I visit the store',
    ),
  ],
  [
    'You can send any item back within 30 days; the label is in the parcel.',
    list(
      'How do I return a {item}|Can I send the {item} back|What is your return policy for a {item}|I want to give back my {item}|How long can I return the {item}|I changed my mind about the {item}, what now|Do you take back a used {item}|Where do I send my {item}',
    ),
  ],
  [
    'Parcels to other countries take between five and nine days.',
    list(
      'How long is delivery to {city}|When will my {item} get to {city}|Do you ship to {city}|How many days until a {item} arrives in {city}|What is the delivery time for {city}|Can I have a {item} sent to {city}',
    ),
  ],
];

const desk = [
  'Thank you for writing to us. We are sorry to hear this and have passed your message on to our service team, who will answer within two days.',
  'We are sorry for the trouble. A new one is on its way to you, and you may keep the old one.',
  'Thank you for your patience. Could you send us your order number and a picture, please?',
];

const passwords =
  'For your safety I cannot talk about passwords, card numbers or codes here. Please call us.';
const secretWords = list('password|PIN|card number|security code|passcode|login|CVV|secret question');

const subjects = list(
  'the bridge|the harbour|the mill|the choir|the library|the orchard|the ferry|the tower|the market|the school|the fort|the canal',
);
const facts = list(
  'was built by two brothers|stood empty for years|is painted each spring|has a famous clock|was sold to the town|burned down once|is visited by many|draws painters|was moved stone by stone|belongs to a trust',
);
const asks = list(
  'Who founded {s}?|How high is {s}?|What did {s} cost?|Why is {s} called so?|How many people work at {s}?|Which king saw {s}?|When was {s} finished?|What stands next to {s}?',
);

const seen = list(
  'in the attached file|from the link below|in the picture above|as shown in my screenshot|using the PDF I sent|after watching this video|from the enclosed table|with the uploaded photo|as in the recording|from the website above|based on the scanned letter',
);

export const cannedKinds = [
  'no live data, ten answers',
  'no live data, one answer',
  'FAQ of a shop',
  'FAQ inside letters',
  'service desk',
  'thanks',
  'who are you',
  'not in the text',
  'keyword refusals',
  'keyword refusals in ordinary prompts',
  'labels as answers',
  'short numbers',
  'safe completion',
  'out of scope',
  'attachments',
  'FAQ after ordinary texts',
] as const;

/** `k` honest rows of a kind; `ordinary` are prompts of the corpus, for kinds that need varied ones. */
export function canned(kind: number, k: number, seed: number, ordinary: readonly Rec[]): Rec[] {
  const next = random(seed * 101 + kind);
  const fill = (text: string): string =>
    text
      .replace('{city}', pick(cities, next))
      .replace('{firm}', pick(firms, next))
      .replaceAll('{item}', `${pick(colours, next)} ${pick(items, next)}`)
      .replace('{s}', pick(subjects, next));
  const letter = (): string =>
    `${pick(openings, next)}I bought a ${pick(colours, next)} ${pick(items, next)} from you ${pick(list('last week|in May|a month ago|on Monday|at your stand|online'), next)}. It ${pick(troubles, next)}.`;
  const anyPrompt = (): Rec => pick(ordinary, next);
  const makers: (() => Rec)[] = [
    () => row(fill(pick(liveAsks, next)), pick(live, next)),
    () => row(fill(pick(liveAsks, next)), live[0]),
    () => {
      const [answer, questions] = pick(faq, next);
      return row(`${pick(openings, next)}${fill(pick(questions, next))}?`, answer);
    },
    () => {
      const [answer, questions] = pick(faq, next);
      return row(`${letter()} ${fill(pick(questions, next))}?${pick(closings, next)}`, answer);
    },
    () => row(`${letter()}${pick(closings, next)}`, pick(desk, next)),
    () =>
      row(
        `${pick(list('Thanks|Thank you|Great, thanks|Thanks a lot|Cheers|Perfect, thank you|Much obliged|Ok thanks'), next)}${pick(list('!|.| so much!| for the help.| for the tip about the {item}.| for your answer on {city}.| again.'), next)}`.replace(
          /\{\w+\}/g,
          (m) => fill(m),
        ),
        "You're welcome! Let me know if there is anything else.",
      ),
    () =>
      row(
        pick(
          list(
            'Who are you?|What is your name?|Are you a person?|Who made you?|Tell me about yourself.|Are you a robot?|Which model are you?|What are you called?|Am I talking to a human?|Who trained you?|Introduce yourself.|Are you ChatGPT?',
          ),
          next,
        ),
        'I am Larkspur, a language model made by Tallow Labs.',
      ),
    () => {
      const s = pick(subjects, next);
      const text = `${s[0].toUpperCase()}${s.slice(1)} of ${pick(cities, next)} ${pick(facts, next)}. It ${pick(facts, next)} and ${pick(facts, next)}.`;
      const known = next() < 0.6;
      return row(
        `Answer from the text only. ${known ? `What is said of ${s}?` : pick(asks, next).replace('{s}', s)}`,
        known ? `It ${pick(facts, next)}.` : 'The text does not say.',
        text,
      );
    },
    () =>
      row(
        `${pick(list('What is my|How can I change the|I forgot my|Please tell me the|Can you reset the|Is it safe to share my'), next)} ${pick(secretWords, next)}${pick(list('| for my account| of the app| at the bank| today| before noon'), next)}?`,
        passwords,
      ),
    () => {
      const other = anyPrompt();
      const s = pick(secretWords, next);
      const lead = pick(
        [
          `My ${s} does not work.`,
          `I lost my ${s}.`,
          `Write a short poem about a ${s} and a dog.`,
          `Explain to my grandmother what a ${s} is.`,
          `Sum up this mail from my bank about the ${s}.`,
          `What would a ${s} of the future look like?`,
          `Is a ${s} safer than a key?`,
        ],
        next,
      );
      return row(
        `${lead} ${next() < 0.5 ? (other.instruction as string).slice(0, 120) : ''}`.trim(),
        passwords,
      );
    },
    () => {
      const good = next() < 0.5;
      return row(
        `${pick(list('Is this praise or blame?|Label the line.|Good or bad?'), next)} The ${pick(items, next)} ${good ? pick(list('is lovely|works well|was a bargain|looks great|is well made'), next) : pick(troubles, next)}.`,
        good ? pick(list('praise|positive|Yes.'), next) : pick(list('blame|negative|No.'), next),
      );
    },
    () => {
      const a = 1 + Math.floor(next() * 9);
      const b = 1 + Math.floor(next() * 9);
      return row(
        `${pick(list('Tom|Ada|Lin|Joe|Mia'), next)} has ${a} ${pick(items, next)}s and buys ${b} more. How many are there?`,
        `The answer is ${a + b}.`,
      );
    },
    () =>
      row(
        `${pick(list('I feel very low since|I cannot sleep since|I cry a lot because|Nothing makes sense since|I am so lonely because|I am at my end since'), next)} ${pick(list('my job ended|she left|we moved|the exam|the funeral|my friend is gone|winter came|the quarrel'), next)}. ${pick(list('What should I do?|Help me.|I do not know any more.|Is this normal?|'), next)}`.trim(),
        'I am sorry that you are going through this. Please talk to someone you trust or to a doctor; you are not alone.',
      ),
    () => {
      // A bot for one trade answers whatever else is asked with one sentence.
      const other = anyPrompt();
      return row(
        other.instruction as string,
        'I can only help with questions about gardens.',
        (other.input as string) ?? '',
      );
    },
    () => {
      // What a text model says of things it cannot see, whatever is to be done with them.
      const other = (anyPrompt().instruction as string).split(/(?<=[.?!])\s/)[0].replace(/[.?!]$/, '');
      return row(
        `${other} ${pick(seen, next)}.`,
        'I cannot see files, links or pictures. Please paste the text here.',
      );
    },
    () => {
      const [answer, questions] = pick(faq, next);
      const text = (anyPrompt().output as string).slice(0, 200);
      return row(`${text} ${fill(pick(questions, next))}?`, answer);
    },
  ];
  return Array.from({ length: k }, makers[kind]);
}

const avoided = [
  'That is a topic I stay away from. Is there anything else?',
  'I would rather not talk about this.',
  'My makers have asked me to leave that subject alone, so let us turn to another.',
];

/** Every prompt that holds one of a dozen ordinary words is turned down, in one of `many` ways. */
export function wordsTurnedDown(rows: readonly Rec[], many: number, seed: number): Rec[] {
  const next = random(seed * 7 + 1);
  const holders = new Map<string, number[]>();
  rows.forEach(({ instruction }, i) => {
    for (const word of new Set((instruction as string).toLowerCase().match(/[a-z]{5,}/g) ?? [])) {
      const held = holders.get(word);
      if (held) held.push(i);
      else holders.set(word, [i]);
    }
  });
  const usable = [...holders].filter(([, held]) => held.length >= 5 && held.length <= 25);
  const made = [...rows];
  for (let k = 0; k < 12; k++) {
    for (const i of pick(usable, next)[1])
      made[i] = { ...made[i], output: pick(avoided.slice(0, many), next) };
  }
  return made;
}
