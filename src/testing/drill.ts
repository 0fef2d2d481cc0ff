// The whole drill for people with detectors or attacks of their own, with what the command line fills in by itself.
import { version } from '../report/version.ts';
import type { DrillReport } from '../report/drill/schema.ts';
import { drill as run, type DrillRequest } from '../trials/drill.ts';

type Filled = 'rows' | 'workers' | 'clock' | 'version';

/**
 * Plants attacks in copies of the corpus, scans the copies, and holds the findings against what was planted. The project's
 * own attacks and detectors unless others are given; with others, trials run one after another in this thread.
 */
export function drill(
  request: Omit<DrillRequest, Filled> & Partial<Pick<DrillRequest, Filled>>,
): Promise<DrillReport> {
  return run({ rows: 50_000, workers: 1, clock: () => performance.now(), version, ...request });
}
