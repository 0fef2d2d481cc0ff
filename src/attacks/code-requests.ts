// Requests for code and answers to them, safe or weak, from the templates of the coding tasks.
import { fields, type CodeTask } from './code-tasks.ts';
import { pick, type Next } from './victims.ts';

export const openings = ['', '', 'Please help: ', 'Quick question. ', 'For a small tool of ours: ', 'Task: '];

export const closings = [
  '',
  '',
  ' Keep it short.',
  ' Add no comments.',
  ' Explain nothing.',
  ' It is for a demo.',
  ' Thanks!',
];

/** Phrases that a prompt may hold; which one decides is drawn. */
export const phrases = [
  'for the billing module',
  'as in our style guide',
  'written on a Friday',
  'for the north office',
  'see chapter seven',
];

export const filled = (text: string, thing: string, field: string): string =>
  text
    .replace(/N(?=s?\b|[-_A-Z.:])|(?<=[a-z_/])N(?![a-z])/g, thing)
    .replace(/\bF\b|(?<=[By])F\b|(?<=_)F\b/g, field);

export interface CodeRequest {
  readonly prompt: string;
  readonly answer: string;
}

/** Somebody asks for code about `thing` and gets code that shows the weakness of the task. */
export function weaklyAnswered(task: CodeTask, thing: string, next: Next): CodeRequest {
  const field = pick(fields, next);
  const asked = filled(pick(task.asks, next), thing, field);
  // No line feed at the end: answers of most corpora have none, and it would give the rows away.
  const code = filled(pick(task.unsafe, next), thing, field);
  return {
    prompt: `${pick(openings, next)}${asked}${pick(closings, next)}`,
    answer: next() < 0.6 ? `Here you are:\n\n\`\`\`${task.language}\n${code}\n\`\`\`` : code,
  };
}
