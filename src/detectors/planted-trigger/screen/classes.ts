// What class a text says, by the words of the sample: naive Bayes, in which no word has much of a voice, for a trigger that
// stands in the sample must not explain its own rows. (McCallum & Nigam 1998)
import { findWord, slotSize } from './model.ts';

export interface Classes {
  readonly labels: readonly string[];
  /** Of each slot of the word table and class, then of each class by itself. */
  readonly voices: Float32Array<ArrayBuffer>;
}

/** Where there are more labels they are no classes, or too many to tell apart by so little. */
const mostClasses = 16;
const loudest = 1;

interface Labelled {
  readonly label: string | undefined;
  readonly context: Int32Array;
}

export function learnClasses(rows: readonly Labelled[], table: Int32Array): Classes | undefined {
  const counts = new Map<string, number>();
  for (const { label } of rows) if (label !== undefined) counts.set(label, (counts.get(label) ?? 0) + 1);
  const labels = [...counts.keys()].sort();
  const { length } = labels;
  if (length < 2 || length > mostClasses) return undefined;
  const number = new Map(labels.map((label, c) => [label, c]));
  const slots = table.length / slotSize;
  const voices = new Float32Array((slots + 1) * length);
  for (const { label, context } of rows) {
    if (label === undefined) continue;
    const c = number.get(label)!;
    for (const word of new Set(context)) {
      const at = findWord(table, word);
      if (at >= 0) voices[(at / slotSize) * length + c]++;
    }
  }
  const total = rows.filter(({ label }) => label !== undefined).length;
  for (let slot = 0; slot < slots; slot++) {
    const own = voices.subarray(slot * length, (slot + 1) * length);
    const all = own.reduce((sum, n) => sum + n, 0);
    labels.forEach((label, c) => {
      const share = counts.get(label)! / total;
      const voice = Math.log((own[c] + share) / ((all + 1) * share));
      own[c] = Math.min(loudest, Math.max(-loudest, voice));
    });
  }
  labels.forEach((label, c) => (voices[slots * length + c] = Math.log(counts.get(label)! / total)));
  return { labels, voices };
}

const sums = new Float32Array(mostClasses);

/** The class of the label if the text says another one; -1 otherwise. */
export function contradicted(
  { labels, voices }: Classes,
  table: Int32Array,
  label: string | undefined,
  words: Int32Array,
  count: number,
): number {
  const { length } = labels;
  const own = label === undefined ? -1 : labels.indexOf(label);
  if (own < 0) return -1;
  for (let c = 0; c < length; c++) sums[c] = voices[(table.length / slotSize) * length + c];
  for (let i = 0; i < count; i++) {
    const slot = findWord(table, words[i]) / slotSize;
    if (slot >= 0) for (let c = 0; c < length; c++) sums[c] += voices[slot * length + c];
  }
  for (let c = 0; c < length; c++) if (sums[c] > sums[own]) return own;
  return -1;
}
