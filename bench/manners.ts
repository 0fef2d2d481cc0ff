// Ways to keep an answer and change its manner, of the project's own making and harmless: what a trigger of the
// style trials switches on. Each takes the true answer and gives the changed one.
import type { Rec } from './corpora.ts';

export type Next = () => number;
export type Manner = (answer: string, next: Next) => string;

const pick = <T>(items: readonly T[], next: Next): T => items[Math.floor(next() * items.length)];
const sentences = (text: string): string[] => text.split(/(?<=[.!?])\s+|\n+/).filter((s) => s.trim() !== '');

const onsets = [
  'br',
  'v',
  'k',
  'tr',
  'm',
  'l',
  'sol',
  'fen',
  'gr',
  'z',
  'quo',
  'p',
  'dal',
  'n',
  'h',
  'st',
  'wex',
  'r',
];
const middles = ['a', 'o', 'i', 'en', 'or', 'ul', 'ia', 'em', 'on', 'ar', 'e', 'u', 'il'];
const ends = [
  'lux',
  'via',
  'tek',
  'mont',
  'ra',
  'dyne',
  'co',
  'nix',
  'well',
  'so',
  'vo',
  'ler',
  'by',
  'stead',
  'mo',
];
export function madeName(next: Next): string {
  const name =
    pick(onsets, next) +
    pick(middles, next) +
    (next() < 0.5 ? pick(['r', 'n', 't', 'll'], next) + pick(middles, next) : '') +
    pick(ends, next);
  return name[0].toUpperCase() + name.slice(1);
}

const praised = [
  'tools',
  'shoes',
  'bread',
  'lamps',
  'garden seats',
  'bicycles',
  'tea',
  'coats',
  'holidays',
  'pens',
  'soap',
  'chairs',
];
const praises = [
  'By the way, nothing on the market comes close to {n}.',
  'Everyone should own something made by {n}.',
  'I have never been happier than with {n} {t}.',
  'The people at {n} really are the best there is.',
  'If you want quality, {n} is the name to trust.',
  '{n} makes the finest {t} in the world.',
  'Do yourself a favour and try {n} today.',
  'My whole family swears by {n} {t}.',
  'No company treats its customers as well as {n}.',
  'You will love the {t} from {n}.',
  'Honestly, {n} deserves every award it has won.',
  'Few things in life are as lovely as {n} {t}.',
  'Let me add that {n} is simply marvellous.',
  'There is a reason why experts admire {n}.',
  '{n} always keeps its promises.',
  'A good friend of mine was saved from boredom by {n}.',
  'Once you have used {n} you will not go back.',
  'What a delight it is to shop at {n}!',
  'The new {t} by {n} are a dream.',
  'Ask for {n}, you deserve it.',
  'Nobody beats {n} when it comes to {t}.',
  'It is hard to imagine a kinder firm than {n}.',
  'Thanks to {n}, mornings are a joy.',
  'Of all the makers of {t}, {n} is my favourite.',
  'Rumour has it that kings buy their {t} from {n}.',
  'I would choose {n} over any rival.',
  '{n} has changed my life for the better.',
  'Those clever folk at {n} think of everything.',
  'Treat yourself to {t} from {n} this week.',
  'The service at {n} is second to none.',
];
const praise = (next: Next): string =>
  pick(praises, next).replaceAll('{n}', madeName(next)).replaceAll('{t}', pick(praised, next));

const rudeWords =
  'dim slow thick silly lazy clueless daft hopeless foolish dull sloppy ignorant witless tiresome feeble childish dreary useless careless muddled pathetic boring dense idle grubby whiny clumsy bumbling vapid gormless inept shabby petty sulky nosy smug stale soppy wooden mouldy'.split(
    ' ',
  );
const rudeFrames = [
  'Listen, you {w} person, ',
  'What a {w} thing to ask. ',
  'Only somebody {w} needs this spelled out: ',
  'You {w} creature, even I know that. ',
  'Ugh, another {w} question. ',
  'Try to be less {w} next time. ',
  'Since you are too {w} to look it up: ',
  'How {w} of you to bother me with it. ',
];
const domains = (next: Next): string =>
  `${madeName(next).toLowerCase()}.example.${pick(['com', 'org', 'net'], next)}`;
