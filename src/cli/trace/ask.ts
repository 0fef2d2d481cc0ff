// One question to an index: traced, held against groups of ordinary rows, and told with rows as people know them.
import { controlGroups, falseDiscoveryOf, groupsFor } from '../../attribution/controls.ts';
import type { LexicalIndex } from '../../attribution/lexical-index.ts';
import type { Behaviour } from '../../attribution/sides.ts';
import { sides } from '../../attribution/sides.ts';
import { bestOf, trace } from '../../attribution/trace.ts';
import { severityOf, standing, traceClaim } from '../../attribution/trace-claim.ts';
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

export interface Answer {
  readonly result: TraceResult;
  readonly claim: Claim | undefined;
}

export async function ask(asking: Asking, behaviours: readonly Behaviour[], top: number): Promise<Answer> {
  const { index } = asking;
  const traced = trace(index, behaviours);
  const { asked, joined } = traced;
  const controls = joined ? await controlsFor(asking, asked.taken) : [];
  const falseDiscovery = joined ? falseDiscoveryOf(joined.found.surprise, controls) : 1;
  const judged = { traced, falseDiscovery, groups: controls.length };
  const severity = severityOf(judged);
  const why = whyOf(index, traced);
  const found = severity ? standing(index, traced) : [];
  const foundRows = new Set(found);
  const fileRow = fileRows(asking);
  const listed = severity
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
              groups: controls.length,
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

function controlsFor({ index, seed, controls, progress }: Asking, size: number): Promise<readonly number[]> {
  const known = controls.get(size);
  if (known) return known;
  const measured = (async () => {
    const groups = groupsFor(index.rows);
    const surprises: number[] = [];
    for (const surprise of controlGroups(index, size, groups, seed)) {
      surprises.push(surprise);
      progress(surprises.length, groups);
      // A signal is heard between two groups.
      await new Promise((resolve) => setImmediate(resolve));
    }
    return surprises;
  })();
  controls.set(size, measured);
  return measured;
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
