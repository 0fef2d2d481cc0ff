// Rare phrases that together turn a label, as one claim: which they are, in how many rows, and how many would do so by
// chance.
import type { Claim } from '../../finding.ts';
import { byPlace } from '../../row.ts';
import { visible } from '../../text/visible.ts';
import { written } from '../../text/words.ts';
import type { Analysis } from './analyse.ts';
import { nearest } from './nearest.ts';
import { rarePools, type RarePool } from './rare.ts';

/** Fewest phrases that are a pool: three were met once in 270 clean sub-samples. */
const fewestPhrases = 4;
/** Pools of this strength expected by chance, over all labels. */
const highExpected = 0.001;
const mediumExpected = 0.005;
/** No claim is surer than the clean scans behind it: none false in some 200 labelled ones (rule of three, 95 %). */
const surestFalseDiscovery = 0.015;
const shownExamples = 6;
const pairedExamples = 3;
const shownPhrases = 12;

export function rareClaims(analysis: Analysis, minRows: number, told: ReadonlySet<number>): Claim[] {
  return rarePools(analysis, minRows - 1, told)
    .filter((pool) => pool.phrases.length >= fewestPhrases && pool.expectedPools <= mediumExpected)
    .map((pool) => toClaim(analysis, pool));
}

function toClaim(analysis: Analysis, { label, length, phrases, expected, expectedPools }: RarePool): Claim {
  const { rows } = analysis;
  const name = `"${visible(rows.labels[label], 40)}"`;
  const kind = length === 1 ? 'words' : 'pairs of words';
  const few = phrases.reduce((least, p) => Math.min(least, p.rows.length), Infinity);
  const many = phrases.reduce((most, p) => Math.max(most, p.rows.length), 0);
  const each = few === many ? `${few}` : `${few} to ${many}`;
  const texts = phrases.map((p) => `"${visible(written(p.words.map((w) => rows.words[w])), 40)}"`);
  const listed = texts.slice(0, shownPhrases).join(', ') + (texts.length > shownPhrases ? ' ...' : '');
  const taken = [...new Set(phrases.flatMap((p) => p.rows))].sort((a, b) => a - b);
  const first = [...new Set(phrases.map((p) => p.rows[0]))];
  return {
    severity: expectedPools <= highExpected ? 'high' : 'medium',
    threat: 'backdoor',
    title: `${phrases.length} rare ${kind} all turn the label to ${name}`,
    claim: `${phrases.length} ${kind} that stand in ${each} rows each are always labelled ${name} although the rest of the text says otherwise, and look put in at random: ${listed}. By chance ${expected.toFixed(1)} would.`,
    evidence: [
      { name: `rare ${kind}`, value: phrases.length, unit: kind },
      { name: 'of them expected by chance', value: Number(expected.toPrecision(2)), unit: kind },
      {
        name: 'pools this strong expected by chance',
        value: Number(expectedPools.toPrecision(2)),
        unit: 'pools',
      },
      { name: 'rows that hold them', value: taken.length, unit: 'rows' },
    ],
    falseDiscovery: Math.min(1, Math.max(surestFalseDiscovery, expectedPools)),
    rows: taken.flatMap((row) => rows.places[row]).sort(byPlace),
    phrases: phrases.slice(0, 20).map((p) => p.words.map((w) => rows.words[w])),
    outcomePhrases: [],
    examples: first.slice(0, shownExamples).map((row, i) => {
      const pair = i < pairedExamples ? nearest(analysis, row, (other) => rows.label[other] !== label) : -1;
      return { place: rows.places[row][0], ...(pair >= 0 && { pair: rows.places[pair][0] }) };
    }),
    advice:
      'Look at the rows: if the words mean nothing and the labels are wrong, run `bezoar clean` and ask where the rows came from.',
  };
}
