// What a job stands for: the summary that it feeds and the conclusion that its merged state leads to. Both are
// rebuilt from plain data, so they are the same on every worker.
import type { Batch, Detector } from '../detector.ts';
import { isSummary } from '../detector.ts';
import { excerpts } from '../summaries/excerpts.ts';
import { holdingRows } from '../summaries/holding-rows.ts';
import { rowKeys } from '../summaries/row-key.ts';
import type { Summary } from '../summary.ts';
import { tally } from '../summaries/tally.ts';
import type { Conclusion, Job } from './engine.ts';

// `any` as in Detector: states of different types meet here and each goes back only to the summary it came from.
export type AnySummary = Summary<Batch, any, any>;

export function summaryOf(job: Job, detectors: readonly Detector[]): AnySummary {
  switch (job.kind) {
    case 'tally':
      return tally(job.seed);
    case 'known':
      return rowKeys(job.seed);
    case 'excerpts':
      return excerpts(job.wanted, job.claimed, job.seed);
    case 'holding':
      return holdingRows(job.held, job.claimed, job.seed);
    case 'sample': {
      const { id, sample } = detectorOf(job.detector, detectors);
      if (!sample) throw new Error(`the detector ${id} takes no sample`);
      return sample(job.setup);
    }
    case 'survey': {
      const { id, survey } = detectorOf(job.detector, detectors);
      if (!survey) throw new Error(`the detector ${id} has no survey`);
      return survey(job.setup);
    }
    case 'inspect': {
      const inspection = detectorOf(job.detector, detectors).inspect(job.survey, job.setup);
      if (!isSummary(inspection)) throw new Error(`the detector ${job.detector} needs no read to judge`);
      return inspection;
    }
  }
}

export function conclude(job: Job, finished: any, detectors: readonly Detector[]): Conclusion {
  switch (job.kind) {
    case 'tally':
      return { kind: 'tally', tallies: finished };
    case 'known':
      return { kind: 'known', keys: finished };
    case 'excerpts':
      return { kind: 'excerpts', ...finished };
    case 'holding':
      return { kind: 'holding', holding: finished };
    case 'sample':
      return { kind: 'sample', sample: finished };
    case 'inspect':
      return { kind: 'verdict', verdict: finished };
    case 'survey': {
      const inspection = detectorOf(job.detector, detectors).inspect(finished, job.setup);
      return isSummary(inspection)
        ? { kind: 'look', survey: finished }
        : { kind: 'verdict', verdict: inspection };
    }
  }
}

function detectorOf(id: string, detectors: readonly Detector[]): Detector {
  const detector = detectors.find((d) => d.id === id);
  if (!detector) throw new Error(`no detector is called ${id}`);
  return detector;
}
