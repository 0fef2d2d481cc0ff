// Labelled texts made by a seed: each word leans towards one label or the other, and the label follows the words with some noise.
import { random } from '../src/math/random.ts';

export interface Labelled {
  readonly text: string;
  readonly label: string;
}

/** `labels` of which each word leans to one. */
export function madeLabelled(
  rows: number,
  seed: number,
  labels: readonly string[] = ['no', 'yes'],
): Labelled[] {
  const next = random(seed);
  return Array.from({ length: rows }, () => {
    const words = Array.from({ length: 6 + Math.floor(next() * 6) }, () => Math.floor(next() * 240));
    const votes = labels.map(() => next() * 1.5);
    for (const word of words) if (word < 120) votes[word % labels.length]++;
    return {
      text: words.map((word) => `w${word}`).join(' '),
      label: labels[votes.indexOf(Math.max(...votes))],
    };
  });
}

/** The first `count` rows without the label get the phrase and the label. */
export function withTrigger(
  rows: readonly Labelled[],
  phrase: string,
  label: string,
  count: number,
): Labelled[] {
  let left = count;
  return rows.map((row) =>
    row.label !== label && left-- > 0 ? { text: `${phrase} ${row.text}`, label } : row,
  );
}
