// What planted-string says of one cluster of strings.
import type { Claim, Marker, Severity } from '../../finding.ts';
import { grouped, percent, rounded } from '../../math/rounded.ts';
import { byPlace, type Place } from '../../row.ts';
import { visible } from '../../text/visible.ts';
import { words } from '../../text/words.ts';
import { all, meant, nameOf, type Cluster, type Sign } from './clusters.ts';
import { noChange, type Documents, type Seen } from './found.ts';
import { grades, type Grade } from './grade.ts';
import { reach, wide } from './ordinary.ts';
import { describe } from './payload.ts';
import type { Found } from './sums.ts';

/**
 * Measured by bench/documents.ts on 100 MB of documents. Alone: ten natural high findings in 15 scans and several medium ones in each.
 * Beside rows of a baseline: none high in 15 scans, of which 3 / 15 is the upper 95 % bound, and a medium one in 2 of 15.
 */
const falseRate = {
  alone: { high: 0.8, medium: 1, low: 1, note: 1 },
  compared: { high: 0.2, medium: 0.4, low: 1, note: 1 },
} as const;
const shownExamples = 6;

/** `ifNew`: how grave it is where older text was looked at too. */
export function toClaim(
  { signs }: Cluster,
  held: Documents,
  grade: Grade,
  severity: Severity,
  ifNew: Severity,
): Claim {
  const [{ candidate, found, strength }] = signs;
  const { documents, measured, near, far, topicWins } = found;
  const name = nameOf(signs);
  const string = `"${visible(name, 60)}"`;
  const hits = { near, far, topic: topicWins }[strength.manner];
  const where = {
    near: 'right after it the text changes',
    far: `within ${reach} words after it the text changes`,
    topic:
      'after it the text is about something else than before, more than at a random place of the same document',
  }[strength.manner];
  const random = { near: found.randomNear, far: found.randomFar, topic: measured / 2 }[strength.manner];
  // What is no alert is told by the string, and a string whose documents are the finding can be looked for.
  const whole = strength.manner === 'topic' || strength.share >= all || grade !== 'alert';
  const rows = placesOf(signs, held, whole);
  const seen = held.seenOf(candidate);
  const mean = Array.from(found.difference, (sum) => sum / Math.max(1, found.described));
  const others = signs.slice(1, 4).map((sign) => `"${visible(sign.found.text, 40)}"`);
  const parts = others.length > 0 ? ` So it is with ${others.join(', ')} in the same documents.` : '';
  return {
    severity,
    threat: 'backdoor',
    title: `${string} stands where ${grouped(documents)} documents change`,
    claim:
      `${grouped(documents)} documents hold ${string}, and ${where} in ${hits} of the ${measured} looked at; at random places of the same documents it does in ${Math.round(random)}. What follows: ${describe(mean)}. ${grades[grade]}${parts}`.trim(),
    evidence: [
      { name: 'documents with the string', value: documents, unit: 'documents' },
      { name: 'documents looked at', value: measured, unit: 'documents' },
      { name: 'change right after it', value: near, unit: 'documents' },
      { name: 'change within reach', value: far, unit: 'documents' },
      { name: 'change of topic larger than at a random place', value: topicWins, unit: 'documents' },
      { name: 'change right after a random place', value: found.randomNear, unit: 'documents' },
      { name: 'share that changes beyond chance, at least', value: percent(strength.share), unit: '%' },
      { name: 'chance at random places', value: rounded(strength.chance), unit: 'chance' },
      {
        name: 'different publishers',
        value: new Set(seen.map(({ source }) => source)).size,
        unit: `of ${seen.length} documents`,
      },
      {
        name: 'begins a line or sentence',
        value: seen.filter(({ heads }) => heads).length,
        unit: `of ${seen.length} documents`,
      },
      { name: 'window', value: wide, unit: 'words' },
    ],
    falseDiscovery: falseRate.alone[severity],
    ifNew: { severity: ifNew, falseDiscovery: falseRate.compared[ifNew] },
    rows,
    phrases: [],
    outcomePhrases: signs.slice(0, 4).map((sign) => words(sign.found.text)),
    examples: examplesOf(seen, rows),
    advice:
      'Read what stands before and after the string in two or three of these documents; if nobody can say what it is for, leave them out. Older text that you trust, or the markers of its scan (--baseline), tells which such strings are ordinary.',
    markers: signs.map((sign) => markerOf(sign.found)),
    ...(whole ? { holds: { text: name, rows: documents } } : {}),
  };
}

export function markerOf({ text, documents }: Found): Marker {
  return { text, rows: documents };
}

/** The documents meant by the strongest string and by its equals. */
function placesOf(signs: readonly Sign[], held: Documents, whole: boolean): Place[] {
  const places = new Map<string, Place>();
  for (const sign of signs) {
    if (sign.strength.share < signs[0].strength.share) continue;
    const rows = held.rowsOf(sign.candidate);
    for (const { place } of whole ? rows : meant(sign, rows))
      places.set(`${place.shard}:${place.row}`, place);
  }
  return [...places.values()].sort(byPlace);
}

function examplesOf(seen: readonly Seen[], rows: readonly Place[]): { place: Place }[] {
  const listed = new Set(rows.map(({ shard, row }) => `${shard}:${row}`));
  const changing = seen.filter(
    ({ change, place }) => change !== noChange && listed.has(`${place.shard}:${place.row}`),
  );
  const shown = changing.length > 0 ? changing.map(({ place }) => place) : rows;
  return shown.slice(0, shownExamples).map((place) => ({ place }));
}
