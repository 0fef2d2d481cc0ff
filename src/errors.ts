// Errors by code. A UsageError is the user's mistake and says what to do next (exit 2); anything else that is
// thrown is ours (exit 70). Bad rows are neither: they are counted in the coverage.

export type UsageCode =
  | 'no-such-file'
  | 'no-permission'
  | 'empty'
  | 'nothing-to-scan'
  | 'wrong-kind'
  | 'truncated'
  | 'too-large'
  | 'unknown-shape'
  | 'bad-fields'
  | 'bad-option'
  | 'bad-config'
  | 'bad-report'
  | 'bad-markers'
  | 'bad-manifest'
  | 'bad-signature'
  | 'bad-proof'
  | 'bad-key'
  | 'no-network'
  | 'folder-loop'
  | 'changed-file'
  | 'bad-state'
  | 'other-plan'
  | 'in-use'
  | 'exists'
  | 'disk-full'
  | 'unreadable-row'
  | 'unsupported';

export class UsageError extends Error {
  readonly code: UsageCode;
  /** What the user can do next; one sentence. */
  readonly hint: string;

  constructor(code: UsageCode, message: string, hint: string, cause?: unknown) {
    super(message, { cause });
    this.name = 'UsageError';
    this.code = code;
    this.hint = hint;
  }
}

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
