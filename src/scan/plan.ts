// What a scan will do: which detectors look, with which options, and why the others do not.
import type { Detector, Setup } from '../detector.ts';
import { UsageError } from '../errors.ts';
import { defaults, type Values } from '../option.ts';
import { list } from '../report/wording.ts';
import type { Shape } from '../row.ts';

export interface Planned {
  readonly detector: Detector;
  readonly setup: Setup;
  /** Whether it can judge rows of the corpus's shape. */
  readonly looks: boolean;
}

/** Values by detector id and option name; what is absent keeps its default. */
export type OptionValues = Readonly<Record<string, Readonly<Record<string, number>>>>;

export function planOf(
  detectors: readonly Detector[],
  shape: Shape,
  values: OptionValues,
  seed: number,
): readonly Planned[] {
  for (const id of Object.keys(values)) {
    if (!detectors.some((d) => d.id === id)) {
      const known = detectors.map((d) => d.id).join(', ');
      throw new UsageError('bad-option', `no detector is called ${id}`, `Detectors in this scan: ${known}.`);
    }
  }
  return detectors.map((detector) => ({
    detector,
    setup: { options: valuesOf(detector, values[detector.id] ?? {}), seed },
    looks: detector.shapes.includes(shape),
  }));
}

function valuesOf({ id, options }: Detector, given: Readonly<Record<string, number>>): Values {
  const known = new Map(Object.entries<Detector['options'][string]>(options));
  for (const [name, value] of Object.entries(given)) {
    const option = known.get(name);
    if (!option) {
      const hint =
        known.size === 0 ? `${id} has no options.` : `Its options: ${[...known.keys()].join(', ')}.`;
      throw new UsageError('bad-option', `${id} has no option ${name}`, hint);
    }
    const { min, max, unit } = option;
    if (!(value >= min && value <= max)) {
      const hint = `Give a number from ${min} to ${max} (${unit}).`;
      throw new UsageError('bad-option', `${id}.${name} cannot be ${value}`, hint);
    }
  }
  return { ...defaults(options), ...given };
}

/** Why a detector did not look. */
export function shapeReason({ title, shapes }: Detector, shape: Shape): string {
  return `"${title}" was not looked for: that can be judged in ${list(shapes)} rows, and these are ${shape} rows`;
}
