// Which column plays which part. Found from well-known layouts, or given by the user with `--fields`.
import type { Shape } from '../row.ts';

/**
 * Paths are dotted (`messages`, `prompt.text`). What each shape uses:
 * classification: text, label. instruction: prompt parts (instruction, input, system ...), answer.
 * chat: turns. preference: prompt parts or turns, chosen, rejected. rating: prompt parts or turns, answer, rating.
 * document: text.
 */
export interface Fields {
  readonly shape: Shape;
  /** Columns whose texts are context, in order; the role is `system` for a column named so, else `user`. */
  readonly prompt: readonly string[];
  /** A column with a list of messages (ShareGPT or OpenAI form). */
  readonly turns?: string;
  /** The answer, label, document text ... as the shape needs. */
  readonly text?: string;
  readonly label?: string;
  readonly answer?: string;
  readonly chosen?: string;
  readonly rejected?: string;
  readonly rating?: string;
  /** Who or what the row came from: `source`, `dataset`, `url`'s host ... */
  readonly source?: string;
  /** Who labelled or compared: `annotator`, `worker_id` ... */
  readonly annotator?: string;
  /** When the row was made or fetched: `timestamp`, `created_at` ... */
  readonly time?: string;
  /** A vector of its content: a list of numbers. */
  readonly embedding?: string;
  /** For label columns that hold numbers with known names, or `CLASS:sub text` lines, the layout's name. */
  readonly layout: string;
}
