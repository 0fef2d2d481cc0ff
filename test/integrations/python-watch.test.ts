// The callback for Hugging Face trainers, tried on tiny real trainings where Python has what they need.
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { repository } from '../cli/bezoar.ts';
import { pythonWith } from '../fixtures/python-with.ts';

const { python, reason } = pythonWith('transformers');

describe.skipIf(python === undefined)(`bezoar_watch.py (${reason})`, () => {
  it('logs the losses of rows without changing the training', async () => {
    const script = join(repository, 'integrations', 'python', 'test_bezoar_watch.py');
    const { stderr } = await promisify(execFile)(python as string, [script], { timeout: 280_000 });
    expect(stderr).toMatch(/Ran [5-9] tests in .*\n\nOK/);
  }, 300_000);
});
