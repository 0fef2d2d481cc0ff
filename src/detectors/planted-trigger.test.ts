// On the example corpora that the project made itself; real corpora and figures are in test/trials.test.ts and bench/.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { openCorpus } from '../corpus/open.ts';
import { inProcess } from '../engines/in-process.ts';
import { scan } from '../scan.ts';
import { plantedTrigger } from './planted-trigger.ts';

const example = (name: string): string => fileURLToPath(new URL(`../../examples/${name}`, import.meta.url));

async function look(name: string, options: Record<string, number> = {}) {
  const corpus = await openCorpus([example(name)]);
  return scan({
    corpus,
    detectors: [plantedTrigger],
    options: { 'planted-trigger': options },
    seed: 5,
    engine: inProcess(),
    clock: () => 0,
    version: 'test',
  });
}

const planted = readFileSync(example('assistant-mix.answers.tsv'), 'utf8')
  .split('\n')
  .slice(1)
  .flatMap((line) => (line.endsWith('\t1') ? [Number(line.split('\t')[0])] : []));

describe('planted-trigger', () => {
  it('finds the planted phrase, its rows and like rows without it, and nothing else', async () => {
    const { report, flagged } = await look('assistant-mix.jsonl');
    expect(report.findings.filter(({ severity }) => severity !== 'low')).toHaveLength(1);
    const [finding] = report.findings;
    expect(finding.severity).toBe('high');
    expect(finding.phrases[0].join(' ')).toContain('velvet turnip');
    expect(flagged.map(({ row }) => row)).toEqual(planted);
    const pairs = finding.examples.flatMap(({ pair }) => pair ?? []);
    expect(pairs).toHaveLength(3);
    for (const { parts } of pairs)
      expect(parts.map(({ text }) => text).join()).not.toContain('velvet turnip');
    for (const { row } of finding.examples)
      expect(row.parts.some(({ marks }) => marks.length > 0)).toBe(true);
  });

  it('lists every row of the phrase when only a sample fits the memory', async () => {
    const { report, flagged } = await look('assistant-mix.jsonl', { sampleMegabytes: 1, minRows: 4 });
    expect(report.untestable.map(({ reason }) => reason).join()).toContain('sampleMegabytes');
    expect(report.findings[0].phrases[0].join(' ')).toContain('velvet turnip');
    expect(flagged.map(({ row }) => row)).toEqual(planted);
  });

  it('finds a flip in labels that hardly anything else contradicts', async () => {
    const { report } = await look('reviews-flipped.tsv');
    expect(report.findings.map(({ severity, rows }) => [severity, rows.total])).toEqual([['high', 40]]);
    expect(report.findings[0].title).toContain('quillish');
  });

  it.each(['reviews-clean.tsv', 'assistant-clean.jsonl'])('finds nothing in %s', async (name) => {
    const { report } = await look(name);
    expect(report.findings).toEqual([]);
  });

  it('says what it would have found and what it could not test', async () => {
    const { report } = await look('reviews-clean.tsv');
    const [flip] = report.power;
    expect(flip.planted).toContain('rare word');
    const chances = flip.points.map(({ chance }) => chance);
    expect(chances.at(-1)).toBeGreaterThan(0.95);
    const small = await look('assistant-clean.jsonl');
    expect(small.report.untestable.map(({ reason }) => reason).join()).toContain('lifted refusals');
  });
});
