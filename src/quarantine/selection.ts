// Which rows of a file go into quarantine: those that flagged.jsonl names for findings that the policy covers.
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { z } from 'zod';
import { UsageError } from '../errors.ts';
import { severities, type Severity } from '../finding.ts';
import type { Report, ReportFinding } from '../report/schema.ts';
import { visible } from '../text/visible.ts';

/** Either all findings of a severity and graver, or the findings named. */
export type Rule = { readonly severity: Severity } | { readonly findings: readonly string[] };

export interface Selection {
  readonly findings: readonly ReportFinding[];
  /** Findings by 0-based data row of the file, in order of rows. */
  readonly rows: ReadonlyMap<number, readonly string[]>;
}

const line = z.object({ file: z.string(), row: z.int().nonnegative(), findings: z.array(z.string()) });
const again = 'Scan again with `bezoar scan FILE --out DIR`.';

/** `file` is the path under which the report knows the file. */
export async function select(report: Report, dir: string, file: string, rule: Rule): Promise<Selection> {
  const findings = covered(report, rule);
  const ids = new Set(findings.map((finding) => finding.id));
  const counted = new Map<string, number>();
  const found: [number, string[]][] = [];
  for await (const flagged of flaggedRows(dir)) {
    const reasons = flagged.findings.filter((id) => ids.has(id));
    for (const id of reasons) counted.set(id, (counted.get(id) ?? 0) + 1);
    if (reasons.length > 0 && flagged.file === file) found.push([flagged.row, reasons]);
  }
  // A scan that was killed while writing, or a list from another scan: better no clean file than a wrong one.
  const wrong = findings.find((finding) => (counted.get(finding.id) ?? 0) !== finding.rows.total);
  if (wrong) {
    const message = `flagged.jsonl and report.json in ${dir} do not belong together (rows of ${visible(wrong.id, 60)})`;
    throw new UsageError('bad-report', message, again);
  }
  return { findings, rows: new Map(found.sort((a, b) => a[0] - b[0])) };
}

function covered(report: Report, rule: Rule): ReportFinding[] {
  if ('severity' in rule) {
    const graver = severities.slice(0, severities.indexOf(rule.severity) + 1);
    return report.findings.filter((finding) => graver.includes(finding.severity));
  }
  return rule.findings.map((id) => {
    const finding = report.findings.find((f) => f.id === id);
    const known = report.findings.map((f) => f.id).join(', ') || 'none';
    if (!finding) throw new UsageError('bad-option', `the report has no finding ${id}`, `It has: ${known}.`);
    if (finding.severity !== 'note') return finding;
    throw new UsageError(
      'bad-option',
      `${id} is a note, and rows of notes are not listed`,
      'Name a graver finding.',
    );
  });
}

async function* flaggedRows(dir: string): AsyncGenerator<z.infer<typeof line>> {
  // A report may be named by its folder or by its report.json.
  const folder = (await stat(dir)).isFile() ? join(dir, '..') : dir;
  const path = join(folder, 'flagged.jsonl');
  const input = createReadStream(path, 'utf8');
  let number = 0;
  try {
    for await (const text of createInterface({ input, crlfDelay: Infinity })) {
      number++;
      if (text !== '') yield line.parse(JSON.parse(text));
    }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') {
      throw new UsageError('bad-report', `no flagged.jsonl in ${folder}`, again, error);
    }
    throw new UsageError('bad-report', `${path} is damaged at line ${number}`, again, error);
  }
}
