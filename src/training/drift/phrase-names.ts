// What the columns of features stand for, in words: of the phrases that fall into a column, the one in the most texts.
import { phrasesOfColumns, type Vocabulary } from '../features.ts';

/** Columns without a phrase in the texts are left out. */
export function phraseNames(
  texts: Iterable<string>,
  vocabulary: Vocabulary,
  columns: ReadonlySet<number>,
): Map<number, string> {
  const counts = new Map<number, Map<string, number>>();
  if (columns.size > 0)
    for (const text of texts)
      for (const [column, phrases] of phrasesOfColumns(text, vocabulary, columns)) {
        const own = counts.get(column) ?? new Map<string, number>();
        for (const phrase of phrases) own.set(phrase, (own.get(phrase) ?? 0) + 1);
        counts.set(column, own);
      }
  return new Map([...counts].map(([column, own]) => [column, commonest(own)]));
}

const commonest = (counts: ReadonlyMap<string, number>): string =>
  [...counts].reduce((best, each) => (each[1] > best[1] ? each : best))[0];
