import fc from 'fast-check';
import { defaultLimits } from '../corpus/reader.ts';
import { canonicalKernel } from './canonical-kernel.ts';
import { describe, expect, it } from 'vitest';
import { factMembers, recordFacts } from './row-facts.ts';
import { furtherSources, gatherSources } from './source-facts.ts';

const facts = recordFacts();
const few = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'g', '', furtherSources);
const record = fc.option(
  fc.record({
    source: few,
    license: few,
    url: few,
    time: fc.constantFrom('2024-01-02', '2025-05-06', '', 'x'),
  }),
  { nil: undefined },
);

describe('gatherSources', () => {
  it('says the same of rows in one stretch or several, also where sources are more than it tells apart', () => {
    fc.assert(
      fc.property(fc.array(fc.array(record, { maxLength: 12 }), { maxLength: 5 }), (stretches) => {
        const whole = gatherSources(3);
        const numbers = stretches.flat().map((one) => whole.add(one && facts(one), 'file'));
        const joined = gatherSources(3);
        const joinedNumbers: number[] = [];
        for (const stretch of stretches) {
          const own = gatherSources(Infinity);
          const ownNumbers = stretch.map((one) => own.add(one && facts(one), 'file'));
          const inAll = Array.from({ length: own.count() }, (_, i) => joined.numberOf(own.nameOf(i)));
          joinedNumbers.push(...ownNumbers.map((number) => inAll[number]));
          joined.join(own.tallies());
        }
        expect(joined.entries()).toEqual(whole.entries());
        expect(joinedNumbers).toEqual(numbers);
      }),
      { numRuns: 500 },
    );
  });
});

it('the members that tell a source are few enough for the loop, or each row would be parsed', () => {
  expect(canonicalKernel(defaultLimits, factMembers)).toBeDefined();
});
