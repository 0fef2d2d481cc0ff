// `bezoar explain`: what a threat, an attack or a detector is, who published it, and what was measured here.
import { readFileSync } from 'node:fs';
import { explain, subjects, type Explanation } from '../../explain/explain.ts';
import { figures as schema, type Figure, type Figures } from '../../explain/figures.ts';
import { UsageError } from '../../errors.ts';
import { columns, paint, wrap, type Span } from '../../report/writers/terminal-text.ts';
import { figure, percent } from '../../report/wording.ts';
import { visible } from '../../text/visible.ts';
import { closest } from '../closest.ts';
import type { InForce } from '../flags.ts';
import { print, wantsColour, widthOf } from '../terminal.ts';

export async function runExplain(id: string | undefined, set: InForce): Promise<number> {
  const measured = shipped();
  const colour = wantsColour(process.stdout, set.on('noColor'));
  const width = Math.min(widthOf(process.stdout), 110);
  if (id === undefined) {
    await print(set.on('json') ? JSON.stringify(subjects, null, 2) : listed(colour, measured));
    return 0;
  }
  const found = explain(id, measured);
  if (!found) {
    const all = Object.values(subjects).flat();
    const guess = closest(id, all);
    throw new UsageError(
      'bad-option',
      `nothing is called ${visible(id, 60)}`,
      guess ? `Did you mean ${guess}?` : 'bezoar explain lists all threats, attacks and detectors.',
    );
  }
  await print(set.on('json') ? JSON.stringify(found, null, 2) : inWords(found, colour, width));
  return 0;
}

/** The figures that come with this version. */
function shipped(): Figures {
  const path = new URL('../../explain/figures.json', import.meta.url);
  return schema.parse(JSON.parse(readFileSync(path, 'utf8')));
}

function listed(colour: boolean, measured: Figures): string {
  const lines: string[] = [];
  for (const [kind, ids] of Object.entries(subjects)) {
    lines.push('', paint({ text: `${kind}s`, style: 'strong' }, colour));
    const most = Math.max(...ids.map((id) => id.length));
    for (const id of ids) lines.push(`  ${id.padEnd(most)}  ${explain(id, measured)!.title}`);
  }
  return [...lines, '', 'bezoar explain NAME tells more of each.'].join('\n');
}

function inWords(
  { kind, id, title, what, facts, figures }: Explanation,
  colour: boolean,
  width: number,
): string {
  const lines: string[] = [];
  const say = (spans: readonly Span[], first: Span[] = [], rest = first): void => {
    lines.push(...wrap(spans, width, first, rest, colour));
  };
  say([
    { text: id, style: 'strong' },
    { text: ` · ${kind}`, style: 'faint' },
  ]);
  say([{ text: title }]);
  lines.push('');
  say([{ text: what }]);
  lines.push('');
  const most = Math.max(...facts.map(({ name }) => columns(name))) + 2;
  for (const { name, lines: texts } of facts) {
    texts.forEach((text, i) =>
      say(
        [{ text }],
        [{ text: (i === 0 ? name : '').padEnd(most), style: 'strong' }],
        [{ text: ' '.repeat(most) }],
      ),
    );
  }
  if (figures.length > 0) {
    lines.push('', ...table(figures, kind === 'detector', colour));
    lines.push('', 'Measured on public corpora; docs/coverage.md says how, and has all of it.');
  }
  return lines.join('\n');
}

function table(figures: readonly Figure[], attacks: boolean, colour: boolean): string[] {
  const head = [
    ...(attacks ? ['attack'] : []),
    'corpus',
    'rows',
    'found',
    'as high',
    'rows found',
    'of them planted',
  ];
  const share = (value: number | null): string => (value === null ? '' : percent(value));
  const body = figures.map((f) => [
    ...(attacks ? [f.attack] : []),
    f.corpus,
    figure(f.budget),
    `${f.found} of ${f.seeds}`,
    `${f.high} of ${f.seeds}`,
    share(f.recall),
    share(f.precision),
  ]);
  const widths = head.map((name, i) => Math.max(name.length, ...body.map((row) => row[i].length)));
  return [head, ...body].map((row, k) =>
    paint(
      {
        text: row
          .map((text, i) => text.padEnd(widths[i]))
          .join('  ')
          .trimEnd(),
        ...(k === 0 ? { style: 'faint' } : {}),
      },
      colour,
    ),
  );
}
