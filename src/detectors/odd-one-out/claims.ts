// What odd-one-out says: one claim for each group of rows that lies apart, by what sets it apart, and one line for all
// rows that lie out alone.
import type { Claim, Example, Severity } from '../../finding.ts';
import { rounded } from '../../math/rounded.ts';
import { spread } from '../../math/spread.ts';
import { byPlace, type Place } from '../../row.ts';
import type { CompactRows } from '../../summaries/compact-rows.ts';
import { visible } from '../../text/visible.ts';
import type { Group } from './groups.ts';
import type { Far } from './strength.ts';
import { otherScript, unheardOf } from './writing.ts';

/** No group in any of 300 sub-samples of four clean corpora (bench/outliers.ts): 3 / 300 at most, 95 %. */
const falseRate = { group: 0.01, many: 0.01, alone: 1 };
/** Of a group's own numbers those told: the strongest, where most of its rows lie beyond this part of all others. */
const mostTold = 3;
const beyond = 0.95;
/** So far out and so well apart a group is no tail: in units of the scatter. */
const surelyApart = 7;

const placesOf = (rows: CompactRows, some: readonly number[]): Place[] =>
  some.flatMap((row) => rows.places[row]).sort(byPlace);

/** Rows beside one of the same kind that is as ordinary as can be. */
function examples(rows: CompactRows, far: Far, kind: number, some: readonly number[]): Example[] {
  const taken = new Set(some);
  const ordinary = spread(
    far.members[kind].filter((row) => !taken.has(row) && far.distance[row] <= 1),
    6,
  );
  return spread(some, 6).map((row, i) => ({
    place: rows.places[row][0],
    ...(ordinary[i] === undefined ? {} : { pair: rows.places[ordinary[i]][0] }),
  }));
}

export function groupClaim(rows: CompactRows, group: Group): Claim {
  const { far, kind, edge, between } = group;
  const { view, members } = far;
  const places = placesOf(rows, group.rows);
  const count = group.rows.length;
  const of = members[kind].length;
  const copies = places.length > count ? `, ${places.length} with their exact copies,` : '';
  const kindName = view.kindNames[kind];
  const within = kindName === undefined ? '' : ` of those labelled "${visible(kindName, 40)}"`;
  const signs = view.name === 'writing' ? signsOf(group) : [];
  const what =
    view.name === 'writing'
      ? `written unlike all others${signs.length > 0 ? `: ${signs.slice(0, mostTold).join(', ')}` : ''}`
      : 'whose vectors lie apart from all others';
  const foreign = signs.some((sign) => otherScript.some((name) => sign.startsWith(name)));
  // Rows of another task are written unlike all others too; junk is made of words that no row has.
  const junk = view.name === 'embedding' || signs.some((sign) => sign.startsWith(unheardOf));
  const severity: Severity = edge >= surelyApart && junk && !foreign ? 'medium' : 'low';
  return {
    severity,
    threat: view.name === 'writing' ? 'availability' : 'backdoor',
    title: `${places.length} rows${within} are ${view.name === 'writing' ? 'written unlike' : 'in their vectors unlike'} all others`,
    claim: `${count} of ${of} ${copies ? 'distinct rows' : 'rows'}${within}${copies} are ${what}. They lie together, ${rounded(edge)} times the usual spread from the middle and further, with ${between === 0 ? 'no row' : `${between} rows`} on the way.${foreign ? ' They may just be in another language.' : junk ? '' : ' They may just be of another task.'}`,
    evidence: [
      { name: 'rows', value: places.length, unit: 'rows' },
      { name: 'of its kind', value: rounded(count / of), unit: 'share of rows' },
      { name: 'nearest of them from the middle', value: rounded(edge), unit: 'standard deviations' },
      { name: 'other rows on the way there', value: between, unit: 'rows' },
      {
        name: 'strength of half of them',
        value: rounded(median(group.rows.map((row) => far.strength[row]))),
        unit: 'minus log10 of the share of ordinary rows',
      },
    ],
    falseDiscovery: falseRate.group,
    rows: places,
    phrases: [],
    outcomePhrases: [],
    examples: examples(rows, far, kind, group.rows),
    advice:
      view.name === 'writing'
        ? 'Read a few of these rows: junk, another language or a broken import teaches nothing that the others do; take them out if they do not belong.'
        : 'Look at a few of these rows beside others of their label; a mark that they share may decide the label.',
  };
}

