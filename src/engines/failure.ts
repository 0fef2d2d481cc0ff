// Errors on their way between threads. A UsageError keeps its code, so that it is shown as the user's mistake.
import { UsageError, type UsageCode } from '../errors.ts';

/** An error as plain data: its class does not survive the way. */
export interface Failure {
  readonly message: string;
  readonly stack?: string;
  readonly usage?: { readonly code: UsageCode; readonly hint: string };
}

export function failureOf(error: unknown): Failure {
  if (!(error instanceof Error)) return { message: String(error) };
  const { message, stack } = error;
  return error instanceof UsageError
    ? { message, stack, usage: { code: error.code, hint: error.hint } }
    : { message, stack };
}

export function errorOf({ message, stack, usage }: Failure): Error {
  const error = usage ? new UsageError(usage.code, message, usage.hint) : new Error(message);
  if (stack !== undefined) error.stack = stack;
  return error;
}
