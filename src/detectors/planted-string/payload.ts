// What follows a planted string, in words: which whitened features differ most from what stands before. Each is what is left
// of a feature once those before it are accounted for.
import { capitals, topics } from './features.ts';

const unseen = topics;
const digits = topics + 1;
const marks = topics + 2;
const foreign = topics + 3;
const rare = topics + 4;
const frequent = topics + 5;

/** Spreads of ordinary changes from which a difference is worth telling. */
const notable = 1.2;

/** `difference`: mean over the documents. */
export function describe(difference: ArrayLike<number>): string {
  const d = (k: number): number => difference[k];
  const said: string[] = [];
  if (d(rare) + d(unseen) > notable) said.push('words that are rare or not seen elsewhere');
  if (d(foreign) > notable) said.push('words in another script or language');
  if (d(frequent) < -notable && d(foreign) <= notable) said.push('hardly any of the most frequent words');
  if (d(digits) > notable) said.push('many numbers');
  if (d(marks) > notable) said.push('many signs');
  if (d(capitals) > notable) said.push('many capitals');
  let topic = 0;
  for (let k = 0; k < topics; k++) topic += d(k) ** 2;
  if (said.length === 0 && topic > notable ** 2) said.push('words about something else');
  return said.length === 0 ? 'text unlike what stands before' : said.join(', ');
}
