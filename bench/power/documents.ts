// The same for documents: a small crawl of bench/corpus, and the attacks of bench/corpus/plants put into it.
import { insert, type Mix, type Rec } from '../corpora.ts';
import { corpusDocuments } from '../corpus/documents.ts';
import { makePlant, type PlantKind } from '../corpus/plants.ts';
import { prepare, type Setting } from '../corpus/setting.ts';
import { madeWord } from '../corpus/world.ts';
import { random } from '../../src/math/random.ts';
import type { Planting } from './plantings.ts';

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

export function documentPlantings(once: (make: () => readonly Rec[]) => () => readonly Rec[]): Planting[] {
  const clean = once(crawl);
  const kinds: readonly (readonly [string, RegExp, PlantKind])[] = [
    ['planted-string', /words in no order/, 'gibberish'],
    ['planted-string', /text of another document/, 'off-topic'],
    ['repeated-passage', /fixed passage/, 'passage'],
    ['repeated-passage', /a claim of eight sentences/, 'flood'],
  ];
  return kinds.map(([detector, about, kind]) => ({
    corpus: 'documents, 10 MB',
    clean,
    detector,
    about,
    seeds,
    plant: planted(kind),
  }));
}
