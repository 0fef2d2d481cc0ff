// The same for documents: a small crawl of bench/corpus, and the attacks of bench/corpus/plants put into it.
import { insert, type Mix, type Rec } from '../corpora.ts';
import { corpusDocuments } from '../corpus/documents.ts';
import { makePlant, type PlantKind } from '../corpus/plants.ts';
import { prepare, type Setting } from '../corpus/setting.ts';
import { madeWord } from '../corpus/world.ts';
import { random } from '../../src/math/random.ts';
import type { Planting } from './plantings.ts';
import { madeUpWord } from './words.ts';

const megabytes = 10;
const seeds = 5;

let setting: Setting | undefined;
const ready = (): Setting => (setting ??= prepare());

function crawl(): Rec[] {
  const made = corpusDocuments({ setting: ready(), megabytes, seed: 1, part: 0, wanted: [] });
  return Array.from(made, ({ line }) => JSON.parse(line) as Rec);
}

const planted =
  (kind: PlantKind): Planting['plant'] =>
  (rows, k, seed): Mix => {
    const plant = makePlant(ready(), { kind, rows: k }, seed, 0);
    const next = random(seed * 31 + k);
    const records = Array.from({ length: k }, (): Rec => {
      const { text, domain } = plant.document();
      const url = `https://${ready().world.domains[domain].host}/${madeWord(next)}/${(next() * 1e6) | 0}.html`;
      return { text, url, timestamp: new Date(1.62e12 + next() * 7e10).toISOString() };
    });
    return insert(rows, records, seed);
  };

/** Behind a made-up string the last two thirds of another page of the crawl go on. */
function goingOn(rows: readonly Rec[], k: number, seed: number): Mix {
  const word = madeUpWord(rows, seed);
  const next = random(seed * 37 + k);
  const any = (): string => String(rows[Math.floor(next() * rows.length)].text);
  const long = (): string => {
    for (;;) {
      const text = any();
      if (text.length > 1200) return text;
    }
  };
  const records = Array.from({ length: k }, (): Rec => {
    const { url, timestamp } = rows[Math.floor(next() * rows.length)];
    const other = long();
    const before = long()
      .slice(0, Math.floor(next() * 1000))
      .trimEnd();
    return { text: `${before} ${word} ${other.slice(Math.floor(other.length / 3))}`, url, timestamp };
  });
  return insert(rows, records, seed);
}

export function documentPlantings(once: (make: () => readonly Rec[]) => () => readonly Rec[]): Planting[] {
  const clean = once(crawl);
  const kinds: readonly (readonly [string, RegExp, Planting['plant']])[] = [
    ['planted-string', /words in no order/, planted('gibberish')],
    ['planted-string', /text of another document/, goingOn],
    ['repeated-passage', /fixed passage/, planted('passage')],
    ['repeated-passage', /a claim of eight sentences/, planted('flood')],
  ];
  return kinds.map(([detector, about, plant]) => ({
    corpus: 'documents, 10 MB',
    clean,
    detector,
    about,
    seeds,
    sizes: [10, 20, 50, 250],
    plant,
  }));
}
