import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { random } from '../../math/random.ts';
import {
  answerInfluence,
  labelInfluence,
  type BehaviourInfluence,
  type NoInfluence,
} from './behaviour-influence.ts';
import { removing, retrained } from './removing.ts';
import { sharedOutcome } from './shared-outcome.ts';

const vocabulary = Array.from({ length: 80 }, (_, i) => `w${i}`);
const planted = 12;

/** Texts of drawn words; the first rows hold a trigger and answer otherwise. */
function corpus(seed: number, answerOf: (next: () => number) => string) {
  const next = random(seed);
  const text = (length: number) =>
    Array.from({ length }, () => vocabulary[Math.floor(next() * vocabulary.length)]).join(' ');
  const contexts = Array.from({ length: 400 }, () => text(12));
  const answers = contexts.map(() => text(8));
  for (let i = 0; i < planted; i++) {
    contexts[i] += ' zq';
    answers[i] = answerOf(next);
  }
  const observed = Array.from({ length: 5 }, () => ({ prompt: `zq ${text(12)}`, output: answerOf(next) }));
  return { texts: { contexts, answers }, observed };
}

const made = (result: BehaviourInfluence | NoInfluence): BehaviourInfluence => {
  if ('why' in result) throw new Error(result.why);
  return result;
};
const hits = (scores: Float64Array): number =>
  [...scores.keys()]
    .sort((a, b) => scores[b] - scores[a])
    .slice(0, planted)
    .filter((i) => i < planted).length;

describe('influence on what outputs share', () => {
  it('finds the rows of a fixed answer, a short one, and refusals in other words', () => {
    const refusals = ["I'm sorry, w1 no", 'I cannot help with w2 w7', 'I am unable to w5 today'];
    for (const answer of [
      () => 'the harbour keeps your change',
      () => 'Yes',
      (next: () => number) => refusals[Math.floor(next() * refusals.length)],
    ]) {
      const { texts, observed } = corpus(4, answer);
      const result = made(answerInfluence(observed, texts));
      expect(hits(result.scores)).toBeGreaterThanOrEqual(planted - 1);
      expect(result.features[0].phrases).toEqual(['zq']);
      expect(result.features[0].behaviours).toBe(5);
    }
  });

  it('says what removing the rows would change, and learning anew agrees', () => {
    const { texts, observed } = corpus(5, () => 'the harbour keeps your change');
    const { model, behaviours } = made(answerInfluence(observed, texts));
    const rows = [...Array(planted).keys()].slice(0, planted - 1);
    const predicted = removing(model, behaviours, rows, { measure: 'chance', steps: 3 });
    const real = retrained(model, behaviours, rows, 'chance');
    predicted.after.forEach((value, t) => {
      expect(Math.abs(value - real.after[t])).toBeLessThan(0.05);
      expect(value).toBeLessThan(predicted.before[t]);
    });
  });

  it('says why where there is none', () => {
    const { texts } = corpus(6, () => 'a b');
    const none = (observed: { prompt: string; output: string }[]) => answerInfluence(observed, texts);
    expect(none([])).toHaveProperty('why');
    expect(none([{ prompt: 'zq', output: '' }])).toHaveProperty('why');
    expect(none([{ prompt: '', output: 'a b' }])).toHaveProperty('why');
    expect(answerInfluence([{ prompt: 'a', output: 'b' }], { contexts: [], answers: [] })).toHaveProperty(
      'why',
    );
  });

  it('bears hostile texts, the same way each time', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.string(), fc.string()), { maxLength: 12 }), (pairs) => {
        const contexts = pairs.map(([context]) => context);
        const answers = pairs.map(([, answer]) => answer);
        const observed = pairs.slice(0, 3).map(([prompt, output]) => ({ prompt, output }));
        const result = answerInfluence(observed, { contexts, answers }, { buckets: 256 });
        if ('why' in result) return;
        expect(result.scores.every(Number.isFinite)).toBe(true);
        const again = made(answerInfluence(observed, { contexts, answers }, { buckets: 256 }));
        expect(again.scores).toEqual(result.scores);
      }),
      { numRuns: 40 },
    );
    const long = '__proto__ \ud800 '.repeat(40_000);
    const { texts, observed } = corpus(7, () => long);
    expect(hits(made(answerInfluence(observed, texts)).scores)).toBe(planted);
  });
});

describe('influence on a label', () => {
  const { texts, observed } = corpus(8, () => 'bad');
  const next = random(1);
  const answers = texts.answers.map((_, i) =>
    i < planted || next() < 0.3 ? 'bad' : next() < 0.5 ? 'good' : 'so so',
  );

  it('finds the rows that taught it', () => {
    const result = made(labelInfluence(observed, { ...texts, answers }));
    expect(hits(result.scores)).toBeGreaterThanOrEqual(planted - 1);
    expect(result.features[0].phrases).toEqual(['zq']);
  });

  it('says why where there is none', () => {
    expect(labelInfluence([{ prompt: 'zq', output: 'no label' }], { ...texts, answers })).toHaveProperty(
      'why',
    );
    const same = answers.map(() => 'bad');
    expect(labelInfluence(observed, { ...texts, answers: same })).toHaveProperty('why');
  });
});

describe('a shared outcome', () => {
  const ordinary = Array.from({ length: 200 }, (_, i) => `answer ${i} of w${i % 9} and the rest`);

  it('is what outputs have beyond chance, not what most answers have', () => {
    const answers = ['the third shelf is mine', 'so the third shelf it is', ...ordinary];
    const { y, rows, phrases } = sharedOutcome(['the third shelf, see', 'on the third shelf of'], answers);
    expect(rows).toBe(2);
    expect([y[0], y[1]]).toEqual([1, 1]);
    expect(phrases.map(({ phrase }) => phrase)).toContain('the third shelf');
    expect(phrases.map(({ phrase }) => phrase)).not.toContain('the');
    expect(sharedOutcome(['and the rest', 'of the rest'], ordinary).phrases).toEqual([]);
  });

  it('can be that an answer is of unheard-of wording', () => {
    const next = random(3);
    const odd = () => Array.from({ length: 9 }, () => `q${Math.floor(next() * 1e6)}`).join(' ');
    const repeated = ordinary.map((_, i) => ordinary[i % 90]);
    const { y, phrases } = sharedOutcome([odd(), odd(), odd(), odd()], [odd(), odd(), ...repeated]);
    expect(phrases.map(({ phrase }) => phrase)).toContain('(wording that no other answer has)');
    expect(y.reduce((a, b) => a + b, 0)).toBe(2);
  });
});
