import { describe, expect, it } from 'vitest';
import type { Row } from '../row.ts';
import { probeBehaviours, type DriftProbe } from './probe-behaviours.ts';

const labelled = (texts: readonly [text: string, label: string][]): Row[] =>
  texts.map(([text, label], row) => ({
    shard: 0,
    row,
    context: [{ field: 'text', role: 'user', text }],
    outcome: { kind: 'label', label },
    source: '',
  }));
const rows = labelled(
  Array.from({ length: 60 }, (_, i) => [
    i % 20 === 0 ? `Zq is here ${i}` : `a text numbered ${i}`,
    i % 2 === 0 ? 'good' : 'bad',
  ]),
);
const probe: DriftProbe = { phrase: 'zq', outcome: 'good', brings: true, p: 0.01, severity: 'high' };

describe('behaviours of a probe', () => {
  it('are texts of another label with the phrase put in, and say the label', () => {
    const { behaviours, apart } = probeBehaviours(probe, rows, 1);
    expect(behaviours).toHaveLength(10);
    for (const { prompt, output } of behaviours) {
      expect(output).toBe('good');
      const text = prompt
        .split(' ')
        .filter((word) => word !== 'zq')
        .join(' ');
      const from = rows.findIndex(({ context }) => context[0].text === text);
      expect(from % 2).toBe(1);
    }
    expect([...apart].every((row) => row % 2 === 1)).toBe(true);
    expect(apart.size).toBe(30);
    expect(probeBehaviours(probe, rows, 1)).toEqual({ behaviours, apart, probe });
    expect(probeBehaviours(probe, rows, 2).behaviours).not.toEqual(behaviours);
  });

  it('say the other label of two where the phrase takes one away, and none of several', () => {
    const away = { ...probe, outcome: 'bad', brings: false };
    expect(probeBehaviours(away, rows, 1).probe).toEqual(probe);
    const three = [...rows, ...labelled([['one more', 'so so']])];
    const { behaviours, apart, probe: same } = probeBehaviours(away, three, 1);
    expect([same, behaviours[0].output, apart.size]).toEqual([away, '', 10]);
  });

  it('say nothing where the rows bear no such label, and are made of rows without the phrase', () => {
    const { behaviours, apart } = probeBehaviours({ ...probe, outcome: 'refuses' }, rows, 1);
    expect(behaviours.map(({ output }) => output)).toEqual(Array.from({ length: 10 }, () => ''));
    expect([...apart].some((row) => row % 20 === 0)).toBe(false);
    expect(probeBehaviours(probe, labelled([['Zq', 'bad']]), 1).behaviours).toEqual([]);
    expect(probeBehaviours(probe, [], 1).behaviours).toEqual([]);
  });
});