/** The numbers that set most of the group beyond nearly all other rows, in words. */
function signsOf({ far, kind, rows }: Group): string[] {
  const { vectors, d, names } = far.view;
  const taken = new Set(rows);
  const others = spread(
    far.members[kind].filter((row) => !taken.has(row)),
    2000,
  );
  const found: { text: string; out: number }[] = [];
  for (let j = 0; j < d; j++) {
    const own = median(rows.map((row) => vectors[row * d + j]));
    const sorted = Float64Array.from(others, (row) => vectors[row * d + j]).sort();
    const above = sorted.filter((x) => x > own).length / sorted.length;
    const below = sorted.filter((x) => x < own).length / sorted.length;
    if (Math.max(above, below) < beyond) continue;
    const middle = sorted[sorted.length >> 1];
    const reach = Math.max(
      0.1,
      sorted[Math.floor(0.95 * sorted.length)] - middle,
      middle - sorted[Math.floor(0.05 * sorted.length)],
    );
    const text = names[j][below >= beyond ? 0 : 1];
    // A corpus in ASCII has no letters beyond it to lose: without them a row is in no other script.
    if (text.startsWith(otherScript[1]) && middle < 0.3) continue;
    found.push({
      text,
      out: Math.abs(own - middle) / reach,
    });
  }
  return found.sort((a, b) => b.out - a.out).map(({ text }) => text);
}

function median(values: readonly number[]): number {
  return Float64Array.from(values).sort()[values.length >> 1] ?? 0;
}

/** Far rows in number: so many times what the tail of the others leads one to expect, and so many rows. */
const manyTimes = 12;
const manyRows = 15;
/** A row alone is told when so few ordinary rows are as far out, in a corpus of any size that is read. */
const alone = 6;

/**
 * The rows that lie out and belong to no group, `told` already: all beyond `least` where they are many, else the very
 * furthest; undefined when there are none.
 */
export function scatteredClaim(
  rows: CompactRows,
  far: Far,
  told: ReadonlySet<number>,
  least: number,
): Claim | undefined {
  const from = (strength: number): number[] =>
    [...far.strength.keys()].filter(
      (row) => far.strength[row] >= strength && !told.has(row) && !rows.trusted[row],
    );
  const beyondLeast = from(least);
  const isMany =
    beyondLeast.length >= manyRows && beyondLeast.length >= manyTimes * rows.count * 10 ** -least;
  const some = isMany ? beyondLeast : from(alone);
  if (some.length === 0) return undefined;
  const places = placesOf(rows, some);
  const ordered = [...some].sort((a, b) => far.strength[b] - far.strength[a] || a - b);
  const expected = rounded(rows.count * 10 ** -(isMany ? least : alone));
  const what = places.length === 1 ? '1 row lies' : `${places.length} rows lie`;
  return {
    severity: isMany ? 'medium' : 'low',
    threat: 'availability',
    title: `${what} far from all others`,
    claim: `${what} so far from the middle of the others that by their tail ${expected} would be expected to; they do not lie together.`,
    evidence: [
      { name: 'rows', value: places.length, unit: 'rows' },
      { name: 'expected so far out', value: expected, unit: 'rows' },
      {
        name: 'strength of the furthest',
        value: rounded(far.strength[ordered[0]]),
        unit: 'minus log10 of the share of ordinary rows',
      },
    ],
    falseDiscovery: isMany ? falseRate.many : falseRate.alone,
    rows: places,
    phrases: [],
    outcomePhrases: [],
    examples: examples(rows, far, far.view.kinds[ordered[0]], ordered.slice(0, 6)),
    advice: isMany
      ? 'Read a few of these rows: if they are junk or of another language, take them out.'
      : 'Likely ordinary rows of an odd form; a glance at the first is enough.',
  };
}
