// What is fed during a read: the jobs whose summaries share a state are fed, merged and finished as one.
import type { Detector } from '../detector.ts';
import { isShared } from '../summary.ts';
import type { Conclusion, Job } from './engine.ts';
import { conclude, summaryOf, type AnySummary } from './job.ts';

/** What a job makes of the finished summary. */
type Concluding = (finished: unknown) => Conclusion;

export interface Feed {
  readonly summary: AnySummary;
  /** By place in the list of jobs. */
  readonly jobs: ReadonlyMap<number, Concluding>;
}

/** In the order of their first jobs. */
export function feedsOf(jobs: readonly Job[], detectors: readonly Detector[]): Feed[] {
  const feeds = new Map<string, { summary: AnySummary; jobs: Map<number, Concluding> }>();
  const add = (key: string, summary: AnySummary, job: number, concluding: Concluding): void => {
    const feed = feeds.get(key) ?? { summary, jobs: new Map() };
    feeds.set(key, feed);
    feed.jobs.set(job, concluding);
  };
  jobs.forEach((job, i) => {
    const summary = summaryOf(job, detectors);
    if (isShared(summary)) {
      const { key, common } = summary;
      add(`shared ${key}`, common, i, (finished) => conclude(job, summary.conclude(finished), detectors));
    } else add(`job ${i}`, summary, i, (finished) => conclude(job, finished, detectors));
  });
  return [...feeds.values()];
}
