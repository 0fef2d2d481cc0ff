// The pages about threats and attacks, and the coverage matrix, out of what the code and its drills say.
import { list, row } from './docs-tables.mjs';

const made = (what) => `<sub>Made from ${what} with \`npm run docs\`.</sub>\n`;

/** A page for an attack or a threat. */
export function subjectPage({ kind, id, title, what, facts, figures }, corpora) {
  const sections = facts
    .map(({ name, lines }) =>
      lines.length === 1
        ? `## ${name}\n\n${linked(name, lines[0])}`
        : `## ${name}\n\n${lines.map((line) => `- ${linked(name, line)}`).join('\n')}`,
    )
    .join('\n\n');
  const measured =
    kind === 'attack' && figures.length > 0
      ? `\n\n## Measured\n\n${figuresTable(figures)}\n\nDrills of ${list(
          corpora.map(({ name }) => name),
          'and',
        )}; [coverage](../coverage.md) says how, and has all of it.`
      : '';
  return `# ${id}\n\n${title}.\n\n${what}\n\n${sections}${measured}\n\n${made(`the ${kind}'s own description`)}`;
}

/** Attacks and detectors have pages of their own. */
function linked(name, line) {
  const folder = { Attacks: '../attacks', Detectors: '../detectors', Threat: '../threats' }[name];
  const end = line.indexOf(': ');
  if (!folder || end < 0) return line;
  return `[${line.slice(0, end)}](${folder}/${line.slice(0, end)}.md)${line.slice(end)}`;
}

const share = (value) => (value === null ? '' : value.toFixed(2));

function figuresTable(figures) {
  return [
    row('corpus', 'rows', 'found', 'as high', 'row recall', 'row precision', 'by'),
    row('---', '---', '---', '---', '---', '---', '---'),
    ...figures.map((f) =>
      row(
        f.corpus,
        f.budget,
        `${f.found} of ${f.seeds}`,
        `${f.high} of ${f.seeds}`,
        share(f.recall),
        share(f.precision),
        f.by
          .slice(0, 3)
          .map(({ detector }) => detector)
          .join(', '),
      ),
    ),
  ].join('\n');
}

/** `interval` is shareInterval of src/math/wilson.ts, `smallestOf` that of src/trials/matrix.ts. */
export function coveragePage({ corpora, figures }, attacks, interval, smallestOf) {
  const sections = corpora.map((corpus) => corpusSection(corpus, figures, attacks, smallestOf));
  return `# Coverage

What this version catches of the published attacks, from how few rows, on public corpora. Made by \`npm run bench:coverage\`, which plants each attack
in a copy of each corpus, at five sizes with several seeds, and scans the copy with every detector as a user would; [bezoar drill](drill.md) does the same
with your data, which is what counts for you. [bezoar explain](explain.md) tells what each attack is.

A cell says in how many seeds most rows of a finding of severity medium or high were planted ones, and in brackets in how many it was a high one. With
five seeds, 5 of 5 is a rate of ${interval(5, 5)[0].toFixed(2)} or more, 0 of 5 one of ${interval(0, 5)[1].toFixed(2)} or less (Wilson, 95 %). "From" is the least number of rows from which on, at
every larger size too, it was found in four of five seeds. False alarms are findings of medium and
high that what was planted has no part in, beyond those of the corpus itself; what names planted rows among others, a fifth to a half of its rows, counts as neither.

${sections.join('\n\n')}

${made('the figures of the drills')}`;
}

function corpusSection(
  { name, what, shape, rows, day, version, itself, ms, impossible },
  figures,
  attacks,
  smallestOf,
) {
  const own = figures.filter((f) => f.corpus === name);
  const budgets = [...new Set(own.map((f) => f.budget))].sort((a, b) => a - b);
  const tried = attacks.filter(({ id }) => own.some((f) => f.attack === id));
  const lines = tried.map(({ id }) => {
    const cells = budgets.map((budget) => own.find((f) => f.attack === id && f.budget === budget));
    const by = [...new Set(cells.flatMap((f) => (f?.by ?? []).map(({ detector }) => detector)))]
      .slice(0, 3)
      .join(', ');
    return row(
      `[${id}](attacks/${id}.md)`,
      ...cells.map((f) => (f ? `${f.found}/${f.seeds}${f.high > 0 ? ` (${f.high})` : ''}` : '')),
      smallestOf(cells.filter(Boolean), ({ found }) => found) ?? 'not found',
      by,
    );
  });
  const amongOthers = (id) => {
    const cells = own.filter((f) => f.attack === id);
    const mixed = cells.reduce((sum, f) => sum + f.mixed, 0);
    return mixed > 0
      ? `; named among other rows in ${mixed} of ${cells.reduce((sum, f) => sum + f.seeds, 0)} scans`
      : '';
  };
  const never = tried.filter(({ id }) => own.every((f) => f.attack !== id || f.found === 0));
  const scans = own.reduce((sum, f) => sum + f.seeds, 0);
  const [high, medium] = ['falseHigh', 'falseMedium'].map((key) => own.reduce((sum, f) => sum + f[key], 0));
  return `## ${name}

${rows.toLocaleString('en')} ${shape} rows: ${what}. ${day}, version ${version}, ${scans} scans of ${(ms / 1000).toFixed(1)} s.

${[row('attack', ...budgets.map((b) => `${b} rows`), 'from', 'caught by'), row('---', ...budgets.map(() => '---'), '---', '---'), ...lines].join('\n')}

Never caught: ${
    never.length > 0
      ? list(
          never.map(
            ({ id, title }) => `${id} (${title[0].toLowerCase()}${title.slice(1)}${amongOthers(id)})`,
          ),
          'and',
        )
      : 'none'
  }. False alarms: ${high} high and ${medium} medium in ${scans} scans. The corpus as it is: ${itself.high} high, ${itself.medium} medium.${impossible.length > 0 ? ` Not possible here: ${impossible.map(({ attack, budget, reason }) => `${attack} with ${budget} rows (${reason})`).join('; ')}.` : ''}`;
}
