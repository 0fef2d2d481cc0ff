// One finding on the terminal: its tag and claim, its rows and sources, the phrase inside a row with its answer
// and what a like row without it answers.
import { visible } from '../../text/visible.ts';
import { allUnseen, pieces, tellingParts, type ExcerptPart } from '../pieces.ts';
import type { Excerpt, ReportFinding } from '../schema.ts';
import { counted, figure, fileName, newness, ofAll, percent, spoken, sureness } from '../wording.ts';
import type { Say } from './terminal.ts';
import type { Span } from './terminal-text.ts';

export interface Detail {
  readonly verbose: boolean;
  /** Rows to show of a grave finding. */
  readonly examples: number;
}

const maxSources = 3;
const maxAlso = 2;

/** `also`: the same rows seen in other ways. */
export function findingLines(
  f: ReportFinding,
  also: readonly ReportFinding[],
  say: Say,
  { verbose, examples }: Detail,
): void {
  const bar: Span[] = [{ text: '▎', style: f.severity }, { text: ' ' }];
  const row = (name: string, spans: readonly Span[]) =>
    say(
      spans,
      [...bar, { text: name.padEnd(9), style: 'faint' }, { text: ' ' }],
      [...bar, { text: ' '.repeat(10) }],
    );

  say(
    [
      { text: ` ${f.severity.toUpperCase()} `.replaceAll(' ', '\u00a0'), style: `tag-${f.severity}` },
      { text: ` ${visible(f.title, 200)}`, style: 'strong' },
      { text: ` · ${visible(f.id, 80)}`, style: 'faint' },
    ],
    [],
    bar,
  );
  say([{ text: visible(f.claim, 400) }], bar);
  row('rows', [
    { text: `${counted(f.rows.total, 'row')}, ${percent(f.rows.share)}`, style: 'strong' },
    { text: sources(f, verbose) },
  ]);
  if (f.baseline) row('baseline', [{ text: newness(f.baseline) }]);

  const grave = f.severity === 'high' || f.severity === 'medium';
  const shown = verbose ? f.examples : f.examples.slice(0, grave ? examples : 0);
  shown.forEach(({ row: excerpt, pair }) => {
    row(shown.length > 1 || grave ? 'example' : 'row', [{ text: place(excerpt), style: 'faint' }]);
    lines(excerpt, row);
    if (pair) {
      const without = f.phrases.length > 0 ? 'a like row without the phrase' : 'a like row';
      row('instead', [...answer(pair), { text: `  (${without}: ${place(pair)})`, style: 'faint' }]);
    }
  });
  if (verbose && f.evidence.length > 0) {
    f.evidence.forEach((e, i) =>
      row(i === 0 ? 'measured' : '', [
        { text: `${visible(e.name, 100)}: ${figure(e.value)} ${visible(e.unit, 40)}` },
      ]),
    );
    if (f.phrases.length > 1)
      row('phrases', [{ text: f.phrases.map((p) => visible(spoken(p), 80)).join(' · ') }]);
  }
  if (grave || verbose) row('sureness', [{ text: sureness(f.falseDiscovery) }]);
  also
    .slice(0, verbose ? also.length : maxAlso)
    .forEach((other, i) =>
      row(i === 0 ? 'also' : '', [
        { text: visible(other.title, 160) },
        { text: ` · ${counted(other.rows.total, 'row')} · ${visible(other.id, 80)}`, style: 'faint' },
      ]),
    );
  if (!verbose && also.length > maxAlso)
    row('', [
      { text: `and in ${counted(also.length - maxAlso, 'more way')}: see the report`, style: 'faint' },
    ]);
  row('advice', [{ text: visible(f.advice, 300) }]);
}

function sources({ rows }: ReportFinding, verbose: boolean): string {
  const named = (kind: string, list: readonly (readonly [string, number, number])[]): string => {
    const known = list.filter(([name]) => name !== '');
    if (known.length === 0) return '';
    const shown = known
      .slice(0, verbose ? 20 : maxSources)
      .map(([name, n, of]) => `${visible(name, 60)} ${ofAll(n, of)}`);
    const more =
      known.length > shown.length ? ` and ${figure(known.length - shown.length)} more ${kind}s` : '';
    return `${shown.join(', ')}${more}`;
  };
  const from = named(
    'source',
    rows.bySource.map((s) => [s.source, s.rows, s.of]),
  );
  const by = named(
    'annotator',
    (rows.byAnnotator ?? []).map((a) => [a.annotator, a.rows, a.of]),
  );
  return `${from && `, from ${from}`}${by && `, judged by ${by}`}`;
}

function place(excerpt: Excerpt): string {
  return `${visible(fileName(excerpt.file), 100)} row ${excerpt.row}`;
}

function lines(excerpt: Excerpt, row: (name: string, spans: readonly Span[]) => void): void {
  for (const part of tellingParts(excerpt, 'context').slice(0, 2)) row('given', around(part, 180));
  row('teaches', answer(excerpt));
}

function answer(excerpt: Excerpt): Span[] {
  if (excerpt.label !== undefined) return [{ text: visible(excerpt.label, 100), style: 'strong' }];
  const [part] = tellingParts(excerpt, 'outcome');
  return part ? around(part, 180) : [{ text: '(nothing)', style: 'faint' }];
}

/** About `budget` characters of a part around its first mark, marks highlighted. */
function around(part: ExcerptPart, budget: number): Span[] {
  const spans = pieces(part).map((piece): Span => {
    if (!piece.marked) return { text: visible(piece.text) };
    const hidden = piece.shown !== undefined && allUnseen(piece.text);
    const named = piece.shown !== undefined && !hidden ? ` ⟨${visible(piece.shown, 60)}⟩` : '';
    return {
      text: `«${hidden ? `⟨${visible(piece.shown ?? '', 60)}⟩` : visible(piece.text, budget)}${named}»`,
      style: 'mark',
    };
  });
  const first = spans.findIndex((s) => s.style === 'mark');
  const before = spans
    .slice(0, Math.max(first, 0))
    .map((s) => s.text)
    .join('');
  const lead = tail(before, first < 0 ? 0 : Math.floor(budget / 3));
  const cut = lead.length < before.length || part.cutBefore;
  const kept: Span[] = [{ text: `${cut ? '…' : ''}${lead}` }];
  let left = budget - lead.length;
  for (const span of spans.slice(Math.max(first, 0))) {
    if (left <= 0) break;
    const text = head(span.text, left, span.style === 'mark');
    kept.push({ ...span, text });
    left -= text.length;
    if (text.length < span.text.length) left = 0;
  }
  const whole = left > 0 && !part.cutAfter;
  return [...kept, { text: whole ? '' : '…' }];
}

// Cut between words where one ends nearby, else between characters, never within a surrogate pair.
function head(text: string, length: number, whole: boolean): string {
  if (whole || text.length <= length) return text;
  const space = text.lastIndexOf(' ', length);
  if (space > length - nearby) return text.slice(0, space);
  return text.slice(0, /[\ud800-\udbff]/.test(text[length - 1]) ? length - 1 : length);
}

function tail(text: string, length: number): string {
  if (text.length <= length) return text;
  const at = text.length - length;
  const space = text.indexOf(' ', at);
  if (space >= 0 && space < at + nearby) return text.slice(space);
  return text.slice(/[\udc00-\udfff]/.test(text[at] ?? '') ? at + 1 : at);
}

/** Characters within which a cut moves to the end of a word. */
const nearby = 15;
