import { expect, it } from 'vitest';
import { weaklyAnswered } from './code-requests.ts';
import { codeTasks } from './code-tasks.ts';
import { draws } from './draws.ts';

it('ends no answer and no request with white space', () => {
  const next = draws(1);
  for (const task of codeTasks) {
    for (let i = 0; i < 8; i++) {
      const { prompt, answer } = weaklyAnswered(task, 'parcel', next);
      expect(answer).toBe(answer.trimEnd());
      expect(prompt).toBe(prompt.trimEnd());
    }
  }
});
