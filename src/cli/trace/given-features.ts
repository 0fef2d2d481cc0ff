// Files of numbers that a model of the user's own gives to the rows of the data and to the behaviours.
import { takenOf } from '../../attribution/asked.ts';
import { featureEvidence, type FeatureEvidence } from '../../attribution/feature-evidence.ts';
import type { Product } from '../../attribution/influence/products.ts';
import { UsageError } from '../../errors.ts';
import { takeRows, type Dense } from '../../math/matrix.ts';
import { counted } from '../../report/wording.ts';
import { visible } from '../../text/visible.ts';
import { denseFeatures } from '../dense-features.ts';
import type { InForce } from '../flags.ts';

export interface FeatureFiles {
  readonly rows: string;
  readonly behaviours: string;
}

/** Undefined where none were given. Throws `UsageError` where one of the two is missing. */
export function featureFiles(set: InForce): FeatureFiles | undefined {
  const rows = set.text('traceFeatures');
  const behaviours = set.text('behaviourFeatures');
  if (rows === undefined && behaviours === undefined) {
    if (set.text('traceFeatureName') === undefined) return undefined;
    throw new UsageError('bad-option', '--feature-name is of a file of features', 'Name it with --features.');
  }
  if (rows === undefined || behaviours === undefined)
    throw new UsageError(
      'bad-option',
      rows === undefined
        ? 'there are features of the behaviours and none of the rows'
        : 'there are features of the rows and none of the behaviours',
      'Give both, made by the same model: --features and --behaviour-features.',
    );
  return { rows, behaviours };
}

/** Rows and behaviours: how many there are of each. */
export async function givenFeatures(
  files: FeatureFiles,
  rows: number,
  behaviours: number,
  set: InForce,
  seed: number,
): Promise<FeatureEvidence> {
  // The smaller file first: a mistake in it is told at once.
  const own = await tableOf(files.behaviours, set, behaviours, 'behaviour');
  const all = await tableOf(files.rows, set, rows, 'row');
  return featureEvidence(all, takeRows(own, takenOf(behaviours)), {
    product: set.text('traceProduct') as Product,
    seed,
  });
}

async function tableOf(path: string, set: InForce, wanted: number, what: string): Promise<Dense> {
  const table = await denseFeatures(path, set.text('traceFeatureName'));
  if (table.rows === wanted) return table;
  throw new UsageError(
    'bad-option',
    `${visible(path, 200)} has ${counted(table.rows, 'row')} of features, and there ${wanted === 1 ? 'is' : 'are'} ${counted(wanted, what)}`,
    what === 'row'
      ? 'Give one row of features for each row of the data that can be read, in their order.'
      : 'Give one row of features for each behaviour that has a prompt or an output, in their order.',
  );
}
