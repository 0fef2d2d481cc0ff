// The vote of many small models, each learned from one part of the rows: naive Bayes over the words that stand in a row,
// with smoothing and without the classes' shares, so that a class that is rare overall keeps its say in small parts. Nothing
// a part learns or votes by comes from another part: no vocabulary, no count of rows, no list of classes. (That is what makes
// a radius true; weights by rarity over all rows would void it.)
import type { Ragged } from '../../math/ragged.ts';
import type { Step } from '../../math/step.ts';

export interface VoteTask {
  /** Words of each row that is learned from, each once, by number; the numbers are names, nothing else. */
  readonly words: Ragged;
  /** Class of each. */
  readonly y: Int32Array;
  /** Part of each, 0 .. partitions - 1. */
  readonly partition: Int32Array;
  /** Fold of each, -1 where it is learned from whichever row is asked about. */
  readonly fold: Int32Array;
  /** Rows that are asked about: those of fold f are answered by models that did not learn from fold f. */
  readonly asked: { readonly words: Ragged; readonly fold: Int32Array };
  readonly partitions: number;
  readonly classes: number;
  /** Word numbers are below it. */
  readonly size: number;
}

/** Added to each count. */
const smoothing = 0.5;

/** Votes of the parts for each row that was asked about: row * classes + class. A part without rows has no vote. */
export async function votesOf(task: VoteTask, step: Step): Promise<Int32Array> {
  const { y, partition, fold, asked, partitions, classes } = task;
  const votes = new Int32Array((asked.words.starts.length - 1) * classes);
  const rowsOf = grouped(partition, partitions);
  const askedOf = new Map<number, number[]>();
  asked.fold.forEach((f, i) => {
    const own = askedOf.get(f);
    if (own) own.push(i);
    else askedOf.set(f, [i]);
  });
  const model = emptyModel(task.size, classes);
  for (let p = 0; p < partitions; p++) {
    for (const [held, rows] of askedOf) {
      await step('voting', p / partitions);
      const learned = rowsOf[p].filter((row) => held < 0 || fold[row] !== held);
      for (const row of learned) learn(model, task.words, row, y[row]);
      settle(model);
      for (const row of rows) {
        const choice = choose(model, asked.words, row);
        if (choice >= 0) votes[row * classes + choice]++;
      }
      forget(model);
    }
  }
  return votes;
}

interface Model {
  readonly classes: number;
  /** counts[word * classes + class]: rows of the class with the word; logs of them with smoothing once settled. */
  readonly counts: Float64Array;
  readonly known: Uint8Array;
  /** Words that stand in a row. */
  readonly touched: number[];
  readonly rows: Float64Array;
  readonly sums: Float64Array;
  /** Log of what a class's counts are divided by. */
  readonly whole: Float64Array;
  /** Of the row at hand. */
  readonly scores: Float64Array;
  /** Classes that have rows, ascending. */
  present: number[];
}

function emptyModel(size: number, classes: number): Model {
  return {
    classes,
    counts: new Float64Array(size * classes),
    known: new Uint8Array(size),
    touched: [],
    rows: new Float64Array(classes),
    sums: new Float64Array(classes),
    whole: new Float64Array(classes),
    scores: new Float64Array(classes),
    present: [],
  };
}

function learn(model: Model, { starts, items }: Ragged, row: number, label: number): void {
  model.rows[label]++;
  for (let p = starts[row]; p < starts[row + 1]; p++) {
    const word = items[p];
    if (model.known[word] === 0) {
      model.known[word] = 1;
      model.touched.push(word);
    }
    model.counts[word * model.classes + label]++;
    model.sums[label]++;
  }
}

function settle(model: Model): void {
  const { classes, counts, touched, rows, sums, whole } = model;
  model.present = [];
  for (let k = 0; k < classes; k++) {
    if (rows[k] === 0) continue;
    model.present.push(k);
    whole[k] = Math.log(sums[k] + smoothing * touched.length);
  }
  for (const word of touched)
    for (const k of model.present)
      counts[word * classes + k] = Math.log(counts[word * classes + k] + smoothing);
}

/** The class that a row with these words is likeliest in; -1 where nothing was learned. */
function choose(
  { classes, counts, known, whole, present, scores }: Model,
  { starts, items }: Ragged,
  row: number,
): number {
  scores.fill(0);
  let heard = 0;
  for (let p = starts[row]; p < starts[row + 1]; p++) {
    const word = items[p];
    // One that the part has never seen says nothing: otherwise it would speak for the class with the fewest words.
    if (known[word] === 0) continue;
    heard++;
    const at = word * classes;
    for (let k = 0; k < classes; k++) scores[k] += counts[at + k];
  }
  let best = -1;
  let highest = -Infinity;
  for (const k of present) {
    const score = scores[k] - heard * whole[k];
    if (score > highest) {
      highest = score;
      best = k;
    }
  }
  return best;
}

function forget(model: Model): void {
  for (const word of model.touched) {
    model.known[word] = 0;
    model.counts.fill(0, word * model.classes, (word + 1) * model.classes);
  }
  model.touched.length = 0;
  model.rows.fill(0);
  model.sums.fill(0);
}

function grouped(partition: Int32Array, partitions: number): number[][] {
  const rows: number[][] = Array.from({ length: partitions }, () => []);
  partition.forEach((p, row) => rows[p].push(row));
  return rows;
}
