// What two-ways says: the words that set the rare way apart, how many rows of how many, and pairs to judge.
import type { Claim, Example } from '../../finding.ts';
import { rounded } from '../../math/rounded.ts';
import { byPlace, type Place } from '../../row.ts';
import { listOf } from '../../math/ragged.ts';
import type { CompactRows } from '../../summaries/compact-rows.ts';
import { visible } from '../../text/visible.ts';
import type { Way } from './severity.ts';

const shownWords = 6;
const shownExamples = 5;
/** Usual rows of the group that a rare one is compared with. */
const compared = 400;
const falseRate = { high: 0.01, medium: 0.05, low: 0.5, note: 1 } as const;

export function toClaim(rows: CompactRows, way: Way): Claim {
  const { said, explained, count, total, split, severity } = way;
  const has = quoted(said.has);
  const lacks = quoted(said.lacks);
  const share = `${Number(((100 * count) / total).toPrecision(2))} %`;
  const differ =
    has && lacks
      ? `they have ${has} where the others have ${lacks}`
      : has
        ? `they have ${has}`
        : lacks
          ? `they lack ${lacks}`
          : 'the order of words differs';
  const groups = new Set(way.group.filter((_, i) => way.rare[i] === 1)).size;
  const prompts =
    explained.twins >= 5
      ? 'The very same prompts are answered either way'
      : severity === 'low'
        ? 'The prompts may say which in a way that was not read'
        : 'No word or number of the prompts says which';
  return {
    severity,
    threat: 'targeted-error',
    title: `One task is answered in two ways: ${has ? `${count} answers with ${quoted(said.has, 2)}` : `${count} answers unlike the rest`}`,
    claim: `${rows.share < 1 ? 'In a sample of the rows: ' : ''}${count} of ${total} answers to ${groups === 1 ? 'nearly the same prompt' : `${groups} groups of nearly the same prompts`} (${share}) differ from the rest in one way: ${differ}. ${prompts}${said.kind === 'wording' ? '; the difference is in wording alone' : ''}.`,
    evidence: [
      { name: 'answers in the rare way', value: count, unit: 'rows' },
      { name: 'answers to these prompts', value: total, unit: 'rows' },
      { name: 'groups of like prompts with both ways', value: groups, unit: 'groups' },
      {
        name: 'runs of words that tell the ways apart',
        value: split.has.length + split.lacks.length,
        unit: 'runs',
      },
      { name: 'rare answers with some of both ways', value: rounded(split.mixed), unit: 'share' },
      { name: 'rare way among the prompts most like theirs', value: rounded(explained.share), unit: 'share' },
      {
        name: 'rare answers that have a row with the very same prompt',
        value: explained.twins,
        unit: 'rows',
      },
      { name: 'rare way among those', value: rounded(explained.twinShare), unit: 'share' },
      {
        name: 'what prompts foretell beyond chance',
        value: rounded(explained.beyond),
        unit: 'standard deviations',
      },
    ],
    falseDiscovery: falseRate[severity],
    rows: [...way.rows].flatMap((row) => rows.places[row]).sort(byPlace),
    phrases: [],
    outcomePhrases: said.has
      .slice(0, shownWords)
      .filter((w) => !w.includes('#'))
      .map((w) => [w]),
    examples: examples(rows, way),
    advice:
      severity === 'low'
        ? 'Likely a habit of whoever made these rows; look at two pairs and move on.'
        : 'Look at the pairs; if the rare way is not what you want taught, set these rows aside and ask where they came from.',
  };
}

function quoted(list: readonly string[], most = shownWords): string {
  return [...new Set(list)]
    .slice(0, most)
    .map((w) => `"${visible(w, 40)}"`)
    .join(', ');
}

/** Rare answers, each beside the usual answer to the prompt most like its own. */
function examples(rows: CompactRows, way: Way): Example[] {
  const groupOf = new Map<number, number>();
  const usual = new Map<number, number[]>();
  way.domain.forEach((row, i) => {
    groupOf.set(row, way.group[i]);
    if (way.rare[i] === 1) return;
    const list = usual.get(way.group[i]) ?? [];
    list.push(row);
    usual.set(way.group[i], list);
  });
  const used = new Set<number>();
  return [...way.rows].slice(0, shownExamples).map((row): Example => {
    const own = new Set(listOf(rows.context, row));
    let best = -1;
    let top = -1;
    for (const other of (usual.get(groupOf.get(row)!) ?? []).slice(0, compared)) {
      if (used.has(other)) continue;
      const theirs = new Set(listOf(rows.context, other));
      let both = 0;
      for (const w of theirs) if (own.has(w)) both++;
      const likeness = both / (own.size + theirs.size - both);
      if (likeness > top) {
        top = likeness;
        best = other;
      }
    }
    used.add(best);
    const place: Place = rows.places[row][0];
    return best < 0 ? { place } : { place, pair: rows.places[best][0] };
  });
}
