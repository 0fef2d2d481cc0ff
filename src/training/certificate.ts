// What partition and vote proves of data: each row is judged by votes that did not see it, and told how many parts an attacker would
// have to alter to turn its class.
import { presence, takeRows } from '../math/matrix.ts';
import { stratifiedFolds } from './cross-validation.ts';
import { checkClasses, checkedWeights } from './examples.ts';
import { featuresOf, fixedVocabulary } from './features.ts';
import { certified, partsOf, votesOn } from './partition-vote.ts';

export interface CertifyTask {
  readonly texts: readonly string[];
  /** 0 .. classes - 1. */
  readonly y: ArrayLike<number>;
  readonly classes: number;
  readonly parts: number;
  /** Of the hash; whoever knows it can choose rows of one part, which alters fewer parts, never more. */
  readonly key: string;
  readonly folds?: number;
  readonly seed?: number;
}

export interface Judged {
  readonly won: Int32Array;
  /** Parts that can be altered in any way, see `Certified`. */
  readonly radius: Int32Array;
}

const vocabulary = fixedVocabulary({ longest: 1, count: 'presence', normalise: false });

/** Every row by the votes of the other folds. */
export function certifyFolds(task: CertifyTask, progress: (share: number) => void = () => undefined): Judged {
  const { texts, y, classes, parts, key, folds = 5, seed = 1 } = task;
  const x = presence(featuresOf(texts, vocabulary));
  checkClasses(y, checkedWeights(x, y), classes);
  const fold = stratifiedFolds(y, folds, seed);
  const part = partsOf(texts, parts, key);
  const won = new Int32Array(texts.length);
  const radius = new Int32Array(texts.length);
  for (let held = 0; held < folds; held++) {
    const rows = Int32Array.from(fold.keys()).filter((i) => fold[i] !== held);
    const asked = Int32Array.from(fold.keys()).filter((i) => fold[i] === held);
    const own = {
      x: takeRows(x, rows),
      y: rows.map((i) => y[i]),
      classes,
      part: rows.map((i) => part[i]),
      parts,
    };
    const judged = certified(
      votesOn(own, takeRows(x, asked), (done) => progress((held + done / parts) / folds)),
    );
    asked.forEach((i, at) => {
      won[i] = judged.won[at];
      radius[i] = judged.radius[at];
    });
  }
  return { won, radius };
}

/** Rows of a test by the votes of all of the data. */
export function certifyTest(
  task: CertifyTask,
  test: readonly string[],
  progress: (share: number) => void = () => undefined,
): Judged {
  const { texts, y, classes, parts, key } = task;
  const x = presence(featuresOf(texts, vocabulary));
  checkClasses(y, checkedWeights(x, y), classes);
  const own = { x, y, classes, part: partsOf(texts, parts, key), parts };
  return certified(votesOn(own, presence(featuresOf(test, vocabulary)), (done) => progress(done / parts)));
}

export interface CertificateSummary {
  /** Shares of the judged rows. */
  readonly accuracy: number;
  /** Mean over the classes of the share of each that is right. */
  readonly balancedAccuracy: number;
  /** Right, and provably so against this many altered parts. */
  readonly certified: readonly {
    readonly parts: number;
    readonly share: number;
    readonly ofClass: readonly number[];
  }[];
  /** Half of the rows are right against so many altered parts; -1 where not half are right. */
  readonly median: number;
}

export function summarise(
  { won, radius }: Judged,
  y: ArrayLike<number>,
  classes: number,
  radii: readonly number[],
): CertificateSummary {
  const of = (row: number): number => (won[row] === y[row] ? radius[row] : -1);
  const sizes = new Float64Array(classes);
  for (let row = 0; row < won.length; row++) sizes[y[row]]++;
  const certifiedAt = (parts: number) => {
    const right = new Float64Array(classes);
    for (let row = 0; row < won.length; row++) if (of(row) >= parts) right[y[row]]++;
    return {
      parts,
      share: right.reduce((sum, each) => sum + each, 0) / won.length,
      ofClass: Array.from(right, (each, k) => (sizes[k] === 0 ? 0 : each / sizes[k])),
    };
  };
  const plain = certifiedAt(0);
  const some = plain.ofClass.filter((_, k) => sizes[k] > 0);
  const sorted = Int32Array.from(won.keys(), of).sort();
  return {
    accuracy: plain.share,
    balancedAccuracy: some.reduce((sum, each) => sum + each, 0) / some.length,
    certified: [0, ...radii].map(certifiedAt),
    median: sorted[Math.floor((sorted.length - 1) / 2)],
  };
}
