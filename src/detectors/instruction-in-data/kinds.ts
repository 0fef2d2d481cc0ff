// What kinds of orders to a model there are by where they stand, what each can do, and how grave it is by how it is
// spread over the corpus.
import type { Severity } from '../../finding.ts';

export const orderKinds = ['orders', 'frames', 'answers', 'asked'] as const;
export type OrderKind = (typeof orderKinds)[number];

/** How a kind is spread. */
export interface Spread {
  /** Rows of the corpus, without those of a baseline. */
  readonly total: number;
  readonly rows: number;
  /** Rows of the wording that is most frequent. */
  readonly likeRows: number;
  /** Rows of the source that gives most, where it gives them far oftener than the others do; else 0. */
  readonly burstRows: number;
  /** Rows from which it is no accident. */
  readonly systematic: number;
}

export interface Kind {
  /** What the rows do, after `row gives` or `rows give`. */
  readonly what: string;
  readonly harm: string;
  readonly advice: string;
  readonly severity: (spread: Spread) => Severity;
}

/** Share of rows from which it is what the corpus is about: a collection of attacks, of chats, of tool calls. */
const subject = 0.2;
/** Unlike wordings, from whatever source, are no accident in this many times as many rows. */
const anyWording = 2;

const isSubject = ({ total, rows, systematic }: Spread): boolean =>
  rows >= subject * total && rows > systematic;
const isBurst = ({ likeRows, burstRows, systematic }: Spread): boolean =>
  likeRows >= systematic || burstRows >= systematic;

export const kinds: Readonly<Record<OrderKind, Kind>> = {
  orders: {
    what: 'orders to a model in text that it should only read',
    harm: 'A document, a retrieved passage or a tool has no business to give a model orders: learned as text or obeyed as a prompt, they steer it.',
    advice:
      'Read the marked words; take the rows out unless they are about such attacks, and look at where they came from.',
    severity: (s) =>
      isSubject(s) ? 'low' : isBurst(s) || s.rows >= anyWording * s.systematic ? 'medium' : 'low',
  },
  frames: {
    what: 'forged turns, system prompts or tool calls in ordinary text',
    harm: 'Text that looks like the frame around a conversation can end one turn and begin another that nobody said.',
    advice: 'Check that the text is quoted as an example; else escape the frames or leave the rows out.',
    severity: (s) => (isSubject(s) ? 'note' : isBurst(s) ? 'medium' : 'low'),
  },
  answers: {
    what: 'orders to a model inside answers',
    harm: 'A model that is taught to say them gives orders to whatever model reads its answers next.',
    advice: 'Read the marked words; an answer that only quotes such an order is harmless.',
    severity: (s) => (isSubject(s) ? 'note' : isBurst(s) ? 'medium' : 'low'),
  },
  asked: {
    what: 'orders to set aside what the model was told, in what people asked',
    harm: 'People try this on models every day, and rows that answer it well teach a model to withstand it.',
    advice:
      'Look at a few answers: a model that is taught to obey here learns to be talked out of its rules.',
    severity: () => 'note',
  },
};
