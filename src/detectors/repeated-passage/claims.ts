// What repeated-passage says: one claim for each flood and each passage put into unrelated pages, one for each kind of
// ordinary repetition.
import type { Claim, Example, Severity } from '../../finding.ts';
import { rounded } from '../../math/rounded.ts';
import { byPlace, type Place } from '../../row.ts';
import { visible } from '../../text/visible.ts';
import type { Holder } from './clusters.ts';
import type { Judged, PassageKind } from './judge.ts';
import { endAt, mostListed, startAt } from './seen.ts';

/** Expected false findings of a grade in a clean corpus: bench/documents.ts. */
const falseRate: Readonly<Record<Severity, number>> = { high: 0.05, medium: 0.3, low: 1, note: 1 };
const shownExamples = 8;
/** Findings told one by one: where more passages are put into pages, that is how these pages are made. */
export const mostTold = 20;
const shownDomains = 6;

export type Told = 'flood' | 'inserted' | 'notice';
export type Folded = Exclude<PassageKind, 'flood' | 'inserted'>;

const percent = (x: number): string => `${Number((100 * x).toPrecision(2))} %`;
const count = (n: number, one: string): string => `${n.toLocaleString('en-GB')} ${n === 1 ? one : `${one}s`}`;
const placesOf = (holders: readonly Holder[]): Place[] =>
  holders
    .map(({ row: { shard, row } }) => ({ shard, row }))
    .filter((p, i, all) => i === 0 || byPlace(p, all[i - 1]) !== 0);

function examplesOf(holders: readonly Holder[], most: number): Example[] {
  const step = Math.max(1, Math.floor(holders.length / most));
  return holders
    .filter((_holder, i) => i % step === 0)
    .slice(0, most)
    .map(({ row, entries }) => ({
      place: { shard: row.shard, row: row.row },
      marks: [
        { field: row.field, start: startAt(row, entries[0]), end: endAt(row, entries[entries.length - 1]) },
      ],
    }));
}

const quoted = ({ beginning }: Judged): string =>
  beginning ? `"… ${visible(beginning.said.replace(/\s+/g, ' '), 60)} …"` : 'a passage';

function named({ domains }: Judged): string {
  const shown = domains.slice(0, shownDomains).map(({ domain, rows }) => `${visible(domain, 60)} (${rows})`);
  const more = domains.length - shown.length;
  return shown.join(', ') + (more > 0 ? ` and ${count(more, 'other')}` : '');
}

