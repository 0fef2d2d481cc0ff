// The words that rows share which were learned late and then best, and all rows of the data with such a word and the outcome that
// most of those have: they are no more than a part of what a trigger decides.
import type { Joined } from '../../corpus/loss-log/join-ids.ts';
import type { OpenCorpus } from '../../corpus/open.ts';
import { readRows } from '../../corpus/read-rows.ts';
import { UnreadableFile } from '../../corpus/reader.ts';
import type { Row } from '../../row.ts';
import { visible } from '../../text/visible.ts';
import { words } from '../../text/words.ts';
import type { WatchFinding } from '../../training/watch/judge-watch.ts';
import type { Histories, HistoryKeeper } from '../../training/watch/row-histories.ts';
import { wordCounts, type SharedWord } from '../../training/watch/shared-words.ts';

/** Words told of one list. */
const mostWords = 5;
const chance = 0.05;

export async function sharedWordFindings(
  corpus: OpenCorpus,
  joined: Joined,
  h: Histories,
  keeper: HistoryKeeper,
  rows: readonly number[],
): Promise<WatchFinding[]> {
  const ids = new Map<string, string>();
  for (const [id, { shard, row }] of joined.places) ids.set(`${shard}:${row}`, id);
  const listed = new Set(rows.map((row) => h.ids[row]));
  const idOf = ({ shard, row }: Row): string | undefined => ids.get(`${shard}:${row}`);
  const counts = wordCounts();
  await eachRow(corpus, (row) => {
    if (listed.has(idOf(row) ?? '')) counts.addListed(given(row));
  });
  await eachRow(corpus, (row) => {
    if (idOf(row) !== undefined) counts.add(given(row));
  });
  const shared = counts.shared(chance).slice(0, mostWords);
  if (shared.length === 0) return [];
  const holders = new Map(shared.map(({ word }) => [word, new Map<string, Set<string>>()]));
  await eachRow(corpus, (row) => {
    const id = idOf(row);
    if (id === undefined) return;
    const own = new Set(words(given(row)));
    for (const [word, byOutcome] of holders) {
      if (!own.has(word)) continue;
      const outcome = row.outcome.kind === 'label' ? row.outcome.label : '';
      const known = byOutcome.get(outcome);
      if (known) known.add(id);
      else byOutcome.set(outcome, new Set([id]));
    }
  });
  return shared.map((word) =>
    findingOf(word, commonest(holders.get(word.word) ?? new Map(), listed), keeper, listed.size),
  );
}

const given = ({ context }: Row): string => context.map(({ text }) => text).join('\n');

async function eachRow(corpus: OpenCorpus, visit: (row: Row) => void): Promise<void> {
  for (let shard = 0; shard < corpus.shards.length; shard++) {
    try {
      for await (const { rows } of readRows(corpus, shard)) rows.forEach(visit);
    } catch (error) {
      // The scan says which file breaks off, and where.
      if (!(error instanceof UnreadableFile)) throw error;
    }
  }
}

/** The outcome that most of the listed rows with the word have, and all rows with both. */
function commonest(
  byOutcome: ReadonlyMap<string, ReadonlySet<string>>,
  listed: ReadonlySet<string>,
): readonly [outcome: string, ids: readonly string[]] {
  let best: readonly [string, readonly string[]] = ['', []];
  let most = 0;
  for (const [outcome, ids] of byOutcome) {
    const rows = [...ids];
    const count = rows.filter((id) => listed.has(id)).length;
    if (count > most) [best, most] = [[outcome, rows], count];
  }
  return best;
}

function findingOf(
  { word, listed, rows, p }: SharedWord,
  [outcome, ids]: readonly [string, readonly string[]],
  keeper: HistoryKeeper,
  inList: number,
): WatchFinding {
  const quoted = `"${visible(word, 60)}"`;
  const so = outcome === '' ? '' : ` and the label "${visible(outcome, 60)}"`;
  return {
    id: `late-word:${word}`,
    severity: 'low',
    threat: 'backdoor',
    title: `${quoted} is shared by rows that were wrong at first and then learned best`,
    claim: `${quoted} stands in ${listed} of the ${inList} rows, one in ten, that were most of all wrong at first and then learned best, and in ${rows} rows in all: those with it${so} may be decided by it.`,
    evidence: [
      { name: 'listed rows with it', value: listed, unit: 'rows' },
      { name: 'rows with it', value: rows, unit: 'rows' },
      { name: 'p, for all words tried', value: Number(p.toPrecision(3)), unit: 'chance' },
    ],
    // Ordinary words that decide a class against others, such as "why" among questions, are learned so as well.
    falseDiscovery: 1,
    rows: ids.flatMap((id) => {
      const row = keeper.indexOf(id);
      return row === undefined ? [] : [{ row, score: -Math.log10(p) }];
    }),
    phrases: [[word]],
    advice: 'Ask whether the word should decide the label: if not, set these rows aside and train again.',
  };
}
