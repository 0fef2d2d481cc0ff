import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { attacks } from '../attacks/index.ts';
import { detectors } from '../detectors/index.ts';
import { explain, subjects } from './explain.ts';
import { figures, type Figures } from './figures.ts';

const shipped = figures.parse(JSON.parse(readFileSync(new URL('./figures.json', import.meta.url), 'utf8')));

const measured: Figures = {
  corpora: [],
  figures: [
    {
      corpus: 'sst2',
      attack: 'rare-token',
      budget: 10,
      seeds: 5,
      found: 5,
      high: 4,
      recall: 1,
      precision: 1,
      mixed: 0,
      falseHigh: 0,
      falseMedium: 0,
      by: [{ detector: 'planted-trigger', found: 4, high: 4 }],
    },
  ],
};
const lines = (id: string, name: string): readonly string[] | undefined =>
  explain(id, measured)?.facts.find((fact) => fact.name === name)?.lines;

describe('an explanation', () => {
  it('is there for every threat, attack and detector, under one name each', () => {
    const all = Object.values(subjects).flat();
    expect(new Set(all).size).toBe(all.length);
    for (const id of all) {
      const found = explain(id)!;
      expect(found.id).toBe(id);
      expect(found.facts.every((fact) => fact.lines.length > 0)).toBe(true);
    }
    expect(explain('constructor')).toBeUndefined();
  });

  it('says of an attack what caught it, and of a detector what it catches', () => {
    expect(lines('rare-token', 'Caught by')).toEqual(['planted-trigger']);
    expect(lines('sentence', 'Caught by')).toEqual(['not measured on the corpora of this version']);
    expect(lines('planted-trigger', 'Catches')).toEqual(['rare-token']);
    expect(explain('planted-trigger', measured)!.figures).toMatchObject([{ attack: 'rare-token', found: 4 }]);
  });

  it('lists under each threat its attacks', () => {
    const listed = subjects.threat.flatMap((id) => lines(id, 'Attacks') ?? []);
    expect(listed).toHaveLength(attacks.length);
  });

  it('has figures of attacks and detectors that there are', () => {
    const known = new Set<string>([...attacks, ...detectors].map(({ id }) => id));
    for (const { attack, by } of shipped.figures)
      for (const id of [attack, ...by.map(({ detector }) => detector)]) expect(known).toContain(id);
    const corpora = new Set(shipped.corpora.map(({ name }) => name));
    for (const { corpus, found, high, seeds } of shipped.figures) {
      expect(corpora).toContain(corpus);
      expect(high <= found && found <= seeds).toBe(true);
    }
  });
});
