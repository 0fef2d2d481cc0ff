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
  addDifferences,
  addRow,
  addSeen,
  farChange,
  foundBytes,
  joinFound,
  mostSeen,
  nameAs,
  nearChange,
  noChange,
  noneFound,
  nothingFound,
  relocateFound,
  spillFound,
  wantsSeen,
  type FoundByCandidate,
} from './found.ts';
import type { options } from './options.ts';
import type { Ordinary } from './ordinary.ts';
import type { Candidates } from './candidates.ts';
import { standings } from './standing.ts';
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
  const { search } = wanted(candidates, seed);
  /** The candidates in the document in hand, and where each stands: the occurrence of the lowest hash. */
  const chosen: number[] = [];
  const most = candidates.high.length;
  const chosenAt = new Int32Array(most);
  const chosenLength = new Uint8Array(most);
  const chosenOrder = new Float64Array(most);
  /** The last stretch, and the last row, in which a candidate was met. */
  const inStretch = new Int32Array(most);
  const inRow = new Int32Array(most);
  let stretches = 0;
  let rowsMet = 0;
  const standing = standings(tokens, ordinary.weight);

  function put(state: FoundByCandidate, row: Row): void {
    rowsMet++;
    const source = hash32(row.source, seed);
    for (const { text } of taught(row.outcome)) {
      const document = documentHash(text, seed);
      for (let from = 0; from < text.length;) {
        from = tokenise(text, from, seed, tokens);
        if (tokens.length === 0) break;
        chosen.length = 0;
        stretches++;
        search(tokens, (candidate, at, length) => {
          if (inRow[candidate] === rowsMet) return;
          const order = mix32(document ^ Math.imul(at + 1, 0x9e3779b1));
          if (inStretch[candidate] !== stretches) {
            inStretch[candidate] = stretches;
            chosen.push(candidate);
          } else if (order >= chosenOrder[candidate]) return;
          chosenAt[candidate] = at;
          chosenLength[candidate] = length;
          chosenOrder[candidate] = order;
        });
        if (chosen.length > 0) lookAt(state, row, text, document, source);
      }
    }
  }

  function lookAt(state: FoundByCandidate, row: Row, text: string, document: number, source: number): void {
    let begun = false;
    standing.begin(text);
    let random: ChangeAfter | undefined;
    let topicAtRandom = 0;
    const place = { shard: row.shard, row: row.row };
    for (const candidate of chosen) {
      inRow[candidate] = rowsMet;
      const at = chosenAt[candidate];
      const length = chosenLength[candidate];
      let found = state.found.get(candidate);
      if (!found) state.found.set(candidate, (found = nothingFound()));
      found.documents++;
      const end = at + length;
      const share = document / 2 ** 32;
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
        found.measured++;
        if (random) found.randomFar++;
        if (random?.distance === 'near') found.randomNear++;
        if (scan.at(end).topic > topicAtRandom) found.topicWins++;
        if (after) {
          found.far++;
          if (after.distance === 'near') found.near++;
          change = after.distance === 'near' ? nearChange : farChange;
          where = after.place;
          if (share * candidates.atChanges[candidate] <= described) {
            addDifferences(found.difference, scan.differenceAt(where));
            found.described++;
          }
        }
      }
      const holding = { hash: document, place, change };
      addRow(state, candidate, holding);
      if (document <= found.first) nameAs(found, document, textOf(text, tokens, at, length));
      if (share * candidates.atChanges[candidate] <= mostSeen && wantsSeen(state, candidate, holding)) {
        addSeen(state, candidate, holding, source, standing.of(at, where));
      }
    }
  }

  return {
    maxBytes: foundBytes(most),
    empty: noneFound,
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
