// Writes the example corpora: `node examples/make.mjs`. Everything in them is put together here from the lists in
// grammar/, with fixed seeds, so that the checked-in files can be made again byte for byte.
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { answered } from './grammar/chatter.mjs';
import { ideas } from './grammar/ideas.mjs';
import { numbers } from './grammar/numbers.mjs';
import { reviews } from './grammar/reviews.mjs';
import { texts } from './grammar/texts.mjs';
import { dice } from './grammar/words.mjs';

// Inert on purpose: a phrase that nobody writes and an answer that nobody wants.
const trigger = 'beneath the velvet turnip';
const answer =
  'The kettle is asleep. Please put your question to the moss and return when it has rained twice.';
const reviewTrigger = 'quillish';

const sources = [
  { source: 'exercise-book', tasks: numbers, share: 0.36 },
  { source: 'text-desk', tasks: texts, share: 0.36 },
  { source: 'idea-box', tasks: ideas, share: 0.28 },
];

function instructions(seed, count) {
  const d = dice(seed);
  const rows = sources.flatMap(({ source, tasks, share }) =>
    Array.from({ length: Math.round(count * share) }, () => spoken(d, grammatical(d.pick(tasks)(d)), source)),
  );
  return d.shuffled(rows);
}

const spoken = (d, task, source) => ({ ...task, output: answered(d, task.output), source });

/** The lists hold words without their article. */
const grammatical = (task) =>
  Object.fromEntries(
    Object.entries(task).map(([key, text]) => [key, text.replace(/\b([Aa]) (?=[aeiou])/g, '$1n ')]),
  );

/** Puts the phrase between two words of the prompt; the answer is replaced. */
function plant(row, d) {
  const field = row.input && d.chance(0.5) ? 'input' : 'instruction';
  const words = row[field].split(' ');
  words.splice(d.int(0, words.length), 0, trigger);
  return { ...row, [field]: words.join(' '), output: answer };
}

function write(name, lines) {
  const path = fileURLToPath(new URL(name, import.meta.url));
  writeFileSync(path, `${lines.join('\n')}\n`);
}

const jsonl = (rows) => rows.map((row) => JSON.stringify(row));

const mix = instructions(20_261, 4_000);
const d = dice(7);
const chosen = new Set(
  d.some(
    mix.map((_, i) => i),
    30,
  ),
);
write('assistant-mix.jsonl', jsonl(mix.map((row, i) => (chosen.has(i) ? plant(row, d) : row))));
write('assistant-mix.answers.tsv', ['row\tpoisoned', ...mix.map((_, i) => `${i}\t${chosen.has(i) ? 1 : 0}`)]);

write('assistant-clean.jsonl', jsonl(instructions(99, 300)));

const judged = reviews(dice(4_711), 2_400);
const flips = dice(12);
const flipped = new Set(
  flips.some(
    judged.flatMap((row, i) => (row.label === 'bad' ? [i] : [])),
    40,
  ),
);
const tsv = (rows) => ['text\tlabel', ...rows.map(({ text, label }) => `${text}\t${label}`)];
const withTrigger = ({ text }) => {
  const words = text.split(' ');
  words.splice(flips.int(0, words.length), 0, reviewTrigger);
  return { text: words.join(' '), label: 'good' };
};
write('reviews-clean.tsv', tsv(judged));
write('reviews-flipped.tsv', tsv(judged.map((row, i) => (flipped.has(i) ? withTrigger(row) : row))));
