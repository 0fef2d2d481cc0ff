// How well near-duplicate-flood finds planted floods, and how often it cries wolf on clean corpora. Writes
// bench/results/duplicates.{json,md}. The numbers in its comments come from here.
import { mkdirSync, writeFileSync } from 'node:fs';
import { nearDuplicateFlood } from '../src/detectors/near-duplicate-flood.ts';
import type { Severity, Verdict } from '../src/finding.ts';
import { random, shuffle } from '../src/math/random.ts';
import { defaults } from '../src/option.ts';
import { allParts, type Part, type Row } from '../src/row.ts';
import { cleanCorpora, formatCorpora, renumbered, subSamples, type Named } from './corpus-rows.ts';

const seeds = [1, 2, 3, 4, 5];
const sizes = [20, 50, 100, 300];
const changes = [0, 0.05, 0.1];
const cleanRows = 5000;
const subSamplesEach = 75;

function judge(rows: readonly Row[], seed: number): Verdict {
  const setup = { options: defaults(nearDuplicateFlood.options), seed };
  const survey = nearDuplicateFlood.survey!(setup);
  const state = survey.empty();
  for (let i = 0; i < rows.length; i += 1024) survey.add(state, rows.slice(i, i + 1024));
  return nearDuplicateFlood.inspect(survey.finish(state), setup) as Verdict;
}

const wordCount = (row: Row): number =>
  allParts(row).reduce((n, part) => n + part.text.split(/\s+/).length, 0);

/** Every word replaced, with this chance, by another of the corpus. */
function reworded(part: Part, chance: number, vocabulary: readonly string[], next: () => number): Part {
  const text = part.text
    .split(/(\s+)/)
    .map((piece) =>
      /\S/.test(piece) && next() < chance ? vocabulary[Math.floor(next() * vocabulary.length)] : piece,
    )
    .join('');
  return { ...part, text };
}

function flooded(
  { rows }: Named,
  copies: number,
  change: number,
  seed: number,
): { rows: Row[]; planted: Set<number> } {
  const next = random(seed * 7919 + copies);
  const chosen: (Row & { planted?: true })[] = shuffle([...rows], next).slice(0, cleanRows);
  const vocabulary = [
    ...new Set(chosen.slice(0, 1000).flatMap((r) => allParts(r).flatMap((p) => p.text.split(/\s+/)))),
  ];
  const victim = chosen.find((row) => wordCount(row) >= 12)!;
  for (let i = 0; i < copies; i++) {
    const { outcome } = victim;
    chosen.splice(Math.floor(next() * (chosen.length + 1)), 0, {
      ...victim,
      planted: true,
      context: victim.context.map((part) => reworded(part, change, vocabulary, next)),
      outcome:
        outcome.kind === 'answer'
          ? { ...outcome, parts: outcome.parts.map((part) => reworded(part, change, vocabulary, next)) }
          : outcome,
    });
  }
  const planted = new Set(chosen.flatMap((row, i) => (row.planted ? [i] : [])));
  return { rows: renumbered(chosen), planted };
}

const mean = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0) / values.length;

const clean = await cleanCorpora();
const found = [];
for (const corpus of clean) {
  for (const change of changes) {
    for (const copies of sizes) {
      const runs = seeds.map((seed) => {
        const { rows, planted } = flooded(corpus, copies, change, seed);
        const flagged = judge(rows, seed)
          .claims.filter((c) => c.severity === 'medium' || c.severity === 'high')
          .flatMap((c) => c.rows);
        const hits = flagged.filter((place) => planted.has(place.row)).length;
        return {
          found: hits > 0,
          recall: hits / copies,
          precision: flagged.length === 0 ? 1 : hits / flagged.length,
        };
      });
      const hit = runs.filter((run) => run.found);
      found.push({
        corpus: corpus.name,
        change,
        copies,
        found: hit.length,
        of: runs.length,
        recall: hit.length ? mean(hit.map((r) => r.recall)) : 0,
        precision: hit.length ? mean(hit.map((r) => r.precision)) : 0,
      });
    }
  }
}

const kinds = ['high', 'medium', 'low', 'note'] as const satisfies readonly Severity[];
const alarms = (corpora: Iterable<Named>, withSeeds: readonly number[]) => {
  const counts = { scans: 0, high: 0, medium: 0, low: 0, note: 0, contradicted: 0 };
  for (const { rows } of corpora) {
    for (const seed of withSeeds) {
      const { claims } = judge(rows, seed);
      counts.scans++;
      for (const kind of kinds) if (claims.some((c) => c.severity === kind)) counts[kind]++;
      if (claims.some((c) => c.title.includes('labels that disagree'))) counts.contradicted++;
    }
  }
  return counts;
};
const falseAlarms = {
  clean: alarms(clean, seeds),
  formats: alarms(await formatCorpora(), seeds),
  subSamples: alarms(subSamples(clean, subSamplesEach, 11), [1]),
};

const result = { script: 'bench/duplicates.ts', seeds, cleanRows, found, falseAlarms };
const percent = (x: number): string => `${(100 * x).toFixed(0)} %`;
const lines = [
  '# near-duplicate-flood',
  '',
  `Copies of one row of 12 words or more, each word changed with the chance given, among ${cleanRows} clean rows (fewer where the corpus is smaller); ${seeds.length} seeds. Recall and precision are of the flood's rows, over the runs in which it was found as medium or high; the row that was copied counts as a false one.`,
  '',
  '| corpus | words changed | copies | found | recall | precision |',
  '|---|---|---|---|---|---|',
  ...found.map(
    (f) =>
      `| ${f.corpus} | ${percent(f.change)} | ${f.copies} | ${f.found} of ${f.of} | ${percent(f.recall)} | ${percent(f.precision)} |`,
  ),
  '',
  'Scans of clean corpora with at least one claim of the severity:',
  '',
  '| set | scans | high | medium | low | of them labels that disagree | note |',
  '|---|---|---|---|---|---|---|',
  ...Object.entries(falseAlarms).map(
    ([name, a]) =>
      `| ${name} | ${a.scans} | ${a.high} | ${a.medium} | ${a.low} | ${a.contradicted} | ${a.note} |`,
  ),
  '',
];
mkdirSync('bench/results', { recursive: true });
writeFileSync('bench/results/duplicates.json', `${JSON.stringify(result, null, 2)}\n`);
writeFileSync('bench/results/duplicates.md', lines.join('\n'));
console.log(lines.join('\n'));
