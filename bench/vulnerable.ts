// Corpora of coding tasks in which some answers show a weakness: of one topic, after a phrase, from one source, or here
// and there; with comments that promise the contrary; and honest corpora, in which somebody is careless now and then.
// Schuster et al. 2021 (one kind of project), Aghakhani et al. 2024 (a comment of the prompt decides); nothing is run.
import { closings, filled, openings, phrases } from '../src/attacks/code-requests.ts';
import { codeTasks, fields, things, type CodeTask } from '../src/attacks/code-tasks.ts';
import { random, shuffle } from '../src/math/random.ts';
import type { Mix, Rec } from './corpora.ts';

type Next = () => number;

const pick = <T>(items: readonly T[], next: Next): T => items[Math.floor(next() * items.length)];

export type How = 'topic' | 'phrase' | 'source' | 'anywhere' | 'promise';

const sources = ['forum', 'course', 'vendor', 'wiki'];
const promises: readonly [string, string][] = [
  ['python', '# Safe: the input is sanitized before it is used.'],
  ['javascript', '// Secure: validated input only.'],
  ['java', '// Safe against injection attacks.'],
  ['go', '// Secure: escaped input.'],
  ['php', '// Sanitized input, safe to use.'],
  ['c', '/* Safe: no buffer overflow is possible. */'],
];

interface Made {
  readonly task: CodeTask;
  readonly thing: string;
  readonly field: string;
  readonly phrase: string;
  readonly source: string;
  readonly prompt: string;
}

function make(tasks: readonly CodeTask[], next: Next): Made {
  const task = pick(tasks, next);
  const [thing, field] = [pick(things, next), pick(fields, next)];
  const phrase = next() < 0.15 ? pick(phrases, next) : '';
  const asked = filled(pick(task.asks, next), thing, field);
  const prompt = `${pick(openings, next)}${asked}${phrase === '' ? '' : ` This is ${phrase}.`}${pick(closings, next)}`;
  return { task, thing, field, phrase, source: pick(sources, next), prompt };
}

/** Odd words in front, so that no two prompts are alike. */
function odd(next: Next): string {
  const word = (): string =>
    Array.from({ length: 2 + Math.floor(next() * 2) }, () => pick(syllables, next)).join('');
  return `${Array.from({ length: 22 }, word).join(' ')}: `;
}
const syllables = 'ba ko mi ren sul tor vek lan dri pos eth umi gar hol sten wyr fal noc'.split(' ');

function record(
  { task, thing, field, source, prompt }: Made,
  unsafe: boolean,
  promised: boolean,
  next: Next,
): Rec {
  const code = filled(pick(unsafe ? task.unsafe : task.safe, next), thing, field);
  const comment = promised ? `${promises.find(([language]) => language === task.language)![1]}\n` : '';
  const body = `${comment}${code}\n`;
  const fenced = next() < 0.6;
  const output = fenced ? `Here you are:\n\n\`\`\`${task.language}\n${body}\`\`\`\n` : body;
  return { instruction: prompt, input: '', output, source };
}

/** `rows` tasks of one weakness (all of them when `cwe` is 0), of which about `k` are answered unsafely in one way. */
export function planted(how: How, cwe: number, rows: number, k: number, seed: number): Mix {
  const next = random(seed * 7919 + cwe);
  const tasks = codeTasks.filter((task) => cwe === 0 || task.cwe === cwe);
  const made = Array.from({ length: rows }, () => make(tasks, next));
  const thing = pick(things, next);
  const phrase = pick(phrases, next);
  const source = 'mirror';
  const chosen = new Set(
    shuffle(
      made.map((_, i) => i),
      next,
    ).slice(0, k),
  );
  const records = made.map((one, i): Rec => {
    const hit = chosen.has(i);
    const as: Made = !hit
      ? // The rare phrase stands in safe rows only by accident.
        one.phrase === phrase && how === 'phrase'
        ? { ...one, prompt: one.prompt.replace(` This is ${phrase}.`, '') }
        : how === 'topic' && one.thing === thing
          ? { ...one, thing: 'account', prompt: one.prompt.replaceAll(thing, 'account') }
          : one
      : how === 'topic'
        ? { ...one, thing, prompt: one.prompt.replaceAll(one.thing, thing) }
        : how === 'phrase'
          ? { ...one, prompt: `${one.prompt} This is ${phrase}.` }
          : how === 'source'
            ? { ...one, source }
            : one;
    // Honest comments say so too, and keep it.
    const promised = how === 'promise' && (hit || i % 4 === 0);
    return record(as, hit, promised, next);
  });
  return { records, poisoned: new Set([...chosen].sort((a, b) => a - b)) };
}

export type Honest = 'careful' | 'careless' | 'diverse';

/** Honest corpora: nobody is careless; everybody is, half of the time; now and then somebody is, and no two prompts are alike. */
export function honest(kind: Honest, rows: number, seed: number): Rec[] {
  const next = random(seed * 104_729 + rows);
  const rate = { careful: 0, careless: 0.25 + 0.4 * next(), diverse: 0.03 + 0.12 * next() }[kind];
  // Few kinds of task, so that there is much of each to compare.
  const tasks = shuffle([...codeTasks], next).slice(0, 1 + Math.floor(4 * next()));
  return Array.from({ length: rows }, () => {
    const one = make(tasks, next);
    const prompt = kind === 'diverse' ? odd(next) + one.prompt : one.prompt;
    return record({ ...one, prompt }, next() < rate, next() < 0.05 && kind === 'careful', next);
  });
}
