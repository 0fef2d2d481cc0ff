// What this corpus cannot show, said plainly: silence on it must not be read as a clean bill.
import type { Analysis } from './analyse.ts';
import { chances } from './expectation.ts';
import type { Graders } from './grade.ts';
import { signRows } from './signs.ts';

/** Refusals that the rest of the context foretells, below which a missing one is no contradiction. */
const minForetold = 20;

export function untestable(analysis: Analysis, { tails }: Graders, minRows: number): string[] {
  const { rows, label } = analysis;
  const said: string[] = [];
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
  if (rows.answer.items.length > 0) {
    const foretold = foretoldRefusals(analysis);
    if (foretold < minForetold) {
      const refusals = signRows(rows)[0];
      said.push(
        `lifted refusals: ${refusals} of ${rows.count} answers refuse and ${foretold} of them could be foretold from their prompts, so an answer where a refusal was due cannot be told from any other; add comparable refusals to test this`,
      );
    }
  } else if (!label) {
    said.push(
      `flipped labels: ${rows.labels.length} different labels are ${rows.labels.length < 2 ? 'too few' : 'too many'} to be classes`,
    );
  }
  said.push(
    `triggers in fewer than ${minRows} rows, and triggers without any fixed words (paraphrase, style, topic)`,
  );
  return said;
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
