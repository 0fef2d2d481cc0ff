// How a contract test fails: with the law that was broken.
import { isDeepStrictEqual } from 'node:util';

export class ContractViolation extends Error {
  /** What was expected and what came instead, where that tells more. */
  readonly details: unknown;

  constructor(law: string, details?: unknown) {
    super(law);
    this.name = 'ContractViolation';
    this.details = details;
  }
}

export function hold(law: string, holds: boolean, details?: unknown): asserts holds {
  if (!holds) throw new ContractViolation(law, details);
}

export type Equal<T> = (a: T, b: T) => boolean;

export function same<T>(law: string, expected: T, actual: T, equal: Equal<T> = isDeepStrictEqual): void {
  hold(law, equal(expected, actual), { expected, actual });
}
