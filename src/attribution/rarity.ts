// How much a term tells: the inverse document frequency of BM25, in nats, never below 0.
import type { Side } from './lexical-index.ts';

export const holders = ({ postings }: Side, term: number): number =>
  postings.starts[term + 1] - postings.starts[term];

export const rarity = (rows: number, holding: number): number =>
  Math.log1p((rows - holding + 0.5) / (holding + 0.5));
