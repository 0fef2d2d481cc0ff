import { describe, expect, it } from 'vitest';
import { poisonable } from '../../test/contracts/poisonable.ts';
import { rareToken } from '../attacks/rare-token.ts';
import { plant } from './plant.ts';
import type { RecordWriter } from './record.ts';

describe('a planted copy', () => {
  it('passes over rows that cannot be written back', async () => {
    const subject = await poisonable('instruction', 100);
    const odd = (row: number): boolean => row % 3 > 0;
    const write: RecordWriter = (line, was, wanted) =>
      odd(was.row) ? 'rows of this layout cannot be written back' : subject.write(line, was, wanted);
    const planted = plant({ ...subject, write }, rareToken, 20, 1);
    if (typeof planted === 'string') throw new Error(planted);
    expect(planted.poisoned).toHaveLength(20);
    expect(planted.poisoned.some(({ from }) => odd(from))).toBe(false);
    // 34 rows can be written.
    expect(plant({ ...subject, write }, rareToken, 40, 1)).toContain('cannot be written back');
  });

  it('holds no more planted rows than there are rows', async () => {
    expect(plant(await poisonable('instruction', 30), rareToken, 31, 1)).toBe('there are only 30 rows');
  });
});
