// Writes what the docs take from the code: the tables of settings, a page for each detector, and the output of every
// command shown after `$` in a console block. With --check nothing is written and a difference is an error.
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { coveragePage, subjectPage } from './docs-drills.mjs';
import { list, row } from './docs-tables.mjs';
import { root, setUp } from './set-up.mjs';

setUp();
const check = process.argv.includes('--check');
const built = (path) => import(new URL(`../dist/${path}`, import.meta.url).href);
const { settingsOf } = await built('cli/settings.js');
const { flagsOf, defaultOf } = await built('cli/flags.js');
const { detectors } = await built('detectors/index.js');
const { threats } = await built('threat.js');
const { visible } = await built('text/visible.js');
const { attacks } = await built('attacks/index.js');
const { explain, subjects } = await built('explain/explain.js');
const { shareInterval } = await built('math/wilson.js');
const { smallestOf } = await built('trials/matrix.js');
const measuredFigures = JSON.parse(readFileSync(join(root, 'src', 'explain', 'figures.json'), 'utf8'));

let stale = 0;

function put(path, text) {
  let before = '';
  try {
    before = readFileSync(join(root, path), 'utf8');
  } catch {}
  if (before === text) return;
  if (!check) {
    mkdirSync(join(root, path, '..'), { recursive: true });
    writeFileSync(join(root, path), text);
    process.stdout.write(`written: ${path}\n`);
    return;
  }
  stale++;
  const [was, is] = [before.split('\n'), text.split('\n')];
  const at = is.findIndex((line, i) => line !== was[i]);
  process.stdout.write(`stale: ${path}:${at + 1}\n  is      ${was[at] ?? ''}\n  should  ${is[at] ?? ''}\n`);
}

function settingsTable(command) {
  const rows = settingsOf(command).map((setting) => {
    const choices = setting.type.choices ? ` One of ${setting.type.choices.join(', ')}.` : '';
    const key = setting.inConfig ? `\`${setting.name}\`` : '';
    return row(
      `\`${flagsOf(setting)}\``,
      key,
      defaultOf(setting) || 'off',
      `${setting.what}${choices} ${setting.why}`,
    );
  });
  return [
    row('flag', 'in bezoar.config', 'default', 'what it does, and why so'),
    row('---', '---', '---', '---'),
    ...rows,
  ].join('\n');
}

/** The page of figures of a default's source; what limits memory or length has none. */
function measuredIn({ from }) {
  if (!from) return '';
  const page = `bench/results/${from.replace('bench/', '')}.md`;
  return `[${from}](../../${page})`;
}

function detectorPage({ id, version, title, catches, shapes, sources, options }) {
  const turns = Object.entries(options);
  const table = [
    row('option', 'default', 'range', 'unit', 'why', 'measured in'),
    row('---', '---', '---', '---', '---', '---'),
    ...turns.map(([name, o]) =>
      row(
        `\`--option ${id}.${name}=${o.default}\``,
        o.default,
        `${o.min} to ${o.max}`,
        o.unit,
        o.why,
        measuredIn(o),
      ),
    ),
  ].join('\n');
  return `# ${id}

${title}. Version ${version}.

Looks in rows of ${list(shapes)}. Catches:

${catches.map((threat) => `- **${threat}**: ${threats[threat]}`).join('\n')}

${turns.length > 0 ? `## Options\n\n${table}\n\n` : ''}## Measured

${measured(id, shapes)}

## Sources

${sources.map((source) => `- ${source}`).join('\n')}

<sub>Made from the detector's own description with \`npm run docs\`.</sub>
`;
}

const results = join(root, 'bench', 'results');
const trials = JSON.parse(readFileSync(join(results, 'detect.json'), 'utf8'));

/** What bench/ measured of a detector: its trials, what it missed among them, and its false alarms. */
function measured(id, shapes) {
  const own = trials.filter(({ rows, by = ['planted-trigger'] }) => rows > 0 && by.includes(id));
  const wrong = (grade, of) =>
    of
      .flatMap(({ outcomes }) => outcomes.flatMap((o) => o.falseTitles))
      .filter((t) => t.startsWith(`${grade} ${id}:`)).length;
  const clean = trials.filter(({ rows }) => rows === 0);
  const scans = clean.reduce((sum, { seeds }) => sum + seeds, 0);
  const alarms = `False alarms on clean corpora: ${wrong('high', clean)} high and ${wrong('medium', clean)} medium findings in ${scans} scans.`;
  // Sorted: the order in which a folder is read is the machine's.
  const pages = readdirSync(results)
    .filter(
      (name) =>
        name.endsWith('.md') && readFileSync(join(results, name), 'utf8').split('\n', 1)[0].includes(id),
    )
    .sort()
    .map((page) => `[bench/results/${page}](../../bench/results/${page})`)
    .join(', ');
  // The corpora of bench:detect hold no documents.
  if (shapes.every((shape) => shape === 'document')) {
    return `What is found, false alarms with and without a baseline, speed: ${pages}.`;
  }
  const more = pages ? ` More figures: ${pages}.` : '';
  if (own.length === 0) return `${alarms}${more}`;
  const mean = (values) =>
    values.length === 0 ? '-' : (values.reduce((a, b) => a + b, 0) / values.length).toFixed(2);
  const table = [
    row('trial', 'poisoned rows', 'high', 'medium or better', 'any grade', 'recall', 'precision'),
    row('---', '---', '---', '---', '---', '---', '---'),
    ...own.map(({ name, rows, seeds, outcomes }) => {
      const found = outcomes.filter(({ best }) => best !== 'none');
      const of = (key) =>
        found.map((o) => (o.trueHigh > 0 ? o[key] : o[`best${key[0].toUpperCase()}${key.slice(1)}`]));
      const count = (test) => `${outcomes.filter(test).length} of ${seeds}`;
      return row(
        name,
        rows,
        count((o) => o.trueHigh > 0),
        count((o) => o.trueMedium > 0),
        `${found.length} of ${seeds}`,
        mean(of('recall')),
        mean(of('precision')),
      );
    }),
  ].join('\n');
  return `Seeds in which a true finding was made, and the mean recall and precision of its rows. A trial without one is a miss.
Made by \`npm run bench:detect\`, which also gives intervals.

${table}

${alarms}${more}`;
}

