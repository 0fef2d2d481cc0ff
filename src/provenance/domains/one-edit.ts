// Names that are one slip of the finger apart: a letter more, less or other, or two neighbours in each other's place
// (Damerau 1964). Found by what is left of both when one letter is taken out (Garbe's symmetric delete).

export interface Edit {
  /** 0-based position in UTF-16 units of the first that differs. */
  readonly at: number;
  /** What stands there in the one and in the other. */
  readonly from: string;
  readonly to: string;
}

/** The edit that makes `b` of `a`; undefined where they are the same or further apart. */
export function oneEdit(a: string, b: string): Edit | undefined {
  if (a === b || Math.abs(a.length - b.length) > 1) return undefined;
  let at = 0;
  while (at < a.length && at < b.length && a[at] === b[at]) at++;
  let endA = a.length;
  let endB = b.length;
  while (endA > at && endB > at && a[endA - 1] === b[endB - 1]) {
    endA--;
    endB--;
  }
  const from = a.slice(at, endA);
  const to = b.slice(at, endB);
  if (from.length <= 1 && to.length <= 1) return { at, from, to };
  const swapped = from.length === 2 && to.length === 2 && from[0] === to[1] && from[1] === to[0];
  return swapped ? { at, from, to } : undefined;
}

/** Longest label of a domain: longer names are not looked at. */
const longest = 63;

/** The name and what is left of it when one unit is taken out. Two names that are one edit apart have one in common. */
export function deletionsOf(name: string): Set<string> {
  const left = new Set([name]);
  if (name.length > longest) return left;
  for (let i = 0; i < name.length; i++) left.add(name.slice(0, i) + name.slice(i + 1));
  return left;
}
