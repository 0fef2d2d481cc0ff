// Everything that pages and plants are made from: the learned sources and languages, and the world they stand in.
import { token } from '../../src/attacks/vocabulary.ts';
import { dialectCount, grow, learn, type Chain } from './markov.ts';
import { foreignTexts, sources as readSources, type Source } from './texts.ts';
import { inserter, makeWorld, type World } from './world.ts';

export type Language = keyof ReturnType<typeof foreignTexts>;

export interface Setting {
  readonly sources: readonly Source[];
  readonly chains: readonly Chain[];
  readonly languages: Readonly<Record<Language, Chain>>;
  readonly world: World;
  /** Words of all sources, each once, without the space after them. */
  readonly vocabulary: readonly string[];
  /** What a model would read as one: parts of words, numbers and marks, with the space before them where there is one. */
  readonly tokens: readonly string[];
  readonly insert: (next: () => number) => string;
}

/** Takes seconds: do it once. */
export function prepare(): Setting {
  const sources = readSources();
  const chains = sources.map(({ texts }, i) => learn(texts, i + 1));
  const foreign = foreignTexts();
  const languages = Object.fromEntries(
    Object.entries(foreign).map(([name, texts]) => [name, learn(texts, 99, name !== 'Chinese')]),
  ) as Record<Language, Chain>;
  const world = makeWorld(sources);
  const words = new Set(chains.flatMap(({ pieces }) => pieces.map((piece) => piece.trim())));
  const vocabulary = [...words].filter((word) => word.length > 0 && word.length < 24);
  const pieces = chains.flatMap((chain) => chain.pieces.map((piece) => ` ${piece}`.match(token) ?? []));
  const tokens = [...new Set(pieces.flat())];
  return { sources, chains, languages, world, vocabulary, tokens, insert: inserter(world) };
}

/** The first lines of a page as `domain` writes them, of about `length` characters. */
export function pageText(setting: Setting, domain: number, length: number, next: () => number): string {
  const { source, dialect } = setting.world.domains[domain];
  const other = next() < 0.2 ? (next() * setting.chains[source].dialects.length) | 0 : dialect;
  return grow(setting.chains[source], length, other, next, setting.insert);
}

export const foreignText = (
  setting: Setting,
  language: Language,
  length: number,
  next: () => number,
): string => grow(setting.languages[language], length, (next() * dialectCount) | 0, next);
