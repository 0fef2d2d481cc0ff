// The second read: every document is searched for the candidates; of each that it holds one occurrence, chosen by hash, is
// looked at. (The first one would not do: the first of many foreign words always stands at the edge of the foreign text.)
import type { Batch, Setup } from '../../detector.ts';
import type { Verdict } from '../../finding.ts';
import { hash32, hash53, mix32 } from '../../math/hash.ts';
import { taught, type Row } from '../../row.ts';
import type { Summary } from '../../summary.ts';
import { ids, tokenise, tokenRoom } from '../../text/document-tokens.ts';
import { owned } from '../../text/owned.ts';
import { changeAfter } from './change-after.ts';
import { changeScan, fewestAfter, type Sizes } from './change-scan.ts';
import { features } from './features.ts';
import {
  byHash,
  joinFound,
  keep,
  mostRows,
  mostSeen,
  nothingFound,
  relocateFound,
  type Found,
  type Seen,
} from './found.ts';
import { joinHash, tokenHash, type TokenHashes } from './keys.ts';
import type { options } from './options.ts';
import type { Ordinary } from './ordinary.ts';
import { stretch, type Candidates } from './survey.ts';
import { wanted } from './wanted.ts';

/** About so many documents of each candidate are looked at closely. */
const looked = 400;
/** And so many of those that change tell what they change to. */
const described = 64;
/** Tokens before and after that are compared for words in common. */
const compared = 160;
/** Tokens of a passage. */
const passage = 8;
/** A word that says at least so much of a topic, of 255. */
const rare = 128;

export type FoundByCandidate = Map<number, Found>;

export function atCandidates(
  { seed }: Setup<typeof options>,
  ordinary: Ordinary,
  candidates: Candidates,
  judge: (found: FoundByCandidate) => Verdict,
): Summary<Batch, FoundByCandidate, Verdict> {
  const tokens = tokenRoom(stretch);
  const scan = changeScan(ordinary, stretch);
  const { search } = wanted(candidates, seed);
  /** Where a candidate stands in the document in hand: the occurrence of the lowest hash. */
  const chosen = new Map<number, { readonly at: number; readonly length: number; readonly order: number }>();
  const done = new Set<number>();
  /** Changes after places of the document in hand: many candidates end alike. */
  const known = new Map<number, ReturnType<typeof changeAfter>>();
  const seenIn = new Int32Array(ids);
  let mark = 0;

  function put(state: FoundByCandidate, row: Row): void {
    done.clear();
    const source = hash32(row.source, seed);
    for (const { text } of taught(row.outcome)) {
      const document = mix32(hash53(text.slice(0, 256), seed) ^ text.length);
      for (let from = 0; from < text.length;) {
        from = tokenise(text, from, seed, tokens);
        if (tokens.length === 0) break;
        const hashes = { text, tokens, seed };
        chosen.clear();
        search(hashes, tokens, (candidate, at, length) => {
          if (done.has(candidate)) return;
          const order = mix32(document ^ Math.imul(at + 1, 0x9e3779b1));
          const held = chosen.get(candidate);
          if (!held || order < held.order) chosen.set(candidate, { at, length, order });
        });
        if (chosen.size > 0) lookAt(state, row, hashes, document, source);
      }
    }
  }

  function lookAt(
    state: FoundByCandidate,
    row: Row,
    hashes: TokenHashes,
    document: number,
    source: number,
  ): void {
    let begun = false;
    let random: string | undefined;
    let there: Sizes | undefined;
    for (const [candidate, { at, length }] of chosen) {
      done.add(candidate);
      let found = state.get(candidate);
      if (!found) state.set(candidate, (found = nothingFound(features)));
      found.documents++;
      const place = at + length;
      let change = 0;
      let where = place;
      if (document <= (looked / candidates.atChanges[candidate]) * 2 ** 32) {
        if (!begun) {
          scan.begin(tokens.id, tokens.length);
          const anywhere = 1 + (mix32(document) % Math.max(1, tokens.length - fewestAfter));
          random = changeAfter(scan, anywhere, ordinary.thresholds)?.distance;
          there = scan.at(anywhere);
          begun = true;
          known.clear();
        }
        const after = known.has(place) ? known.get(place) : changeAfter(scan, place, ordinary.thresholds);
        known.set(place, after);
        found.measured++;
        if (random) found.randomFar++;
        if (random === 'near') found.randomNear++;
        const here = scan.at(place);
        if (here.topic > there!.topic) found.topicWins++;
        if (here.kind > there!.kind) found.kindWins++;
        if (after) {
          found.far++;
          if (after.distance === 'near') found.near++;
          change = after.distance === 'near' ? 2 : 1;
          where = after.place;
          if (document <= (described / candidates.atChanges[candidate]) * 2 ** 32) {
            scan.addDifference(where, found.difference);
            found.described++;
          }
        }
      }
      const holding = { hash: document, shard: row.shard, row: row.row, change };
      keep(found.rows, holding, mostRows);
      if (found.seen.length < mostSeen || byHash(holding, found.seen.at(-1)!) < 0) {
        const first = found.seen[0];
        if (!first || byHash(holding, first) < 0) found.text = textOf(hashes, at, length);
        keep(found.seen, { ...holding, source, ...standing(hashes, at, where) }, mostSeen);
      }
    }
  }

  function standing(
    hashes: TokenHashes,
    at: number,
    where: number,
  ): Omit<Seen, 'hash' | 'shard' | 'row' | 'change' | 'source'> {
    const { text } = hashes;
    let i = tokens.start[at] - 1;
    while (i >= 0 && (text[i] === ' ' || text[i] === '\t')) i--;
    return {
      word: at > 0 ? tokenHash(hashes, at - 1) : 0,
      before: hashOf(hashes, at - passage, at),
      after: hashOf(hashes, where, where + passage),
      heads: i < 0 || '\n.!?:;'.includes(text[i]),
      shared: sharedWords(at, where),
    };
  }

  function hashOf(hashes: TokenHashes, from: number, to: number): number {
    let hash = 1;
    for (let i = Math.max(0, from); i < Math.min(to, tokens.length); i++)
      hash = joinHash(hash, tokenHash(hashes, i));
    return hash;
  }

  function sharedWords(at: number, where: number): number {
    mark++;
    const { id, length } = tokens;
    for (let i = Math.max(0, at - compared); i < at; i++) seenIn[id[i] & (ids - 1)] = mark;
    let all = 0;
    let shared = 0;
    for (let i = where; i < Math.min(length, where + compared); i++) {
      const word = id[i] & (ids - 1);
      if (ordinary.weight[word] < rare) continue;
      all++;
      if (seenIn[word] === mark) shared++;
    }
    return all === 0 ? 0 : shared / all;
  }

  return {
    maxBytes: candidates.high.length * (mostRows * 100 + mostSeen * 200 + 1024) * 2,
    empty: () => new Map(),
    add(state, batch) {
      for (const row of batch) put(state, row);
    },
    merge(into, from) {
      for (const [candidate, found] of from) {
        const held = into.get(candidate);
        if (held) joinFound(held, found);
        else into.set(candidate, found);
      }
    },
    relocate(state, shard) {
      for (const found of state.values()) relocateFound(found, shard);
    },
    finish: judge,
  };
}

const shownLength = 80;

function textOf({ text, tokens }: TokenHashes, at: number, length: number): string {
  return owned(text.slice(tokens.start[at], tokens.end[at + length - 1]).slice(0, shownLength));
}
