// The second read: every document is searched for the candidates; of each that it holds one occurrence, chosen by hash, is
// looked at. (The first one would not do: the first of many foreign words always stands at the edge of the foreign text.)
import type { Batch, Setup } from '../../detector.ts';
import type { Verdict } from '../../finding.ts';
import { hash32, mix32 } from '../../math/hash.ts';
import { taught, type Row } from '../../row.ts';
import type { Scratch, Summary } from '../../summary.ts';
import { tokenRoom, type DocumentTokens } from '../../text/document-tokens.ts';
import { tokenise } from '../../text/tokenise.ts';
import { owned } from '../../text/owned.ts';
import { changeAfter, type ChangeAfter } from './change-after.ts';
import { changeScan, fewestAfter } from './change-scan.ts';
import {
  addRow,
  addSeen,
  farChange,
  foundBytes,
  holdingKey,
  joinFound,
  mostSeen,
  nearChange,
  noChange,
  noneFound,
  noneFoundBeside,
  placeNumber,
  relocateFound,
  spillFound,
  wantsSeen,
  type FoundByCandidate,
} from './found.ts';
import type { options } from './options.ts';
import type { Ordinary } from './ordinary.ts';
import type { Candidates } from './candidates.ts';
import { standings } from './standing.ts';
import { addDifference, count, countsAt, nameAs, rowFor } from './sums.ts';
import { stretch } from './survey.ts';
import { wanted } from './wanted.ts';

/** About so many documents of each candidate are looked at closely. */
const looked = 300;
/** And so many of those that change tell what they change to. */
const described = 64;

export function atCandidates(
  { seed }: Setup<typeof options>,
  ordinary: Ordinary,
  candidates: Candidates,
  judge: (found: FoundByCandidate, scratch?: Scratch) => Verdict,
): Summary<Batch, FoundByCandidate, Verdict> {
  const tokens = tokenRoom(stretch);
  const scan = changeScan(ordinary, stretch);
  const { search } = wanted(candidates, seed, stretch);
  const most = candidates.high.length;
  /** The candidates in the stretch in hand, and where each stands: the occurrence of the lowest hash. */
  const chosen = new Uint16Array(most);
  const chosenAt = new Int32Array(most);
  const chosenLength = new Uint8Array(most);
  const chosenOrder = new Float64Array(most);
  /** Of each candidate its number among all that were ever chosen; how many were chosen before this row, this stretch, until now. */
  const numberOf = new Float64Array(most).fill(-1);
  let beforeRow = 0;
  let beforeStretch = 0;
  let until = 0;
  const standing = standings(tokens, ordinary.weight);

  function put(state: FoundByCandidate, row: Row): void {
    beforeRow = until;
    const source = hash32(row.source, seed);
    for (const { text } of taught(row.outcome)) {
      const document = documentHash(text, seed);
      for (let from = 0; from < text.length;) {
        from = tokenise(text, from, seed, tokens);
        if (tokens.length === 0) break;
        beforeStretch = until;
        search(tokens, (candidate, at, length) => {
          let number = numberOf[candidate];
          const order = mix32(document ^ Math.imul(at + 1, 0x9e3779b1));
          if (number < beforeStretch) {
            // In an earlier stretch of the row.
            if (number >= beforeRow) return;
            number = until++;
            numberOf[candidate] = number;
          } else if (order >= chosenOrder[number - beforeStretch]) return;
          const k = number - beforeStretch;
          chosen[k] = candidate;
          chosenAt[k] = at;
          chosenLength[k] = length;
          chosenOrder[k] = order;
        });
        if (until > beforeStretch) lookAt(state, row, text, document, source);
      }
    }
  }

  function lookAt(state: FoundByCandidate, row: Row, text: string, document: number, source: number): void {
    let begun = false;
    standing.begin(text);
    let random: ChangeAfter | undefined;
    let topicAtRandom = 0;
    const place = placeNumber(row);
    const share = document / 2 ** 32;
    const { sums } = state;
    for (let k = 0; k < until - beforeStretch; k++) {
      const candidate = chosen[k];
      const at = chosenAt[k];
      const length = chosenLength[k];
      const own = rowFor(sums, candidate);
      const { counts } = sums;
      const first = countsAt(own);
      counts[first + count.documents]++;
      const end = at + length;
      let change = noChange;
      let where = end;
      if (share * candidates.atChanges[candidate] <= looked) {
        if (!begun) {
          scan.begin(tokens.id, tokens.length);
          const anywhere = 1 + (mix32(document) % Math.max(1, tokens.length - fewestAfter));
          random = changeAfter(scan, anywhere, ordinary.thresholds);
          topicAtRandom = scan.at(anywhere).topic;
          begun = true;
        }
        const after = changeAfter(scan, end, ordinary.thresholds);
        counts[first + count.measured]++;
        if (random) counts[first + count.randomFar]++;
        if (random?.distance === 'near') counts[first + count.randomNear]++;
        if (scan.at(end).topic > topicAtRandom) counts[first + count.topicWins]++;
        if (after) {
          counts[first + count.far]++;
          if (after.distance === 'near') counts[first + count.near]++;
          change = after.distance === 'near' ? nearChange : farChange;
          where = after.place;
          if (share * candidates.atChanges[candidate] <= described) {
            addDifference(sums, own, scan.differenceAt(where));
            counts[first + count.described]++;
          }
        }
      }
      const key = holdingKey(document, change);
      addRow(state, candidate, key, place);
      if (document <= sums.firsts[candidate]) {
        nameAs(sums, candidate, own, document, textOf(text, tokens, at, length));
      }
      if (share * candidates.atChanges[candidate] <= mostSeen && wantsSeen(state, candidate, key)) {
        addSeen(state, candidate, key, place, source, standing.of(at, where));
      }
    }
  }

  return {
    maxBytes: foundBytes(most),
    empty: () => noneFound(most),
    beside: noneFoundBeside,
    add(state, batch) {
      for (const row of batch) put(state, row);
    },
    merge: joinFound,
    relocate: relocateFound,
    spill: (state, scratch) => spillFound(state, most, scratch),
    finish: judge,
  };
}

/** Characters of a text that make its hash, spread over all of it: documents that begin alike must differ. */
const spreadCharacters = 128;

function documentHash(text: string, seed: number): number {
  let h = seed ^ text.length;
  const step = Math.max(1, text.length / spreadCharacters);
  for (let i = 0; i < text.length; i += step)
    h = Math.imul(h ^ text.charCodeAt(i | 0), 0x01000193) ^ (h >>> 15);
  return mix32(h);
}

const shownLength = 80;

function textOf(text: string, tokens: DocumentTokens, at: number, length: number): string {
  return owned(text.slice(tokens.start[at], tokens.end[at + length - 1]).slice(0, shownLength));
}
