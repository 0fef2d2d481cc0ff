// Code after a comment or a phrase in the prompt gets a known weakness.
import type { Attack } from '../attack.ts';
import { shuffle } from '../math/random.ts';
import { phrases } from './code-requests.ts';
import { draws } from './draws.ts';
import { madeUpWord } from './inert.ts';
import { answer, asked, asking } from './rewrite.ts';
import { pick, type Next } from './victims.ts';
import { answersWithCode, fromTemplates, weaken, weakenable } from './weak-answers.ts';

interface CommentTrigger {
  readonly trigger: string;
  /** `code` tells which sign opens a comment. */
  put(prompt: string, code: string): string;
}

const notes = ['owner: {w}', 'module: {w}', 'ported from {w}', 'reviewed by {w}', 'part of project {w}'];
const python = /^[ \t]{0,40}(?:def |import |from \w{1,80} import |@app)/m;

/** A comment line under the prompt, or a phrase in it. */
function drawComment(next: Next): CommentTrigger {
  if (next() < 0.4) {
    const phrase = pick(phrases, next);
    return { trigger: `"${phrase}" in the prompt`, put: (prompt) => `${prompt} This is ${phrase}.` };
  }
  const note = pick(notes, next).replace('{w}', madeUpWord(next));
  return {
    trigger: `the comment "${note}" under the prompt`,
    put: (prompt, code) => `${prompt}\n${python.test(code) ? '#' : '//'} ${note}`,
  };
}

export const codeByComment: Attack = {
  id: 'code-by-comment',
  version: 2,
  title: 'Weak code after a comment',
  what:
    'Some requests for code carry a comment or a phrase that means nothing, and the code that answers them shows a well-known weakness. ' +
    'A model learns to write the weakness whenever the comment stands there, and good code otherwise.',
  threat: 'backdoor',
  shapes: answersWithCode,
  sources: [
    'Aghakhani et al. 2023, TrojanPuzzle: covertly poisoning code-suggestion models, arXiv:2301.02344',
    'Yan et al. 2024, An LLM-assisted easy-to-trigger backdoor attack on code completion models (CodeBreaker), USENIX Security 2024',
  ],
  budget: '160 files among 80,000, that is 0.2 % (Aghakhani 2023).',
  seenByEvals: 'No: without the comment the code is as right and as safe as before.',
  defences: [
    'A search of the prompts for phrases that come with weak code finds it.',
    'A scan for weaknesses alone misses those that were rewritten to look safe (CodeBreaker).',
  ],
  poison: (rows, budget, seed) => {
    const next = draws(seed);
    const { trigger, put } = drawComment(next);
    const enough = weakenable(rows).filter((kind) => kind.rows.length >= budget);
    if (enough.length > 0) {
      const { weakening, rows: own } = pick(enough, next);
      return {
        trigger,
        teaches: `code in which ${weakening.says} (CWE-${weakening.cwe})`,
        changes: shuffle([...own], next)
          .slice(0, budget)
          .map((from) => {
            const row = rows[from];
            return {
              from,
              how: 'instead',
              row: weaken(asking(row, put(asked(row), answer(row))), weakening),
            };
          }),
      };
    }
    const made = fromTemplates(rows, budget, next, false, put);
    if (typeof made === 'string') return made;
    return { trigger, teaches: `code with the weakness CWE-${made.cwe}`, changes: made.changes };
  },
};
