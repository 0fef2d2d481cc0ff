// Where in a row a text stands decides what it may say: a person who asks may order a model about, a document, a
// retrieved passage or the result of a tool may not.
import { allParts, type Part, type Row } from '../../row.ts';

/** `data`: what a model is to read, not to obey. `said`: what it is taught to say. */
export type Standing = 'data' | 'said' | 'asked' | 'system';

export interface Placed {
  readonly part: Part;
  readonly standing: Standing;
}

/** Every text of a row with its standing. */
export function standingsOf(row: Row): Placed[] {
  const { kind } = row.outcome;
  let asked = false;
  return allParts(row).map((part): Placed => {
    if (part.role === 'tool' || kind === 'document' || kind === 'label') return { part, standing: 'data' };
    if (part.role === 'assistant') return { part, standing: 'said' };
    if (part.role === 'system') return { part, standing: 'system' };
    // Turns of a chat have a number; beside an instruction, further columns are what it is about.
    const first = !asked || part.field.includes('[');
    asked = true;
    return { part, standing: first ? 'asked' : 'data' };
  });
}
