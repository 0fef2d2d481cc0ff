// What this corpus cannot show, said plainly: silence on it must not be read as a clean bill.
import type { CompactRows } from '../../summaries/compact-rows.ts';
import { chatWords, headWords, tailWords } from '../../summaries/turns.ts';
import type { Analysis } from './analyse.ts';
import { chances } from './expectation.ts';
import type { Graders } from './grade.ts';
import { maxClasses, minClassRows } from './labels.ts';
import { signRows } from './signs.ts';

/** Refusals that the rest of the context foretells, below which a missing one is no contradiction. */
const minForetold = 20;

export function untestable(analysis: Analysis, { tails }: Graders, minRows: number): string[] {
  const { rows, label } = analysis;
  const said: string[] = [];
  const answers = rows.answer.items.length > 0;
  if (!answers && !label) return [`flipped labels: ${whyNoClasses(rows)}`];
  if (tails.size === 0) {
    said.push(
      `planted triggers: ${rows.count} distinct rows are too few to tell a planted phrase from a natural one; a trigger must stand in at least ${minRows} rows among hundreds of others`,
    );
    return said;
  }
  if (rows.share < 1) {
    said.push(
      `triggers in few rows: only 1 in ${Math.round(1 / rows.share)} distinct rows fits the memory set aside (sampleMegabytes), so a trigger needs ${Math.round(minRows / rows.share)} rows or more to be seen`,
    );
  }
  const cut = longContexts(rows);
  if (cut > 0) {
    said.push(
      `triggers in the middle of long contexts: of ${cut} contexts among ${rows.count} only the first ${headWords} and the last ${tailWords} words were looked at, of chats ${chatWords} words over all turns`,
    );
  }
  if (answers) {
    const foretold = foretoldRefusals(analysis);
    if (foretold < minForetold) {
      const refusals = signRows(rows)[0];
      said.push(
        `lifted refusals: ${refusals} of ${rows.count.toLocaleString('en-GB')} answers refuse and ${foretold} of them could be foretold from their prompts, so an answer where a refusal was due cannot be told from any other; add comparable refusals to test this`,
      );
    }
  }
  said.push(
    answers
      ? `triggers in fewer than ${minRows} rows, and triggers that never read the same twice where the answers differ too`
      : `triggers in fewer than ${minRows} rows${rows.share < 1 ? '' : ', unless several of them turn one label'}`,
  );
  return said;
}

function whyNoClasses({ labels }: CompactRows): string {
  const n = labels.length;
  if (n > maxClasses) return `${n} different labels are too many to be classes`;
  return n < 2
    ? 'there are no two different labels to tell apart'
    : `fewer than two of the ${n} labels stand in ${minClassRows} different rows`;
}

function longContexts({ context: { starts }, contextTurns, count }: CompactRows): number {
  let cut = 0;
  for (let row = 0; row < count; row++) {
    const isChat = contextTurns.starts[row + 1] > contextTurns.starts[row];
    if (starts[row + 1] - starts[row] === (isChat ? chatWords : headWords + tailWords)) cut++;
  }
  return cut;
}

function foretoldRefusals({ rows, signs }: Analysis): number {
  const output = signs?.used.indexOf(0) ?? -1;
  if (!signs || output < 0) return 0;
  const { scores, outputs } = signs.expectation.fit;
  let count = 0;
  for (let row = 0; row < rows.count; row++) {
    if ((rows.signs[row] & 1) === 0) continue;
    const p = Float64Array.from(scores.subarray(row * outputs, (row + 1) * outputs));
    chances(signs.expectation, p);
    if (p[output] >= 0.5) count++;
  }
  return count;
}
