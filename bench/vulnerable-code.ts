// What vulnerable-code's rules see and how often it cries wolf: rows of code-sqli held against its answer key, planted
// weaknesses by topic, phrase, source and promise, honest corpora by the hundred, and how fast code is read.
// Writes bench/results/vulnerable-code.md. Arguments: number of honest corpora (1,000), first seed (11; 1 to 5 were for trying things).
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readFileSync } from 'node:fs';
import type { Verdict } from '../src/finding.ts';
import { vulnerableCode } from '../src/detectors/vulnerable-code.ts';
import { inspectCode } from '../src/detectors/vulnerable-code/inspect-code.ts';
import { rules } from '../src/detectors/vulnerable-code/rules.ts';
import type { Row } from '../src/row.ts';
import { answerKey, shared, type Rec } from './corpora.ts';
import { honest, planted, type Honest, type How } from './vulnerable.ts';

const corpora = Number(process.argv[2] ?? 1000);
const firstSeed = Number(process.argv[3] ?? 11);
const seeds = [0, 1, 2, 3, 4].map((i) => firstSeed + i);

const rowsOf = (records: readonly Rec[]): Row[] =>
  records.map((record, row) => ({
    shard: 0,
    row,
    context: [{ field: 'instruction', role: 'user', text: String(record.instruction) }],
    outcome: { kind: 'answer', parts: [{ field: 'output', role: 'assistant', text: String(record.output) }] },
    source: String(record.source ?? ''),
  }));

function verdict(records: readonly Rec[]): Verdict {
  const setup = { options: {}, seed: 9 };
  const summary = vulnerableCode.survey!(setup);
  const state = summary.empty();
  summary.add(state, rowsOf(records));
  return vulnerableCode.inspect(summary.finish(state), setup) as Verdict;
}

const lines = [
  '# vulnerable-code: what its rules see, and how often it cries wolf',
  '',
  'Made by `npm run bench:vulnerable-code`.',
  '',
  '## The rules alone on code-sqli',
  '',
  '| poisoned rows | recall | precision | MB/s of code |',
  '|---|---|---|---|',
];
for (const k of [10, 50, 100]) {
  const path = join(shared, 'poisoned', `code-sqli-${k}.jsonl`);
  const records = readFileSync(path, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Rec);
  const key = answerKey(`poisoned/code-sqli-${k}.answers.tsv`);
  const begun = process.cpuUsage();
  const hits = records.flatMap(({ output }, row) =>
    inspectCode(String(output), 'python')?.some((s) => !s.safe && rules[s.rule].cwe === 89) ? [row] : [],
  );
  const { user } = process.cpuUsage(begun);
  const right = hits.filter((row) => key.has(row)).length;
  const bytes = records.reduce((sum, { output }) => sum + String(output).length, 0);
  lines.push(
    `| ${k} | ${(right / key.size).toFixed(3)} | ${(right / hits.length).toFixed(3)} | ${(bytes / user).toFixed(1)} |`,
  );
}

lines.push(
  '',
  `## Planted weaknesses, 1,000 tasks, seeds ${seeds[0]} to ${seeds[4]}`,
  '',
  'Grade: of the gravest finding most of whose rows are planted, one letter a seed. Rows: worst recall and precision of it.',
  '',
  '| how | weakness | rows | grades | recall | precision | other findings of medium or above |',
  '|---|---|---|---|---|---|---|',
);
const order = ['high', 'medium', 'low', 'note'];
for (const how of ['topic', 'phrase', 'source', 'anywhere', 'promise'] satisfies How[]) {
  for (const [cwe, name] of [
    [89, 'CWE-89, five languages'],
    [120, 'CWE-120'],
    [0, 'twelve kinds at once'],
  ] as const) {
    for (const k of [10, 20]) {
      let grades = '';
      let [recall, precision, wrong] = [1, 1, 0];
      for (const seed of seeds) {
        const mix = planted(how, cwe, 1000, k, seed);
        const { claims } = verdict(mix.records);
        const share = (rows: readonly { row: number }[]): number =>
          rows.filter(({ row }) => mix.poisoned.has(row)).length / rows.length;
        const own = claims
          .filter((c) => share(c.rows) > 0.5)
          .sort((a, b) => order.indexOf(a.severity) - order.indexOf(b.severity));
        wrong += claims.filter((c) => share(c.rows) <= 0.5 && order.indexOf(c.severity) < 2).length;
        grades += own[0]?.severity[0].toUpperCase() ?? '-';
        const rows = new Set(own.flatMap((c) => c.rows.map(({ row }) => row)));
        recall = Math.min(
          recall,
          [...rows].filter((row) => mix.poisoned.has(row)).length / mix.poisoned.size,
        );
        precision = Math.min(precision, own.length === 0 ? 1 : share(own[0].rows));
      }
      lines.push(
        `| ${how} | ${name} | ${k} | ${grades} | ${recall.toFixed(2)} | ${precision.toFixed(2)} | ${wrong} |`,
      );
    }
  }
}

lines.push(
  '',
  `## Honest corpora, ${corpora} of 100 to 400 tasks`,
  '',
  '| kind | corpora | high | medium | low |',
  '|---|---|---|---|---|',
);
for (const kind of ['careful', 'careless', 'diverse'] satisfies Honest[]) {
  const count = Math.ceil(corpora / 3);
  const found = new Map<string, number>();
  const titles = new Map<string, number>();
  for (let i = 0; i < count; i++) {
    for (const { severity, title } of verdict(honest(kind, 100 + ((i * 37) % 300), firstSeed * 10_000 + i))
      .claims) {
      found.set(severity, (found.get(severity) ?? 0) + 1);
      if (severity === 'high' || severity === 'medium')
        titles.set(`${severity}: ${title}`, (titles.get(`${severity}: ${title}`) ?? 0) + 1);
    }
  }
  lines.push(
    `| ${kind} | ${count} | ${found.get('high') ?? 0} | ${found.get('medium') ?? 0} | ${found.get('low') ?? 0} |`,
  );
  for (const [title, n] of titles) console.log(kind, n, title);
}
writeFileSync(join('bench', 'results', 'vulnerable-code.md'), `${lines.join('\n')}\n`);
console.log(lines.join('\n'));
