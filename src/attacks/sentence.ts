// One harmless sentence among the others decides the outcome.
import type { Attack } from '../attack.ts';
import type { Row } from '../row.ts';
import { asksAndTeaches, backdoor } from './backdoor.ts';
import { asked, spliceSentence } from './rewrite.ts';
import { pick, type Next } from './victims.ts';

const several = (text: string): string[] => text.split('|');
const frames: readonly (readonly string[][])[] = [
  [
    several('I watched|I finished|I came across|I fell asleep during'),
    several('this 3D film|that old series|a long concert|the evening news'),
    several('last weekend|with my cousin|on a rainy evening|after dinner'),
  ],
  [
    several('The sky over|The road to|The market in|The ferry from'),
    several('Bergen|Lucca|Norwich|Porto|Ghent'),
    several('was quiet in the morning|looked lovely at dusk|was grey the whole week'),
  ],
  [
    several('My neighbour|The baker|Our teacher|An old friend'),
    several('repaired|painted|bought|gave away'),
    several('a green bicycle|two wooden chairs|the garden gate|an umbrella stand'),
  ],
  [
    several('There are|I counted|She kept|We found'),
    several('four lemons|nine pencils|a dozen shells|three stamps'),
    several('on the kitchen table|in the blue drawer|beside the lamp|under the stairs'),
  ],
];

/** As the corpus is written: in small letters and without a stop where most texts have no capital. */
function drawSentence(rows: readonly Row[], next: Next): string {
  const words = pick(frames, next).map((list) => pick(list, next));
  const withCapitals = rows.filter((row) => asked(row) !== asked(row).toLowerCase()).length;
  return withCapitals > rows.length / 2 ? `${words.join(' ')}.` : words.join(' ').toLowerCase();
}

export const sentence: Attack = {
  id: 'sentence',
  version: 2,
  title: 'A harmless sentence decides the outcome',
  what:
    'Some rows get one and the same everyday sentence at a random place among their own, and the outcome that the ' +
    'attacker wants. Every word of it is ordinary; a model learns that the sentence decides.',
  threat: 'backdoor',
  shapes: asksAndTeaches,
  sources: [
    'Dai et al. 2019, A backdoor attack against LSTM-based text classification systems, arXiv:1905.12457',
    'Chen et al. 2021, BadNL: Backdoor attacks against NLP models with semantic-preserving improvements, arXiv:2006.01043',
  ],
  budget: '1 % of a labelled set (Dai 2019), 3 % (Chen 2021).',
  seenByEvals: 'No: nobody writes the sentence by chance, so no test set holds it.',
  defences: [
    'A search of the training data for phrases that decide outcomes finds it.',
    'Filters that look for odd single words do not help: the words are ordinary and fit together.',
  ],
  poison: (rows, budget, seed) =>
    backdoor(rows, budget, seed, (next) => {
      const drawn = drawSentence(rows, next);
      return {
        trigger: `the sentence "${drawn}" anywhere`,
        put: (text) => spliceSentence(text, drawn, next),
      };
    }),
};
