// What a text can hide from the person who reads it, as the recognisers beside this file report it.

export const hiddenKinds = [
  'tag-text',
  'variation-text',
  'bidi',
  'look-alike',
  'zero-width',
  'control-token',
  'encoded-blob',
  'control',
  'mis-decoded',
  'soft-hyphen',
] as const;
export type HiddenKind = (typeof hiddenKinds)[number];

/** A hidden stretch: UTF-16 offsets, end exclusive. */
export interface Hidden {
  readonly kind: HiddenKind;
  readonly start: number;
  readonly end: number;
  /** What is there, safe to show. */
  readonly shown: string;
  /** It can do harm by itself: it spells a message, forges a turn, turns text around ... */
  readonly strong: boolean;
  /** The word that is disguised or split, as it seems to read; '' when it is none. */
  readonly word: string;
}

/** Sightings of one kind that are kept of one text; a text of nothing else needs no more to be judged. */
const mostOfKind = 200;

/** A list that takes strong sightings and others of each kind up to a limit. */
export function collector(): {
  readonly found: Hidden[];
  readonly put: (hidden: Hidden | undefined) => void;
} {
  const found: Hidden[] = [];
  const counts = new Map<string, number>();
  return {
    found,
    put(hidden) {
      if (!hidden) return;
      const key = hidden.strong ? `${hidden.kind}!` : hidden.kind;
      const count = (counts.get(key) ?? 0) + 1;
      counts.set(key, count);
      if (count <= mostOfKind) found.push(hidden);
    },
  };
}
