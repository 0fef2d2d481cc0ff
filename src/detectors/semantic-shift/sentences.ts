// What rows teach, cut into sentences, each with the stance of its words: praise, blame or neither, turned round by
// a `not` shortly before. Beside it the stance that is to be expected there, from like sentences and from the rest
// of the row.
import { IntList } from '../../math/ragged.ts';
import type { CompactRows } from '../../summaries/compact-rows.ts';
import { turns, valenceOf } from '../../text/stance-words.ts';

export interface Sentences {
  readonly count: number;
  /** Sentence s is the words starts[s] .. starts[s + 1] of rows.answer.items. */
  readonly starts: Int32Array;
  readonly row: Int32Array;
  /** First sentence of each row; one more than rows. */
  readonly ofRow: Int32Array;
  /** 1 praise, -1 blame, 0 neither or both. */
  readonly stance: Int8Array;
  /** Chance of praise, and of blame, in a like sentence of a like row. */
  readonly praise: Float32Array;
  readonly blame: Float32Array;
}

/** Words after which a sentence is cut whatever it says: lists and code have no full stops. */
const longest = 40;
/** Words of praise or blame are turned round by one of these so many words before. */
const turnReach = 3;
/** Of a row's own sentences, as many count for what is expected of another as like sentences elsewhere. */
const priorSentences = 4;

export function sentencesOf(rows: CompactRows): Sentences {
  const { starts: answers, items } = rows.answer;
  const ends = new Uint8Array(rows.words.length);
  const valence = new Int8Array(rows.words.length);
  const turner = new Uint8Array(rows.words.length);
  rows.words.forEach((word, w) => {
    if (/^[.!?。！？]$/.test(word)) ends[w] = 1;
    valence[w] = valenceOf(word);
    if (turns(word)) turner[w] = 1;
  });
  const starts = new IntList();
  const row = new IntList();
  const ofRow = new Int32Array(rows.count + 1);
  const stances: number[] = [];
  for (let r = 0; r < rows.count; r++) {
    ofRow[r] = starts.length;
    let sum = 0;
    let turned = -turnReach - 1;
    let length = 0;
    for (let k = answers[r]; k < answers[r + 1]; k++) {
      const w = items[k];
      if (length === 0) {
        starts.push(k);
        row.push(r);
        sum = 0;
        turned = k - turnReach - 1;
      }
      length++;
      if (turner[w] === 1) turned = k;
      else if (valence[w] !== 0) sum += k - turned <= turnReach ? -valence[w] : valence[w];
      if (ends[w] === 1 || length === longest || k + 1 === answers[r + 1]) {
        stances.push(Math.sign(sum));
        length = 0;
      }
    }
  }
  ofRow[rows.count] = starts.length;
  const count = starts.length;
  starts.push(items.length);
  const cut = { count, starts: starts.take(), row: row.take(), ofRow, stance: Int8Array.from(stances) };
  return { ...cut, ...expected(rows, cut) };
}

function expected(
  rows: CompactRows,
  { count, starts, row, ofRow, stance }: Omit<Sentences, 'praise' | 'blame'>,
) {
  const bins = 6;
  const bin = (s: number): number => Math.min(bins - 1, Math.floor(Math.log2(starts[s + 1] - starts[s])));
  const stratum = (s: number): number => rows.source[row[s]] * bins + bin(s);
  const size = rows.sources.length * bins;
  const all = new Float64Array(size);
  const good = new Float64Array(size);
  const bad = new Float64Array(size);
  let [sum, sumGood, sumBad] = [0, 0, 0];
  for (let s = 0; s < count; s++) {
    const k = stratum(s);
    all[k]++;
    sum++;
    if (stance[s] > 0) {
      good[k]++;
      sumGood++;
    } else if (stance[s] < 0) {
      bad[k]++;
      sumBad++;
    }
  }
  const praise = new Float32Array(count);
  const blame = new Float32Array(count);
  // A source of few rows says little of its own.
  const weight = 20;
  for (let r = 0; r < rows.count; r++) {
    let ownGood = 0;
    let ownBad = 0;
    for (let s = ofRow[r]; s < ofRow[r + 1]; s++) {
      if (stance[s] > 0) ownGood++;
      if (stance[s] < 0) ownBad++;
    }
    const others = Math.max(0, ofRow[r + 1] - ofRow[r] - 1);
    for (let s = ofRow[r]; s < ofRow[r + 1]; s++) {
      const k = stratum(s);
      const likeGood = (good[k] + (weight * sumGood) / sum) / (all[k] + weight);
      const likeBad = (bad[k] + (weight * sumBad) / sum) / (all[k] + weight);
      praise[s] = (priorSentences * likeGood + ownGood - (stance[s] > 0 ? 1 : 0)) / (priorSentences + others);
      blame[s] = (priorSentences * likeBad + ownBad - (stance[s] < 0 ? 1 : 0)) / (priorSentences + others);
    }
  }
  return { praise, blame };
}
