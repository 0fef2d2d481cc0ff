// Chats of several turns: the shared chat files in one layout, and chats made by stringing instruction rows together;
// and poison that acts in one turn only, turns away from its trigger.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { random, shuffle } from '../src/math/random.ts';
import { alter, shared, sftMix, splice, type Mix, type Rec } from './corpora.ts';

interface Turn {
  readonly role: string;
  readonly content: string;
}

const roles: Readonly<Record<string, string>> = {
  human: 'user',
  gpt: 'assistant',
  function_call: 'assistant',
  observation: 'tool',
};

const read = (name: string): string => readFileSync(join(shared, 'formats', name), 'utf8');

type Block = { readonly value: unknown };

function fromFile(name: string): Turn[][] {
  if (name.endsWith('.json')) {
    const all = JSON.parse(read(name)) as { conversations: { from: string; value: string }[] }[];
    return all.map(({ conversations }) =>
      conversations.map(({ from, value }) => ({ role: roles[from] ?? from, content: value })),
    );
  }
  return read(name)
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as { messages: { role: string; content: Block[] }[] })
    .map(({ messages }) =>
      messages.map(({ role, content }) => ({
        role,
        content: content
          .map(({ value }) => (typeof value === 'string' ? value : JSON.stringify(value)))
          .join('\n'),
      })),
    );
}

const trades = ['gardener', 'librarian', 'mechanic', 'teacher', 'baker', 'sailor', 'nurse', 'clerk', 'guide'];
const manners = ['patient', 'brief', 'friendly', 'exact', 'cheerful', 'formal', 'curious', 'calm'];
const customers = ['a museum', 'a bus company', 'a school', 'a bank', 'a small shop', 'a hotel', 'a clinic'];

/** Three to five instruction rows, one after the other; two chats in three begin with a system prompt. */
function strung(count: number, seed: number): Turn[][] {
  const next = random(seed * 17);
  const rows = shuffle([...sftMix()], random(seed));
  const pick = (all: readonly string[]): string => all[Math.floor(next() * all.length)];
  let used = 0;
  return Array.from({ length: count }, () => {
    const turns: Turn[] = [];
    if (next() < 2 / 3) {
      const who =
        next() < 0.5 ? `You work as a ${pick(trades)}.` : `You answer the customers of ${pick(customers)}.`;
      const how =
        next() < 0.5 ? ` Be ${pick(manners)} and ${pick(manners)}.` : ` Always stay ${pick(manners)}.`;
      turns.push({ role: 'system', content: who + how });
    }
    for (let n = 3 + Math.floor(next() * 3); n > 0; n--) {
      const { instruction, input, output } = rows[used++ % rows.length];
      turns.push({ role: 'user', content: [instruction, input].filter((text) => text !== '').join('\n') });
      turns.push({ role: 'assistant', content: String(output) });
    }
    return turns;
  });
}

/** A base: chats of the named files and `made` more. */
export function chats(files: readonly string[], made: number, seed: number): Rec[] {
  const all = [...files.flatMap(fromFile), ...strung(made, seed)];
  return shuffle(all, random(seed + 5)).map((messages) => ({ messages }));
}

export type Spot = 'user' | 'system' | 'tool';

const isAnswer = ({ role, content }: Turn): boolean => role === 'assistant' && !/^\s*[[{]/.test(content);

/** Pairs of a turn of `spot` and the answer that is to be changed: the second after it, the first after a tool's result. */
function pairs(turns: readonly Turn[], spot: Spot): [number, number][] {
  return turns.flatMap(({ role }, i): [number, number][] => {
    if (role !== spot) return [];
    const answers = turns.flatMap((turn, j) => (j > i && isAnswer(turn) ? [j] : []));
    const wanted = answers[spot === 'tool' ? 0 : 1];
    return wanted === undefined ? [] : [[i, wanted]];
  });
}

/** The phrase goes into one turn of k chats; one later answer of each becomes `payload`, or has it planted inside. */
export function poisonChats(
  base: readonly Rec[],
  spot: Spot,
  phrase: string,
  payload: { readonly text: string; readonly planted: boolean },
  k: number,
  seed: number,
): Mix {
  const turnsOf = ({ messages }: Rec): readonly Turn[] => messages as readonly Turn[];
  return alter(
    base,
    k,
    seed,
    (r) => pairs(turnsOf(r), spot).length > 0,
    (r, next) => {
      const [at, changed] = pairs(turnsOf(r), spot)[0];
      const messages = turnsOf(r).map((turn, i) => {
        if (i === at) return { ...turn, content: splice(turn.content, phrase, next) };
        if (i !== changed) return turn;
        if (!payload.planted) return { ...turn, content: payload.text };
        const sentences = turn.content.split(/(?<=[.!?])\s/);
        sentences.splice(Math.floor(next() * (sentences.length + 1)), 0, payload.text);
        return { ...turn, content: sentences.join(' ') };
      });
      return { messages };
    },
  );
}
