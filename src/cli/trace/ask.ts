// One question to an index: traced, held against groups of ordinary rows, and told with rows as people know them.
import { controlGroups, falseDiscoveryOf, groupsFor } from '../../attribution/controls.ts';
import type { LexicalIndex } from '../../attribution/lexical-index.ts';
import type { Behaviour } from '../../attribution/sides.ts';
import { sides } from '../../attribution/sides.ts';
import type { FeatureEvidence } from '../../attribution/feature-evidence.ts';
import type { Ranking } from '../../attribution/join.ts';
import type { DriftProbe } from '../../attribution/probe-behaviours.ts';
import { bestOf, leads, trace, type Traced } from '../../attribution/trace.ts';
import { severityOf, standing, traceClaim, type Judged } from '../../attribution/trace-claim.ts';
import { whyOf } from '../../attribution/why.ts';
import type { Corpus } from '../../corpus/corpus.ts';
import { rowsBefore } from '../../corpus/gathered-places.ts';
import type { Claim } from '../../finding.ts';
import type { TracedRow, TraceResult } from '../../report/trace-report.ts';
import { written } from '../../text/words.ts';

export interface Asking {
  readonly corpus: Pick<Corpus, 'files' | 'shards'>;
  readonly index: LexicalIndex;
  readonly seed: number;
  /** Those of questions with as many behaviours, once they were measured. */
  readonly controls: Map<number, Promise<readonly number[]>>;
  /** Is told how many groups are done. */
  readonly progress: (done: number, of: number) => void;
}

export interface Question {
  readonly behaviours: readonly Behaviour[];
  /** Rows to list. */
  readonly top: number;
  /** A ranking by influence, say. */
  readonly further?: readonly Ranking[];
  readonly features?: FeatureEvidence;
  /** Where the behaviours were made of what drift found, and the rows that are left out of account then. */
  readonly probe?: DriftProbe;
  readonly apart?: ReadonlySet<number>;
}

export interface Answer {
  readonly result: TraceResult;
  readonly claim: Claim | undefined;
}

export async function ask(asking: Asking, question: Question): Promise<Answer> {
  const { index } = asking;
  const { top, features, further = [], apart } = question;
  const all = trace(index, question.behaviours, {
    further: [...further, ...(features ? [features.ranking] : [])],
    apart,
  });
  const judged = await judgedOf(asking, all, question);
  const severity = severityOf(judged);
  const { falseDiscovery, groups } = judged;
  const { asked, joined, byWords, rankings } = judged.traced;
  // What nothing speaks for but words that are shared by chance is not worth a list.
  const listing = severity ? judged.traced : rankings.length > byWords ? leads(all) : undefined;
  const traced = listing ?? all;
  const why = whyOf(index, traced);
  const found = severity ? standing(index, traced) : [];
  const foundRows = new Set(found);
  const fileRow = fileRows(asking);
  const listed = listing
    ? bestOf(traced, top).map((row): TracedRow => {
        const { phrases, spans, ranks } = why(row);
        return {
          ...fileRow(row),
          source: index.sourceNames[index.sources[row]],
          score: traced.scores[row],
          standsOut: foundRows.has(row),
          phrases: phrases.map(({ side, words }) => ({ side, text: written(words) })),
          spans: spans.map(({ side, words, weight }) => ({
            side,
            text: written(words),
            tokens: words.length,
            nats: weight,
          })),
          ranks: [...ranks],
        };
      })
    : [];
  return {
    claim: traceClaim(index, judged, why),
    result: {
      rows: index.rows,
      cutRows: index.cut,
      behaviours: { given: asked.given, taken: asked.taken },
      found:
        joined && severity && severity !== 'note'
          ? {
              by: joined.by,
              rows: found.length,
              behaviours: joined.found.behaviours,
              surpriseNats: joined.found.surprise,
              falseDiscovery,
              groups,
              severity,
            }
          : null,
      phrases: sides.flatMap((side) =>
        traced.phrases[side].map(({ words, behaviours: holding, rows, weight }) => ({
          side,
          text: written(words),
          behaviours: holding,
          rows: rows.length,
          nats: weight,
        })),
      ),
      rankings: traced.rankings.map(({ name, unit }) => ({ name, unit })),
      sources: sourcesOf(index, found, listed),
      listed,
    },
  };
}

/** By words; where nothing stands out by these, by the features that were given. */
async function judgedOf(
  asking: Asking,
  traced: Traced,
  { features, probe }: Pick<Question, 'features' | 'probe'>,
): Promise<Judged> {
  const { joined, asked } = traced;
  const controls = joined ? await controlsFor(asking, asked.taken) : [];
  const falseDiscovery = Math.max(
    joined ? falseDiscoveryOf(joined.found.surprise, controls) : 1,
    probe?.p ?? 0,
  );
  const byWords: Judged = { traced, falseDiscovery, groups: controls.length, probe };
  if (!features?.joined || severityOf(byWords)) return byWords;
  const others = await measured(asking, features.controls(featureGroups, asking.seed), featureGroups);
  const byFeatures: Judged = {
    traced: { ...traced, joined: features.joined, scores: features.joined.scores },
    // It is the second time that something could have been found.
    falseDiscovery: Math.min(1, 2 * falseDiscoveryOf(features.joined.found.surprise, others)),
    groups: others.length,
  };
  return severityOf(byFeatures) ? byFeatures : byWords;
}

function controlsFor(asking: Asking, size: number): Promise<readonly number[]> {
  const { index, seed, controls } = asking;
  const known = controls.get(size);
  if (known) return known;
  const groups = groupsFor(index.rows);
  const surprises = measured(asking, controlGroups(index, size, groups, seed), groups);
  controls.set(size, surprises);
  return surprises;
}

/** With fewer, what is counted twice could never be sure. */
const featureGroups = 99;

async function measured(
  { progress }: Asking,
  surprises: Iterable<number>,
  groups: number,
): Promise<readonly number[]> {
  const all: number[] = [];
  for (const surprise of surprises) {
    all.push(surprise);
    progress(all.length, groups);
    // A signal is heard between two groups.
    await new Promise((resolve) => setImmediate(resolve));
  }
  return all;
}

function fileRows({ corpus, index }: Asking): (row: number) => { file: string; row: number } {
  const before = rowsBefore(corpus, index.shardRows);
  return (row) => ({
    file: corpus.files[corpus.shards[index.shards[row]].file].path,
    row: before[index.shards[row]] + index.numbers[row],
  });
}

/** Most rows that stand out first, then most listed. */
function sourcesOf(
  index: LexicalIndex,
  found: readonly number[],
  listed: readonly TracedRow[],
): TraceResult['sources'] {
  const standOut = new Map<string, number>();
  const among = new Map<string, number>();
  const all = new Map<string, number>();
  const one = (counts: Map<string, number>, source: string): unknown =>
    counts.set(source, (counts.get(source) ?? 0) + 1);
  for (const row of found) one(standOut, index.sourceNames[index.sources[row]]);
  for (const { source } of listed) one(among, source);
  for (const source of index.sources) one(all, index.sourceNames[source]);
  return [...new Set([...standOut.keys(), ...among.keys()])]
    .map((source) => ({
      source,
      standOut: standOut.get(source) ?? 0,
      listed: among.get(source) ?? 0,
      of: all.get(source) ?? 0,
    }))
    .sort((a, b) => b.standOut - a.standOut || b.listed - a.listed || (a.source < b.source ? -1 : 1));
}
