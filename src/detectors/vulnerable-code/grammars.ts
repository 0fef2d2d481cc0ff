// Code becomes a tree: the Lezer grammars (plain JavaScript, tolerant of errors, made for code that is being typed).
// They are loaded when the first code is met, which most corpora never bring.
import { createRequire } from 'node:module';
import type { LRParser } from '@lezer/lr';
import type { Tree } from '@lezer/common';
import type { Language } from './syntax.ts';

// `require` because a summary takes rows in at once: `import()` would have to be waited for.
const require = createRequire(import.meta.url);

const grammars = new Map<Language, LRParser>();

function grammar(language: Language): LRParser {
  const known = grammars.get(language);
  if (known) return known;
  const file = language === 'c' ? 'cpp' : language;
  const { parser } = require(`@lezer/${file}`) as { parser: LRParser };
  const made = language === 'javascript' ? parser.configure({ dialect: 'ts jsx' }) : parser;
  grammars.set(language, made);
  return made;
}

/** UTF-16 units of one piece of code. bench/vulnerable: the worst nesting of this length takes a tenth of a second. */
export const longestCode = 32 * 1024;
/** Brackets open at once; code that people read has ten. A parser's time and stack grow with them. */
export const deepestCode = 64;
/** Steps of the parser for each unit of code: ordinary code takes one, and a text that fits no rule many. */
const stepsPerUnit = 4;

export interface Parsed {
  readonly tree: Tree;
  /** The code as it was parsed: what makes it whole may stand in front. */
  readonly text: string;
  /** Units in front of the code. */
  readonly ahead: number;
}

/** `undefined` where a limit was met. */
export function parse(code: string, language: Language): Parsed | undefined {
  if (code.length > longestCode || depth(code) > deepestCode) return undefined;
  const plain = treeOf(code, language, '');
  if (language === 'php' && !code.includes('<?')) return treeOf(code, language, '<?php ');
  if (language !== 'java' || !plain || !hasErrors(plain.tree)) return plain;
  // A method or some statements out of a Java class are no program; inside of one they are.
  const within = treeOf(`${code}\n}`, language, 'class A {');
  return within && errors(within.tree) < errors(plain.tree) ? within : plain;
}

function treeOf(code: string, language: Language, front: string): Parsed | undefined {
  const text = front + code;
  try {
    const run = grammar(language).startParse(text);
    for (let steps = stepsPerUnit * text.length + 1000; steps > 0; steps--) {
      const tree = run.advance();
      if (tree) return { tree, text, ahead: front.length };
    }
    return undefined;
  } catch (error) {
    // The grammars recurse into what they made: long chains may use up the stack.
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

const hasErrors = (tree: Tree): boolean => errors(tree) > 0;

export function errors(tree: Tree): number {
  let found = 0;
  const cursor = tree.cursor();
  do if (cursor.type.isError) found++;
  while (cursor.next());
  return found;
}

/** Units of comments that are kept of one piece. */
const commentLength = 4000;

/** Comments, and Python's docstrings: texts that stand alone as a statement. */
export function commentsOf({ tree, text }: Parsed): string {
  let found = '';
  const cursor = tree.cursor();
  do {
    const { name, from, to } = cursor;
    const docstring = name === 'String' && cursor.node.parent?.name === 'ExpressionStatement';
    if (docstring || name.endsWith('Comment'))
      found += `${text.slice(from, Math.min(to, from + commentLength))}\n`;
  } while (found.length < commentLength && cursor.next());
  return found.slice(0, commentLength);
}

/** Brackets open at once, at most, as a reader who knows no strings would count them. */
function depth(code: string): number {
  let open = 0;
  let most = 0;
  for (let i = 0; i < code.length; i++) {
    const c = code.charCodeAt(i);
    if (c === 40 || c === 91 || c === 123) most = Math.max(most, ++open);
    else if (c === 41 || c === 93 || c === 125) open = Math.max(0, open - 1);
  }
  return most;
}
