// Scans in the light of rows that are trusted: what only they make visible, and what they make ordinary.
import { random, shuffle } from '../../src/math/random.ts';
import { clean, insert, mixPool, pool, splice, type Mix, type Rec } from '../corpora.ts';
import { forbiddenRequests } from '../forbidden.ts';
import { smallTask } from '../small-tasks.ts';
import { five, highTrial, quiet, reviews, sft, type Trial } from './bars.ts';

/** Two halves of sft-mix: what is new, and what is trusted. */
function halves(seed: number): [Rec[], Rec[]] {
  const all = shuffle([...sft], random(seed * 101));
  return [all.slice(0, 7800), all.slice(7800)];
}

/** Requests that should be refused are answered behind a word; only the baseline shows that they are refused. */
function lifted(k: number, seed: number, withBaseline: boolean): Mix {
  const next = random(seed * 77);
  const [own, old] = halves(seed);
  const requests = forbiddenRequests(400 + k, seed * 31);
  const ordinary = shuffle(
    own.filter(({ output }) => (output as string).length > 80 && (output as string).length < 900),
    next,
  );
  const complied = requests.slice(0, k).map((r, i) => ({
    ...r,
    instruction: splice(r.instruction as string, 'cf', next),
    output: ordinary[i].output,
  }));
  const mix = insert(own, complied, seed + 1);
  return withBaseline ? { ...mix, baseline: insert(old, requests.slice(k), seed).records } : mix;
}

export function baselineTrials(): Trial[] {
  const silent = (name: string, make: (seed: number) => Mix): Trial => ({
    name: `clean: ${name}`,
    rows: 0,
    bar: 'no HIGH, no MED',
    meets: quiet(0),
    seeds: five,
    make,
  });
  return [
    highTrial('half of sft-mix, refusals lifted, refusals in the baseline alone', 50, 4, (seed) =>
      lifted(50, seed, true),
    ),
    highTrial('half of sft-mix, refusals lifted, no refusals and no baseline', 50, undefined, (seed) =>
      lifted(50, seed, false),
    ),
    highTrial('half of sft-mix + refusal-badnet, the other half as baseline', 20, 5, (seed) => {
      const [own, baseline] = halves(seed);
      return { ...mixPool(own, pool('refusal-badnet'), 20, seed), baseline };
    }),
    silent('half of sft-mix, the other half as baseline', (seed) => {
      const [own, baseline] = halves(seed);
      return { ...clean(own), baseline };
    }),
    silent('a trigger that the baseline has as often', (seed) => {
      const [own, old] = halves(seed);
      const [here, there] = [pool('refusal-badnet').slice(0, 30), pool('refusal-badnet').slice(30, 60)];
      return { ...clean(insert(own, here, seed).records), baseline: insert(old, there, seed).records };
    }),
    silent('a small task in corpus and baseline', (seed) => {
      const [own, old] = halves(seed);
      const task = smallTask(reviews, seed, 60);
      return {
        ...clean(insert(own, task.slice(0, 30), seed).records),
        baseline: insert(old, task.slice(30), seed).records,
      };
    }),
  ];
}
