// Disjoint sets over 0..n-1, for joining things that were found to belong together two at a time.

export type Sets = Int32Array<ArrayBuffer>;

export function singletons(n: number): Sets {
  return Int32Array.from({ length: n }, (_, i) => i);
}

/** The set's name: its smallest member, so that the names do not depend on the order of joins. */
export function find(sets: Sets, i: number): number {
  while (sets[i] !== i) i = sets[i] = sets[sets[i]];
  return i;
}

export function join(sets: Sets, a: number, b: number): void {
  const x = find(sets, a);
  const y = find(sets, b);
  if (x < y) sets[y] = x;
  else sets[x] = y;
}

/** The members of every set of at least `least`, ascending; sets in order of their smallest member. */
export function groups(sets: Sets, least: number): number[][] {
  // Where most sets have one member they need no list.
  const several = new Uint8Array(sets.length);
  for (let i = 0; i < sets.length; i++) if (sets[i] !== i) several[find(sets, i)] = 1;
  const found = new Map<number, number[]>();
  for (let i = 0; i < sets.length; i++) {
    if (least > 1 && sets[i] === i && several[i] === 0) continue;
    const name = find(sets, i);
    const members = found.get(name);
    if (members) members.push(i);
    else found.set(name, [i]);
  }
  return [...found.values()].filter((members) => members.length >= least);
}
