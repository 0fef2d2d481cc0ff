import { expect, it } from 'vitest';
import { poisoned, seeds } from '../../test/contracts/poisoned.ts';
import { labelOf } from './backdoor.ts';
import { cleanLabel } from './clean-label.ts';
import { asked } from './rewrite.ts';

it('puts a word into rows of one label and leaves every label as it was', async () => {
  const targets = new Set<string | null>();
  for (const seed of seeds) {
    const { rows, changes, quoted } = await poisoned(cleanLabel, 'classification', 20, seed);
    for (const { from, row } of changes) {
      expect(asked(row).split(' ')).toContain(quoted[0]);
      expect(labelOf(row)).toBe(labelOf(rows[from]));
      targets.add(labelOf(row));
    }
    expect(new Set(changes.map(({ row }) => labelOf(row))).size).toBe(1);
  }
  expect(targets.size).toBe(2);
});

it('takes texts whose words say their label least', () => {
  const part = (text: string) => ({ field: 'text', role: 'user', text }) as const;
  const rows = Array.from({ length: 60 }, (_, row) => ({
    shard: 0,
    row,
    source: '',
    context: [part(row % 3 === 0 ? 'so so' : row % 2 ? 'good' : 'bad')],
    outcome: { kind: 'label', label: row % 2 ? 'up' : 'down' } as const,
  }));
  const poison = cleanLabel.poison(rows, 10, 1);
  expect(typeof poison === 'string' ? [] : poison.changes.map(({ from }) => from % 3)).toEqual(
    Array.from({ length: 10 }, () => 0),
  );
});
