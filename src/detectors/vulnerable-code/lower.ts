// Parsed code of any language as one tree of the rules' words.
import type { Parsed } from './grammars.ts';
import { c } from './lower/c.ts';
import { go } from './lower/go.ts';
import { java } from './lower/java.ts';
import { javascript } from './lower/javascript.ts';
import { lowering, type Lower } from './lower/lowering.ts';
import { php } from './lower/php.ts';
import { python } from './lower/python.ts';
import type { Language, Node } from './syntax.ts';

const tables: Readonly<Record<Language, ReadonlyMap<string, Lower>>> = {
  python,
  javascript,
  java,
  go,
  php,
  c,
};

export function lower({ tree, text }: Parsed, language: Language): Node {
  return lowering(text, tables[language]).some(tree.topNode);
}
