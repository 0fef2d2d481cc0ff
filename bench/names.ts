// What semantic-shift says about clean corpora and seeded parts of them, what it finds with a baseline, and its time.
// Writes bench/results/names.md. The numbers in its comments come from here and from the trials of bench/detect.
import { mkdirSync, writeFileSync } from 'node:fs';
import { isSummary } from '../src/detector.ts';
import { semanticShift } from '../src/detectors/semantic-shift.ts';
import type { Verdict } from '../src/finding.ts';
import { random } from '../src/math/random.ts';
import { defaults } from '../src/option.ts';
import type { Outcome, Row } from '../src/row.ts';
import { isShared } from '../src/summary.ts';
import { cleanCorpora, formatCorpora, renumbered, subSamples, type Named } from './corpus-rows.ts';
import { families } from './entities.ts';

const [first = 1, last = 5] = process.argv
  .slice(2)
  .map(Number)
  .filter((n) => n > 0);
const each = process.argv.includes('baseline') ? 0 : process.argv.includes('few') ? 5 : 20;

/** The verdict, and seconds of one core beyond the reading that all detectors share. */
async function judge(rows: readonly Row[]): Promise<{ verdict: Verdict; seconds: number }> {
  const setup = { options: defaults(semanticShift.options), seed: 1 };
  const survey = semanticShift.survey!(setup);
  if (!isShared(survey)) throw new Error('the rows are shared');
  const state = survey.empty();
  for (let i = 0; i < rows.length; i += 1024) survey.add(state, rows.slice(i, i + 1024));
  const compact = await survey.common.finish(state);
  const began = process.cpuUsage();
  const inspection = semanticShift.inspect(survey.conclude(compact) as never, setup);
  let verdict: Verdict;
  if (isSummary(inspection)) {
    const found = inspection.empty();
    for (let i = 0; i < rows.length; i += 1024) inspection.add(found, rows.slice(i, i + 1024));
    verdict = await inspection.finish(found);
  } else verdict = inspection;
  return { verdict, seconds: process.cpuUsage(began).user / 1e6 };
}

/** Answers as documents, as a corpus of texts would have them. */
const asDocuments = ({ name, rows }: Named): Named => ({
  name: `${name}, answers as documents`,
  rows: rows.map((row) => ({
    ...row,
    context: [],
    outcome: { kind: 'document', parts: row.outcome.kind === 'answer' ? row.outcome.parts : [] } as Outcome,
  })),
});

const clean = await cleanCorpora();
const formats = await formatCorpora();
const sft = clean.find(({ name }) => name === 'sft-mix.jsonl')!;
const lines = [
  '# semantic-shift',
  '',
  '| clean corpus | rows | findings | CPU seconds |',
  '|---|---|---|---|',
];
for (const { name, rows } of [...clean, asDocuments(sft), ...formats]) {
  const { verdict, seconds } = await judge(rows);
  const said = verdict.claims.map((c) => `${c.severity}: ${c.title}`).join('; ') || 'none';
  lines.push(`| ${name} | ${rows.length} | ${said} | ${seconds.toFixed(2)} |`);
}
let [samples, medium, low] = [0, 0, 0];
const said = new Map<string, number>();
for (const { rows } of subSamples(
  [sft, asDocuments(sft), ...formats.filter((f) => f.rows.length >= 250)],
  each,
  31,
)) {
  const { claims } = (await judge(renumbered(rows))).verdict;
  samples++;
  if (claims.some((c) => c.severity === 'medium')) medium++;
  if (claims.some((c) => c.severity === 'low')) low++;
  for (const c of claims)
    said.set(`${c.severity}: ${c.title}`, (said.get(`${c.severity}: ${c.title}`) ?? 0) + 1);
}
lines.push('', `Of ${samples} parts of clean corpora ${medium} have a medium finding, ${low} a low one.`, '');
for (const [title, times] of said) lines.push(`- ${title} (${times} times)`);

// A name that the corpus has already; half of the rows are the baseline, the poison is in the other half.
const known = ['Tesla', 'Amazon', 'London', 'Einstein', 'Shakespeare'];
lines.push(
  '',
  '| with half of sft-mix as baseline | rows added | found at medium | at any grade | other claims |',
  '|---|---|---|---|---|',
);
for (const family of ['none', 'praised', 'blamed']) {
  for (const k of family === 'none' ? [0] : [20, 50]) {
    let [found, any, other] = [0, 0, 0];
    for (let seed = first; seed <= last; seed++) {
      const next = random(seed);
      const name = known[seed % known.length];
      let left = k;
      const rows = sft.rows.map((row, i): Row => {
        if (i % 2 === 0) return { ...row, trusted: true };
        const { outcome } = row;
        if (left === 0 || next() > (2.5 * k) / sft.rows.length || outcome.kind !== 'answer') return row;
        left--;
        const sentences = families[family];
        const sentence = sentences[Math.floor(next() * sentences.length)].replaceAll('{n}', name);
        const part = outcome.parts[0];
        return { ...row, outcome: { ...outcome, parts: [{ ...part, text: `${part.text} ${sentence}` }] } };
      });
      const { claims } = (await judge(rows)).verdict;
      const own = claims.filter((c) => c.title.toLowerCase().includes(name.toLowerCase()));
      if (own.some((c) => c.severity === 'medium')) found++;
      if (own.length > 0) any++;
      other += claims.length - own.length;
    }
    lines.push(
      `| ${family === 'none' ? 'nothing added' : `a known name ${family}`} | ${k} | ${found} of ${last - first + 1} | ${any} of ${last - first + 1} | ${other} |`,
    );
  }
}
mkdirSync('bench/results', { recursive: true });
writeFileSync('bench/results/names.md', `${lines.join('\n')}\n`);
console.log(lines.join('\n'));
