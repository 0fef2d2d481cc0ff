// A row is one training example: a context that is given and an outcome that the model is taught. One idea
// serves every shape of data, so that every detector can ask the same question of each.

export type Role = 'system' | 'user' | 'assistant' | 'tool';

/** How the columns of a corpus play the parts of a row. */
export type Shape = 'classification' | 'instruction' | 'chat' | 'preference' | 'rating' | 'document';

/** One text of a row. `field` says where it stood in the record, e.g. `messages[2].content`. */
export interface Part {
  readonly field: string;
  readonly role: Role;
  readonly text: string;
}

/**
 * What the row teaches. For a chat every assistant turn is taught, so all of them are parts of the answer and
 * everything the others said is context. A document has no context: what precedes a position is its context.
 */
export type Outcome =
  | { readonly kind: 'label'; readonly label: string }
  | { readonly kind: 'answer'; readonly parts: readonly Part[] }
  | { readonly kind: 'choice'; readonly chosen: readonly Part[]; readonly rejected: readonly Part[] }
  | { readonly kind: 'rating'; readonly parts: readonly Part[]; readonly up: boolean }
  | { readonly kind: 'document'; readonly parts: readonly Part[] };

/**
 * Where a row stands: shard number in corpus order, and 0-based data row within the shard. Blank lines and a
 * header are not rows; an unreadable line is one, so that numbers stay those of the file.
 */
export interface Place {
  readonly shard: number;
  readonly row: number;
}

export interface Row extends Place {
  readonly context: readonly Part[];
  readonly outcome: Outcome;
  /** Who or what the row came from, as the data says it; '' when it does not. */
  readonly source: string;
  /** Who labelled, compared or rated it; absent when the data does not say. */
  readonly annotator?: string;
  /** When it was made or fetched, in milliseconds since 1970; absent when the data does not say. */
  readonly time?: number;
  /** A vector of its content that the data brings along; of one length throughout a corpus, all finite. */
  readonly embedding?: Float32Array;
  /** True for rows of a baseline that the user vouches for: what is ordinary is learned from them, none is accused. */
  readonly trusted?: true;
}

/** Corpus order of two places: by shard, then by row. */
export function byPlace(a: Place, b: Place): number {
  return a.shard - b.shard || a.row - b.row;
}

/** The texts a row is taught with, in order; none for a label. Rejected answers are not taught. */
export function taught(outcome: Outcome): readonly Part[] {
  switch (outcome.kind) {
    case 'label':
      return [];
    case 'choice':
      return outcome.chosen;
    default:
      return outcome.parts;
  }
}

/** Every text of a row, context first. */
export function allParts(row: Row): readonly Part[] {
  const { outcome } = row;
  return outcome.kind === 'choice'
    ? [...row.context, ...outcome.chosen, ...outcome.rejected]
    : [...row.context, ...taught(outcome)];
}
