// A rule knows one weakness: where it shows, how the same is done safely, and examples of both that are its tests.
import type { Look } from './flow.ts';
import type { Language, Node } from './syntax.ts';

export type Verdict = 'unsafe' | 'safe';

/** Code in a language, as it would stand in a row. */
export type Example = readonly [Language, string];

export interface Rule {
  readonly id: string;
  /** Number in the Common Weakness Enumeration. */
  readonly cwe: number;
  /** As in "12 rows with ...". */
  readonly name: string;
  readonly languages: readonly Language[];
  /** One of these stands in all code that the rule can say something about; other code is not parsed for it. */
  readonly words: readonly string[];
  /** Or this does: for names that come in many spellings. */
  readonly hint?: RegExp;
  /**
   * False only of code that it can say nothing about, in these languages: words have many uses, and a look at what must
   * stand beside them is cheaper than a tree. See needs.test.ts.
   */
  readonly needs?: Partial<Readonly<Record<Language, (code: string) => boolean>>>;
  /** What is wrong, in a sentence. */
  readonly says: string;
  readonly instead: string;
  /** `safe`: the same thing done well, to compare with; undefined: nothing to say. */
  look(node: Node, look: Look): Verdict | undefined;
  readonly unsafe: readonly Example[];
  readonly safe: readonly Example[];
}

/** Code that all of these match. */
export const matchesAll =
  (...patterns: readonly RegExp[]) =>
  (code: string): boolean =>
    patterns.every((pattern) => pattern.test(code));

/** The same in all languages of a rule. */
export const inEach = <T>(languages: readonly Language[], need: T): Partial<Record<Language, T>> =>
  Object.fromEntries(languages.map((language) => [language, need]));

export const lastOf = (path: string): string => path.slice(path.lastIndexOf('.') + 1);
