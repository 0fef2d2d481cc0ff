// Rows that address the model or its trainer instead of a reader: orders in documents, retrieved passages and results of
// tools, forged system prompts, turns and tool calls. Each row is judged by itself in the first read; one such row is
// told quietly, many alike or many from one source are not.
import type { Batch, Detector, Setup } from '../detector.ts';
import type { Verdict } from '../finding.ts';
import type { Options } from '../option.ts';
import type { Summary } from '../summary.ts';
import { maxPlaces, relocateSightings, sightingsBytes } from '../summaries/sightings.ts';
import { claimOf } from './instruction-in-data/claim.ts';
import { kinds, orderKinds } from './instruction-in-data/kinds.ts';
import {
  lookAt,
  mergeSeen,
  nothingSeen,
  settleSources,
  sourcesBytes,
  type Seen,
} from './instruction-in-data/seen.ts';

const options = {
  minRows: {
    default: 3,
    min: 1,
    max: 1_000_000,
    unit: 'rows',
    why: 'Rows of one wording or of one source from which orders to a model are no accident: in the clean corpora of bench/instructions.ts there is none.',
    from: 'bench/calibrate',
  },
  perMillion: {
    default: 100,
    min: 0,
    max: 1_000_000,
    unit: 'rows per million rows',
    why: 'The same in a large corpus, where pages about such attacks repeat their wordings.',
    from: 'bench/calibrate',
  },
} satisfies Options;

function inspection(setup: Setup<typeof options>): Summary<Batch, Seen, Verdict> {
  return {
    maxBytes: orderKinds.length * sightingsBytes + sourcesBytes,
    empty: nothingSeen,
    add(state, batch) {
      for (const row of batch) lookAt(row, state, setup.seed);
    },
    merge: (into, from) => mergeSeen(into, from, setup.seed),
    relocate({ sightings }, shard) {
      for (const seen of sightings.values()) relocateSightings(seen, shard);
    },
    finish(state) {
      settleSources(state, setup.seed);
      const untestable = [
        'orders to a model in words that no rule knows (of plain wordings that the rules had not been written for two in three were found, of odd ones one in six) and in languages other than German, English, French, Spanish, Italian, Portuguese, Russian, Chinese and Japanese',
      ];
      const claims = orderKinds.flatMap((kind) => {
        const seen = state.sightings.get(kind);
        if (!seen) return [];
        if (seen.rows > maxPlaces)
          untestable.push(`${kinds[kind].what}: only the first ${maxPlaces} of ${seen.rows} rows are listed`);
        return [claimOf(kind, seen, state, setup.options)];
      });
      return { claims, power: [], untestable };
    },
  };
}

export const instructionInData: Detector<typeof options, undefined> = {
  id: 'instruction-in-data',
  version: 1,
  title: 'Orders to the model in the data',
  catches: ['hidden-instruction', 'backdoor'],
  shapes: ['classification', 'instruction', 'chat', 'preference', 'rating', 'document'],
  sources: [
    'Perez and Ribeiro 2022, Ignore previous prompt: attack techniques for language models (arXiv:2211.09527)',
    'Greshake et al. 2023, Not what you have signed up for: indirect prompt injection (arXiv:2302.12173)',
    'Liu et al. 2023, Formalizing and benchmarking prompt injection attacks and defenses (arXiv:2310.12815)',
  ],
  options,
  inspect: (_survey, setup) => inspection(setup),
};
