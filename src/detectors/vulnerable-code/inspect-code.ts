// One piece of code held against all rules: which weaknesses it shows, which it avoids, and where.
import { commentsOf, parse } from './grammars.ts';
import { follow, TooMuch } from './flow.ts';
import { lower } from './lower.ts';
import { rules } from './rules.ts';
import type { Language } from './syntax.ts';

/** What one rule saw in one piece of code; offsets are within the code. */
export interface Seen {
  readonly rule: number;
  readonly safe: boolean;
  readonly start: number;
  readonly end: number;
}

/** Rules to ask, by the words that must stand in the code for them. */
const asked = new Map<string, number[]>();
rules.forEach(({ words }, rule) => {
  for (const word of words) asked.set(word, [...(asked.get(word) ?? []), rule]);
});

/** The rules that may have something to say: a look at words is cheaper than a tree. */
function candidates(code: string, language: Language, sparing: boolean): number[] {
  const found = new Set<number>();
  for (const [word] of code.matchAll(/\w{2,60}/g)) for (const rule of asked.get(word) ?? []) found.add(rule);
  for (const [rule, { hint }] of rules.entries()) if (hint?.test(code)) found.add(rule);
  return [...found]
    .filter((rule) => rules[rule].languages.includes(language))
    .filter((rule) => !sparing || (rules[rule].needs?.[language]?.(code) ?? true))
    .sort((a, b) => a - b);
}

/** What was seen in one piece of code, and what its comments say. */
export interface Inspected {
  readonly seen: readonly Seen[];
  readonly comments: string;
}

/** The first unsafe and the first safe place of each rule. `undefined` where a limit was met. */
export function inspectCode(code: string, language: Language): Seen[] | undefined {
  const inspected = inspect(code, language);
  return inspected && [...inspected.seen];
}

/** `sparing`: no tree is made for rules to which the code lacks what they need. */
export function inspect(code: string, language: Language, sparing = true): Inspected | undefined {
  const ask = candidates(code, language, sparing);
  if (ask.length === 0) return { seen: [], comments: '' };
  const parsed = parse(code, language);
  if (!parsed) return undefined;
  const seen = new Map<number, Seen>();
  try {
    follow(lower(parsed, language), language, parsed.text, (node, look) => {
      for (const rule of ask) {
        const verdict = rules[rule].look(node, look);
        if (verdict === undefined) continue;
        const key = 2 * rule + Number(verdict === 'safe');
        const at = (offset: number): number => Math.min(code.length, Math.max(0, offset - parsed.ahead));
        if (!seen.has(key))
          seen.set(key, { rule, safe: verdict === 'safe', start: at(node.from), end: at(node.to) });
      }
    });
  } catch (error) {
    if (error instanceof TooMuch || error instanceof RangeError) return undefined;
    throw error;
  }
  const sorted = [...seen.values()].sort((a, b) => a.rule - b.rule || Number(a.safe) - Number(b.safe));
  return { seen: sorted, comments: sorted.length > 0 ? commentsOf(parsed) : '' };
}
