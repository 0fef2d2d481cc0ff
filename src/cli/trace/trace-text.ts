// What a trace found, on the terminal: the phrases that are shared, where the rows come from, and the first rows with why.
import type { DriftProbe } from '../../attribution/probe-behaviours.ts';
import type { TracedRow, TraceReport, TraceResult } from '../../report/trace-report.ts';
import { counted, figure } from '../../report/wording.ts';
import { visible } from '../../text/visible.ts';

const shownPhrases = 5;
const shownRows = 10;
const shownSources = 5;
const widest = 90;

export function traceLines(result: TraceResult): string[] {
  const { found, behaviours, rows } = result;
  const asked = counted(behaviours.taken, 'behaviour');
  if (!found)
    return [
      `Nothing found: ${asked} and ${counted(rows, 'row')} have no more in common than chance.`,
      ...(result.listed.length > 0
        ? [
            `${counted(result.listed.length, 'row')} that other evidence puts first ${result.listed.length === 1 ? 'is' : 'are'} listed all the same: where to look, no finding.`,
          ]
        : []),
      '',
    ];
  const how = {
    phrases: 'they share a phrase',
    alike: 'they are alike in words and length',
    spans: 'they share a stretch word for word',
    features: 'they are near in the features given',
  }[found.by];
  const lines = [
    `${counted(found.rows, 'row')} of ${rows.toLocaleString('en')} ${found.rows === 1 ? 'stands' : 'stand'} out for ${asked}: ${how}.`,
  ];
  const byFeatures = found.by === 'features';
  if (result.phrases.length > 0 && !byFeatures) {
    lines.push('', '  shared beyond chance');
    for (const { side, text, behaviours: holding, rows: held } of result.phrases.slice(0, shownPhrases))
      lines.push(
        `    ${side.padEnd(7)}  "${visible(text, 50)}" in ${holding} of ${counted(behaviours.taken, 'behaviour')} and ${counted(held, 'row')}`,
      );
  }
  lines.push('', '  from');
  for (const { source, standOut, of } of result.sources.slice(0, shownSources))
    lines.push(
      `    ${source === '' ? 'no source named' : visible(source, 50)}: ${standOut.toLocaleString('en')} of its ${counted(of, 'row')}`,
    );
  lines.push('', '  first rows');
  for (const row of result.listed.slice(0, shownRows)) lines.push(`    ${rowLine(row, byFeatures)}`);
  return [...lines, ''];
}

export const pathLines = (path: string): string[] => [`  all of it  ${visible(path)}`, ''];

/** Above what was found for a phrase of a report of drift. */
export const probeLines = ({ phrase, outcome, brings, p }: DriftProbe): string[] => [
  `"${visible(phrase, 50)}", which leads ${brings ? 'to' : 'away from'} "${visible(outcome, 50)}" (drift: p = ${figure(p)})`,
  '',
];

/** What the rows that stand out do to the behaviours. */
export function influenceLines(influence: TraceReport['influence']): string[] {
  if (!influence) return [];
  if ('why' in influence) return [`No influence can be told: ${influence.why}.`, ''];
  const { deciding, removing } = influence;
  const phrase = deciding[0]?.phrases[0];
  const percent = (chance: number): string => `${(100 * chance).toFixed(1)} %`;
  return [
    ...(phrase === undefined
      ? []
      : [
          `"${visible(phrase, 50)}" adds most to what the behaviours share (${deciding[0].nats.toFixed(1)} nats).`,
        ]),
    ...(removing
      ? [
          `Learned from all rows what they share has a chance of ${percent(removing.before)}; without ${counted(removing.rows, 'row')} that stand out it would be ${percent(removing.predicted)}${removing.retrained === undefined ? '' : `, and learned anew it is ${percent(removing.retrained)}`}.`,
        ]
      : []),
    '',
  ];
}

function rowLine({ file, row, phrases, spans, ranks }: TracedRow, byRank: boolean): string {
  const phrase = byRank ? undefined : phrases[0];
  const span = byRank ? undefined : [...spans].sort((a, b) => b.nats - a.nats)[0];
  const rank = [...ranks].sort((a, b) => a.rank - b.rank)[0];
  const why = phrase
    ? `"${visible(phrase.text, 40)}"`
    : span
      ? `${span.tokens} words: "${visible(span.text, 40)}"`
      : rank
        ? `${rank.ranking}, rank ${rank.rank}`
        : '';
  return `${visible(file, 50)} row ${row}  ${why}`.slice(0, widest);
}
