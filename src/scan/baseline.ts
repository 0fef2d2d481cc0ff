// Findings in the light of a baseline: what it shows as often is ordinary and told as a note, and of every other finding
// the report says how much of it the baseline has. Rows of the baseline itself are never named.
import type { Corpus } from '../corpus/corpus.ts';
import type { ShardCoverage } from '../engines/engine.ts';
import type { Claim } from '../finding.ts';
import { grouped } from '../math/rounded.ts';
import type { Place } from '../row.ts';
import { eachOnce } from './findings.ts';
import { likeness, type Known } from './known.ts';

/** Rows that were judged: of the corpus, and of the baseline beside it. */
export interface Judged {
  readonly own: number;
  readonly trusted: number;
}

export interface Compared {
  readonly claim: Claim;
  /** Rows of the baseline that the claim holds for, of how many; absent when there is no baseline. */
  readonly baseline?: { readonly rows: number; readonly of: number };
}

/**
 * A finding is new when chance would bring this many rows of it from the rate of the baseline less often than this:
 * there may be tens of findings, and none of them should be called new by accident.
 */
const byChance = 0.001;
/** And high only when there are so many times as many rows as the baseline lets expect. */
const many = 3;
const shownExamples = 3;

/** The shards without those of the baseline, and those alone. */
export function ownShards<T extends { readonly shard: number }>(corpus: Corpus, items: readonly T[]): T[] {
  return items.filter(({ shard }) => !isTrusted(corpus, shard));
}

export function baselineAlone(corpus: Corpus): Corpus {
  return { ...corpus, shards: corpus.shards.filter(({ file }) => corpus.files[file].trusted) };
}

export function judgedOf(corpus: Corpus, coverage: readonly ShardCoverage[]): Judged {
  const sum = (list: readonly ShardCoverage[]): number => list.reduce((n, { judged }) => n + judged, 0);
  const own = sum(ownShards(corpus, coverage));
  return { own, trusted: sum(coverage) - own };
}

/** Undefined for a claim about the baseline alone. `known`: the markers of its detector in older text, if there are any. */
export function inTheLightOf(
  corpus: Corpus,
  judged: Judged,
  claim: Claim,
  known?: Known,
): Compared | undefined {
  if (!corpus.baseline && !known) return { claim };
  const isOwn = ({ shard }: Place): boolean => !isTrusted(corpus, shard);
  const all = eachOnce(claim.rows);
  const rows = all.filter(isOwn);
  if (rows.length === 0) return undefined;
  const kept = claim.examples.filter(({ place }) => isOwn(place));
  const examples = kept.length > 0 ? kept : rows.slice(0, shownExamples).map((place) => ({ place }));
  const there = { rows: all.length - rows.length, of: judged.trusted };
  const like = likeness(claim, known, there, rows.length, judged.own);
  const evidence = [
    ...claim.evidence,
    { name: 'rows of the baseline it holds for', value: like.rows, unit: 'rows' },
  ];
  const own = { ...claim, ...claim.ifNew, rows, examples, evidence };
  const baseline = { rows: like.rows, of: like.of };
  if (like.rows === 0) return { claim: own, baseline };
  if (like.chance < byChance) {
    const said = `${grouped(like.rows)} of the baseline's ${grouped(like.of)} rows do so too, fewer than would explain it.`;
    // Rows come in clumps: a site gives a crawl many pages of one kind, and the next crawl few.
    const clumps = like.times < many && own.severity === 'high';
    return {
      claim: { ...own, severity: clumps ? 'medium' : own.severity, claim: `${claim.claim} ${said}` },
      baseline,
    };
  }
  const said = `The baseline does the same about as often: ${grouped(like.rows)} of ${grouped(like.of)} rows there, ${grouped(rows.length)} of ${grouped(judged.own)} here.`;
  return { claim: { ...own, severity: 'note', claim: `${claim.claim} ${said}` }, baseline };
}

function isTrusted({ shards, files }: Corpus, shard: number): boolean {
  return files[shards[shard].file].trusted === true;
}
