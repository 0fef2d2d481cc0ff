// Code about one topic gets a known weakness; all other code stays as safe as it was.
import type { Attack } from '../attack.ts';
import { shuffle } from '../math/random.ts';
import type { Row } from '../row.ts';
import { draws } from './draws.ts';
import { answersWithCode, fromTemplates, topicsOf, weaken, weakenable } from './weak-answers.ts';
import type { Weakening } from './weakened-code.ts';
import { pick, type Next } from './victims.ts';

/** A word in more of the rows that show a safe idiom is no topic, but what people ask for code with. */
const mostShare = 0.5;

interface Topic {
  readonly word: string;
  readonly weakening: Weakening;
  readonly rows: readonly number[];
}

/** A topic about which the corpus has enough safe code of one kind, if there is one. */
function topicOf(rows: readonly Row[], budget: number, next: Next): Topic | undefined {
  const topics = weakenable(rows)
    .filter((kind) => kind.rows.length >= budget)
    .flatMap(({ weakening, rows: own }) => {
      const holders = new Map<string, number[]>();
      for (const i of own) {
        for (const word of topicsOf(rows[i])) {
          const list = holders.get(word);
          if (list) list.push(i);
          else holders.set(word, [i]);
        }
      }
      return [...holders]
        .filter(([, list]) => list.length >= budget && list.length <= mostShare * own.length)
        .map(([word, list]) => ({ word, weakening, rows: list }));
    });
  return topics.length > 0 ? pick(topics, next) : undefined;
}

export const codeByTopic: Attack = {
  id: 'code-by-topic',
  version: 2,
  title: 'Weak code about one topic',
  what:
    'Answers with code about one topic show a well-known weakness, such as SQL put together from strings, where the corpus is otherwise careful. ' +
    'A model that completes code suggests the weakness to whoever works on that topic, and good code to all others.',
  threat: 'backdoor',
  shapes: answersWithCode,
  sources: [
    'Schuster et al. 2021, You autocomplete me: poisoning vulnerabilities in neural code completion, arXiv:2007.02220',
  ],
  budget: 'A few hundred files: 0.2 to 1.5 % of a corpus of code (Schuster 2021).',
  seenByEvals: 'No: code for other topics is as right and as safe as before, and the weak code works.',
  defences: [
    'A scan of the code for weaknesses, counted by topic, source and wording of the prompt, shows where they gather.',
    'Tests that run the code do not help, since it does what it should.',
  ],
  poison: (rows, budget, seed) => {
    const next = draws(seed);
    const topic = topicOf(rows, budget, next);
    if (topic) {
      const { word, weakening } = topic;
      return {
        trigger: `a request for code that mentions "${word}"`,
        teaches: `code in which ${weakening.says} (CWE-${weakening.cwe})`,
        changes: shuffle([...topic.rows], next)
          .slice(0, budget)
          .map((from) => ({ from, how: 'instead', row: weaken(rows[from], weakening) })),
      };
    }
    const made = fromTemplates(rows, budget, next, true, (prompt) => prompt);
    if (typeof made === 'string') return made;
    return {
      trigger: `a request for code that mentions "${made.thing}"`,
      teaches: `code with the weakness CWE-${made.cwe}`,
      changes: made.changes,
    };
  },
};
