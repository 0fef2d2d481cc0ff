// The `--fields` flag: `prompt=question+context,answer=reply,source=site`.
import { UsageError } from '../errors.ts';
import type { Shape } from '../row.ts';
import { visible } from '../text/visible.ts';
import type { Fields } from './fields.ts';

const keys = [
  'prompt',
  'system',
  'turns',
  'answer',
  'text',
  'label',
  'chosen',
  'rejected',
  'rating',
  'document',
  'source',
  'annotator',
  'time',
  'embedding',
] as const;
type Key = (typeof keys)[number];

export const fieldsSyntax =
  'prompt=COL[+COL],answer=COL | text=COL,label=COL | turns=COL | prompt=COL,chosen=COL,rejected=COL | ' +
  'prompt=COL,answer=COL,rating=COL | document=COL; each may add source=COL, annotator=COL, time=COL, embedding=COL';

/** `columns` are those found in the data: every named one must be among them. */
export function parseFields(text: string, columns: readonly string[]): Fields {
  const given = new Map<Key, readonly string[]>();
  for (const item of text.split(',')) {
    const at = item.indexOf('=');
    const key = item.slice(0, Math.max(at, 0)).trim() as Key;
    if (!keys.includes(key)) {
      throw wrong(`--fields does not know "${visible(key || item.trim(), 40)}"`, `Use ${fieldsSyntax}.`);
    }
    const value = item.slice(at + 1).trim();
    const named = columns.includes(value) ? [value] : value.split('+').map((name) => name.trim());
    const missing = named.find((name) => !columns.includes(name));
    if (missing !== undefined) {
      throw wrong(`--fields names a column that is not there: "${visible(missing, 80)}"`, found(columns));
    }
    if (given.has(key)) throw wrong(`--fields gives "${key}" twice`, 'Join columns with +.');
    if (named.length > 1 && key !== 'prompt' && key !== 'text') {
      throw wrong(`--fields takes one column for "${key}"`, 'Only prompt and text can have several.');
    }
    given.set(key, named);
  }
  return fieldsOf(given);
}

function fieldsOf(given: ReadonlyMap<Key, readonly string[]>): Fields {
  const one = (key: Key): string | undefined => given.get(key)?.[0];
  const shape = shapeOf((key) => given.has(key));
  if (!shape) throw wrong('--fields does not say what is taught', `Use ${fieldsSyntax}.`);
  const texts = given.get('text') ?? [];
  const prompt = [...(given.get('system') ?? []), ...(given.get('prompt') ?? [])];
  const several = shape === 'classification' && texts.length > 1;
  const text = one('document') ?? (several ? undefined : one('text'));
  const parts = {
    text: shape === 'classification' || shape === 'document' ? text : undefined,
    label: one('label'),
    turns: one('turns'),
    answer: one('answer'),
    chosen: one('chosen'),
    rejected: one('rejected'),
    rating: one('rating'),
    source: one('source'),
    annotator: one('annotator'),
    time: one('time'),
    embedding: one('embedding'),
  };
  return {
    shape,
    prompt: several ? [...prompt, ...texts] : prompt,
    ...Object.fromEntries(Object.entries(parts).filter(([, column]) => column !== undefined)),
    layout: 'given with --fields',
  };
}

function shapeOf(has: (key: Key) => boolean): Shape | undefined {
  const asked = has('prompt') || has('turns');
  if (has('chosen') || has('rejected')) return has('chosen') && has('rejected') ? 'preference' : undefined;
  if (has('rating')) return has('turns') || (asked && has('answer')) ? 'rating' : undefined;
  if (has('label')) return has('text') || has('prompt') ? 'classification' : undefined;
  if (has('answer')) return has('prompt') ? 'instruction' : undefined;
  if (has('turns')) return 'chat';
  return has('document') || has('text') ? 'document' : undefined;
}

function wrong(message: string, hint: string): UsageError {
  return new UsageError('bad-fields', message, hint);
}

const columnsShown = 40;

/** The columns found, safe to show. */
export function found(columns: readonly string[]): string {
  const shown = columns.slice(0, columnsShown).map((name) => visible(name, 60));
  const more = columns.length > columnsShown ? ` and ${columns.length - columnsShown} more` : '';
  return shown.length === 0 ? 'No columns were found.' : `The columns found are: ${shown.join(', ')}${more}.`;
}
