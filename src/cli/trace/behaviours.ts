// The behaviours that a user gives: as flags, or as a file of pairs, which is read as a corpus is, in any of its formats.
import { gatherRows } from '../../corpus/gather-rows.ts';
import { openCorpus } from '../../corpus/open.ts';
import { behaviourOf, type Behaviour } from '../../attribution/sides.ts';
import { UsageError } from '../../errors.ts';
import type { InForce } from '../flags.ts';
import { limitsOf } from '../flags.ts';

export async function behavioursOf(file: string | undefined, set: InForce): Promise<Behaviour[]> {
  const [prompt, output] = [set.text('tracePrompt') ?? '', set.text('traceOutput') ?? ''];
  const typed = prompt !== '' || output !== '';
  if (file !== undefined && typed)
    throw new UsageError(
      'bad-option',
      'behaviours were given as a file and as flags',
      'Give --prompt and --output, or a file of such pairs.',
    );
  if (typed) return [{ prompt, output }];
  if (file === undefined)
    throw new UsageError(
      'nothing-to-scan',
      'no behaviour was given',
      'Name a file of prompts and outputs, or give one with --prompt and --output.',
    );
  const corpus = await openCorpus([file], {
    fields: set.text('behaviourFields'),
    limits: limitsOf(set),
    stdin: process.stdin,
  }).catch(ofBehaviours);
  const { rows } = await gatherRows(corpus);
  const behaviours = rows
    .map(behaviourOf)
    .filter((behaviour) => behaviour.prompt.trim() !== '' || behaviour.output.trim() !== '');
  if (behaviours.length > 0) return behaviours;
  throw new UsageError(
    'empty',
    `${file} holds no prompt and no output`,
    'Each row needs a prompt, an output or both.',
  );
}

/** --fields is about the data. */
function ofBehaviours(error: unknown): never {
  if (!(error instanceof UsageError)) throw error;
  const hint = error.hint.replaceAll('--fields', '--behaviour-fields');
  throw new UsageError(error.code, error.message, hint, error);
}
