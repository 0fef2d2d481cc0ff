// What a drill prints: the coverage matrix as a table, what nothing catches, false alarms, and where the page is.
import { visible } from '../../text/visible.ts';
import { columns, paint, wrap, type Span, type Style } from '../writers/terminal-text.ts';
import { figure } from '../wording.ts';
import type { DrillCell, DrillReport } from './schema.ts';
import {
  falseAlarms,
  fromRows,
  headline,
  impossibleInWords,
  itselfInWords,
  outcomeOf,
  subjectInWords,
  uncaughtInWords,
  type Outcome,
} from './wording.ts';

export interface DrillTerminalOptions {
  readonly colour: boolean;
  readonly width: number;
  /** Folder of the results. */
  readonly folder: string;
}

const styles: Readonly<Record<Outcome, Style>> = {
  high: 'clean',
  medium: 'medium',
  some: 'low',
  none: 'high',
};

export function renderDrill(report: DrillReport, options: DrillTerminalOptions): string {
  const { colour } = options;
  const width = Math.min(Math.max(options.width, 60), 130);
  const lines: string[] = [''];
  const say = (spans: readonly Span[], first: Span[] = [], rest = first): void => {
    lines.push(...wrap(spans, width, first, rest, colour));
  };
  say([{ text: headline(report), style: 'strong' }]);
  say([{ text: visible(subjectInWords(report), 300), style: 'faint' }]);
  lines.push('', ...table(report, colour), '');
  say([
    {
      text: 'Cells: seeds in which it was found as high or medium, of those tried. From: least rows from which on it is found in four of five seeds.',
      style: 'faint',
    },
  ]);
  lines.push('');
  const named = (name: string, text: string): void =>
    say([{ text }], [{ text: name.padEnd(14), style: 'strong' }], [{ text: ' '.repeat(14) }]);
  uncaughtInWords(report).forEach((text, i) => named(i === 0 ? 'Not caught' : '', text));
  impossibleInWords(report).forEach((text, i) => named(i === 0 ? 'Not possible' : '', visible(text, 240)));
  named('False alarms', `${falseAlarms(report)}.`);
  named('As it is', `${itselfInWords(report)}.`);
  const { planned, done } = report.trials;
  if (done < planned) {
    named(
      'Not done',
      `${figure(planned - done)} of ${figure(planned)} trials; the same command goes on with them.`,
    );
  }
  lines.push(
    ...[
      ['Page', 'drill.html'],
      ['Data', 'drill.json'],
    ].map(
      ([name, file]) =>
        `${paint({ text: name.padEnd(14), style: 'strong' }, colour)}${visible(options.folder)}/${file}`,
    ),
  );
  return `${lines.join('\n')}\n`;
}

function table(report: DrillReport, colour: boolean): string[] {
  const { budgets } = report.plan;
  const ascending = [...budgets].sort((a, b) => a - b);
  const name = Math.max(6, ...report.attacks.map(({ id }) => columns(id)));
  const cells = new Map(report.cells.map((cell) => [`${cell.attack} ${cell.budget}`, cell]));
  const pad = (span: Span, to: number): string =>
    paint(span, colour) + ' '.repeat(Math.max(0, to - columns(span.text)));
  const from = Math.max(4, ...report.attacks.map((attack) => fromRows(report, attack).length));
  const head = [
    pad({ text: 'attack', style: 'faint' }, name),
    ...ascending.map((budget) => pad({ text: figure(budget), style: 'faint' }, 6)),
    pad({ text: 'from', style: 'faint' }, from),
    paint({ text: 'caught by', style: 'faint' }, colour),
  ];
  const rows = report.attacks.map((attack) => [
    pad({ text: attack.id }, name),
    ...ascending.map((budget) => pad(cellSpan(cells.get(`${attack.id} ${budget}`)), 6)),
    pad({ text: fromRows(report, attack) }, from),
    attack.caughtBy.slice(0, 3).join(', '),
  ]);
  return [head, ...rows].map((parts) => parts.join('  ').trimEnd());
}

function cellSpan(cell: DrillCell | undefined): Span {
  return cell
    ? { text: `${cell.found}/${cell.seeds}`, style: styles[outcomeOf(cell)] }
    : { text: '·', style: 'faint' };
}
