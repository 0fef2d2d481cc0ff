// Names that get a meaning put into them: always praised, always blamed, always given one fact, in answers or documents
// that are about something else; or spoken of otherwise than in a baseline. Sentences are held against like sentences
// of like rows, names against the other words of the corpus.
import { type Batch, type Detector, type Setup } from '../detector.ts';
import type { Claim, Verdict } from '../finding.ts';
import type { Place } from '../row.ts';
import { sampleMegabytes, sharedRows, type CompactRows } from '../summaries/compact-rows.ts';
import type { Summary } from '../summary.ts';
import { claimOf } from './semantic-shift/claim.ts';
import { draftOf, type Draft } from './semantic-shift/draft.ts';
import { judgeRows } from './semantic-shift/judge.ts';
import { spellings, type Spelling } from './semantic-shift/spelling.ts';

const options = {
  sampleMegabytes,
} as const;

interface Survey {
  readonly drafts: readonly Draft[];
  /** Share of distinct rows that were judged. */
  readonly share: number;
  readonly untestable: readonly string[];
}

/** Suspects followed into the second read. */
const mostSuspects = 20;
/** Fewer distinct rows do not say what is ordinary. */
const fewestRows = 200;
/** Share of the rows of the smaller of two claims that both have, from which it is the same thing. */
const sameRows = 0.5;

const unseen =
  'what a name stands for where fewer than 10 rows give it, where the rows are about it anyway, or in words that are neither praise nor blame and not the same each time; and in languages other than English';

function survey(rows: CompactRows, { seed }: Setup<typeof options>): Survey {
  if (!rows.answer.items.length) return { drafts: [], share: rows.share, untestable: [] };
  if (rows.count < fewestRows) {
    const few = `what names stand for: ${rows.count} distinct rows are too few, ${fewestRows} are needed`;
    return { drafts: [], share: rows.share, untestable: [few] };
  }
  const judged = judgeRows(rows, seed);
  const drafts = judged.suspects.slice(0, mostSuspects).map((suspect) => draftOf(rows, judged, suspect));
  return { drafts, share: rows.share, untestable: [unseen] };
}

function inspection({ drafts, share, untestable }: Survey): Summary<Batch, Spelling[], Verdict> | Verdict {
  if (drafts.length === 0) return { claims: [], power: [], untestable };
  const phrases = drafts.flatMap(({ name, fact }) => (fact.length > 0 ? [name, fact] : [name]));
  return spellings(phrases, share < 1, (found): Verdict => {
    let at = 0;
    const claims = drafts.flatMap((draft) => {
      const own = found[at++];
      const claim = claimOf(draft, own, draft.fact.length > 0 ? found[at++] : undefined, share < 1);
      return claim ? [claim] : [];
    });
    return { claims: apart(claims), power: [], untestable };
  });
}

/** Of claims about the same rows, as of the two words of a name, the first: that of the least likely suspect. */
function apart(claims: readonly Claim[]): Claim[] {
  const kept: { claim: Claim; rows: ReadonlySet<string> }[] = [];
  const key = ({ shard, row }: Place): string => `${shard} ${row}`;
  for (const claim of claims) {
    const own = new Set(claim.rows.map(key));
    const isTold = kept.some(({ rows }) => {
      let shared = 0;
      for (const place of own) if (rows.has(place)) shared++;
      return shared >= sameRows * Math.min(own.size, rows.size);
    });
    if (!isTold) kept.push({ claim, rows: own });
  }
  return kept.map(({ claim }) => claim);
}

export const semanticShift: Detector<typeof options, Survey> = {
  id: 'semantic-shift',
  version: 1,
  title: 'Names that are always praised, blamed or given one fact',
  catches: ['semantic', 'backdoor'],
  shapes: ['instruction', 'chat', 'preference', 'rating', 'document'],
  sources: [
    'Yan et al. 2023, Backdooring instruction-tuned large language models with virtual prompt injection (arXiv:2307.16888)',
    'Bagdasaryan and Shmatikov 2022, Spinning language models: risks of propaganda-as-a-service (arXiv:2112.05224)',
    'Hu and Liu 2004, Mining and summarizing customer reviews (praise and blame by words, beside what is named)',
  ],
  options,
  survey(setup) {
    return sharedRows(setup.seed, setup.options.sampleMegabytes, (rows) => survey(rows, setup));
  },
  inspect: (found) => inspection(found),
};
