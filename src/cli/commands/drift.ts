// `bezoar drift`: what training on the data would change, which phrases do it, and which rows teach them.
import { randomInt } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { gatherRows } from '../../corpus/gather-rows.ts';
import { rowsBefore } from '../../corpus/gathered-places.ts';
import type { OpenCorpus } from '../../corpus/open.ts';
import { inProcess } from '../../engines/in-process.ts';
import { UsageError } from '../../errors.ts';
import { refuse, writeAtomically } from '../../report/atomic-write.ts';
import { driftReport, driftVersion, type DriftReport } from '../../report/drift-report.ts';
import { driftPage } from '../../report/pages/drift-page.ts';
import { version } from '../../report/version.ts';
import { alreadyJudged } from '../../scan/already-judged.ts';
import { driftVerdict } from '../../training/drift/drift-verdict.ts';
import { judgeDrift, type Drift } from '../../training/drift/judge-drift.ts';
import { driftLines } from '../drift-lines.ts';
import type { InForce } from '../flags.ts';
import { flaggedRows } from '../flagged-rows.ts';
import type { StatusLine } from '../status-line.ts';
import { rowsReadOf, stepsOf } from '../steps-of.ts';
import { print } from '../terminal.ts';
import { openPaths } from './scan.ts';
import { refuseUnwritable, scanAndReport, type ScanContext } from './scan-and-report.ts';

export interface DriftContext extends ScanContext {
  readonly status: StatusLine;
}

const shownRows = 20;

export async function runDrift(
  data: readonly string[],
  set: InForce,
  { interrupt, progress, status }: DriftContext,
): Promise<number> {
  const versions = set.on('compare');
  const out = set.text('out') as string;
  await refuseUnwritable(out);
  const corpus = await openSides(data, versions, set);
  const seed = set.number('seed') ?? randomInt(2 ** 32);
  const { drift, shardRows } = await interrupt.stoppable(async () => {
    const gathered = await gatherRows(corpus, rowsReadOf({ interrupt, status }));
    const earlier = set.text('earlier');
    const findings = earlier === undefined ? [] : await flaggedRows(earlier, corpus, gathered);
    const found = await judgeDrift(
      {
        rows: gathered.rows,
        versions,
        findings,
        seed,
        draws: set.number('draws') as number,
        refits: set.number('refits') as number,
      },
      stepsOf({ interrupt, status }),
    );
    return { drift: found, shardRows: gathered.shardRows };
  });
  status.clear();
  const verdict = driftVerdict(drift);
  const numbers = numbersOf(drift, corpus, shardRows, seed, verdict.untestable);
  const it = alreadyJudged(
    {
      id: 'drift',
      version: 1,
      title: 'Phrases that lead where the rest of their rows does not',
      catches: ['backdoor'],
      sources: [
        'Platt 1999, Probabilistic Outputs for Support Vector Machines',
        'Westfall & Young 1993, Resampling-Based Multiple Testing (largest departure of drawn corpora)',
        'Guo et al. 2017, On Calibration of Modern Neural Networks, arXiv:1706.04599 (vector scaling)',
      ],
    },
    verdict,
  );
  await interrupt.whole(async () => {
    await mkdir(out, { recursive: true }).catch((error: unknown) => refuse(out, error));
    await writeAtomically(join(out, 'drift.json'), [`${JSON.stringify(numbers, null, 1)}\n`]);
  });
  if (!set.on('quiet')) await print(driftLines(numbers).join('\n'));
  const { notes, leftOut } = corpus;
  return scanAndReport(
    { corpus, notes, leftOut, detectors: [it], engine: inProcess([it]), seed, page: driftPage(numbers) },
    set,
    { interrupt, progress },
  );
}

/** The rows in question, and beside them those that are trusted or of the older version. */
async function openSides(data: readonly string[], versions: boolean, set: InForce): Promise<OpenCorpus> {
  const trusted = set.list('trusted') ?? [];
  if (!versions) return openPaths(data, set, trusted);
  if (data.length !== 2)
    throw new UsageError(
      'bad-option',
      `--compare is between two versions, not ${data.length}`,
      'Name the older and the newer one; a folder can hold several files.',
    );
  if (trusted.length > 0)
    throw new UsageError(
      'bad-option',
      'there are --compare and --trusted',
      'Compare the versions first, then hold the newer one against trusted rows.',
    );
  return openPaths([data[1]], set, [data[0]]);
}

function numbersOf(
  { outcomes, residual, shown, comparisons, ownRows }: Drift,
  corpus: OpenCorpus,
  shardRows: readonly number[],
  seed: number,
  untestable: readonly string[],
): DriftReport {
  const before = rowsBefore(corpus, shardRows);
  const place = (i: number) => {
    const { shard, row } = outcomes.rows[i];
    return { file: corpus.files[corpus.shards[shard].file].path, row: before[shard] + row };
  };
  return driftReport.parse({
    schemaVersion: driftVersion,
    tool: { name: 'bezoar', version },
    seed,
    rows: {
      judged: ownRows,
      distinct: residual.rows.distinct,
      learned: residual.rows.first.length,
      trusted: outcomes.rows.length - ownRows,
    },
    outcomes: { kind: outcomes.kind, names: outcomes.names, without: outcomes.without },
    residual: {
      p: residual.p,
      largest: residual.largest,
      ordinary: residual.ordinary,
      draws: residual.draws,
      fewestRows: residual.expected.phrases.fewestRows,
      phrases: residual.expected.phrases.phrases,
      cost: residual.chances.cost,
      losses: residual.chances.losses,
      ranked: residual.ranked.map((each, at) => ({
        phrase: shown[at].phrase,
        outcome: outcomes.names[each.output],
        more: each.root > 0,
        departure: each.root,
        p: each.p,
        held: each.held,
        so: each.rows.length,
        expected: each.expected,
        flips: shown[at].flips,
        rows: shown[at].rows.slice(0, shownRows).map(place),
      })),
    },
    comparisons: comparisons.map(({ kind, name, effect, adjusted, phrases }) => ({
      kind,
      name,
      null: effect.null,
      draws: effect.draws,
      differing: effect.differing,
      ordinary: effect.ordinary,
      p: effect.p,
      adjusted,
      shiftByChance: effect.shiftByChance,
      phrases: phrases.map(({ rows, output, ...each }) => ({
        ...each,
        outcome: outcomes.names[output],
        rows: rows.length,
      })),
    })),
    untestable,
  });
}
