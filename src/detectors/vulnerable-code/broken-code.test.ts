// Rows bring code that is cut off, pasted together or made to break a parser: whatever the tree, looking at it must not fail.
import { expect, it } from 'vitest';
import { snippets } from '../../../test/snippets/vulnerable-code.ts';
import { random } from '../../math/random.ts';
import { follow, TooMuch } from './flow.ts';
import { parse } from './grammars.ts';
import { lower } from './lower.ts';
import { rules } from './rules.ts';
import { languages, type Language } from './syntax.ts';

/** Asks every rule about every place, as `inspectCode` does for the rules whose words are there. */
function lookAtAll(code: string, language: Language): void {
  const parsed = parse(code, language);
  if (!parsed) return;
  try {
    follow(lower(parsed, language), language, parsed.text, (node, look) => {
      for (const rule of rules) rule.look(node, look);
    });
  } catch (error) {
    if (!(error instanceof TooMuch)) throw error;
  }
}

it.each(languages)('looks at broken %s without failing', (language) => {
  const next = random(11);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(next() * list.length)];
  const own = snippets.filter((snippet) => snippet.language === language);
  const pieces = snippets.map(({ code }) => code.match(/\w+|\s+|[^\w\s]/g)!);
  for (let trial = 0; trial < 400; trial++) {
    const tokens = pick(own).code.match(/\w+|\s+|[^\w\s]/g)!;
    for (let change = 0; change < 1 + next() * 8; change++) {
      const at = Math.floor(next() * tokens.length);
      if (next() < 0.5) tokens.splice(at, 1 + Math.floor(next() * 3));
      else tokens.splice(at, Number(next() < 0.5), pick(pick(pieces)));
    }
    const code = tokens.join('');
    expect(() => lookAtAll(code, language), code).not.toThrow();
  }
});

it.each(languages)('looks at a few signs in no order as %s', (language) => {
  const next = random(12);
  const signs = 'a b -> . * ( ) ; { } + = << int 1 "x" [ ] :: < > , & :'.split(' ');
  const some = (): string => signs[Math.floor(next() * signs.length)];
  for (const code of [
    '.,1',
    ...Array.from({ length: 1000 }, () => Array.from({ length: 2 + next() * 9 }, some).join('')),
  ])
    expect(() => lookAtAll(code, language), code).not.toThrow();
});
