// What `bezoar weigh` runs beside.
import type { StatusLine } from '../status-line.ts';
import type { ScanContext } from './scan-and-report.ts';

export interface WeighContext extends ScanContext {
  readonly status: StatusLine;
}
