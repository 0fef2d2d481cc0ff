// flagged.jsonl: one line per flagged row, in corpus order, for the program that takes the rows out.
import type { FlaggedRow } from '../schema.ts';
import { harmlessJson } from './json.ts';

export function* renderFlagged(flagged: Iterable<FlaggedRow>): Generator<string> {
  for (const { file, row, severity, findings, strength } of flagged) {
    yield `${harmlessJson({ file, row, severity, findings, strength })}\n`;
  }
}
