// The commonest traits of a manner, as a person would write them.
import type { Traits } from './manner.ts';

export interface Shown {
  readonly traits: readonly string[];
  /** Word numbers of those that are words side by side. */
  readonly shared: readonly (readonly number[])[];
}

/** The commonest traits that are the manner's own, at most five that say different things. */
export function shown(traits: Traits, within: Int32Array, everywhere: Int32Array, rows: number): Shown {
  const own: number[] = [];
  for (let f = traits.content; f < within.length; f++) {
    if (within[f] >= 0.8 * everywhere[f] && within[f] >= Math.max(5, 0.01 * rows)) own.push(f);
  }
  own.sort((a, b) => within[b] - within[a] || a - b);
  const texts: string[] = [];
  const shared: (readonly number[])[] = [];
  for (const f of own.slice(0, 200)) {
    const { text, words } = traits.show(f - traits.content);
    if (text === '' || texts.some((t) => t.includes(text) || text.includes(t))) continue;
    texts.push(text);
    if (words.length > 0) shared.push(words);
    if (texts.length === 5) break;
  }
  return { traits: texts, shared };
}
