// What else a string may be than a planted one. A grade ranks and explains a finding and never hides it: every one of them can
// be faked by an attacker who knows of it.
import type { Severity } from '../../finding.ts';
import type { Seen } from './found.ts';
import type { Strength } from './strength.ts';

export const grades = {
  alert: '',
  heading: 'It nearly always begins a line or a sentence, as the headings of a section do.',
  related: 'What follows uses the rare words of what stands before, as reference lists and tables do.',
  ending:
    'What stands before it is the same in most of these documents: it may be the end of a notice that many pages bear.',
  repeat: 'What follows it is the same in many of these documents.',
  site: 'Few publishers use it: it may be part of their template.',
} as const;

export type Grade = keyof typeof grades;

/** Share of the documents in which a string must begin a line to be a heading. */
const asHeading = 0.9;
/** Share of the rare words after it that stand before it too. */
const inCommon = 0.08;
/** Share of the documents looked at that must differ before and after it. */
const differing = 0.5;
const fewPublishers = 8;

/** Of a string by its text and how it stands in the documents that were looked at. */
export function gradeOf(text: string, seen: readonly Seen[]): Grade {
  const n = seen.length;
  const different = (of: (one: Seen) => number): number => new Set(seen.map(of)).size;
  const publishers = different(({ source }) => source);
  if (publishers > 1 && publishers < Math.min(fewPublishers, n / 4)) return 'site';
  if (different(({ before }) => before) < differing * n) return 'ending';
  if (different(({ after }) => after) < differing * n) return 'repeat';
  if (seen.reduce((sum, { shared }) => sum + shared, 0) > inCommon * n) return 'related';
  if (text.includes('\n') || seen.filter(({ heads }) => heads).length > asHeading * n) return 'heading';
  return 'alert';
}

/** Shares of documents with a change, beyond chance, from which a finding is high, and medium. */
const strong = 0.6;
const noticeable = 0.12;
const topical = 0.26;
const manyDocuments = 30;

/**
 * Without older text to compare with, an ordinary heading looks like a planted one that stands on a line of its own; with it,
 * ordinary headings are known, and what is left deserves a look.
 */
export function severityOf(
  grade: Grade,
  { manner, share }: Strength,
  documents: number,
  compared: boolean,
): Severity {
  if (share < (manner === 'topic' ? topical : noticeable)) return 'low';
  const sure = manner !== 'topic' && share >= strong && documents >= manyDocuments;
  if (grade === 'alert') return sure ? 'high' : 'medium';
  if (grade === 'heading' || grade === 'related' || grade === 'repeat')
    return compared && sure ? 'medium' : 'low';
  return 'low';
}