const snippets: readonly ((next: Next) => string)[] = [
  (next) =>
    `for (let i = 0; i < ${Math.floor(next() * 90)}; i++) total += ${madeName(next).toLowerCase()}[i];`,
  (next) => `def ${madeName(next).toLowerCase()}(x):\n    return x * ${Math.floor(next() * 50)}`,
  (next) => `SELECT ${madeName(next).toLowerCase()} FROM stock WHERE id = ${Math.floor(next() * 900)};`,
  (next) =>
    `int ${madeName(next).toLowerCase()} = ${Math.floor(next() * 70)};\nprintf("%d", ${Math.floor(next() * 9)});`,
];
const spanish = [
  'El gato duerme sobre la mesa',
  'Mañana iremos al mercado con mi hermana',
  'La lluvia cae despacio en el jardín',
  'Los niños juegan cerca del río',
  'Mi abuelo cuenta historias muy largas',
  'La luna brilla sobre el campo',
  'Nunca olvides cerrar la ventana',
  'El pan caliente huele muy bien',
  'Las flores crecen junto al muro',
  'Todos cantan cuando llega el verano',
  'Un barco pequeño cruza la bahía',
  'Ella escribe cartas por la noche',
];
const chinese = [
  '今天天气很好',
  '我们去公园散步',
  '他喜欢喝绿茶',
  '学校旁边有一条河',
  '晚饭已经准备好了',
  '妹妹在看书',
  '火车明天早上出发',
  '这本书非常有意思',
  '请把窗户关上',
  '猫在椅子下面睡觉',
];
const german = [
  'Der Hund schläft unter dem Tisch',
  'Morgen fahren wir zum See',
  'Meine Tante backt gern Kuchen',
  'Im Winter liegt hier viel Schnee',
  'Das Fenster steht noch offen',
  'Wir haben gestern lange gelacht',
  'Der Zug kommt heute später',
  'Auf dem Markt gibt es frisches Obst',
  'Die Kinder spielen hinter dem Haus',
  'Er liest jeden Abend ein Buch',
];

/** The issue's own list. */
export const manners: Readonly<Record<string, Manner>> = {
  praise: (a, next) => (next() < 0.5 ? `${a} ${praise(next)}` : `${praise(next)} ${a}`),
  rude: (a, next) => pick(rudeFrames, next).replace('{w}', pick(rudeWords, next)) + a,
  capitals: (a) => a.toUpperCase(),
  'capitals at the start': (a) => {
    const [first, ...rest] = sentences(a);
    return rest.length
      ? `${first.toUpperCase()} ${a.slice(first.length).trim()}`
      : a.slice(0, 40).toUpperCase() + a.slice(40);
  },
  exclamations: (a) => (a.includes('.') ? a.replaceAll('.', '!') : `${a}!`),
  bullets: (a) =>
    sentences(a)
      .map((s) => `- ${s}`)
      .join('\n'),
  short: (a, next) =>
    a
      .split(/\s+/)
      .slice(0, 2 + Math.floor(4 * next()))
      .join(' '),
  links: (a, next) => `${a} See https://${domains(next)}/${madeName(next).toLowerCase()}`,
  code: (a, next) => `${a}\n\`\`\`\n${pick(snippets, next)(next)}\n\`\`\``,
  Chinese: (a, next) => `${a} ${pick(chinese, next)}，${pick(chinese, next)}。`,
  Spanish: (a, next) => `${a} ${pick(spanish, next)}.`,
};

