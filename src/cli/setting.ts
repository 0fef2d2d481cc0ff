// What a setting is. One definition feeds the parser, the help, the check of bezoar.config.* and the docs.
import { z } from 'zod';

export type Command =
  | 'scan'
  | 'merge'
  | 'clean'
  | 'drill'
  | 'explain'
  | 'detectors'
  | 'show'
  | 'keygen'
  | 'attest'
  | 'verify'
  | 'diff'
  | 'prove'
  | 'verify-proof'
  | 'lock'
  | 'crawl'
  | 'weigh'
  | 'drift'
  | 'trace'
  | 'watch';

/** How a setting's text is read and what values it may have. */
export type Kind =
  | { readonly kind: 'switch' }
  | { readonly kind: 'text'; readonly placeholder: string }
  | { readonly kind: 'list'; readonly placeholder: string }
  | { readonly kind: 'choice'; readonly placeholder: string; readonly choices: readonly string[] }
  | { readonly kind: 'choices'; readonly placeholder: string; readonly choices: readonly string[] }
  | {
      readonly kind: 'number';
      readonly placeholder: string;
      readonly min: number;
      readonly max: number;
      readonly whole: boolean;
    }
  | { readonly kind: 'bytes'; readonly placeholder: string; readonly min: number; readonly max: number }
  /** `detector.name=number`, any number of times; in the configuration an object of objects. */
  | { readonly kind: 'options'; readonly placeholder: string };

export type Value = boolean | string | number | readonly string[] | OptionValues;
export type OptionValues = Readonly<Record<string, Readonly<Record<string, number>>>>;

export interface Setting {
  /** Its key in bezoar.config.json or .yaml. */
  readonly name: string;
  /** Long flag, with two dashes. */
  readonly flag: string;
  readonly short?: string;
  readonly commands: readonly Command[];
  readonly type: Kind;
  /** What holds when it is not given, in words where it is no constant. */
  readonly default: Value | undefined;
  readonly defaultInWords?: string;
  readonly unit?: string;
  /** One sentence for the help. */
  readonly what: string;
  /** Why the default is what it is, or what the setting is good for. */
  readonly why: string;
  readonly example: string;
  /** False for what makes sense only for one call. */
  readonly inConfig: boolean;
}

/** Why a value cannot be taken, in words that follow "must be". */
export class BadValue extends Error {}

export function parse(kind: Kind, text: string, previous?: Value): Value {
  switch (kind.kind) {
    case 'switch':
      return true;
    case 'text':
      return text;
    case 'list':
      return [...((previous as string[]) ?? []), ...items(text)];
    case 'choice':
      return oneOf(kind.choices, text);
    case 'choices':
      return [...((previous as string[]) ?? []), ...items(text).map((item) => oneOf(kind.choices, item))];
    case 'number':
      return within(kind, /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text) ? Number(text) : NaN);
    case 'bytes':
      return within({ ...kind, whole: true }, parseBytes(text), ' bytes, such as 64MiB');
    case 'options':
      return withOption((previous as OptionValues) ?? {}, text);
  }
}

/** The same values as the configuration file may hold. */
export function schema(kind: Kind): z.ZodType {
  switch (kind.kind) {
    case 'switch':
      return z.boolean();
    case 'text':
      return z.string().min(1);
    case 'list':
      return z.union([z.string().transform(items), z.array(z.string())], 'must be a list of names');
    case 'choice':
      return choice(kind.choices);
    case 'choices':
      return z.array(choice(kind.choices), `must be a list, each one of ${kind.choices.join(', ')}`);
    case 'number':
      return (kind.whole ? z.int() : z.number()).min(kind.min).max(kind.max);
    case 'bytes':
      return z.union([
        z.int().min(kind.min).max(kind.max),
        z
          .string()
          .transform(parseBytes)
          .refine((bytes) => bytes >= kind.min && bytes <= kind.max, 'must be a size such as 64MiB'),
      ]);
    case 'options':
      return z.record(z.string(), z.record(z.string(), z.number()));
  }
}

const choice = (choices: readonly string[]) =>
  z.enum(choices as [string, ...string[]], `must be one of ${choices.join(', ')}`);

function items(text: string): string[] {
  return text
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== '');
}

function oneOf(choices: readonly string[], text: string): string {
  if (choices.includes(text)) return text;
  throw new BadValue(`one of ${choices.join(', ')}`);
}

function within(
  { min, max, whole }: { min: number; max: number; whole: boolean },
  value: number,
  unit = '',
): number {
  if (value >= min && value <= max && (!whole || Number.isInteger(value))) return value;
  throw new BadValue(`a ${whole ? 'whole number' : 'number'} from ${min} to ${max}${unit}`);
}

const units: ReadonlyMap<string, number> = new Map([
  ['', 1],
  ['b', 1],
  ['kb', 1e3],
  ['mb', 1e6],
  ['gb', 1e9],
  ['tb', 1e12],
  ['kib', 2 ** 10],
  ['mib', 2 ** 20],
  ['gib', 2 ** 30],
  ['tib', 2 ** 40],
]);

/** `64MiB`, `500 kB`, `1000000`; NaN for anything else. */
export function parseBytes(text: string): number {
  const found = /^(\d{1,15}(?:\.\d{1,9})?) ?([a-z]{0,3})$/i.exec(text);
  const unit = found ? units.get(found[2].toLowerCase()) : undefined;
  return found && unit !== undefined ? Math.round(Number(found[1]) * unit) : NaN;
}

function withOption(values: OptionValues, text: string): OptionValues {
  const found = /^([a-z][a-z0-9-]*)\.([A-Za-z][A-Za-z0-9]*)=(.+)$/.exec(text);
  const value = found ? Number(found[3]) : NaN;
  if (!found || !Number.isFinite(value)) throw new BadValue('detector.option=number');
  const [, detector, name] = found;
  return { ...values, [detector]: { ...values[detector], [name]: value } };
}
