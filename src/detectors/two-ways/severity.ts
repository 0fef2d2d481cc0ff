// How grave it is that one task is answered in two ways. High: a small share of the rows, cleanly apart from the rest,
// differing in matter, and nothing in the prompts that says which.
import type { Severity } from '../../finding.ts';
import type { CompactRows } from '../../summaries/compact-rows.ts';
import type { Difference } from './difference.ts';
import type { Explained } from './explained.ts';
import type { Members } from './features.ts';
import { rareShare, type Split } from './splits.ts';

export interface Finding {
  readonly split: Split;
  readonly said: Difference;
  readonly explained: Explained;
  readonly domain: Int32Array;
  readonly group: Int32Array;
  readonly rare: Uint8Array;
}

export interface Way extends Finding {
  readonly severity: Severity;
  /** Rows in the rare way, ascending. */
  readonly rows: Int32Array;
  /** Rows with copies: of the rare way, and of both. */
  readonly count: number;
  readonly total: number;
}

/**
 * Poison is the lesser part, of all rows and of those whose prompts are most alike; what a share this large means hangs
 * on how the ways differ: makers of data often reword a third of their answers, seldom a fact.
 */
const largest = {
  fact: { high: 0.4, medium: 0.4 },
  word: { high: 0.27, medium: 0.34 },
  rewording: { high: 0.08, medium: 0.15 },
} as const;
/** From this share the prompts do say which way. */
const decided = 0.42;
/** Rare rows that hold some of both ways. */
const mostMixed = 0.1;
/** Standard deviations by which prompts foretell the way: beyond them it is no accident. */
const mostBeyond = 4;
/** Rows with twins from which these decide alone, and the share of rare rows among twins when prompts decide. */
const fewestTwins = 5;
const twinsDecide = 0.6;
/** Words of free text in a prompt from which it may say anything. */
const freeText = 3;
/** With less in common the usual answers are many ways, not one. */
const unity = { high: 0.7, medium: 0.6 };

export function worthALook(members: Members, split: Split): boolean {
  const total = split.groups.reduce((sum, g) => {
    for (let m = members.starts[g]; m < members.starts[g + 1]; m++) sum += members.weight[m];
    return sum;
  }, 0);
  let rare = 0;
  for (const m of split.rare) rare += members.weight[m];
  return split.mixed <= 2 * mostMixed && rare <= rareShare * total;
}

/** Usual answers that are no one way make no two. */
export const worthExplaining = (said: Difference): boolean => said.unity >= unity.medium;

export function severityOf(rows: CompactRows, found: Finding): Way {
  let count = 0;
  let total = 0;
  found.domain.forEach((row, i) => {
    total += rows.places[row].length;
    if (found.rare[i] === 1) count += rows.places[row].length;
  });
  const list = found.domain.filter((_, i) => found.rare[i] === 1).sort();
  return { ...found, rows: list, count, total, severity: count === 0 ? 'note' : grade(found, count / total) };
}

function grade({ split, said, explained }: Finding, share: number): Severity {
  const { twins, twinShare, beyond, free } = explained;
  // Twins that go either way show that no reading of the prompt decides; without them an unread part might.
  const told = twins >= fewestTwins;
  if (told && twinShare >= twinsDecide) return 'note';
  if (explained.share > decided || beyond > 2 * mostBeyond) return 'note';
  if (said.kind === 'wording' || (said.kind === 'verdict' && !told)) return 'low';
  if (beyond > mostBeyond || (free >= freeText && !told)) return 'low';
  const { high, medium } = largest[said.kind === 'verdict' ? 'word' : said.kind];
  const most = Math.max(share, explained.share);
  if (most > medium) return 'low';
  if (split.mixed > mostMixed || said.unity < unity.high) return 'low';
  if (most > high) return 'medium';
  return 'high';
}
