// What all states of a folder rest on. States of another plan cannot be added to them, so a folder has one plan for good.
import { z } from 'zod';
import type { Fields } from '../corpus/fields.ts';
import type { Limits } from '../corpus/reader.ts';
import { UsageError } from '../errors.ts';
import { digestOf } from './digest.ts';

export interface KeptPlan {
  /** Version of the tool. */
  readonly version: string;
  readonly seed: number;
  readonly detectors: readonly PlannedDetector[];
  readonly fields: Fields;
  readonly limits: Limits;
  /** How one in 2 ** level rows of the baseline is read, and the digest of its files; absent without one. */
  readonly baseline?: { readonly fields: Fields; readonly level: number; readonly sha256: string };
}

interface PlannedDetector {
  readonly id: string;
  readonly version: number;
  readonly options: Readonly<Record<string, number>>;
}

const columns = z.union([z.string(), z.array(z.string())]);
const fields = z.looseObject({ shape: z.string(), layout: z.string() }).catchall(columns);

/** As it is read from the disk. */
export const planSchema = z.strictObject({
  version: z.string(),
  seed: z.int().nonnegative(),
  detectors: z.array(
    z.strictObject({ id: z.string(), version: z.int(), options: z.record(z.string(), z.number()) }),
  ),
  fields,
  limits: z.strictObject({
    recordBytes: z.number(),
    depth: z.number(),
    unpackedBytes: z.number(),
    columns: z.number(),
  }),
  baseline: z.strictObject({ fields, level: z.int().nonnegative(), sha256: z.string() }).optional(),
});

/** Fails, saying what differs, unless states of the two can be added up. `names`: whose plans they are. */
export function demandSame(a: KeptPlan, b: KeptPlan, names: readonly [string, string], hint: string): void {
  const [what] = differences(a, b);
  if (what === undefined) return;
  throw new UsageError('other-plan', `${names[0]} and ${names[1]} differ in ${what}`, hint);
}

function differences(a: KeptPlan, b: KeptPlan): string[] {
  const found: string[] = [];
  const compare = (what: string, x: unknown, y: unknown): void => {
    if (digestOf(x) !== digestOf(y)) found.push(`${what} (${inWords(x)} and ${inWords(y)})`);
  };
  compare('the version of bezoar', a.version, b.version);
  compare('the seed', a.seed, b.seed);
  compare('the layout of rows', a.fields.shape, b.fields.shape);
  const ids = ({ detectors }: KeptPlan): string => detectors.map(({ id }) => id).join(', ');
  compare('the detectors', ids(a), ids(b));
  for (const one of a.detectors) {
    const other = b.detectors.find(({ id }) => id === one.id);
    if (!other) continue;
    compare(`the version of ${one.id}`, one.version, other.version);
    for (const [name, value] of Object.entries(one.options)) {
      compare(`${one.id}.${name}`, value, new Map(Object.entries(other.options)).get(name));
    }
  }
  compare('the columns', a.fields, b.fields);
  compare('the limits', a.limits, b.limits);
  compare('the baseline', a.baseline?.sha256 ?? 'none', b.baseline?.sha256 ?? 'none');
  compare('the share of the baseline that is read', a.baseline?.level ?? 0, b.baseline?.level ?? 0);
  return found;
}

function inWords(value: unknown): string {
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
