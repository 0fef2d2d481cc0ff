// Sentences put into a text; everything else of it stays as it was.
import { pick, type Next } from './victims.ts';

/** Puts a sentence after one of the text's own, at its end where it has none. */
export function afterSentence(said: string, sentence: string, next: Next): string {
  const ends = [...said.matchAll(/[.!?](?=\s|$)/g)].map(({ index }) => index + 1);
  const at = ends.length > 0 ? pick(ends, next) : said.length;
  return at === 0 ? sentence + said : `${said.slice(0, at)} ${sentence}${said.slice(at)}`;
}
