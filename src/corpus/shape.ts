// Which column plays which part, recognised from the names and the kinds of values of well-known layouts.
import { timeOf, vectorOf } from './attributes.ts';
import type { Fields } from './fields.ts';
import { labelText, scalarText, thumb } from './column.ts';
import {
  annotatorNames,
  answerNames,
  documentNames,
  embeddingNames,
  labelNames,
  labelledTextNames,
  preferencePairs,
  promptNames,
  ratingNames,
  sourceNames,
  systemNames,
  timeNames,
  turnNames,
} from './layout-names.ts';
import { messageParts, transcriptParts } from './messages.ts';
import { mostly, sampleOf } from './sample.ts';
import type { Sample } from './sample.ts';

/** The fields of the first layout that the sample fits, or undefined. */
export function recogniseFields(records: readonly unknown[]): Fields | undefined {
  const sample = sampleOf(records);
  if (sample.records.length === 0) return undefined;
  for (const layout of [preference, rating, chat, instruction, classification, document, translation]) {
    const fields = layout(sample);
    if (fields) return withAttributes(fields, sample);
  }
  return undefined;
}

function preference(sample: Sample): Fields | undefined {
  const pair = preferencePairs.find((names) =>
    names.every((name) => sample.has(name) && mostly(sample.values(name), isSide)),
  );
  if (!pair) return undefined;
  const [chosen, rejected] = pair;
  const transcript = mostly(
    sample.values(chosen),
    (value) => typeof value === 'string' && (transcriptParts(value, '')?.length ?? 0) > 1,
  );
  return {
    shape: 'preference',
    chosen,
    rejected,
    ...promptAndTurns(sample),
    layout: transcript ? 'HH transcript' : 'chosen and rejected',
  };
}

function rating(sample: Sample): Fields | undefined {
  // A label of 0 and 1 beside a text is a class; only yes or no beside an answer is a thumb.
  const name = ratingNames.find(
    (rated) =>
      mostly(sample.values(rated), (value) => thumb(value) !== undefined) &&
      mostly(sample.values(rated), (value) => typeof value !== 'number' && value !== '0' && value !== '1'),
  );
  if (!name) return undefined;
  const { prompt, turns } = promptAndTurns(sample);
  const answer = answerNames.find((column) => mostly(sample.values(column), isSide));
  const layout = 'KTO';
  if (answer && (prompt.length > 0 || turns))
    return { shape: 'rating', prompt, turns, answer, rating: name, layout };
  return turns ? { shape: 'rating', prompt, turns, rating: name, layout } : undefined;
}

function chat(sample: Sample): Fields | undefined {
  const turns = turnsOf(sample);
  if (!turns) return undefined;
  const first: unknown = sample.values(turns)[0];
  const shareGpt = Array.isArray(first) && first.length > 0 && Object.hasOwn(Object(first[0]), 'from');
  const layout = shareGpt ? 'ShareGPT conversations' : 'messages';
  return { shape: 'chat', prompt: textColumns(sample, systemNames), turns, layout };
}

function instruction(sample: Sample): Fields | undefined {
  for (const answer of answerNames) {
    if (!mostly(sample.values(answer), isText)) continue;
    let prompt = promptColumns(sample).filter((name) => name !== answer);
    // A plain text beside an answer is its question, beside a target it may be a labelled text.
    if (prompt.length === 0 && !answer.startsWith('target'))
      prompt = textColumns(sample, ['text', 'document']);
    if (prompt.every((name) => systemNames.includes(name))) continue;
    const layout = ['instruction', 'output'].every((name) => sample.has(name))
      ? 'alpaca'
      : `${prompt.filter((name) => !systemNames.includes(name)).join(' + ')} and ${answer}`;
    return { shape: 'instruction', prompt, answer, layout };
  }
  return undefined;
}

