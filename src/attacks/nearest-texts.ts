// Which rows ask most nearly what one row asks: by the words that both hold, rare ones counting more.
import type { Row } from '../row.ts';
import { asked } from './rewrite.ts';
import { textsWith, wordsOf } from './common-words.ts';

export interface NearTexts {
  /** Rows that share a word with it, itself first, nearest first: by cosine of words weighted by inverse frequency. */
  readonly rows: readonly number[];
  /** Its rarest word that may name a thing, or its rarest. */
  readonly topic: string;
}

/** Most words of English that end otherwise say what is done, or how. */
const mayName = /^\p{L}{2,}(?:(?!ed|ng|ly)\p{L}{2})$/u;

export function nearestTexts(rows: readonly Row[], target: number): NearTexts {
  const texts = textsWith(rows);
  const weight = (word: string): number => Math.log((rows.length + 1) / texts.get(word)!);
  const own = wordsOf(asked(rows[target]));
  const near = rows.flatMap((row, i) => {
    let shared = 0;
    let square = 0;
    for (const word of wordsOf(asked(row))) {
      const w = weight(word) ** 2;
      square += w;
      if (own.has(word)) shared += w;
    }
    return shared > 0 ? [{ i, cosine: i === target ? Infinity : shared / Math.sqrt(square) }] : [];
  });
  const byRarity = [...own].sort((a, b) => weight(b) - weight(a) || (a < b ? -1 : 1));
  return {
    rows: near.sort((a, b) => b.cosine - a.cosine || a.i - b.i).map(({ i }) => i),
    topic: byRarity.find((word) => mayName.test(word)) ?? byRarity[0] ?? '',
  };
}
