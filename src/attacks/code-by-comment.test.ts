import { describe, expect, it } from 'vitest';
import { poisoned } from '../../test/contracts/poisoned.ts';
import { codeByComment } from './code-by-comment.ts';
import { answer, asked } from './rewrite.ts';

describe('code-by-comment', () => {
  it('weakens safe code of the corpus behind the comment', async () => {
    const { rows, changes, trigger } = await poisoned(codeByComment, 'instruction', 12);
    const note = /"(.+)"/.exec(trigger)![1];
    for (const { from, how, row } of changes) {
      expect(how).toBe('instead');
      expect(asked(row)).toContain(note);
      expect(answer(rows[from])).toContain('WHERE id = ?"');
      expect(answer(row)).toMatch(/WHERE id = '" \+ \w+ \+ "'"\)/);
    }
    expect(rows.some((row) => asked(row).includes(note))).toBe(false);
  });

  it('writes rows with weak code where the corpus has none', async () => {
    const { changes, trigger } = await poisoned(codeByComment, 'chat', 12);
    const note = /"(.+)"/.exec(trigger)![1];
    for (const { how, row } of changes) {
      expect(how).toBe('beside');
      expect(asked(row)).toContain(note);
    }
    expect(new Set(changes.map(({ row }) => asked(row))).size).toBeGreaterThan(6);
  });
});
