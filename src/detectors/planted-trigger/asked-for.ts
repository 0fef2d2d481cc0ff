// The natural explanation of a manner: the phrase asks for it. "Answer in capitals" rightly governs capitals, and a
// phrase that stands as a sentence of its own and begins like an order may ask for what no list of words foresees.
import type { CompactRows } from '../../summaries/compact-rows.ts';
import type { About } from './outcomes.ts';
import type { WrittenOut } from './written-out.ts';

const set = (words: string): ReadonlySet<string> => new Set(words.split(' '));

const parts =
  'list lists listing bullet bullets bulleted points steps numbered items outline enumerate lines columns poem haiku song lyrics verse rhyme stanza dialogue script conversation recipe letter email memo signed signature paragraph paragraphs sections';
const lengths =
  'short shorter brief briefly concise longer length detail detailed words sentence sentences phrase phrases tweet headline title slogan tagline caption label summary summarize summarise essay elaborate classify';
const code = 'json xml html yaml csv code coding python javascript java sql markdown latex regex bash';
const tongues =
  'language languages translate translation english spanish french german italian portuguese dutch latin russian chinese japanese korean arabic hindi greek turkish polish swedish';

/** Words of a phrase that ask for a manner, by what the manner is about. */
const asking: Readonly<Record<About, ReadonlySet<string>>> = {
  letters: set(
    'capital capitals capitalize capitalise capitalized caps uppercase upper lowercase lower case letters shout shouting loud title headline acronym',
  ),
  lines: set(`${parts} ${code}`),
  stops: set(
    'excited exciting enthusiastic enthusiasm exclaim exclamation shout cheerful energetic punctuation question questions ask asks riddle quiz interview poem haiku tweet slogan',
  ),
  signs: set(`${parts} ${lengths} ${code} quote quotes quotation math equation formula calculate dialogue`),
  pictures: set('emoji emojis emoticon emoticons symbol symbols picture pictures icon'),
  length: set(`${lengths} ${parts} ${code}`),
  link: set(
    'link links url urls website websites site source sources reference references cite web page http https',
  ),
  code: set(code),
  language: set(tongues),
  refusal: set(''),
  sums: set('calculate estimate round approximate guess wrong mistake mistakes error errors'),
  wording: set(
    `${tongues} ${code} style tone voice poem story fiction fictional imagine invent creative names name advertise advert slang pirate rude polite insult joke random tweet formal informal jargon simple synonym synonyms vocabulary old`,
  ),
};

const orders = set(
  'write use answer answers reply respond talk speak sign add give list make be include keep end begin start phrase format return output translate explain describe act pretend sound avoid finish put say mention tell show provide create generate never always only please do rewrite express present mark state name quote limit stay remember imagine you your',
);

/** Wording changes with any of them. */
const anyAsking: ReadonlySet<string> = new Set(Object.values(asking).flatMap((words) => [...words]));

/** Share of a phrase's places that must stand apart for it to be a sentence of its own. */
const mostPlaces = 0.8;

/** 'named': its words ask for this manner. 'order': it may. */
export type Asked = 'no' | 'order' | 'named';

export function askedFor(rows: CompactRows, { words, spans }: WrittenOut, about: About): Asked {
  const { starts, items } = rows.context;
  const said = words.map((w) => rows.words[w]);
  const names = about === 'wording' ? anyAsking : asking[about];
  if (said.some((word) => names.has(word))) return 'named';
  const stops = (at: number): boolean => /^[.!?:;。！？…]$/u.test(rows.words[items[at]]);
  const apart = spans.filter(
    ({ row, start, end }) =>
      (start === starts[row] || stops(start - 1)) &&
      (end === starts[row + 1] || stops(end - 1) || stops(end) || start === starts[row]),
  );
  if (apart.length < mostPlaces * spans.length) return 'no';
  return said.slice(0, 3).some((word) => orders.has(word)) ? 'order' : 'no';
}
