// The rows of an earlier report's findings, found again among rows that were read.
import type { Corpus } from '../corpus/corpus.ts';
import type { Gathered } from '../corpus/gather-rows.ts';
import { rowsBefore } from '../corpus/gathered-places.ts';
import { UsageError } from '../errors.ts';
import { select } from '../quarantine/selection.ts';
import { readReport } from '../report/read-report.ts';
import type { Row } from '../row.ts';
import { visible } from '../text/visible.ts';

/** Findings are looked at so far; the gravest come first. */
const mostFindings = 10;

export interface FlaggedFinding {
  readonly id: string;
  readonly rows: ReadonlySet<Row>;
}

export async function flaggedRows(
  dir: string,
  corpus: Corpus,
  { rows, shardRows }: Gathered,
): Promise<FlaggedFinding[]> {
  const report = await readReport(dir);
  const known = new Set(report.corpus.files.map(({ path }) => path));
  const own = corpus.files.filter(({ trusted }) => !trusted);
  const other = own.find(({ path }) => !known.has(path));
  if (other)
    throw new UsageError(
      'bad-report',
      `the report in ${visible(dir)} is not about ${visible(other.path)}`,
      'Name the folder of a scan of the same files, given in the same way.',
    );
  const wanted = report.findings.filter(({ severity }) => severity !== 'note').slice(0, mostFindings);
  if (wanted.length === 0) return [];
  const byId = new Map(wanted.map(({ id }) => [id, new Set<Row>()]));
  const before = rowsBefore(corpus, shardRows);
  for (const [file, { path }] of corpus.files.entries()) {
    if (!known.has(path) || corpus.files[file].trusted) continue;
    const { rows: found } = await select(report, dir, path, { findings: [...byId.keys()] });
    for (const each of rows) {
      if (corpus.shards[each.shard].file !== file) continue;
      for (const id of found.get(before[each.shard] + each.row) ?? []) byId.get(id)?.add(each);
    }
  }
  return [...byId].map(([id, set]) => ({ id, rows: set }));
}