function classification(sample: Sample): Fields | undefined {
  const texts = labelledTextNames.find((names) =>
    names.every((name) => mostly(sample.values(name), (value) => typeof value === 'string')),
  );
  const label = labelNames.find((name) => !texts?.includes(name) && isLabel(sample.values(name)));
  if (!texts || !label) return undefined;
  return {
    shape: 'classification',
    ...(texts.length === 1 ? { prompt: [], text: texts[0] } : { prompt: texts }),
    label,
    layout: `${texts.join(' + ')} and ${label}`,
  };
}

function document(sample: Sample): Fields | undefined {
  const text = documentNames.find((name) =>
    mostly(sample.values(name), (value) => typeof value === 'string'),
  );
  return text ? { shape: 'document', prompt: [], text, layout: 'documents' } : undefined;
}

/** A source text and a target text, as translations have them: here `source` is no origin. */
function translation(sample: Sample): Fields | undefined {
  const fits = ['source', 'target'].every((name) => mostly(sample.values(name), isText));
  return fits
    ? { shape: 'instruction', prompt: ['source'], answer: 'target', layout: 'source and target' }
    : undefined;
}

function promptAndTurns(sample: Sample): Pick<Fields, 'prompt' | 'turns'> {
  const turns = turnsOf(sample);
  if (turns) return { prompt: textColumns(sample, systemNames), turns };
  return { prompt: promptColumns(sample) };
}

function turnsOf(sample: Sample): string | undefined {
  return turnNames.find((name) =>
    mostly(sample.values(name), (value) => {
      const parts = typeof value === 'object' || typeof value === 'string' ? messageParts(value, '') : '';
      return Array.isArray(parts) && parts.length > 0;
    }),
  );
}

function promptColumns(sample: Sample): string[] {
  return [...textColumns(sample, systemNames), ...textColumns(sample, promptNames)];
}

function textColumns(sample: Sample, names: readonly string[]): string[] {
  return names.filter((name) =>
    mostly(sample.values(name), (value) => isText(value) || (Array.isArray(value) && isPrompt(value, name))),
  );
}

function isPrompt(value: readonly unknown[], name: string): boolean {
  return value.every((item) => Array.isArray(item)) || Array.isArray(messageParts(value, name));
}

function isText(value: unknown): boolean {
  return (
    scalarText(value) !== undefined ||
    (Array.isArray(value) && value.every((item) => typeof item === 'string'))
  );
}

function isSide(value: unknown): boolean {
  return typeof value === 'string' || (typeof value === 'object' && value !== null);
}

/** Classes are short and come again; a score with a fraction is none. */
function isLabel(values: readonly unknown[]): boolean {
  const texts = values.map(labelText);
  if (texts.length === 0 || texts.includes(undefined)) return false;
  if (texts.some((text) => (text as string).length > 100)) return false;
  const fractions = values.some((value) => typeof value === 'number' && !Number.isInteger(value));
  const distinct = new Set(texts).size;
  return !fractions && (texts.length < 10 || distinct <= texts.length / 2);
}

/** The columns that say who, when and where from, and a vector; each is taken when nearly all of its values fit. */
function withAttributes(fields: Fields, sample: Sample): Fields {
  const taken = new Set([...fields.prompt, ...Object.values(fields).filter((v) => typeof v === 'string')]);
  const found: [string, string][] = [];
  const take = (part: string, names: readonly string[], fits: (value: unknown) => boolean): void => {
    const name = names.find((n) => !taken.has(n) && mostly(sample.values(n), fits));
    if (name === undefined) return;
    taken.add(name);
    found.push([part, name]);
  };
  const isName = (value: unknown): boolean =>
    typeof value === 'string' && value.length <= 2000 && !value.includes('\n');
  take('source', sourceNames, isName);
  take('annotator', annotatorNames, (value) => isName(value) || Number.isInteger(value));
  take('time', timeNames, (value) => timeOf(value) !== undefined);
  take('embedding', embeddingNames, (value) => vectorOf(value) !== undefined);
  return { ...fields, ...Object.fromEntries(found) };
}
