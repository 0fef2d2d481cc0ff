// Findings as they are read: each with those that are about the same rows told beneath it.
import type { Report, ReportFinding } from './schema.ts';

export interface Group {
  readonly finding: ReportFinding;
  /** The same rows seen in other ways, strongest first. */
  readonly also: readonly ReportFinding[];
}

/** In the report's order. A finding whose lead is missing leads itself. */
export function groups({ findings }: Pick<Report, 'findings'>): Group[] {
  const leads = new Map<string, { finding: ReportFinding; also: ReportFinding[] }>();
  for (const finding of findings) {
    const lead = finding.sameRowsAs === undefined ? undefined : leads.get(finding.sameRowsAs);
    if (lead) lead.also.push(finding);
    else leads.set(finding.id, { finding, also: [] });
  }
  return [...leads.values()];
}
