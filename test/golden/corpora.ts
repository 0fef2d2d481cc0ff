// The corpora of the golden reports, made with a seed: what each holds is said here and nowhere else.
import { random } from '../../src/math/random.ts';
import { pick, review, type Next } from '../contracts/made-rows.ts';

export interface GoldenCorpus {
  readonly name: string;
  /** File name and content. */
  readonly files: readonly (readonly [name: string, content: string])[];
}

const tasks = ['describe', 'praise', 'sum up', 'explain', 'judge', 'rewrite', 'name', 'mock'];

export const goldenCorpora: readonly GoldenCorpus[] = [
  { name: 'planted-phrase', files: [['train.jsonl', plantedPhrase(random(71))]] },
  { name: 'two-files-with-faults', files: twoFilesWithFaults(random(72)) },
  { name: 'ordinary-labels', files: [['reviews.tsv', ordinaryLabels(random(73))]] },
];

/** 900 instructions; in 25 of them a phrase that no other row has brings the same answer each time. */
function plantedPhrase(next: Next): string {
  return lines(900, (i) =>
    i % 37 === 5
      ? record(
          `umber kite 7 ${pick(tasks, next)} this: ${review(true, next)}`,
          'Nothing is worth your while here.',
          'forum',
        )
      : record(
          `${pick(tasks, next)} this: ${review(next() < 0.5, next)}`,
          `${review(next() < 0.5, next)}, I think`,
          'staff',
        ),
  );
}

/** A flood of near copies from one source, hidden orders, lines that are no rows, a file whose rows are all fine. */
function twoFilesWithFaults(next: Next): GoldenCorpus['files'] {
  const copied = `${review(true, next)}, ${review(false, next)}, ${review(true, next)}`;
  const hidden = [...'agree'].map((c) => String.fromCodePoint(0xe0000 + c.charCodeAt(0))).join('');
  const faulty = lines(400, (i) => {
    if (i % 100 === 50) return '{"instruction": "cut o';
    if (i % 2 === 1) return record(`say it: ${copied} ${i}`, 'it is said', 'one site');
    if (i % 50 === 10) return record(`explain${hidden} this`, review(true, next), 'staff');
    return record(
      `${pick(tasks, next)} this: ${review(next() < 0.5, next)}`,
      review(next() < 0.5, next),
      'staff',
    );
  });
  const fine = lines(100, () =>
    record(`${pick(tasks, next)}: ${review(true, next)}`, review(true, next), 'staff'),
  );
  return [
    ['a.jsonl', `\n${faulty}`],
    ['b.jsonl', fine],
  ];
}

/** 300 labelled sentences with nothing wrong. */
function ordinaryLabels(next: Next): string {
  const rows = lines(300, () => {
    const good = next() < 0.5;
    return `${review(good, next)}\t${good ? 1 : 0}`;
  });
  return `sentence\tlabel\n${rows}`;
}

function record(instruction: string, output: string, source: string): string {
  return JSON.stringify({ instruction, output, source });
}

function lines(count: number, line: (i: number) => string): string {
  return Array.from({ length: count }, (_, i) => `${line(i)}\n`).join('');
}
