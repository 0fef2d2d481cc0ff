import { expect, it } from 'vitest';
import { poisonable } from './poisonable.ts';

it.each(['classification', 'instruction', 'chat', 'preference', 'rating', 'document'] as const)(
  'reads every %s row',
  async (shape) => {
    expect((await poisonable(shape, 60)).rows).toHaveLength(60);
  },
);
