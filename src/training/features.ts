// Texts as sparse rows of hashed phrases (Weinberger et al. 2009): phrases of one to a few words fall into buckets, and
// each bucket that has any is a column, the commonest first. The phrases of a column are found by going over the texts
// again, so that no text is kept.
import { UsageError } from '../errors.ts';
import { hash32, mix32 } from '../math/hash.ts';
import { rowCount } from '../math/matrix.ts';
import type { Weighted } from '../math/weighted.ts';
import { appendTokenHashes, tokenHashes } from '../text/token-hashes.ts';
import { words } from '../text/words.ts';

export interface FeatureOptions {
  /** Words of the longest phrase. */
  readonly longest?: number;
  /** Buckets, a power of two. */
  readonly buckets?: number;
  /** How often a phrase stands in a row (`raw`), 1 + ln of that (`sublinear`), or that it does (`presence`). */
  readonly count?: 'raw' | 'sublinear' | 'presence';
  /**
   * Whether a phrase counts by ln((1 + rows) / (1 + rows with it)) + 1. That makes each row's numbers depend on all
   * others: no certificate holds with it.
   */
  readonly idf?: boolean;
  /** Whether rows are brought to length 1. */
  readonly normalise?: boolean;
  /** Columns of fewer rows are left out. */
  readonly fewestRows?: number;
  readonly seed?: number;
}

/** What turns any text into a row of the same columns. */
export interface Vocabulary {
  readonly options: Required<FeatureOptions>;
  /** Column of each bucket, -1 for none. */
  readonly columns: Int32Array;
  /** Rows with each column, among those the vocabulary was made of. */
  readonly rows: Int32Array;
  /** What each column's counts are multiplied by. */
  readonly factors: Float64Array;
}

export interface Features {
  readonly matrix: Weighted;
  readonly vocabulary: Vocabulary;
}

const most = 2 ** 24;

const settled = (options: FeatureOptions): Required<FeatureOptions> => ({
  longest: options.longest ?? 2,
  buckets: options.buckets ?? 2 ** 18,
  count: options.count ?? 'raw',
  idf: options.idf ?? true,
  normalise: options.normalise ?? true,
  fewestRows: options.fewestRows ?? 1,
  seed: options.seed ?? 0,
});

/** Rows of the texts, over the columns that stand in them. */
export function phraseFeatures(texts: readonly string[], options: FeatureOptions = {}): Features {
  const own = settled(options);
  check(own);
  const counted = countBuckets(texts, own);
  const rows = new Int32Array(own.buckets);
  for (const bucket of counted.items) rows[bucket]++;
  const order = Int32Array.from(rows.keys()).filter((bucket) => rows[bucket] >= Math.max(1, own.fewestRows));
  // Common columns side by side are quicker to go over.
  order.sort((a, b) => rows[b] - rows[a] || a - b);
  const columns = new Int32Array(own.buckets).fill(-1);
  order.forEach((bucket, column) => (columns[bucket] = column));
  const holders = order.map((bucket) => rows[bucket]);
  const factors = Float64Array.from(holders, (df) =>
    own.idf ? Math.log((1 + texts.length) / (1 + df)) + 1 : 1,
  );
  const vocabulary = { options: own, columns, rows: holders, factors };
  return { matrix: weigh(counted, vocabulary), vocabulary };
}

/** Rows of other texts in the same columns; phrases of none are left out. */
export function featuresOf(texts: readonly string[], vocabulary: Vocabulary): Weighted {
  return weigh(countBuckets(texts, vocabulary.options), vocabulary);
}

/** A column for each bucket, whatever the texts: no row's numbers depend on another row. */
export function fixedVocabulary(options: Omit<FeatureOptions, 'idf' | 'fewestRows'> = {}): Vocabulary {
  const own = settled({ ...options, idf: false, fewestRows: 0 });
  check(own);
  return {
    options: own,
    columns: Int32Array.from({ length: own.buckets }, (_, bucket) => bucket),
    rows: new Int32Array(own.buckets),
    factors: new Float64Array(own.buckets).fill(1),
  };
}

/** Phrases of the text that fall into each of the columns, as words with a space between, each once. */
export function phrasesOfColumns(
  text: string,
  vocabulary: Vocabulary,
  columns: ReadonlySet<number>,
): Map<number, string[]> {
  const { longest, buckets, seed } = vocabulary.options;
  const found = new Map<number, string[]>();
  const all = words(text);
  const hashes = Int32Array.from(all, (word) => hash32(word, seed));
  eachPhrase(hashes, hashes.length, longest, buckets, (bucket, start, length) => {
    const column = vocabulary.columns[bucket];
    if (column < 0 || !columns.has(column)) return;
    const phrase = all.slice(start, start + length).join(' ');
    const known = found.get(column);
    if (!known) found.set(column, [phrase]);
    else if (!known.includes(phrase)) known.push(phrase);
  });
  return found;
}

