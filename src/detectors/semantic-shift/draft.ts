// A suspect in plain data, with all that its claim will say but whether it is written as a name: that is seen in the
// second read.
import type { Evidence, Example } from '../../finding.ts';
import { listOf } from '../../math/ragged.ts';
import { grouped, rounded } from '../../math/rounded.ts';
import { byPlace, type Place } from '../../row.ts';
import type { CompactRows } from '../../summaries/compact-rows.ts';
import { valenceOf } from '../../text/stance-words.ts';
import { visible } from '../../text/visible.ts';
import type { Judged, Suspect, Turn } from './judge.ts';
import { pairOf } from './pair.ts';

export interface Draft {
  readonly turn: Turn;
  /** Words of the name, and of the fact that goes with it; the latter is empty for a stance. */
  readonly name: readonly string[];
  readonly fact: readonly string[];
  readonly hits: number;
  readonly held: number;
  readonly expected: number;
  /** Plain numbers in sentences, for the claim. */
  readonly seen: string;
  readonly evidence: readonly Evidence[];
  /** Words that show the stance, most rows first. */
  readonly shown: readonly string[];
  readonly rows: readonly Place[];
  readonly examples: readonly Example[];
  /** Only the rows with the stance are told of: the others are of both kinds. */
  readonly some: boolean;
}

const shownExamples = 6;
const pairedExamples = 3;
const shownWords = 5;
/** From this share of rows with the stance on, the rows without it are taken along: they have it in other words. */
const mostlyHits = 0.4;
/** A neighbour at one distance in so many mentions is part of the name. */
const partShare = 0.8;

export function draftOf(rows: CompactRows, judged: Judged, suspect: Suspect): Draft {
  const { sentences, mentions } = judged;
  const { turn, stance, companion, trusted } = suspect;
  const list = listOf(mentions.sentences, suspect.candidate);
  const isFact = turn === 'fact' && companion !== undefined;
  const toward =
    turn === 'blamed' || (turn === 'since the baseline' && stance.zBlame > stance.zPraise) ? -1 : 1;
  const of = new Map<number, number>();
  for (const s of list) of.set(sentences.row[s], (of.get(sentences.row[s]) ?? 0) + sentences.stance[s]);
  const all = [...of.keys()].filter((r) => turn !== 'since the baseline' || rows.trusted[r] === 0);
  const isHit = (r: number): boolean =>
    isFact ? listOf(rows.answer, r).includes(companion.word) : Math.sign(of.get(r) ?? 0) === toward;
  const hits = all.filter(isHit);
  const against = toward > 0 ? stance.blamed : stance.praised;
  const some = !isFact && (hits.length < mostlyHits * all.length || against > 0.1 * hits.length);
  const told = some ? hits : all;
  const name = grown(rows, judged, list, mentions.phrases[suspect.candidate]);
  const share = (n: number): string => `${Math.round((100 * n) / Math.max(1, all.length))} %`;
  const mean = toward > 0 ? stance.praise : stance.blame;
  const source = topSource(rows, told);
  const seen = isFact
    ? `${grouped(hits.length)} of the ${grouped(all.length)} rows that name it have “${visible(rows.words[companion.word], 40)}” in the same sentence, now here, now there`
    : trusted
      ? `${grouped(hits.length)} of ${grouped(all.length)} rows that name it ${toward > 0 ? 'praise' : 'blame'} it (${share(hits.length)}), in the baseline ${toward > 0 ? trusted.praised : trusted.blamed} of ${grouped(trusted.rows)}`
      : `${grouped(hits.length)} of the ${grouped(all.length)} rows that name it ${toward > 0 ? 'praise' : 'blame'} it, ${grouped(against)} do the opposite, where like sentences would have ${rounded(mean)}`;
  return {
    turn,
    name,
    fact: isFact ? [rows.words[companion.word]] : [],
    hits: hits.length,
    held: all.length,
    expected: suspect.expected,
    seen,
    evidence: [
      { name: 'rows that name it', value: all.length, unit: 'rows' },
      { name: isFact ? 'rows with the fact' : 'rows with the stance', value: hits.length, unit: 'rows' },
      ...(isFact
        ? []
        : [
            { name: 'rows with the opposite stance', value: against, unit: 'rows' },
            { name: 'rows expected with the stance', value: rounded(mean), unit: 'rows' },
          ]),
      {
        name: 'beyond what is expected',
        value: rounded(suspect.score),
        unit: isFact ? 'points' : 'standard errors',
      },
      { name: 'names as far out that are natural', value: rounded(suspect.expected), unit: 'names' },
      { name: 'rows that share a subject', value: rounded(100 * suspect.related), unit: '% of rows' },
      { name: 'rows from the source that gives most', value: source.rows, unit: 'rows' },
      { name: 'that source’s share of all rows', value: rounded(100 * source.share), unit: '% of rows' },
      ...(trusted ? [{ name: 'rows of the baseline that name it', value: trusted.rows, unit: 'rows' }] : []),
    ],
    shown: isFact ? [] : stanceWords(rows, judged, list, toward),
    rows: told.flatMap((r) => [...rows.places[r]]).sort(byPlace),
    examples: hits
      .slice(0, shownExamples)
      .map((r, i) => ({ place: rows.places[r][0], ...(i < pairedExamples ? pairOf(rows, r, of) : {}) })),
    some,
  };
}

/** The name with the words that always stand beside it. */
function grown(
  rows: CompactRows,
  { sentences }: Judged,
  list: Int32Array,
  phrase: readonly number[],
): string[] {
  const { items } = rows.answer;
  const beside = (step: -1 | 1): number => {
    const counts = new Map<number, number>();
    for (const s of list) {
      const end = sentences.starts[s + 1];
      let at = sentences.starts[s];
      while (at < end && items[at] !== phrase[0]) at++;
      const k = step < 0 ? at - 1 : at + phrase.length;
      if (k >= sentences.starts[s] && k < end) counts.set(items[k], (counts.get(items[k]) ?? 0) + 1);
    }
    const [word, held] = [...counts].sort((a, b) => b[1] - a[1] || a[0] - b[0])[0] ?? [-1, 0];
    return held >= partShare * list.length && /^\p{L}/u.test(rows.words[word]) ? word : -1;
  };
  const [before, after] = [beside(-1), beside(1)];
  return [before, ...phrase, after].filter((w) => w >= 0).map((w) => rows.words[w]);
}

function stanceWords(rows: CompactRows, { sentences }: Judged, list: Int32Array, toward: number): string[] {
  const counts = new Map<string, number>();
  for (const s of list) {
    if (sentences.stance[s] !== toward) continue;
    const words = new Set<number>(rows.answer.items.subarray(sentences.starts[s], sentences.starts[s + 1]));
    for (const w of words) {
      const word = rows.words[w];
      if (valenceOf(word) !== 0) counts.set(word, (counts.get(word) ?? 0) + 1);
    }
  }
  return [...counts]
    .sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
    .slice(0, shownWords)
    .map(([word]) => word);
}

function topSource(rows: CompactRows, of: readonly number[]): { rows: number; share: number } {
  const counts = new Int32Array(rows.sources.length);
  for (const r of of) counts[rows.source[r]]++;
  let top = 0;
  counts.forEach((n, k) => n > counts[top] && (top = k));
  let all = 0;
  for (const k of rows.source) if (k === top) all++;
  return { rows: counts[top] ?? 0, share: all / Math.max(1, rows.count) };
}
