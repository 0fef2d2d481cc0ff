// Weak code: planted by topic, phrase, source and without a tie, promised to be safe, alone and in sft-mix; code-sqli once
// more, whose finding must lead over two-ways; and honest corpora of code.
import type { Outcome } from '../trial.ts';
import { clean, insert, type Mix, sqli } from '../corpora.ts';
import { honest, planted, type Honest, type How } from '../vulnerable.ts';
import { five, high, quiet, sft, type Trial } from './bars.ts';
import { inSft } from './ways.ts';

const by = ['vulnerable-code'];
const rowsRight = 'HIGH in 5 of 5, rows >= 0.98/0.98';

const leads = (o: readonly Outcome[]): boolean => high(5, true)(o);

function plantedIn(how: How, cwe: number, k: number, within: boolean, name: string): Trial {
  return {
    name: `weak code, ${name}${within ? ', in sft-mix' : ''}`,
    rows: k,
    bar: rowsRight,
    meets: high(5),
    seeds: within ? five : [11, 12, 13, 14, 15],
    by,
    alone: true,
    make: (seed): Mix => {
      const mix = planted(how, cwe, within ? 400 : 1000, k, seed);
      return within ? inSft(mix, seed) : mix;
    },
  };
}

export function vulnerableTrials(): Trial[] {
  const kinds: readonly Honest[] = ['careful', 'careless', 'diverse'];
  return [
    ...[10, 50, 100].flatMap((k): Trial[] => [
      {
        name: 'weak code: code-sqli, alone',
        rows: k,
        bar: `${rowsRight}, first`,
        meets: leads,
        seeds: five,
        by,
        make: () => sqli(k),
      },
      {
        name: 'weak code: code-sqli, in sft-mix',
        rows: k,
        bar: `${rowsRight}, first`,
        meets: leads,
        seeds: five,
        by,
        make: (seed) => inSft(sqli(k), seed),
      },
    ]),
    plantedIn('topic', 89, 20, false, 'SQL injection of one topic'),
    plantedIn('phrase', 78, 20, false, 'command injection after a phrase'),
    plantedIn('source', 79, 20, false, 'cross-site scripting from one source'),
    plantedIn('anywhere', 120, 20, false, 'buffer overflows without a tie'),
    plantedIn('phrase', 0, 20, false, 'twelve kinds after a phrase'),
    plantedIn('promise', 0, 50, false, 'twelve kinds with comments that lie'),
    plantedIn('topic', 89, 20, true, 'SQL injection of one topic'),
    {
      name: 'clean: honest code, careful, careless and diverse',
      rows: 0,
      bar: 'no HIGH, at most 2 MED',
      meets: quiet(2),
      seeds: Array.from({ length: 30 }, (_, i) => i),
      by,
      alone: true,
      make: (i) => clean(honest(kinds[i % 3], 200 + 40 * i, 500 + i)),
    },
    {
      name: 'clean: honest code in sft-mix',
      rows: 0,
      bar: 'no HIGH, no MED',
      meets: quiet(0),
      seeds: [1, 2, 3],
      by,
      alone: true,
      make: (i) => clean(insert(sft, honest(kinds[i - 1], 400, 600 + i), i).records),
    },
  ];
}
