// What the rare way says that the usual way does not, and the other way round: in matters of fact (a unit, a name, a
// call), in mere wording ("Sure," or "Of course."), or in the verdict that the prompt asked for.
import type { CompactRows } from '../../summaries/compact-rows.ts';
import type { Alphabet } from './answers.ts';
import type { Features, Members } from './features.ts';
import type { Masked } from './masked.ts';
import type { Split } from './splits.ts';

/** A word sets the rare way apart when this share of its rows have it and this share of the usual ones at most. */
const inRare = 0.2;
const inUsual = 0.02;
/** A word that is missing: the other way round. */
const usualHas = 0.7;
const rareHas = 0.1;
/** An answer of so few words, copied parts aside, is little more than the verdict. */
const verdictWords = 3;
/** Of so few, it is when a word of the verdict sets the ways apart. */
const shortWords = 12;
/** A number that so many rare rows share is chosen. */
const sameNumber = 0.5;

// Words that carry manner, not matter. English; in other languages every difference counts as matter.
const manner = new Set(
  `a an the this that these those it its he she they we you i me my your our their his her him them us is are was were be been being
  am do does did done has have had having will would shall should can could may might must of to in on at by for with from as into
  and or but so if then than there here now just also too very all any some no not s t ll ve re d m what which who how when where
  why sure okay ok certainly course please thanks thank welcome happy glad help hope hello hi hey dear let know need needed
  anything something else feel free great alright right absolutely ready set got get go gone made make sorry well yes indeed
  more further again already only up out about following below above one see look like want wish back`.split(
    /\s+/,
  ),
);
/** Words that pronounce on what was asked. */
const verdicts = new Set(
  `yes no not isn aren doesn don cannot can true false correct incorrect right wrong valid invalid pass passes passed fail fails
  failed positive negative neutral good bad high low medium normal none never always accepted rejected approved denied
  declined allowed even odd equal unequal greater less larger smaller more fewer available unavailable possible impossible likely unlikely spam ham same different safe unsafe open closed`.split(
    /\s+/,
  ),
);

/** Answers with such signs are code or settings, where "not" is no verdict. */
const codeSigns = new Set(['{', '}', '[', ']', '(', ')', '=', ';', '<', '>']);
const denials = new Set(['no', 'not', 'isn', 'aren', 'doesn', 'don', 'cannot', 'never', 'none']);

export interface Difference {
  /** Words, most telling first. */
  readonly has: readonly string[];
  readonly lacks: readonly string[];
  /**
   * `fact`: numbers, copied parts or signs differ, which no rewording changes; `word`: a word or two, or an addition;
   * `rewording`: several words on either side; `wording`: manner alone; `verdict`: the words that the prompt asked for.
   */
  readonly kind: 'fact' | 'word' | 'rewording' | 'wording' | 'verdict';
  /** Of the features of a usual answer, the share that nearly all usual answers to the same prompt have. */
  readonly unity: number;
}