/** Phrases that are remembered for one column: an attacker can make any number of them. */
const mostPhrases = 1000;

export interface ColumnPhrase {
  readonly phrase: string;
  /** Rows with it. */
  readonly rows: number;
}

/** For each of the columns the phrases of these texts that fall into it, those of most rows first. */
export function columnPhrases(
  texts: readonly string[],
  vocabulary: Vocabulary,
  columns: ReadonlySet<number>,
): Map<number, ColumnPhrase[]> {
  const counts = new Map<number, Map<string, number>>([...columns].map((column) => [column, new Map()]));
  for (const text of texts) {
    for (const [column, phrases] of phrasesOfColumns(text, vocabulary, columns)) {
      const own = counts.get(column)!;
      for (const phrase of phrases) {
        const known = own.get(phrase);
        if (known !== undefined || own.size < mostPhrases) own.set(phrase, (known ?? 0) + 1);
      }
    }
  }
  return new Map(
    [...counts].map(([column, own]) => [
      column,
      [...own].map(([phrase, rows]) => ({ phrase, rows })).sort((a, b) => b.rows - a.rows),
    ]),
  );
}

function check({ longest, buckets }: Required<FeatureOptions>): void {
  if (!(Number.isInteger(Math.log2(buckets)) && buckets >= 2 && buckets <= most))
    throw new UsageError(
      'bad-option',
      `there cannot be ${buckets} buckets`,
      `Give a power of two up to ${most}.`,
    );
  if (!(Number.isInteger(longest) && longest >= 1 && longest <= 8))
    throw new UsageError('bad-option', `phrases cannot have ${longest} words`, 'Give 1 to 8 words.');
}

function eachPhrase(
  hashes: Int32Array,
  n: number,
  longest: number,
  buckets: number,
  visit: (bucket: number, start: number, length: number) => void,
): void {
  for (let i = 0; i < n; i++) {
    let h = 0;
    for (let length = 1; length <= longest && i + length <= n; length++) {
      h = mix32(Math.imul(h, 0x01000193) ^ hashes[i + length - 1]);
      visit(h & (buckets - 1), i, length);
    }
  }
}

/** Buckets of each text, in the order in which they first stand there, and how often. */
function countBuckets(
  texts: readonly string[],
  { longest, buckets, seed }: Required<FeatureOptions>,
): Weighted {
  const n = texts.length;
  const starts = new Int32Array(n + 1);
  let items = new Int32Array(64 * Math.max(n, 16));
  let values = new Float32Array(items.length);
  const place = new Int32Array(buckets).fill(-1);
  const tokens = tokenHashes();
  let end = 0;
  for (let row = 0; row < n; row++) {
    tokens.length = 0;
    appendTokenHashes(texts[row], seed, tokens);
    const first = end;
    const needed = end + tokens.length * longest;
    if (needed > items.length) {
      const wider = new Int32Array(2 * needed);
      wider.set(items);
      items = wider;
      const more = new Float32Array(2 * needed);
      more.set(values);
      values = more;
    }
    eachPhrase(tokens.items, tokens.length, longest, buckets, (bucket) => {
      if (place[bucket] >= first) values[place[bucket]]++;
      else {
        place[bucket] = end;
        items[end] = bucket;
        values[end++] = 1;
      }
    });
    starts[row + 1] = end;
  }
  return { starts, items: items.slice(0, end), values: values.slice(0, end), size: buckets };
}

function weigh(counted: Weighted, { options, columns, factors }: Vocabulary): Weighted {
  const { count, normalise } = options;
  const n = rowCount(counted);
  const starts = new Int32Array(n + 1);
  const items = new Int32Array(counted.items.length);
  const values = new Float32Array(counted.items.length);
  let end = 0;
  for (let row = 0; row < n; row++) {
    let square = 0;
    for (let p = counted.starts[row]; p < counted.starts[row + 1]; p++) {
      const column = columns[counted.items[p]];
      if (column < 0) continue;
      const times = counted.values[p];
      const value =
        factors[column] * (count === 'raw' ? times : count === 'presence' ? 1 : 1 + Math.log(times));
      items[end] = column;
      values[end++] = value;
      square += value * value;
    }
    if (normalise && square > 0) {
      const scale = 1 / Math.sqrt(square);
      for (let p = starts[row]; p < end; p++) values[p] *= scale;
    }
    starts[row + 1] = end;
  }
  return { starts, items: items.slice(0, end), values: values.slice(0, end), size: factors.length };
}
