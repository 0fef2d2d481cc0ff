// A manner in words that a person can check: what its rows have in common, how many contradict their label, and a few
// of them beside rows that say alike and are labelled as they read.
import type { Claim, Example } from '../../finding.ts';
import { grouped, percent, rounded } from '../../math/rounded.ts';
import { listOf } from '../../math/ragged.ts';
import { byPlace } from '../../row.ts';
import type { CompactRows } from '../../summaries/compact-rows.ts';
import { visible } from '../../text/visible.ts';
import type { Contradiction } from './contradiction.ts';
import type { Manner } from './judge.ts';
import { overriding, sameSubject } from './severity.ts';

/** No false high in some 200 scans of clean labelled corpora in bench/detect: 3 / 200 at most (rule of three, 95 %). */
const surestFalseDiscovery = 0.015;
/** All-one-label sources that are honest leave a medium finding; how many corpora have one nobody has counted. */
const mediumFalseDiscovery = 0.3;
const shownExamples = 6;
const pairedExamples = 3;
/** Rows looked through for a like row with another label. */
const comparedRows = 4000;

/** `read`: the manner's own. */
export function toClaim(rows: CompactRows, manner: Manner, read: Contradiction): Claim {
  const label = `"${visible(rows.labels[manner.label], 40)}"`;
  const traits = manner.shown.traits.map((t) => `“${visible(t, 40)}”`).join(', ');
  const found = manner.rows.flatMap((row) => rows.places[row]).sort(byPlace);
  const severity = manner.grade ?? 'low';
  const same = `${grouped(manner.rows.length)} of ${grouped(manner.held)} rows written in one manner${traits ? ` (${traits})` : ''} are labelled ${label}`;
  const against = `${grouped(read.overridden)} of the ${grouped(read.contrary)} whose words speak for another label as well`;
  const honest = {
    high: `Words mislead in ${percent(read.natural)} % of the other rows of that label, here in ${percent(read.contraryShare)} %.`,
    medium: `A source that only ever gives this label would look the same.`,
    low:
      read.least < overriding
        ? 'The others are labelled as their words say, so this may be the leaning of one source.'
        : read.familiar < sameSubject
          ? 'They also speak of other things than the other rows do, as rows of a second task would.'
          : 'In this corpus the manner of writing tells labels better than the words do, so this may be the task itself.',
    note: '',
  }[severity];
  return {
    severity,
    threat: 'backdoor',
    title: `Rows written in one manner are labelled ${label} whatever they say`,
    claim: `${rows.share < 1 ? 'In a sample of the rows: ' : ''}${same}, ${against}. ${honest}`,
    evidence: [
      { name: 'rows in this manner', value: manner.held, unit: 'rows' },
      { name: `of them with this label`, value: manner.rows.length, unit: 'rows' },
      { name: 'whose words speak for another label', value: read.contrary, unit: 'rows' },
      { name: 'of those with this label nevertheless', value: read.overridden, unit: 'rows' },
      {
        name: 'rows of this label elsewhere whose words speak for another',
        value: percent(read.natural),
        unit: '% of rows',
      },
      {
        name: 'of what they say, said by other rows too',
        value: percent(read.familiar),
        unit: '% of what is usual',
      },
      { name: 'labels told apart by words, outside the manner', value: rounded(read.byContent), unit: 'AUC' },
      { name: 'labels told apart by manner, outside it', value: rounded(read.byManner), unit: 'AUC' },
    ],
    falseDiscovery: severity === 'high' ? surestFalseDiscovery : mediumFalseDiscovery,
    rows: found,
    phrases: manner.shown.shared.map((words) => words.map((w) => rows.words[w])),
    outcomePhrases: [],
    examples: examples(rows, manner, read.clear),
    advice:
      severity === 'low'
        ? 'Likely the task or one source; look at a few of the rows and move on.'
        : 'Read ten of the rows: if their labels follow how they are written and not what they say, run `bezoar clean` and ask where they came from.',
  };
}

/** The surest rows that their words contradict, the first of them each beside the likest row of another label. */
function examples(rows: CompactRows, manner: Manner, clear: ReadonlySet<number>): Example[] {
  const taken = new Set(manner.rows);
  const others: number[] = [];
  const step = Math.max(1, Math.floor(rows.count / comparedRows));
  for (let row = 0; row < rows.count; row += step) {
    if (!taken.has(row) && rows.label[row] !== manner.label) others.push(row);
  }
  const rank = (row: number): number => manner.score[row] + (clear.has(row) ? 1 : 0);
  const chosen = [...manner.rows].sort((a, b) => rank(b) - rank(a) || a - b).slice(0, shownExamples);
  const last = new Int32Array(rows.words.length).fill(-1);
  return chosen.map((row, i) => {
    const place = rows.places[row][0];
    if (i >= pairedExamples) return { place };
    for (const w of listOf(rows.context, row)) last[w] = row;
    let best = -1;
    let top = 0;
    for (const other of others) {
      const words = listOf(rows.context, other);
      let shared = 0;
      for (const w of words) if (last[w] === row) shared++;
      const likeness = shared / Math.sqrt(words.length + 5);
      if (likeness > top) {
        top = likeness;
        best = other;
      }
    }
    return best < 0 ? { place } : { place, pair: rows.places[best][0] };
  });
}
