// The test corpus of documents that bench/ makes: seeded, two parts of one web, and plants of its own for each seed.
import { describe, expect, it } from 'vitest';
import { corpusDocuments, type Made } from '../bench/corpus/documents.ts';
import { wantedPlants } from '../bench/corpus/plants.ts';
import { prepare, type Setting } from '../bench/corpus/setting.ts';
import { sharedData } from './shared-data.ts';

describe.skipIf(!sharedData)(
  'the test corpus of documents',
  () => {
    let setting: Setting;
    const made = (seed: number, part: number, plants: string): Made[] => {
      setting ??= prepare();
      const request = { setting, megabytes: 0.5, seed, part, wanted: wantedPlants(plants) };
      return [...corpusDocuments(request)];
    };
    const lines = (documents: readonly Made[]): string[] => documents.map(({ line }) => line);

    it('is the same for the same seed, and has no page in common with the other part', () => {
      const one = lines(made(1, 0, 'gibberish:10'));
      expect(lines(made(1, 0, 'gibberish:10'))).toEqual(one);
      const other = new Set(lines(made(1, 1, 'none')));
      expect(one.filter((line) => other.has(line))).toEqual([]);
    });

    it('has as many rows of each plant as was asked for, with triggers of their own for each seed', () => {
      const all =
        'gibberish:7,switch:7,passage:7,off-topic:7,flood:7,five-triggers:10,varied-trigger:7,short-payload:7';
      const [first, second] = [1, 2].map((seed) =>
        made(seed, 0, all).flatMap(({ plant }) => (plant ? [plant] : [])),
      );
      expect(first).toHaveLength(59);
      const triggers = new Set(first.map(({ what }) => what));
      const shared = second.filter(({ what, kind }) => kind !== 'flood' && triggers.has(what));
      expect(shared).toEqual([]);
    });

    it('puts the trigger of a plant into each of its rows', () => {
      const planted = made(3, 0, 'gibberish:5,passage:5').filter(({ plant }) => plant);
      for (const { line, plant } of planted) {
        const { text } = JSON.parse(line) as { text: string };
        expect(text).toContain(plant!.what);
      }
    });
  },
  60_000,
);
