// How a row says that a drill made it, so that a drilled file is never taken for training data. No layout reads the
// column, so no detector sees it.

export const drillMark = 'bezoar_drill';

export function isDrilled(record: unknown): boolean {
  return typeof record === 'object' && record !== null && Object.hasOwn(record, drillMark);
}
