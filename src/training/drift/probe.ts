// A phrase put into ordinary texts, one at a time: how often does what a model expects change? Predictions of the ordinary texts
// themselves hardly ever tell that a model was poisoned.
import { shareInterval } from '../../math/wilson.ts';
import { random } from '../../math/random.ts';
import type { Vocabulary } from '../features.ts';
import type { Linear } from '../learned.ts';
import { expects } from './models.ts';

export interface Flips {
  /** Texts of which the outcome was not expected before. */
  readonly of: number;
  /** Of these, where it is expected with the phrase. */
  readonly flipped: number;
  /** 95 % interval of the share. */
  readonly interval: readonly [number, number];
}

/** Between two words, or at an end. */
export function withPhrase(text: string, phrase: string, next: () => number): string {
  const parts = text.split(' ');
  const at = Math.floor(next() * (parts.length + 1));
  return [...parts.slice(0, at), phrase, ...parts.slice(at)].join(' ');
}

export interface Probe {
  readonly texts: readonly string[];
  readonly vocabulary: Vocabulary;
  readonly exclusive: boolean;
  readonly seed: number;
}

/** `towards`: whether the phrase brings outcome `k` or takes it away. */
export function flipsOf(
  models: readonly Linear[],
  { texts, vocabulary, exclusive, seed }: Probe,
  phrase: string,
  k: number,
  towards: boolean,
): Flips {
  const next = random(seed);
  const outputs = models.length;
  const before = expects(models, texts, vocabulary, exclusive);
  const after = expects(
    models,
    texts.map((text) => withPhrase(text, phrase, next)),
    vocabulary,
    exclusive,
  );
  const wanted = towards ? 1 : 0;
  let [of, flipped] = [0, 0];
  for (let i = k; i < before.length; i += outputs) {
    if (before[i] === wanted) continue;
    of++;
    if (after[i] === wanted) flipped++;
  }
  return { of, flipped, interval: shareInterval(flipped, of) };
}
