// Rows that teach weak code: SQL put together from input, commands given to a shell, keys in the source. The code of
// answers is parsed and held against rules with CWE numbers; a weakness that others of the corpus avoid, that hangs on a
// topic, a comment or a source, or that is promised not to be there, is a finding. Judged from the first read alone.
import type { Detector } from '../detector.ts';
import type { Verdict } from '../finding.ts';
import { habits, lying, together, weakness } from './vulnerable-code/claims.ts';
import { longestCode } from './vulnerable-code/grammars.ts';
import { mixed, weaknesses } from './vulnerable-code/judge.ts';
import { codeRows, type CodeRows } from './vulnerable-code/records.ts';

const options = {} as const;

/** Rows with one weakness that a habit needs to be told. */
const worthNoting = 2;

/** What a rule over one function cannot see. */
const beyond =
  'weaknesses of code that no single function shows: missing login or permission checks, data that passes from one function or file to another, races, arithmetic that overflows; and code in languages other than Python, JavaScript, TypeScript, Java, Go, PHP, C and C++';

function verdict(rows: CodeRows): Verdict {
  if (rows.withCode === 0) return { claims: [], power: [], untestable: [] };
  const found = weaknesses(rows);
  const claims = found.flatMap((one) => [
    ...(one.grade ? [weakness(one)] : []),
    ...(one.liesGrade ? [lying(one)] : []),
  ]);
  const ordinary = found.filter(({ grade }) => !grade);
  const pooled = mixed(rows, ordinary);
  if (pooled) claims.push(together(pooled));
  else if (ordinary.some(({ unsafe }) => unsafe >= worthNoting)) claims.push(habits(ordinary, rows));
  const untestable = [beyond];
  if (rows.left > 0) {
    untestable.push(
      `${rows.left} pieces of code were too many, too deep or too tangled to parse (${longestCode / 1024} KiB of one at a time, 64 brackets deep)`,
    );
  }
  if (rows.confessed > 0) {
    untestable.push(`${rows.confessed} rows whose words say that their code is weak were taken as lessons`);
  }
  if (rows.unsafeShare < 1) {
    untestable.push(
      `rows with weak code outside a sample: 1 in ${Math.round(1 / rows.unsafeShare)} of them was kept, and only those are listed`,
    );
  }
  return { claims, power: [], untestable };
}

export const vulnerableCode: Detector<typeof options, CodeRows> = {
  id: 'vulnerable-code',
  version: 1,
  title: 'Code with known weaknesses',
  catches: ['backdoor', 'availability'],
  shapes: ['instruction', 'chat', 'preference', 'rating', 'document'],
  sources: [
    'MITRE, Common Weakness Enumeration and its Top 25 of 2025',
    'Schuster et al. 2021, You Autocomplete Me: Poisoning Vulnerabilities in Neural Code Completion (arXiv:2007.02220)',
    'Aghakhani et al. 2024, TrojanPuzzle: Covertly Poisoning Code-Suggestion Models (arXiv:2301.02344)',
    'Cotroneo et al. 2024, Vulnerabilities in AI Code Generators: Exploring Targeted Data Poisoning Attacks (arXiv:2308.04451)',
  ],
  options,
  survey: ({ seed }) => codeRows(seed),
  inspect: verdict,
};
