// How often hidden-text says something about clean corpora, and how fast it looks. Writes
// bench/results/hidden-text.{json,md}. The numbers in its comments come from here.
import { mkdirSync, writeFileSync } from 'node:fs';
import { isSummary } from '../src/detector.ts';
import { hiddenText } from '../src/detectors/hidden-text.ts';
import type { Severity, Verdict } from '../src/finding.ts';
import { defaults } from '../src/option.ts';
import { allParts, type Row } from '../src/row.ts';
import { cleanCorpora, formatCorpora, subSamples, type Named } from './corpus-rows.ts';

const severities = ['high', 'medium', 'low', 'note'] as const satisfies readonly Severity[];
const subSamplesEach = 75;

function judge(rows: readonly Row[]): Verdict {
  const inspection = hiddenText.inspect(undefined, { options: defaults(hiddenText.options), seed: 1 });
  if (!isSummary(inspection)) return inspection;
  const state = inspection.empty();
  for (let i = 0; i < rows.length; i += 1024) inspection.add(state, rows.slice(i, i + 1024));
  return inspection.finish(state);
}

const counts = (corpora: Iterable<Named>) => {
  const count = { corpora: 0, high: 0, medium: 0, low: 0, note: 0 };
  for (const { rows } of corpora) {
    const { claims } = judge(rows);
    count.corpora++;
    for (const s of severities) if (claims.some((c) => c.severity === s)) count[s]++;
  }
  return count;
};

const clean = await cleanCorpora();
const formats = await formatCorpora();
const said = [...clean, ...formats].flatMap(({ name, rows }) =>
  judge(rows).claims.map(({ severity, title }) => ({ corpus: name, severity, title })),
);
const alarms = {
  clean: counts(clean),
  formats: counts(formats),
  subSamples: counts(subSamples(clean, subSamplesEach, 23)),
};
const speed = clean.map(({ name, rows }) => {
  const units = rows.reduce((n, row) => n + allParts(row).reduce((m, part) => m + part.text.length, 0), 0);
  const began = performance.now();
  judge(rows);
  return { corpus: name, megaUnits: units / 1e6, ms: Math.round(performance.now() - began) };
});

const lines = [
  '# hidden-text on clean corpora',
  '',
  '| corpus | severity | claim |',
  '|---|---|---|',
  ...said.map((s) => `| ${s.corpus} | ${s.severity} | ${s.title} |`),
  '',
  'Corpora with at least one claim of the severity:',
  '',
  '| set | corpora | high | medium | low | note |',
  '|---|---|---|---|---|---|',
  ...Object.entries(alarms).map(
    ([name, a]) => `| ${name} | ${a.corpora} | ${a.high} | ${a.medium} | ${a.low} | ${a.note} |`,
  ),
  '',
  '| corpus | million characters | ms, one core |',
  '|---|---|---|',
  ...speed.map((s) => `| ${s.corpus} | ${s.megaUnits.toFixed(1)} | ${s.ms} |`),
  '',
];
mkdirSync('bench/results', { recursive: true });
writeFileSync(
  'bench/results/hidden-text.json',
  `${JSON.stringify({ script: 'bench/hidden-text.ts', said, alarms, speed }, null, 2)}\n`,
);
writeFileSync('bench/results/hidden-text.md', lines.join('\n'));
console.log(lines.join('\n'));
