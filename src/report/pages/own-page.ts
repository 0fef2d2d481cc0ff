// What a command other than `scan` says on the page of its report: what it did, its own pictures, and what it comes to where no row
// is accused.
import type { Markup } from '../writers/html-markup.ts';

export interface OwnPage {
  /** Beside the mark. */
  readonly about: string;
  /** The verdict where there is no finding above a note: a word, and a sentence without its full stop. */
  readonly calm: { readonly word: string; readonly title: string };
  /** Under the heading of the findings where there are none. */
  readonly none: string;
  /** One of the numbers of the summary. */
  readonly tile: Markup;
  /** After the findings: sections with an id. */
  readonly sections: Markup;
  /** Of the sections, for the top of the page. */
  readonly links: readonly { readonly id: string; readonly name: string }[];
}
