// What each kind of hidden text can do, and how grave it is by how it is spread over the corpus.
import type { Severity } from '../../finding.ts';
import type { HiddenKind } from '../../text/hidden.ts';

/** How a kind is spread. */
export interface Spread {
  /** Rows of the corpus. */
  readonly total: number;
  readonly rows: number;
  /** Rows where it can do harm by itself, see `Hidden.strong`. */
  readonly strongRows: number;
  /** Rows of the word that is most often disguised or split; 0 when there is none. */
  readonly wordRows: number;
  /** Rows of one kind from which it is no accident. */
  readonly systematic: number;
}

export interface Kind {
  /** What stands in the rows, in the plural. */
  readonly what: string;
  readonly severity: (spread: Spread) => Severity;
  /** What it does, a sentence. */
  readonly harm: string;
  readonly advice: string;
}

/** Share of rows from which chat tokens are how the corpus was written, not something smuggled into it. */
const rendered = 0.2;

export const kinds: Readonly<Record<HiddenKind, Kind>> = {
  'tag-text': {
    what: 'tag characters',
    severity: ({ strongRows }) => (strongRows > 0 ? 'high' : 'low'),
    harm: 'They show as nothing, but a model reads them as letters: no ordinary text holds them outside flags.',
    advice: 'Take these rows out and ask where they came from; nothing writes this by accident.',
  },
  'variation-text': {
    what: 'runs of variation selectors',
    severity: ({ strongRows }) => (strongRows > 0 ? 'high' : 'low'),
    harm: 'One selector chooses how a character looks; a run of them shows as nothing and can carry a message.',
    advice: 'Take these rows out and ask where they came from; nothing writes this by accident.',
  },
  bidi: {
    what: 'bidirectional controls',
    severity: ({ strongRows }) => (strongRows > 0 ? 'medium' : 'low'),
    harm: 'They change the order in which a person reads the text, while the model reads it as stored.',
    advice:
      'Read these rows as stored; an override in a text that is not written from right to left has no good use.',
  },
  'look-alike': {
    what: 'words with look-alike letters of another script',
    severity: ({ wordRows, systematic }) => (wordRows >= systematic ? 'medium' : 'low'),
    harm: 'They look like ordinary words to a person, but are rare words to a model: fit to be a trigger, or to pass a filter.',
    advice: 'Replace the letters, or take the rows out if the same word is disguised in all of them.',
  },
  'zero-width': {
    what: 'zero-width characters',
    severity: ({ rows, strongRows, wordRows, systematic }) => {
      if (strongRows > 0 || wordRows >= systematic) return 'medium';
      return wordRows > 0 || rows >= systematic ? 'low' : 'note';
    },
    harm: 'They show as nothing; inside a word they make it another one to a model. Single ones are often left over from web pages.',
    advice: 'Strip them, after a look at the words that they split.',
  },
  'control-token': {
    what: 'control tokens of chat templates',
    severity: ({ total, rows, strongRows, systematic }) =>
      rows >= rendered * total && rows > systematic ? 'note' : strongRows >= systematic ? 'medium' : 'low',
    harm: 'Rendered for training, a token inside the content can end a turn and begin another that nobody said.',
    advice:
      'Escape or strip them before the chat template is applied; if the rows are rendered already, say so to the trainer.',
  },
  'encoded-blob': {
    what: 'long encoded stretches',
    severity: ({ strongRows, systematic }) => (strongRows >= systematic ? 'medium' : 'low'),
    harm: 'A person skips over them, a model may learn to read them; marked ones decode to text.',
    advice: 'Read what they decode to; leave out stretches that have no use for the task.',
  },
  control: {
    what: 'control characters or broken characters',
    severity: ({ strongRows }) => (strongRows > 0 ? 'low' : 'note'),
    harm: 'They show as nothing or steer the program that shows them, and seldom belong to a text.',
    advice: 'Strip them; where they are many, look at how the text was decoded.',
  },
  'mis-decoded': {
    what: 'C1 control characters',
    severity: () => 'note',
    harm: 'They are nearly always quotation marks and dashes of Windows-1252 that were read in another encoding.',
    advice: 'Decode the text again as Windows-1252.',
  },
  'soft-hyphen': {
    what: 'soft hyphens',
    severity: () => 'note',
    harm: 'They show only where a line breaks, but split a word for a model.',
    advice: 'Strip them.',
  },
};
