// What two-ways could not have seen on this corpus.
import type { CompactRows } from '../../summaries/compact-rows.ts';

export function untestable(
  rows: CompactRows,
  grouped: { readonly rows: number; readonly groups: number },
  minRows: number,
): string[] {
  if (rows.answer.items.length === 0) return [];
  const said: string[] = [];
  if (grouped.rows === 0) {
    said.push(
      `poison by topic without a trigger: no ${minRows} rows have prompts that differ in numbers or single words alone, so there is no task whose answers could be compared`,
    );
  } else {
    said.push(
      `poison by topic in prompts that are unlike all others: ${(rows.count - grouped.rows).toLocaleString('en-GB')} of ${rows.count.toLocaleString('en-GB')} distinct rows have no ${minRows} like them to compare their answers with`,
    );
  }
  if (rows.share < 1) {
    said.push(
      `one task answered in two ways in few rows: only 1 in ${Math.round(1 / rows.share)} distinct rows fits the memory set aside (sampleMegabytes), and the other rows of a finding are not listed`,
    );
  }
  return said;
}