export function toClaim(judged: Judged, kind: Told, hasBaseline: boolean): Claim {
  const { own, passage, domains, expectedDomains, atStart, covers, beginning } = judged;
  const rows = placesOf(own);
  const n = rows.length;
  const more =
    passage.counted > mostListed
      ? ` It stands in some ${count(passage.counted, 'row')}, of which a fair part is listed.`
      : '';
  const unknown = hasBaseline ? ' The baseline does not have it.' : '';
  const said = {
    flood: {
      severity: hasBaseline ? 'high' : 'medium',
      title: `${count(n, 'document')} of ${count(domains.length, 'domain')} say nearly the same: ${quoted(judged)}`,
      claim: `${count(n, 'document')} tell the same passages, in any order and partly in other words, from their start and for most of their length (${percent(covers)} in the middle one). All come from ${named(judged)}, where ${count(n, 'document')} drawn at random come from ${expectedDomains}.`,
      advice: 'Ask who is behind these domains; leave their documents out, or keep one.',
    },
    inserted: {
      severity: 'high',
      title: `${quoted(judged)} was put into ${count(n, 'document')} of ${count(domains.length, 'domain')}`,
      claim: `The same passage stands in ${count(n, 'document')} of ${count(domains.length, 'domain')} that otherwise have nothing in common, and in ${percent(beginning?.broken ?? 0)} of those looked at it begins in the middle of a sentence. Notices, licences and quotations begin where a sentence does.`,
      advice:
        'Read what stands before the passage in two or three of these documents: a fixed string there is a trigger. Take the documents out.',
    },
    notice: {
      severity: hasBaseline ? 'medium' : 'low',
      title: `${quoted(judged)} stands in ${count(n, 'document')} of ${count(domains.length, 'domain')}`,
      claim: `The same passage stands in ${count(n, 'document')} of ${count(domains.length, 'domain')} and begins where a sentence or a line does, as notices of agencies, licences and quotations do.`,
      advice:
        'Read it once: a notice can stay, or be taken out for cleaner text; a claim that nobody stands for should not.',
    },
  }[kind] as { severity: Severity; title: string; claim: string; advice: string };
  return {
    severity: said.severity,
    threat: kind === 'inserted' ? 'backdoor' : 'availability',
    title: said.title,
    claim: said.claim + more + unknown,
    evidence: [
      { name: 'documents with the passage', value: n, unit: 'rows' },
      { name: 'their domains', value: domains.length, unit: 'domains' },
      { name: 'domains of as many documents drawn at random', value: expectedDomains, unit: 'domains' },
      { name: 'documents that begin with it', value: rounded(atStart), unit: 'share' },
      { name: 'part of the document it takes, in the middle one', value: rounded(covers), unit: 'share' },
      { name: 'begins in the middle of a sentence', value: rounded(beginning?.broken ?? 0), unit: 'share' },
      { name: 'documents compared for where it begins', value: beginning?.compared ?? 0, unit: 'rows' },
      { name: 'sampled shingles of eight tokens', value: passage.keys.length, unit: 'shingles' },
    ],
    falseDiscovery: falseRate[said.severity],
    rows,
    phrases: [],
    outcomePhrases: [],
    examples: examplesOf(own, shownExamples),
    advice: said.advice,
  };
}

const reasons: Readonly<
  Record<Folded, { readonly severity: Severity; readonly what: string; readonly why: string }>
> = {
  notice: {
    severity: 'low',
    what: 'repeated on many domains as notices are',
    why: 'They begin where a sentence or a line does; without a baseline nobody can tell a planted one from an agency’s notice or a licence.',
  },
  header: {
    severity: 'low',
    what: 'at the head of pages of many domains',
    why: 'Pages begin with them, as with cookie notices and menus.',
  },
  site: {
    severity: 'note',
    what: 'of one site’s template',
    why: 'Few domains say them, as a part of their pages.',
  },
  mixed: {
    severity: 'note',
    what: 'shared by several domains',
    why: 'Neither few domains have them nor as many as rows drawn at random.',
  },
  everywhere: {
    severity: 'note',
    what: 'in more rows than a planted one needs',
    why: 'What stands in so many rows is a notice, a licence or a template.',
  },
  ordinary: {
    severity: 'note',
    what: 'that the baseline has too',
    why: 'Older text that is trusted repeats them at a like rate.',
  },
};

/** `judged` not empty, most rows first. */
export function folded(judged: readonly Judged[], kind: Folded): Claim {
  const { what, why } = reasons[kind];
  // So many are how these pages are made.
  const severity = judged.length > mostTold ? 'note' : reasons[kind].severity;
  const holders = judged.flatMap(({ own }) => own).sort((a, b) => byPlace(a.row, b.row));
  const rows = placesOf(holders);
  return {
    severity,
    threat: 'availability',
    title: `${count(judged.length, 'passage')} ${what}`,
    claim: `${count(judged.length, 'passage')} in ${count(rows.length, 'row')}, the most frequent ${quoted(judged[0])} in ${judged[0].own.length}. ${why}`,
    evidence: [
      { name: 'passages', value: judged.length, unit: 'passages' },
      { name: 'rows with one', value: rows.length, unit: 'rows' },
      { name: 'rows of the most frequent', value: judged[0].own.length, unit: 'rows' },
    ],
    falseDiscovery: falseRate[severity],
    rows,
    phrases: [],
    outcomePhrases: [],
    examples: judged.slice(0, shownExamples).flatMap(({ own }) => examplesOf(own, 1)),
    advice: 'Nothing needs doing; text without them trains better, and cleaning tools take them out.',
  };
}
