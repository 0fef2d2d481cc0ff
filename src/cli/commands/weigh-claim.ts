// What weights say against rows: a note at most, for in every corpus some rows lie further out than others.
import type { Claim } from '../../finding.ts';
import type { Row } from '../../row.ts';
import type { Weigher } from '../../training/weighing/weigher.ts';

/** Rows with at most so much of their weight left are named. */
const named = 0.5;

export function accusation(weigher: Weigher, rows: readonly Row[], weights: Float64Array): Claim[] {
  const far = [...rows.keys()].filter((i) => weights[i] <= named);
  if (far.length === 0) return [];
  const place = ({ shard, row }: Row) => ({ shard, row });
  const worst = [...far].sort((a, b) => weights[a] - weights[b] || a - b).slice(0, 8);
  return [
    {
      severity: 'note',
      threat: weigher.catches[0],
      title: weigher.title,
      claim: `${far.length} of ${rows.length} rows keep at most half of their weight. That is a reason to let a model learn less from them, and none to call them poisoned: clean data has such rows too.`,
      evidence: [
        { name: 'rows with at most half of their weight', value: far.length, unit: 'rows' },
        { name: 'their share', value: (100 * far.length) / rows.length, unit: '%' },
      ],
      falseDiscovery: 1,
      rows: far.map((i) => place(rows[i])),
      phrases: [],
      outcomePhrases: [],
      examples: worst.map((i) => ({ place: place(rows[i]) })),
      advice: 'Train with weights.npy as sample weights, and look at the rows with the least.',
    },
  ];
}
