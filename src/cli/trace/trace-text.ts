// What a trace found, on the terminal: the phrases that are shared, where the rows come from, and the first rows with why.
import type { TracedRow, TraceReport, TraceResult } from '../../report/trace-report.ts';
import { counted } from '../../report/wording.ts';
import { visible } from '../../text/visible.ts';

const shownPhrases = 5;
const shownRows = 10;
const shownSources = 5;
const widest = 90;

export function traceLines(result: TraceResult, path: string): string[] {
  const { found, behaviours, rows } = result;
  const asked = counted(behaviours.taken, 'behaviour');
  const all = ['', `  all of it  ${visible(path)}`, ''];
  if (!found)
    return [
      `Nothing found: ${asked} and ${counted(rows, 'row')} have no more in common than chance.`,
      ...all,
    ];
  const how = {
    phrases: 'they share a phrase',
    alike: 'they are alike in words and length',
    spans: 'they share a stretch word for word',
  }[found.by];
  const lines = [
    `${counted(found.rows, 'row')} of ${rows.toLocaleString('en')} ${found.rows === 1 ? 'stands' : 'stand'} out for ${asked}: ${how}.`,
  ];
  if (result.phrases.length > 0) {
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
  for (const row of result.listed.slice(0, shownRows)) lines.push(`    ${rowLine(row)}`);
  return [...lines, ...all];
}

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

function rowLine({ file, row, phrases, spans, ranks }: TracedRow): string {
  const phrase = phrases[0];
  const span = [...spans].sort((a, b) => b.nats - a.nats)[0];
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
