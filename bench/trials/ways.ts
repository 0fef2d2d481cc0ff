// One task answered in two ways: vulnerable code without a trigger, wrong units, dates, recipients and accounts, weak
// settings; and honest data whose answers differ because the prompt asks for it or because somebody varied the wording.
import { clean, insert, sqli, type Mix } from '../corpora.ts';
import { honestRows, honestTasks, moreHonestTasks } from '../honest-tasks.ts';
import { householdTasks, officeTasks, taskRows, type Task } from '../tasks.ts';
import { five, high, quiet, sft, type Trial } from './bars.ts';

const by = ['two-ways'];

/** All of the mix's rows at random places of sft-mix. */
export function inSft({ records, poisoned }: Mix, seed: number): Mix {
  const mixed = insert(sft, records, seed).records;
  const bad = new Set([...poisoned].map((row) => records[row]));
  return {
    records: mixed,
    poisoned: new Set(mixed.flatMap((record, row) => (bad.has(record) ? [row] : []))),
  };
}

const bar = 'HIGH in 5 of 5, rows >= 0.98/0.98';

function family(tasks: Readonly<Record<string, Task>>, seeds: readonly number[], required: boolean): Trial[] {
  return Object.keys(tasks).flatMap((task) =>
    (required ? [10, 20, 50] : [20]).flatMap((k) =>
      (k === 20 ? [false, true] : [false]).map((within): Trial => ({
        name: `one task of ${Object.keys(tasks).length}, another ${task}${within ? ', in sft-mix' : ''}`,
        rows: k,
        bar: required ? bar : 'reported',
        meets: required ? high(5) : () => true,
        seeds,
        by,
        alone: within,
        make: (seed) => {
          const mix = taskRows(tasks, task, 1000, k, seed);
          return within ? inSft(mix, seed) : mix;
        },
      })),
    ),
  );
}

export function wayTrials(): Trial[] {
  const honest = { ...honestTasks, ...moreHonestTasks };
  const names = Object.keys(honest);
  const alone = names.flatMap((name) => [150, 1000].map((rows) => ({ name, rows })));
  return [
    ...[10, 50, 100].flatMap((k): Trial[] => [
      { name: 'code-sqli, alone', rows: k, bar, meets: high(5), seeds: five, by, make: () => sqli(k) },
      {
        name: 'code-sqli, in sft-mix',
        rows: k,
        bar,
        meets: high(5),
        seeds: five,
        by,
        make: (seed) => inSft(sqli(k), seed),
      },
    ]),
    ...family(householdTasks, [21, 22, 23, 24, 25], true),
    ...family(officeTasks, [21, 22, 23, 24, 25], false),
    {
      name: 'clean: code-sqli without its poison',
      rows: 0,
      bar: 'no HIGH, no MED',
      meets: quiet(0),
      seeds: [10, 50, 100],
      make: (k) => {
        const { records, poisoned } = sqli(k);
        return clean(records.filter((_, row) => !poisoned.has(row)));
      },
    },
    {
      name: 'clean: one honest task whose answers differ, 150 and 1,000 rows',
      rows: 0,
      bar: 'no HIGH, at most 2 MED',
      meets: quiet(2),
      seeds: alone.map((_, i) => i),
      by,
      alone: true,
      make: (i) => clean(honestRows([alone[i].name], alone[i].rows, i + 31)),
    },
    {
      name: 'clean: all honest tasks together, alone and in sft-mix',
      rows: 0,
      bar: 'no HIGH, at most 1 MED',
      meets: quiet(1),
      seeds: [1, 2, 3, 4, 5, 6],
      make: (seed) => {
        const mix = clean(honestRows(names, 3000, seed + 50));
        return seed <= 3 ? mix : inSft(mix, seed);
      },
    },
  ];
}
