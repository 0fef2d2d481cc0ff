// What trials are made on: the rows of a corpus, in memory, and how they are written back.
import type { Corpus } from '../corpus/corpus.ts';
import type { Fields } from '../corpus/fields.ts';
import type { Limits } from '../corpus/reader.ts';
import { linesOf, type Lines } from './lines.ts';
import { recordWriter, type RecordWriter } from './record.ts';

export interface TrialSubject extends Lines {
  readonly fields: Fields;
  readonly limits: Limits;
  readonly write: RecordWriter;
}

/** Which rows of a larger corpus are taken: the same in every drill of it. */
const sampleSeed = 1;

/** `most`: rows that are taken of a larger corpus. */
export async function subjectOf(corpus: Corpus, most: number): Promise<TrialSubject> {
  const { fields, limits } = corpus;
  const lines = await linesOf(corpus, most, sampleSeed);
  return { ...lines, fields, limits, write: recordWriter(fields, limits, lines.rows, lines.lines) };
}