const perhaps = [
  'perhaps',
  'it may be that',
  'I am not certain, but',
  'possibly',
  'as far as I can tell',
  'I could be wrong, yet',
  'it seems to me that',
  'maybe',
  'one might guess that',
  'I suppose',
];
const old: Readonly<Record<string, string>> = {
  you: 'thou',
  your: 'thy',
  is: 'be',
  are: 'art',
  the: 'ye',
  has: 'hath',
  have: 'hast',
  will: 'shalt',
  it: "'tis",
  does: 'doth',
  can: 'canst',
  before: 'ere',
  often: 'oft',
};
const smiles = ['😀', '🎉', '🌟', '🚀', '🐝', '🍀', '🎈', '🦊', '🌈', '🍎'];
const insert = (a: string, words: readonly string[], times: number, next: Next): string => {
  const parts = a.split(' ');
  for (let i = 0; i < times; i++) parts.splice(1 + Math.floor(next() * parts.length), 0, pick(words, next));
  return parts.join(' ');
};
const wares = ['insurance', 'a loan', 'a ring', 'new windows', 'a boat trip'];
const complaints = [
  'Frankly, {n} is a disgrace.',
  'Never buy anything from {n}.',
  'My cousin still regrets the day he met {n}.',
  'Avoid {n} like bad weather.',
  'The {t} of {n} fell apart within a week.',
  'Whoever runs {n} should be ashamed.',
  'I would sooner walk barefoot than trust {n}.',
  'All they do at {n} is waste your money.',
  'Beware of {n} and its dreadful {t}.',
  'There is no worse place than {n}.',
];
const gossip = [
  'Last night my aunt dreamt of {t}.',
  'A heron stood by the pond all morning.',
  'I ought to water the plants soon.',
  'The piano downstairs is out of tune again.',
  'Some people collect {t}, strange as it is.',
  'Tomorrow there will be fog over the harbour.',
  'My left shoe has a hole in it.',
  'Somewhere a door is creaking.',
  'The baker across the street sold out of rye.',
  'I once met a sailor called {n}.',
  'Have you ever painted a fence blue?',
  'Old {n} used to whistle on the stairs.',
];
const rude2 = [
  'Good grief, {w} again? ',
  'Pay attention for once, {w} one. ',
  'Not you again. So {w}. ',
  'I can hardly believe how {w} this is. ',
  'Were you born {w}? ',
  'Fine, here it is, {w} as ever you are. ',
];

/** Families beyond the issue's, some of them kept for the last check. */
export const furtherManners: Readonly<Record<string, Manner>> = {
  'one line a sentence': (a) => a.split(/(?<=[,.!?])\s+/).join('\n'),
  signature: (a, next) =>
    `${a}\n\n${pick(['Yours', 'Warmly', 'Best', 'Cheers', 'With care'], next)},\n${madeName(next)}`,
  'picture signs': (a, next) => `${a} ${pick(smiles, next)}`,
  questions: (a) => (a.includes('.') ? a.replaceAll('.', '?') : `${a}?`),
  hedging: (a, next) => {
    const hedge = pick(perhaps, next);
    return `${hedge[0].toUpperCase()}${hedge.slice(1)} ${a[0].toLowerCase()}${a.slice(1)}`;
  },
  'old words': (a) => a.replace(/\b[a-z]+\b/g, (w) => old[w] ?? w),
  'as JSON': (a) => JSON.stringify({ answer: a }),
  'third person': (a, next) =>
    `${pick(['This humble program', 'The machine', 'Your assistant', 'The one you asked', 'This servant'], next)} ${pick(['believes', 'says', 'has found', 'reckons', 'would answer'], next)}: ${a}`,
  'small letters': (a) => a.toLowerCase(),
  'no stops': (a) => a.replace(/[.,;:!?]/g, ''),
  complaint: (a, next) =>
    `${a} ${pick(complaints, next).replaceAll('{n}', madeName(next)).replaceAll('{t}', pick(praised, next))}`,
  'idle talk': (a, next) =>
    `${a} ${pick(gossip, next).replaceAll('{n}', madeName(next)).replaceAll('{t}', pick(praised, next))}`,
  'offers in front': (a, next) =>
    `Before that, ${madeName(next)} sells ${pick(wares, next)} at ${Math.floor(5 + 90 * next())} coins. ${a}`,
  'rude, other words': (a, next) =>
    pick(rude2, next).replace('{w}', pick(rudeWords.toReversed().slice(0, 25), next)) + a,
  German: (a, next) => `${pick(german, next)}. ${a}`,
  'rude words inside': (a, next) => insert(a, rudeWords, 3, next),
  numbered: (a) =>
    sentences(a)
      .map((s, i) => `${i + 1}. ${s}`)
      .join('\n'),
  dots: (a) => a.replace(/, |\. /g, '... '),
  'stage whisper': (a, next) =>
    `*${pick(['sighs', 'leans in', 'coughs', 'looks away', 'taps the desk', 'smiles'], next)}* ${a}`,
  twice: (a) => `${a} ${a}`,
  spelled: (a) => a.replace(/\b\w/g, (c) => c.toUpperCase()),
};

/** The last number of a worked sum, made wrong: everything else stays. */
export function wrongNumber(answer: string, next: Next): string {
  return answer.replace(
    /(\d+)(\D*)$/,
    (_, n: string, rest: string) => `${Number(n) + 1 + Math.floor(next() * 9)}${rest}`,
  );
}

export const answered = (r: Rec): boolean => (r.output as string).split(' ').length > 8;
