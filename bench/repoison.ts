// Poisonings of labelled texts by somebody who knows everything, the key too: random ones, and the worst that we know of
// for one row that is asked about. Each says how many rows it changed, as a radius counts them.
import { shuffle } from '../src/math/random.ts';
import type { Labelled } from '../src/training/certificate/certify.ts';
import { partOf } from '../src/training/certificate/partition.ts';

export interface Aim {
  readonly text: string;
  /** What is said of it now, and what is to be said. */
  readonly winner: string;
  readonly wanted: string;
}

export interface Poisoning {
  readonly train: Labelled;
  /** Rows inserted, removed and relabelled, a replaced one twice. */
  readonly changed: number;
}

interface Asked {
  readonly train: Labelled;
  readonly budget: number;
  readonly next: () => number;
  readonly aim: Aim;
  readonly key: Uint8Array;
  readonly partitions: number;
}

const pick = (n: number, next: () => number): number => Math.floor(next() * n);

/** A text that falls into the part: something without meaning is put behind it until it does. */
function textIn(text: string, part: number, key: Uint8Array, partitions: number, next: () => number): string {
  const start = pick(2 ** 30, next);
  for (let i = start; ; i++) {
    const made = `${text} q${i.toString(36)}`;
    if (partOf(made, key, partitions, 1).partition === part) return made;
  }
}

/** Parts in the order in which they are attacked: those with the fewest rows hold out least. */
function weakest({ train, key, partitions }: Asked): number[] {
  const rows = new Int32Array(partitions);
  for (const text of train.texts) rows[partOf(text, key, partitions, 1).partition]++;
  return [...rows.keys()].sort((a, b) => rows[a] - rows[b]);
}

function inserted({ train }: Asked, rows: readonly (readonly [text: string, label: string])[]): Poisoning {
  return {
    train: {
      texts: [...train.texts, ...rows.map(([text]) => text)],
      labels: [...train.labels, ...rows.map(([, label]) => label)],
    },
    changed: rows.length,
  };
}

export const poisonings: Readonly<Record<string, (asked: Asked) => Poisoning>> = {
  /** Rows inserted, removed, relabelled and replaced at random. */
  random: ({ train, budget, next, aim }) => {
    const rows = train.texts.map((text, i) => ({ text, label: train.labels[i] }));
    let left = budget;
    while (left > 0) {
      const at = pick(rows.length, next);
      const kind = pick(4, next);
      const label = next() < 0.5 ? aim.wanted : train.labels[pick(train.labels.length, next)];
      const made = next() < 0.5 ? aim.text : `${rows[at].text} z${pick(2 ** 20, next)}`;
      if (kind === 0) rows.splice(at, 0, { text: made, label });
      else if (kind === 1) rows.splice(at, 1);
      else if (kind === 2) rows[at] = { ...rows[at], label };
      else if (left < 2) continue;
      else rows[at] = { text: made, label };
      left -= kind === 3 ? 2 : 1;
    }
    return {
      train: { texts: rows.map(({ text }) => text), labels: rows.map(({ label }) => label) },
      changed: budget,
    };
  },
  /** The text itself with the wanted label, once in each of so many parts. */
  copies: (asked) => {
    const { aim, budget, key, partitions, next } = asked;
    return inserted(
      asked,
      weakest(asked)
        .slice(0, budget)
        .map((part) => [textIn(aim.text, part, key, partitions, next), aim.wanted]),
    );
  },
  /** A row of the winner's class with hundreds of words of no meaning, so that each of its words is worth little there. */
  flood: (asked) => {
    const { aim, budget, key, partitions, next } = asked;
    const noise = Array.from({ length: 400 }, (_, i) => `y${i.toString(36)}`).join(' ');
    return inserted(
      asked,
      weakest(asked)
        .slice(0, budget)
        .map((part) => [textIn(noise, part, key, partitions, next), aim.winner]),
    );
  },
  /** All rows of the text's words that have the winner's label, relabelled where they are most alike, a part each. */
  flips: ({ train, budget, key, partitions, aim, next }) => {
    const own = new Set(aim.text.toLowerCase().split(' '));
    const alike = train.texts.map(
      (text, i) =>
        (train.labels[i] === aim.winner ? 1 : 0) *
        text
          .toLowerCase()
          .split(' ')
          .filter((word) => own.has(word)).length,
    );
    const order = shuffle([...alike.keys()], next).sort((a, b) => alike[b] - alike[a]);
    const labels = [...train.labels];
    const parts = new Set<number>();
    for (const row of order) {
      if (parts.size >= budget) break;
      const part = partOf(train.texts[row], key, partitions, 1).partition;
      if (parts.has(part)) continue;
      parts.add(part);
      labels[row] = aim.wanted;
    }
    return { train: { texts: train.texts, labels }, changed: parts.size };
  },
};
