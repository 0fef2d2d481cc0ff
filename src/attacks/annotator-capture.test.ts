import { describe, expect, it } from 'vitest';
import { poisonable } from '../../test/contracts/poisonable.ts';
import { poisoned, poisonOf } from '../../test/contracts/poisoned.ts';
import { annotatorCapture } from './annotator-capture.ts';
import { labelOf } from './backdoor.ts';
import { turned } from './judgement.ts';

describe('annotator-capture', () => {
  it('has one annotator give other labels', async () => {
    const { rows, changes } = await poisoned(annotatorCapture, 'classification', 12);
    expect(new Set(changes.map(({ from }) => rows[from].annotator)).size).toBe(1);
    for (const { from, row } of changes) {
      expect(labelOf(row)).not.toBe(labelOf(rows[from]));
      expect(row.context).toEqual(rows[from].context);
    }
  });

  it.each(['preference', 'rating'] as const)('has one annotator turn a %s round', async (shape) => {
    const { rows, changes } = await poisoned(annotatorCapture, shape, 12);
    for (const { from, row } of changes) expect(row).toEqual(turned(rows[from]));
  });

  it('takes more annotators where one has judged too little', async () => {
    const { rows } = await poisonable('rating', 400);
    const { changes } = poisonOf(annotatorCapture, rows, 100);
    expect(new Set(changes.map(({ from }) => rows[from].annotator)).size).toBe(2);
    const nobody = rows.map((row) => ({ ...row, annotator: undefined }));
    expect(annotatorCapture.poison(nobody, 12, 1)).toBe('no row names an annotator');
  });
});
