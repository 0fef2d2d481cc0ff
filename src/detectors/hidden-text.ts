// Text that a person reading the row does not see or sees as something else, but that the model learns from:
// zero-width and tag characters, bidirectional controls, look-alike letters, chat-template tokens inside content,
// encoded blobs. Each row is judged by itself in the first read; how grave it is depends on how it is spread.
import type { Batch, Detector, Setup } from '../detector.ts';
import type { Claim, Mark, Verdict } from '../finding.ts';
import type { Options } from '../option.ts';
import { allParts, type Row } from '../row.ts';
import type { Summary } from '../summary.ts';
import {
  commonWords,
  examplesOf,
  maxPlaces,
  mergeSightings,
  relocateSightings,
  noSightings,
  placesOf,
  see,
  sightingsBytes,
  type Sightings,
} from '../summaries/sightings.ts';
import { findHidden } from '../text/find-hidden.ts';
import { hiddenKinds, type Hidden, type HiddenKind } from '../text/hidden.ts';
import { visible } from '../text/visible.ts';
import { kinds } from './hidden-text/kinds.ts';

const options = {
  minRows: {
    default: 3,
    min: 1,
    max: 1_000_000,
    unit: 'rows',
    why: 'Rows of one kind, or with one disguised word, from which it is no accident: in the clean corpora of bench/hidden-text.ts no disguised word stands in two rows.',
    from: 'bench/calibrate',
  },
  perMillion: {
    default: 100,
    min: 0,
    max: 1_000_000,
    unit: 'rows per million rows',
    why: 'The same in a large corpus, where accidents repeat: web text copies its slips.',
    from: 'bench/calibrate',
  },
} satisfies Options;

interface State {
  rows: number;
  sightings: Map<HiddenKind, Sightings>;
}

/**
 * Chance that a clean corpus bears such a claim, measured by bench/hidden-text.ts: none above `note` in 300
 * sub-samples of four clean corpora (3 / 300 is the upper 95 % bound); something low in 3 of 10 small samples of chats
 * and web text.
 */
const falseRate = { high: 3 / 300, medium: 3 / 300, low: 0.3, note: 1 };

interface Seen {
  marks: Mark[];
  strong: boolean;
  count: number;
  words: Set<string>;
}

function lookAt(row: Row, state: State, seed: number): void {
  state.rows++;
  let seen: Map<HiddenKind, Seen> | undefined;
  for (const part of allParts(row)) {
    const found = findHidden(part.text);
    if (found.length === 0) continue;
    seen ??= new Map();
    for (const hidden of found) {
      const same = seen.get(hidden.kind) ?? { marks: [], strong: false, count: 0, words: new Set() };
      seen.set(hidden.kind, same);
      note(same, hidden, part.field);
    }
  }
  if (!seen) return;
  const place = { shard: row.shard, row: row.row };
  for (const [kind, { marks, strong, count, words }] of seen) {
    const sightings = state.sightings.get(kind) ?? noSightings();
    state.sightings.set(kind, sightings);
    see(sightings, { place, marks, strong, count, words: [...words] }, seed);
  }
}

function note(seen: Seen, { start, end, shown, strong, word }: Hidden, field: string): void {
  seen.count++;
  if (word !== '') seen.words.add(word);
  const mark = { field, start, end, shown };
  // What can do harm is shown first.
  if (strong && !seen.strong) seen.marks.unshift(mark);
  else seen.marks.push(mark);
  seen.strong ||= strong;
}

function claimOf(kind: HiddenKind, sightings: Sightings, total: number, setup: Setup<typeof options>): Claim {
  const { what, severity, harm, advice } = kinds[kind];
  const { rows, strongRows, count } = sightings;
  const top = commonWords(sightings, 5);
  const systematic = Math.max(setup.options.minRows, Math.ceil((setup.options.perMillion / 1e6) * total));
  const grave = severity({ total, rows, strongRows, wordRows: top[0]?.rows ?? 0, systematic });
  const examples = examplesOf(sightings);
  const first = examples[0].marks?.[0]?.shown ?? '';
  const often = top.map((t) => `"${visible(t.word, 40)}" in ${t.rows}`).join(', ');
  return {
    severity: grave,
    threat: 'hidden-instruction',
    title: `${what} in ${rows} ${rows === 1 ? 'row' : 'rows'}`,
    claim: `${rows.toLocaleString('en-US')} of ${total.toLocaleString('en-US')} rows ${rows === 1 ? 'holds' : 'hold'} ${what}${first ? `, for example ${first}` : ''}${often ? ` (words concerned, with rows: ${often})` : ''}. ${harm}`,
    evidence: [
      { name: 'rows', value: rows, unit: 'rows' },
      { name: 'places', value: count, unit: 'places' },
      { name: 'rows where it can do harm by itself', value: strongRows, unit: 'rows' },
      { name: 'rows with the same word', value: top[0]?.rows ?? 0, unit: 'rows' },
      { name: 'share of rows', value: rows / total, unit: 'share' },
    ],
    falseDiscovery: falseRate[grave],
    rows: placesOf(sightings),
    phrases: [],
    outcomePhrases: [],
    examples,
    advice,
  };
}

function inspection(setup: Setup<typeof options>): Summary<Batch, State, Verdict> {
  return {
    maxBytes: hiddenKinds.length * sightingsBytes,
    empty: () => ({ rows: 0, sightings: new Map() }),
    add(state, batch) {
      for (const row of batch) lookAt(row, state, setup.seed);
    },
    merge(into, from) {
      into.rows += from.rows;
      for (const [kind, sightings] of from.sightings) {
        const known = into.sightings.get(kind) ?? noSightings();
        into.sightings.set(kind, known);
        mergeSightings(known, sightings);
      }
    },
    relocate({ sightings }, shard) {
      for (const seen of sightings.values()) relocateSightings(seen, shard);
    },
    finish({ rows, sightings }) {
      const claims: Claim[] = [];
      const untestable: string[] = [];
      for (const kind of hiddenKinds) {
        const seen = sightings.get(kind);
        if (!seen) continue;
        claims.push(claimOf(kind, seen, rows, setup));
        if (seen.rows > maxPlaces)
          untestable.push(`${kinds[kind].what}: only the first ${maxPlaces} of ${seen.rows} rows are listed`);
      }
      return {
        claims,
        // By construction: every character of every text is looked at, and one such row is enough.
        power: [
          {
            threat: 'hidden-instruction',
            planted: 'a message in tag characters or variation selectors',
            severity: 'high',
            points: [{ rows: 1, chance: 1 }],
          },
        ],
        untestable,
      };
    },
  };
}

export const hiddenText: Detector<typeof options, undefined> = {
  id: 'hidden-text',
  version: 1,
  title: 'Hidden text',
  catches: ['hidden-instruction', 'backdoor'],
  shapes: ['classification', 'instruction', 'chat', 'preference', 'rating', 'document'],
  sources: [
    'Boucher et al. 2022, Bad characters: imperceptible NLP attacks (arXiv:2106.09898)',
    'Boucher and Anderson 2023, Trojan source: invisible vulnerabilities (arXiv:2111.00169)',
    'Unicode Technical Standard 39, Unicode security mechanisms',
    'Unicode Standard Annex 9, Unicode bidirectional algorithm',
  ],
  options,
  inspect: (_survey, setup) => inspection(setup),
};
