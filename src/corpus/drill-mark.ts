// How a row says that a drill made it, so that a drilled file is never taken for training data. No layout reads the
// column, so no detector sees it.

export const drillMark = 'bezoar_drill';

export function isDrilled(record: unknown): boolean {
  if (typeof record !== 'object' || record === null || !Object.hasOwn(record, drillMark)) return false;
  // A table that was made of such a copy has the column in every row.
  const mark = (record as Record<string, unknown>)[drillMark];
  return typeof mark === 'string' && mark !== '';
}
