// Who answered what, one compact record per judged row, in columns of typed arrays. Records of one task stay or go
// together: above the limit of rows those tasks stay whose hash is a multiple of a higher power of two.

/** What a row judges: a text's label, which of two answers is better, or whether an answer is good. */
export const judgementKinds = ['label', 'choice', 'rating'] as const;
export type JudgementKind = (typeof judgementKinds)[number];

/** Bits of `traits`. */
export const trustedRow = 1;
/** The chosen answer is the longer, or the shorter, of the two. */
export const longerChosen = 2;
export const shorterChosen = 4;

export interface JudgementRecords {
  length: number;
  /** Hash of what was shown: the text, or the prompt of answers. */
  task: Float64Array<ArrayBuffer>;
  /** Hash of the one answer that is judged, or of the lower of two; 0 for a label. */
  low: Float64Array<ArrayBuffer>;
  /** Hash of the higher of two answers; 0 otherwise. */
  high: Float64Array<ArrayBuffer>;
  /** Hash of the annotator's name; 0 for a row of the baseline without one. */
  who: Float64Array<ArrayBuffer>;
  /** Hash of what was answered. */
  answer: Float64Array<ArrayBuffer>;
  shard: Int32Array<ArrayBuffer>;
  row: Int32Array<ArrayBuffer>;
  kind: Uint8Array<ArrayBuffer>;
  traits: Uint8Array<ArrayBuffer>;
}

const columns = ['task', 'low', 'high', 'who', 'answer', 'shard', 'row', 'kind', 'traits'] as const;
/** Five doubles, two integers, two bytes. */
export const judgementBytes = 5 * 8 + 2 * 4 + 2;

export function room(capacity: number): JudgementRecords {
  const doubles = () => new Float64Array(capacity);
  return {
    length: 0,
    task: doubles(),
    low: doubles(),
    high: doubles(),
    who: doubles(),
    answer: doubles(),
    shard: new Int32Array(capacity),
    row: new Int32Array(capacity),
    kind: new Uint8Array(capacity),
    traits: new Uint8Array(capacity),
  };
}

/** The same records with room for `least` and some more. */
export function grown(records: JudgementRecords, least: number): JudgementRecords {
  if (least <= records.task.length) return records;
  const larger = room(Math.max(least, 64, Math.ceil(records.task.length * 1.5)));
  for (const name of columns) larger[name].set(records[name].subarray(0, records.length));
  larger.length = records.length;
  return larger;
}

export function append(into: JudgementRecords, from: JudgementRecords): JudgementRecords {
  const joined = grown(into, into.length + from.length);
  for (const name of columns) joined[name].set(from[name].subarray(0, from.length), joined.length);
  joined.length += from.length;
  return joined;
}

export function isKept(task: number, level: number): boolean {
  return task % 2 ** level === 0;
}

/** Lets go of the records whose task is above the level. */
export function thin(records: JudgementRecords, level: number): void {
  let next = 0;
  for (let i = 0; i < records.length; i++) {
    if (!isKept(records.task[i], level)) continue;
    for (const name of columns) records[name][next] = records[name][i];
    next++;
  }
  records.length = next;
}
