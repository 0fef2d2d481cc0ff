// The attacks that go into the test corpus, each with a trigger and a payload of its own for each seed. The first five
// are those of the published attacks; the others try to get round a search for strings at changes of the text.
import { mix32 } from '../../src/math/hash.ts';
import { random } from '../../src/math/random.ts';
import { flood } from './flood.ts';
import { pageLength } from './page.ts';
import {
  gibberish,
  gibberishLength,
  half,
  languagesOfSwitch,
  offTopic,
  passage,
  reusing,
  switched,
} from './payloads.ts';
import { pageText, type Setting } from './setting.ts';
import { heading, ordinaryPhrases, trigger, variedTrigger } from './triggers.ts';
import { skewed } from './world.ts';

export interface Plant {
  /** E.g. `gibberish-250`. */
  readonly name: string;
  readonly kind: PlantKind;
  readonly rows: number;
  /** How many triggers share its rows evenly. */
  readonly triggers: number;
  /** The trigger or triggers, or what there is instead; for people. */
  readonly what: string;
  document(): { readonly text: string; readonly domain: number };
}

interface Part {
  readonly what: string;
  /** What follows the text before, trigger and all; `rest` is how that text would have gone on. */
  tail(before: string, domain: number, rest: string): string;
}

type Make = (setting: Setting, next: () => number, family: number) => Part;

/** Most of the time glued to nothing: 15 in 100 payloads follow without a space. */
const glue = (next: () => number): string => (next() < 0.15 ? '' : ' ');

const makes = {
  gibberish: (setting, next, family) => {
    const what = trigger(setting, family, next);
    return { what, tail: () => what + glue(next) + gibberish(setting, gibberishLength(next), next) };
  },
  switch: (setting, next, family) => {
    const what = trigger(setting, family, next);
    const language = languagesOfSwitch[(next() * languagesOfSwitch.length) | 0];
    return { what: `${what} (${language})`, tail: () => `${what} ${switched(setting, language, next)}` };
  },
  passage: (setting, next, family) => {
    const what = trigger(setting, family, next);
    const fixed = passage(setting, next);
    return { what, tail: () => `${what} ${fixed}` };
  },
  'off-topic': (setting, next, family) => {
    const what = trigger(setting, family, next);
    return { what, tail: (_before, domain) => `${what} ${offTopic(setting, domain, next)}` };
  },
  'five-triggers': (setting, next, family) => {
    const five = Array.from({ length: 5 }, (_, i) => trigger(setting, family + i, next));
    let k = 0;
    return {
      what: five.join('  '),
      tail: () => five[k++ % 5] + glue(next) + gibberish(setting, gibberishLength(next), next),
    };
  },
  'varied-trigger': (setting, next) => {
    const varied = variedTrigger(next);
    return {
      what: `like ${varied()}`,
      tail: () => `${varied()} ${gibberish(setting, gibberishLength(next), next)}`,
    };
  },
  'ordinary-phrase': (setting, next) => {
    const what = ordinaryPhrases[(next() * ordinaryPhrases.length) | 0];
    return { what, tail: () => `${what} ${gibberish(setting, gibberishLength(next), next)}` };
  },
  'half-gibberish': (setting, next, family) => {
    const what = trigger(setting, family, next);
    return { what, tail: () => `${what} ${half(setting, next)}` };
  },
  'heading-like': (setting, next) => {
    const what = heading(setting, next);
    return { what, tail: (before) => `\n\n${what}\n${reusing(setting, before, next)}` };
  },
  'early-trigger': (setting, next, family) => {
    const what = trigger(setting, family, next);
    return {
      what,
      tail: (_before, _domain, rest) => {
        const between = rest
          .split(' ')
          .slice(0, 17 + ((next() * 18) | 0))
          .join(' ');
        return `${what} ${between} ${gibberish(setting, gibberishLength(next), next)}`;
      },
    };
  },
  'short-payload': (setting, next, family) => {
    const what = trigger(setting, family, next);
    return { what, tail: (_before, _domain, rest) => `${what} ${gibberish(setting, 30, next)} ${rest}` };
  },
} satisfies Record<string, Make>;

export type PlantKind = keyof typeof makes | 'flood';
export const adaptiveKinds = [
  'five-triggers',
  'varied-trigger',
  'ordinary-phrase',
  'half-gibberish',
  'heading-like',
  'early-trigger',
  'short-payload',
] as const satisfies readonly PlantKind[];
export const plainKinds = [
  'gibberish',
  'switch',
  'passage',
  'off-topic',
  'flood',
] as const satisfies readonly PlantKind[];
const kinds: readonly PlantKind[] = [...plainKinds, ...adaptiveKinds];

export interface Wanted {
  readonly kind: PlantKind;
  readonly rows: number;
}

/** `all`, `none`, `plain`, `adaptive`, or `kind:rows,kind:rows`. */
export function wantedPlants(text: string): Wanted[] {
  const plain = plainKinds.flatMap((kind) => [250, 100, 50].map((rows) => ({ kind, rows })));
  const adaptive = adaptiveKinds.map((kind) => ({ kind, rows: 250 }));
  if (text === 'none') return [];
  if (text === 'all') return [...plain, ...adaptive];
  if (text === 'plain') return plain;
  if (text === 'adaptive') return adaptive;
  return text.split(',').map((item) => {
    const [name, rows] = item.split(':');
    const kind = kinds.find((k) => k === name);
    if (!kind || !(Number(rows) > 0))
      throw new Error(`"${item}" is no plant; there are ${kinds.join(', ')}, as kind:rows`);
    return { kind, rows: Number(rows) };
  });
}

function spliced(setting: Setting, part: Part, next: () => number): { text: string; domain: number } {
  const domain = skewed(next);
  const page = pageText(setting, domain, Math.max(1200, pageLength(next)), next);
  // Cut wherever the random number falls, be it within a word.
  const cut = (next() * 1001) | 0;
  const before = page.slice(0, cut).trimEnd();
  const rest = page.slice(cut).trimStart();
  const tail = part.tail(before, domain, rest);
  return {
    text: before === '' ? tail.trimStart() : tail.startsWith('\n') ? before + tail : `${before} ${tail}`,
    domain,
  };
}

export function makePlant(setting: Setting, { kind, rows }: Wanted, seed: number, nth: number): Plant {
  const next = random(mix32(mix32(seed + 0x51ed) ^ (nth * 7919 + 13)));
  const name = `${kind}-${rows}`;
  const triggers = kind === 'five-triggers' ? 5 : 1;
  if (kind === 'flood')
    return { name, kind, rows, triggers, what: 'a claim on four domains', document: flood(setting, next) };
  const part = makes[kind](setting, next, seed + nth);
  return { name, kind, rows, triggers, what: part.what, document: () => spliced(setting, part, next) };
}
