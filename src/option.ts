// A number that a user can turn: every one has a unit and a reason.

export interface Option {
  readonly default: number;
  readonly min: number;
  readonly max: number;
  readonly unit: string;
  /** One sentence: what it does and why the default is what it is. */
  readonly why: string;
  /** Where the default was measured against other values, e.g. `bench/calibrate`; absent for limits of memory and of length. */
  readonly from?: string;
}

export type Options = Readonly<Record<string, Option>>;

/** The values in force, one for each option of a detector. */
export type Values<O extends Options = Options> = { readonly [K in keyof O]: number };

export function defaults<O extends Options>(options: O): Values<O> {
  return Object.fromEntries(Object.entries(options).map(([name, o]) => [name, o.default])) as Values<O>;
}
