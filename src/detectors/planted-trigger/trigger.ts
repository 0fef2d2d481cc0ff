// From graded clusters to triggers: the rows that a cluster governs, the phrase written out, and clusters of several
// channels that speak of the same rows joined into one.
import { dimensions as d } from '../../math/projection.ts';
import { listOf } from '../../math/ragged.ts';
import type { Analysis } from './analyse.ts';
import { leading, sameRows } from './clusters.ts';
import type { Graded } from './grade.ts';
import { grades } from './severity.ts';
import type { Channel } from './signal.ts';
import { changedRows } from './style.ts';
import { bestTurn, chooseTurns } from './turns.ts';
import { writeOut } from './written-out.ts';

export interface Trigger {
  /** Gravest and most telling first; the first one leads. */
  readonly clusters: readonly Graded[];
  /** Row numbers, ascending, whose outcome is the one the trigger teaches. */
  readonly rows: readonly number[];
  /** Those that hold the phrase, whatever their outcome. */
  readonly holders: readonly number[];
  /** The phrase, as long as its rows share it. */
  readonly phrase: readonly string[];
}

/** Which channel tells the story best when several see the same rows: what is said comes before a mere sign of it. */
const telling: readonly Channel[] = [
  'contradiction',
  'meaning',
  'payload',
  'opening',
  'sign',
  'style',
  'wording',
  'purity',
];

export function findTriggers(analysis: Analysis, graded: readonly Graded[]): Trigger[] {
  const sorted = [...graded].sort(
    (a, b) =>
      grades.indexOf(a.severity) - grades.indexOf(b.severity) || a.expectedNatural - b.expectedNatural,
  );
  const groups: { clusters: Graded[]; rows: Set<number> }[] = [];
  for (const c of sorted) {
    const rows = governed(analysis, c, [...holdersOf(analysis, c)]);
    if (rows.length === 0) continue;
    const home = groups.find((g) => {
      let shared = 0;
      for (const row of rows) if (g.rows.has(row)) shared++;
      return shared >= sameRows * Math.min(rows.length, g.rows.size);
    });
    if (!home) groups.push({ clusters: [c], rows: new Set(rows) });
    else {
      home.clusters.push(c);
      // A second channel may see rows that the first one's outcome test left out.
      if (c.severity !== 'low') for (const row of rows) home.rows.add(row);
    }
  }
  return groups.map(({ clusters, rows }) => {
    clusters.sort(
      (a, b) =>
        grades.indexOf(a.severity) - grades.indexOf(b.severity) ||
        telling.indexOf(a.channel) - telling.indexOf(b.channel),
    );
    // What is listed holds the phrase that is named.
    const holders = [...holdersOf(analysis, clusters[0])];
    return {
      clusters,
      rows: holders.filter((row) => rows.has(row)),
      holders,
      phrase: phraseOf(analysis, clusters[0]),
    };
  });
}

function holdersOf({ phrases }: Analysis, c: Graded): Int32Array {
  return listOf(phrases.rows, leading(c).candidate);
}

/** The holders whose outcome is the one that the channel saw. */
function governed(analysis: Analysis, c: Graded, holders: readonly number[]): number[] {
  const { rows, turns, signs, residual, style, novel } = analysis;
  const { target, present } = c.top;
  switch (c.channel) {
    case 'contradiction':
    case 'purity':
      return holders.filter((row) => rows.label[row] === target);
    case 'sign':
      return signs ? holders.filter((row) => ((rows.signs[row] >> target) & 1) === (present ? 1 : 0)) : [];
    case 'style':
    case 'wording':
      return style ? changedRows(style, leading(c), c.top, holders) : [];
    case 'payload': {
      const withWord = new Set(novel ? listOf(novel, target) : []);
      return holders.filter((row) => withWord.has(row));
    }
    default: {
      const { vectors, agreement } = residual[c.channel]!;
      const sum = new Float64Array(d);
      const { length } = chooseTurns(vectors, turns, Int32Array.from(holders), sum);
      const least = 0.5 * Math.sqrt(Math.max(0.1, agreement[leading(c).candidate]));
      return holders.filter((row) => bestTurn(vectors, turns, row, sum).agreement / (length || 1) >= least);
    }
  }
}

function phraseOf({ rows, phrases }: Analysis, c: Graded): string[] {
  return writeOut(rows, phrases, leading(c).candidate).words.map((w) => rows.words[w]);
}
