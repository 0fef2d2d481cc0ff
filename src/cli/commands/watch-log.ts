// Reads a log of losses into the histories of its rows, judging it whenever it has grown by half, and tells alarms as they come.
import type { LogLine } from '../../training/watch/log-entry.ts';
import { logLineOf } from '../../training/watch/log-entry.ts';
import { keepHistories, type HistoryKeeper } from '../../training/watch/row-histories.ts';
import type { WatchFinding } from '../../training/watch/judge-watch.ts';
import type { WatchReport } from '../../report/watch-report.ts';

export interface ReadSoFar {
  readonly keeper: HistoryKeeper;
  readonly unreadable: number;
  /** Why the first line that is no entry is none; '' for none. */
  readonly firstReason: string;
  /** Entries behind the end of the training. */
  readonly behindEnd: number;
  readonly ended: WatchReport['log']['ended'];
  readonly looks: number;
  /** Findings that were alarms when they were first seen, by id. */
  readonly alarms: ReadonlyMap<string, WatchFinding>;
}

export interface Looking {
  /** Given where alarms are to be told while the log is read. */
  readonly judge?: (keeper: HistoryKeeper, look: number) => readonly WatchFinding[];
  readonly onAlarm: (finding: WatchFinding, step: number) => void;
  readonly onProgress: (entries: number, rows: number, step: number) => void;
  readonly failFast: boolean;
  /** Whether to read no further. */
  readonly stopped: () => boolean;
  /** How it ended when nobody said so. */
  readonly otherwise: () => WatchReport['log']['ended'];
  /** Read no further than the end that the log tells: more may never come. */
  readonly stopAtEnd: boolean;
}

/** Entries before the first look. */
const fewest = 1000;
const growth = 1.5;

export async function watchLog(batches: AsyncIterable<readonly unknown[]>, how: Looking): Promise<ReadSoFar> {
  const keeper = keepHistories();
  const alarms = new Map<string, WatchFinding>();
  let [unreadable, behindEnd, looks, next] = [0, 0, 0, fewest];
  let firstReason = '';
  let ended: ReadSoFar['ended'] | undefined;
  let broken = false;
  const look = (): void => {
    if (!how.judge) return;
    looks++;
    for (const finding of how.judge(keeper, looks)) {
      if (alarms.has(finding.id)) continue;
      alarms.set(finding.id, finding);
      how.onAlarm(finding, keeper.now().lastStep);
    }
  };
  const take = (line: LogLine): void => {
    if (line.kind === 'entry') {
      if (ended === 'told') behindEnd++;
      else if (keeper.add(line.entry) && !Number.isFinite(line.entry.loss)) broken = true;
    } else if (line.kind === 'end') ended = 'told';
    else if (line.kind === 'bad') {
      if (unreadable++ === 0) firstReason = line.reason;
    }
  };
  reading: for await (const batch of batches) {
    for (const record of batch) {
      take(
        typeof record === 'symbol'
          ? { kind: 'bad', reason: 'not JSON, or too long a line' }
          : logLineOf(record),
      );
      if (ended === 'told' && how.stopAtEnd) break reading;
    }
    const { entries, size, lastStep } = keeper.now();
    how.onProgress(entries, size, lastStep);
    // A loss that is no number is told at once, and once.
    if (entries >= next || (broken && !alarms.has('broken-loss'))) {
      next = Math.max(next, Math.ceil(entries * growth));
      look();
      broken = false;
    }
    if (how.stopped()) break;
    if (how.failFast && alarms.size > 0) {
      ended = 'first alarm';
      break;
    }
  }
  if (broken) look();
  return { keeper, unreadable, firstReason, behindEnd, ended: ended ?? how.otherwise(), looks, alarms };
}
