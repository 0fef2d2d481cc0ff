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