function generatedParts(text) {
  return text.replace(
    /(<!-- settings of ([\w-]+) -->\n)[\s\S]*?(<!-- end -->)/g,
    (_, start, command, end) => {
      return `${start}\n${settingsTable(command)}\n\n${end}`;
    },
  );
}

/** Runs the commands of a page's console blocks, one after another in one folder, and puts their output in. */
function consoleParts(text) {
  if (!/^```console$/m.test(text)) return text;
  const folder = mkdtempSync(join(tmpdir(), 'bezoar-docs-'));
  cpSync(join(root, 'examples'), join(folder, 'examples'), { recursive: true });
  try {
    return text.replace(/^```console\n([\s\S]*?)^```$/gm, (_, block) => {
      const commands = block.split('\n').filter((line) => line.startsWith('$ '));
      return `\`\`\`console\n${commands.map((line) => `${line}\n${run(line.slice(2), folder)}`).join('')}\`\`\``;
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function run(command, cwd) {
  const bezoar = `${JSON.stringify(process.execPath)} ${JSON.stringify(join(root, 'dist', 'cli', 'main.js'))}`;
  const env = { ...process.env, NO_COLOR: '1' };
  const { stdout, stderr } = spawnSync('bash', ['-c', `bezoar() { ${bezoar} "$@"; }\n${command} 2>&1`], {
    cwd,
    env,
    encoding: 'utf8',
  });
  const lines = (stdout + stderr).split('\n').map((line) => line.trimEnd());
  while (lines.at(-1) === '') lines.pop();
  while (lines[0] === '') lines.shift();
  // A fence inside would end the block; nothing that we print has one.
  return lines.map((line) => `${visible(line)}\n`).join('');
}

const pages = [
  'README.md',
  'CONTRIBUTING.md',
  'examples/README.md',
  ...readdirSync(join(root, 'docs'))
    .filter((name) => name.endsWith('.md') && name !== 'coverage.md')
    .map((name) => `docs/${name}`),
];
for (const page of pages) put(page, consoleParts(generatedParts(readFileSync(join(root, page), 'utf8'))));
/** One page for each id, and none of an id that is gone. */
function folderOf(name, ids, page) {
  for (const id of ids) put(`docs/${name}/${id}.md`, page(id));
  const known = new Set(ids.map((id) => `${id}.md`));
  for (const file of readdirSync(join(root, 'docs', name))) {
    if (known.has(file)) continue;
    stale++;
    process.stdout.write(`docs/${name}/${file} is of nothing that there is; delete it\n`);
  }
}

const subject = (id) => subjectPage(explain(id, measuredFigures), measuredFigures.corpora);
folderOf('detectors', subjects.detector, (id) => detectorPage(detectors.find((d) => d.id === id)));
folderOf('attacks', subjects.attack, subject);
folderOf('threats', subjects.threat, subject);
put('docs/coverage.md', coveragePage(measuredFigures, attacks, shareInterval, smallestOf));

if (check && stale > 0) {
  process.stdout.write(`${stale} pages are not what the code says; run npm run docs\n`);
  process.exit(1);
}
