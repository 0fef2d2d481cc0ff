// The text of a row that a learner sees.
import { allParts, taught, type Part, type Row } from '../row.ts';

/** What was given, what is taught, everything, or what stood in one field. */
export type TextOf = 'context' | 'answer' | 'all' | { readonly field: string };

/** Parts with a line between them; '' where the row has none of these. */
export function rowText(row: Row, of: TextOf = 'context'): string {
  return partsOf(row, of)
    .map(({ text }) => text)
    .join('\n');
}

function partsOf(row: Row, of: TextOf): readonly Part[] {
  if (of === 'context') return row.context;
  if (of === 'answer') return taught(row.outcome);
  if (of === 'all') return allParts(row);
  return allParts(row).filter(({ field }) => field === of.field);
}
