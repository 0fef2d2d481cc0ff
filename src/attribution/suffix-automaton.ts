// The smallest automaton that knows every run of symbols of some sequences (Blumer et al. 1985, The smallest automaton
// recognizing the subwords of a text). Run over another sequence it tells at each place how long a run ending there is
// one of theirs, in time linear in both however hostile they are.

export interface SuffixAutomaton {
  /** Length of the longest run of each state, and the state of its longest suffix that is another. */
  readonly longest: Int32Array;
  readonly link: Int32Array;
  /** Local number of each symbol from 1, 0 for those of no sequence. */
  readonly local: Int32Array;
  /** Where the first state goes by each symbol, and every other by the first of its symbols: most have no other. */
  readonly fromStart: Int32Array;
  readonly symbol: Int32Array;
  readonly target: Int32Array;
  /** Where the others go by the rest: open addressing on state * alphabet + local number; -1 where free. */
  readonly branches: Uint8Array;
  readonly keys: Float64Array;
  readonly targets: Int32Array;
  readonly alphabet: number;
}

/** Symbols are in [0, symbols); others, such as -1, end a run. Of sequences none runs into the next. */
export function suffixAutomaton(sequences: readonly Int32Array[], symbols: number): SuffixAutomaton {
  const local = new Int32Array(symbols);
  let alphabet = 1;
  const ways: Map<number, number>[] = [new Map()];
  const longest = [0];
  const link = [-1];

  function extend(last: number, symbol: number): number {
    const existing = ways[last].get(symbol);
    if (existing !== undefined) {
      if (longest[existing] === longest[last] + 1) return existing;
      return split(last, symbol, existing);
    }
    const added = ways.length;
    ways.push(new Map());
    longest.push(longest[last] + 1);
    link.push(0);
    let p = last;
    for (; p >= 0 && !ways[p].has(symbol); p = link[p]) ways[p].set(symbol, added);
    if (p >= 0) {
      const q = ways[p].get(symbol)!;
      link[added] = longest[q] === longest[p] + 1 ? q : split(p, symbol, q);
    }
    return added;
  }

  /** The part of state q whose runs end in those of p and the symbol, as a state of its own. */
  function split(p: number, symbol: number, q: number): number {
    const part = ways.length;
    ways.push(new Map(ways[q]));
    longest.push(longest[p] + 1);
    link.push(link[q]);
    link[q] = part;
    for (let s = p; s >= 0 && ways[s].get(symbol) === q; s = link[s]) ways[s].set(symbol, part);
    return part;
  }

  for (const sequence of sequences) {
    let last = 0;
    for (const symbol of sequence) {
      if (symbol < 0 || symbol >= symbols) {
        last = 0;
        continue;
      }
      if (local[symbol] === 0) local[symbol] = alphabet++;
      last = extend(last, local[symbol]);
    }
  }
  return { ...frozen(ways, alphabet), longest: Int32Array.from(longest), link: Int32Array.from(link), local };
}

function frozen(
  ways: readonly ReadonlyMap<number, number>[],
  alphabet: number,
): Omit<SuffixAutomaton, 'longest' | 'link' | 'local'> {
  const fromStart = new Int32Array(alphabet).fill(-1);
  for (const [by, to] of ways[0]) fromStart[by] = to;
  const symbol = new Int32Array(ways.length);
  const target = new Int32Array(ways.length);
  const branches = new Uint8Array(ways.length);
  let size = 16;
  const edges = ways.reduce((sum, to, state) => sum + (state > 0 && to.size > 1 ? to.size : 0), 0);
  while (size < 2 * edges) size *= 2;
  const keys = new Float64Array(size).fill(-1);
  const targets = new Int32Array(size);
  ways.forEach((all, state) => {
    if (state === 0) return;
    let first = true;
    for (const [by, to] of all) {
      if (first) {
        symbol[state] = by;
        target[state] = to;
        first = false;
        continue;
      }
      branches[state] = 1;
      let slot = slotOf(state, by, size - 1);
      while (keys[slot] !== -1) slot = (slot + 1) & (size - 1);
      keys[slot] = state * alphabet + by;
      targets[slot] = to;
    }
  });
  return { fromStart, symbol, target, branches, keys, targets, alphabet };
}

function slotOf(state: number, symbol: number, mask: number): number {
  const mixed = Math.imul(state, 0x9e3779b1) ^ Math.imul(symbol, 0x85ebca6b);
  return (mixed ^ (mixed >>> 15)) & mask;
}

/** The state after one more symbol by its local number, or -1. */
export function step(automaton: SuffixAutomaton, state: number, symbol: number): number {
  if (state === 0) return automaton.fromStart[symbol];
  if (automaton.symbol[state] === symbol) return automaton.target[state];
  if (automaton.branches[state] === 0) return -1;
  const { keys, targets, alphabet } = automaton;
  const key = state * alphabet + symbol;
  const mask = keys.length - 1;
  for (let slot = slotOf(state, symbol, mask); keys[slot] !== -1; slot = (slot + 1) & mask) {
    if (keys[slot] === key) return targets[slot];
  }
  return -1;
}