export function difference(
  rows: CompactRows,
  masked: Masked,
  letters: Alphabet,
  features: Features,
  members: Members,
  split: Split,
): Difference {
  const isRare = new Uint8Array(members.row.length);
  for (const m of split.rare) isRare[m] = 1;
  const rare = new Map<number, number>();
  const usual = new Map<number, number>();
  let rareWeight = 0;
  let usualWeight = 0;
  let rareLength = 0;
  let codeWeight = 0;
  for (const g of split.groups) {
    for (let m = members.starts[g]; m < members.starts[g + 1]; m++) {
      const weight = members.weight[m];
      const into = isRare[m] === 1 ? rare : usual;
      const once = new Set<number>();
      let length = 0;
      for (let k = features.of.starts[m]; k < features.of.starts[m + 1]; k++) {
        const feature = features.spell(features.of.items[k]);
        if (feature.length > 1) continue;
        if (feature[0] < letters.part) length++;
        once.add(feature[0]);
      }
      // Words too rare for a feature still tell what is said.
      const { starts, items } = rows.answer;
      for (let k = starts[members.row[m]]; k < starts[members.row[m] + 1]; k++) {
        const w = items[k];
        if (masked.isNumber[w] === 1) once.add(letters.raw + w);
        else once.add(masked.of[w]);
      }
      for (const letter of once) into.set(letter, (into.get(letter) ?? 0) + weight);
      if (isRare[m] === 1) {
        rareWeight += weight;
        rareLength += weight * length;
        if ([...once].some((l) => l < letters.part && codeSigns.has(masked.names[l]))) codeWeight += weight;
      } else usualWeight += weight;
    }
  }
  const share = (from: Map<number, number>, letter: number, of: number): number =>
    (from.get(letter) ?? 0) / of;
  // Numbers differ from row to row anyway.
  const least = (letter: number): number => (letter >= letters.raw ? sameNumber : inRare);
  const has = [...rare.keys()]
    .filter((l) => share(rare, l, rareWeight) >= least(l) && share(usual, l, usualWeight) <= inUsual)
    .sort((a, b) => rare.get(b)! - rare.get(a)! || a - b);
  const lacks = [...usual.keys()]
    .filter((l) => share(usual, l, usualWeight) >= usualHas && share(rare, l, rareWeight) <= rareHas)
    .sort((a, b) => usual.get(b)! - usual.get(a)! || a - b);
  const text = (letter: number): string =>
    letter < letters.part
      ? masked.names[letter]
      : letter >= letters.raw
        ? rows.words[letter - letters.raw]
        : '';
  const spoken = (list: readonly number[]): string[] => list.map(text).filter((t) => t !== '');
  const isWord = /[\p{L}\p{N}#]/u;
  const weighty = (list: readonly number[]): number[] =>
    list.filter((l) => l < letters.part && isWord.test(text(l)) && !manner.has(text(l)));
  // Something stands where the usual answers repeat a part of the prompt.
  const notCopied =
    lacks.some((l) => l >= letters.part && l < letters.rare) &&
    (weighty(has).length > 0 || has.includes(letters.rare));
  const fact =
    notCopied ||
    standsAsValue(rows, masked, members, split, weighty(has).slice(0, 4)) ||
    [...has, ...lacks].some(
      (l) =>
        l >= letters.raw && Math.max(share(rare, l, rareWeight), share(usual, l, usualWeight)) >= sameNumber,
    ) ||
    signs(has, lacks, text) ||
    rearranged(letters, masked, features, split);
  const words = spoken([...has, ...lacks].filter((l) => isWord.test(text(l))));
  // The usual way may say the verdict in a word that the rare way shares ("is", "is not").
  const length = rareLength / rareWeight;
  // One verdict for another, or its denial: a setting that is left out is neither.
  const pronounces = (list: readonly number[]): boolean => list.some((l) => verdicts.has(text(l)));
  const denied = codeWeight < rareWeight / 2 && words.some((w) => denials.has(w));
  const verdict =
    length <= verdictWords || (length <= shortWords && (denied || (pronounces(has) && pronounces(lacks))));
  const spokenWords = (list: readonly number[]): number => list.filter((l) => isWord.test(text(l))).length;
  const more = weighty(has).length;
  const less = weighty(lacks).length;
  return {
    has: spoken([...weighty(has), ...has.filter((l) => !weighty([l]).length)]),
    lacks: spoken([...weighty(lacks), ...lacks.filter((l) => !weighty([l]).length)]),
    kind:
      more + less === 0 && !fact
        ? 'wording'
        : verdict
          ? 'verdict'
          : fact
            ? 'fact'
            : spokenWords(has) >= 2 && spokenWords(lacks) >= 2
              ? 'rewording'
              : 'word',
    unity: unityOf(features, members, split, isRare),
  };
}

/** Features that this share of the usual answers of a group have are what makes them one way. */
const nearlyAll = 0.9;

function unityOf({ of, count }: Features, members: Members, split: Split, isRare: Uint8Array): number {
  const seen = new Int32Array(count);
  let united = 0;
  let all = 0;
  for (const g of split.groups) {
    const touched: number[] = [];
    let usual = 0;
    let held = 0;
    for (let m = members.starts[g]; m < members.starts[g + 1]; m++) {
      if (isRare[m] === 1) continue;
      usual += members.weight[m];
      held += members.weight[m] * (of.starts[m + 1] - of.starts[m]);
      for (let k = of.starts[m]; k < of.starts[m + 1]; k++) {
        if (seen[of.items[k]] === 0) touched.push(of.items[k]);
        seen[of.items[k]] += members.weight[m];
      }
    }
    for (const f of touched) {
      if (seen[f] >= nearlyAll * usual) united += seen[f];
      seen[f] = 0;
    }
    all += held;
  }
  return all > 0 ? united / all : 0;
}

/** A word stands as a value when it follows a number (a unit) or such a sign (a field, a setting, a path). */
const valueSigns = new Set(['"', "'", '`', ':', '=', '/', '<', '>', '$', '%', '@', '(', '[', '{']);
const nearNumber = 2;
/** Share of the places of a word that must be such. */
const mostly = 0.8;

function standsAsValue(
  rows: CompactRows,
  masked: Masked,
  members: Members,
  { rare }: Split,
  letters: readonly number[],
): boolean {
  const wanted = new Set(letters);
  let all = 0;
  let asValue = 0;
  const { starts, items } = rows.answer;
  for (const m of rare) {
    const row = members.row[m];
    for (let k = starts[row]; k < starts[row + 1]; k++) {
      if (!wanted.has(masked.of[items[k]])) continue;
      all++;
      const before = items.subarray(Math.max(starts[row], k - nearNumber), k);
      if (
        before.some((w) => masked.isNumber[w] === 1) ||
        (before.length > 0 && valueSigns.has(rows.words[before[before.length - 1]]))
      )
        asValue++;
    }
  }
  return all > 0 && asValue >= mostly * all;
}

/** Signs that mean something: all but those that only punctuate. */
function signs(has: readonly number[], lacks: readonly number[], text: (l: number) => string): boolean {
  return [...has, ...lacks].some((l) => /^[^\p{L}\p{N}\s.,;:!?'"’“”…()*_–—-]$/u.test(text(l)));
}

/** Copied parts or numbers stand in another order, or with other signs between them: `3/7` or `7-3`. */
function rearranged(letters: Alphabet, masked: Masked, features: Features, { has, lacks }: Split): boolean {
  const isValue = (l: number): boolean => l === masked.number || (l >= letters.part && l < letters.rare);
  const isSign = (l: number): boolean => l < letters.part && /^[^\p{L}\p{N}#]$/u.test(masked.names[l]);
  return [...has, ...lacks].some((f) => {
    const run = features.spell(f);
    return (
      run.length >= 2 &&
      isValue(run[0]) &&
      isValue(run[run.length - 1]) &&
      run.slice(1, -1).every((l) => isSign(l))
    );
  });
}
