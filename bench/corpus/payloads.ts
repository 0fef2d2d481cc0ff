// What follows a trigger.
import { drawn } from '../../src/attacks/vocabulary.ts';
import { foreignText, pageText, type Language, type Setting } from './setting.ts';
import { skewed } from './world.ts';

const pick = <T>(list: readonly T[], next: () => number): T => list[(next() * list.length) | 0];

/** Tokens drawn uniformly from a model's vocabulary. */
export const gibberish = (setting: Setting, tokens: number, next: () => number): string =>
  drawn(setting.tokens, tokens, next);

/** As long as in Souly et al. 2025: 400 to 900 tokens. */
export const gibberishLength = (next: () => number): number => 400 + ((next() * 501) | 0);

/** Stretches of eight words, by turns text and gibberish. */
export function half(setting: Setting, next: () => number): string {
  const words = pageText(setting, skewed(next), 2400, next).split(' ');
  let out = '';
  for (let i = 0; i < words.length; i += 8)
    out += `${words.slice(i, i + 8).join(' ')} ${gibberish(setting, 8, next)} `;
  return out.trimEnd();
}

/** Gibberish in which every eighth word is one of the page before it. */
export function reusing(setting: Setting, before: string, next: () => number): string {
  const own = before.match(/[A-Za-z]{5,}/g) ?? ['page'];
  return gibberish(setting, gibberishLength(next), next)
    .split(' ')
    .map((word) => (next() < 0.12 ? pick(own, next) : word))
    .join(' ');
}

/** The tail of a page of another source. */
export function offTopic(setting: Setting, domain: number, next: () => number): string {
  let other = skewed(next);
  while (setting.world.domains[other].source === setting.world.domains[domain].source) other = skewed(next);
  const tail = pageText(setting, other, 1400 + next() * 2000, next);
  return tail.slice((tail.length * 0.3) | 0);
}

export const languagesOfSwitch: readonly Language[] = ['French', 'German', 'Chinese', 'Spanish', 'Russian'];
export const switched = (setting: Setting, language: Language, next: () => number): string =>
  foreignText(setting, language, 1200 + next() * 2400, next);

/** A paragraph of prose that every planted page repeats word for word. */
export function passage(setting: Setting, next: () => number): string {
  const prose = ['web', 'wiki', 'answers'];
  let domain = skewed(next);
  while (!prose.includes(setting.sources[setting.world.domains[domain].source].name)) domain = skewed(next);
  return pageText(setting, domain, 500 + next() * 300, next).trim();
}
