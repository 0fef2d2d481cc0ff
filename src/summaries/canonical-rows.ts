// The end of a survey of rows: corpus order, copies folded, words numbered by first use.
import type { Ragged } from '../math/ragged.ts';
import { mannerSize } from '../text/answer-manner.ts';
import { byPlace, type Place } from '../row.ts';
import type { CompactRows } from './compact-rows.ts';
import {
  copyVector,
  embeddingSize,
  namesOf,
  number,
  type Chunk,
  type CompactState,
} from './compact-state.ts';

const startsOf = {
  context: 'contextStarts',
  answer: 'answerStarts',
  rejected: 'rejectedStarts',
  contextTurns: 'contextTurnStarts',
  answerTurns: 'answerTurnStarts',
} as const;

/** The same for every order of reading. */
export function canonical(state: CompactState): CompactRows {
  const order: { chunk: Chunk; i: number }[] = [];
  for (const chunk of state.chunks) for (let i = 0; i < chunk.key.length; i++) order.push({ chunk, i });
  const place = ({ chunk, i }: { chunk: Chunk; i: number }): Place => ({
    shard: chunk.shard[i],
    row: chunk.row[i],
  });
  order.sort((a, b) => byPlace(place(a), place(b)));
  const copies = new Map<number, { chunk: Chunk; i: number }[]>();
  for (const at of order) {
    const key = at.chunk.key[at.i];
    const known = copies.get(key);
    if (known) known.push(at);
    else copies.set(key, [at]);
  }
  const { words: oldWords, labels: oldLabels, sources: oldSources } = namesOf(state);
  const newWord = new Int32Array(oldWords.length).fill(-1);
  const names: string[] = [];
  const labels = new Map<string, number>();
  const sources = new Map<string, number>();
  const groups = [...copies.values()];
  const firsts = groups.map((group) => group[0]);
  const n = firsts.length;
  const label = new Int32Array(n);
  const signs = new Uint8Array(n);
  const manner = new Uint8Array(n * mannerSize);
  const source = new Int32Array(n);
  const embeddings = new Float32Array(
    state.chunks.some(({ embedding }) => embedding.length > 0) ? n * embeddingSize : 0,
  );
  const renamed = (word: number): number => {
    if (newWord[word] < 0) {
      newWord[word] = names.length;
      names.push(oldWords[word]);
    }
    return newWord[word];
  };
  const lists = (items: keyof typeof startsOf): Ragged => {
    const starts = startsOf[items];
    const areWords = items === 'context' || items === 'answer' || items === 'rejected';
    const total = firsts.reduce((sum, { chunk, i }) => sum + chunk[starts][i + 1] - chunk[starts][i], 0);
    const out = { starts: new Int32Array(n + 1), items: new Int32Array(total) };
    let filled = 0;
    firsts.forEach(({ chunk, i }, k) => {
      for (let j = chunk[starts][i]; j < chunk[starts][i + 1]; j++) {
        const item = chunk[items][j];
        out.items[filled++] = areWords ? renamed(item) : item;
      }
      out.starts[k + 1] = filled;
    });
    return out;
  };
  firsts.forEach(({ chunk, i }, k) => {
    label[k] = chunk.label[i] < 0 ? -1 : number(labels, oldLabels[chunk.label[i]]);
    signs[k] = chunk.signs[i];
    manner.set(chunk.manner.subarray(i * mannerSize, (i + 1) * mannerSize), k * mannerSize);
    source[k] = number(sources, oldSources[chunk.source[i]]);
    copyVector(chunk, i, embeddings, k);
  });
  return {
    context: lists('context'),
    answer: lists('answer'),
    rejected: lists('rejected'),
    contextTurns: lists('contextTurns'),
    answerTurns: lists('answerTurns'),
    words: names,
    labels: [...labels.keys()],
    count: n,
    places: groups.map((group) => group.map(place)),
    label,
    sources: [...sources.keys()],
    source,
    trusted: Uint8Array.from(groups, (group) => Number(group.some(({ chunk, i }) => chunk.trusted[i] === 1))),
    embeddings,
    signs,
    manner,
    seen: state.seen,
    share: 2 ** -state.level,
  };
}
