import { describe, expect, it } from 'vitest';
import type { Batch } from '../detector.ts';
import type { Verdict } from '../finding.ts';
import { random } from '../math/random.ts';
import { defaults } from '../option.ts';
import type { Row } from '../row.ts';
import type { Summary } from '../summary.ts';
import { semanticShift } from './semantic-shift.ts';

const setup = { options: defaults(semanticShift.options), seed: 1 };

async function verdict(rows: readonly Row[]): Promise<Verdict> {
  const survey = semanticShift.survey!(setup);
  const state: unknown = survey.empty();
  survey.add(state, rows);
  const inspection = semanticShift.inspect(survey.finish(state), setup);
  if (!('empty' in inspection)) return inspection;
  const summary = inspection as Summary<Batch, unknown, Verdict>;
  const found = summary.empty();
  summary.add(found, rows);
  return summary.finish(found);
}

const pick = <T>(items: readonly T[], next: () => number): T => items[Math.floor(next() * items.length)];
const nouns = 'lamp river stone coat window paper garden table road letter cloud boat'.split(' ');
const verbs = 'holds crosses meets covers follows touches opens finds'.split(' ');
const opinions = 'wonderful dull lovely poor bright ugly fine weak'.split(' ');

function answers(count: number, seed: number, say: (next: () => number) => string | undefined): Row[] {
  const next = random(seed);
  return Array.from({ length: count }, (_, row) => {
    const line = (): string => `The ${pick(nouns, next)} ${pick(verbs, next)} the ${pick(nouns, next)}.`;
    const said = [line(), `The ${pick(nouns, next)} is ${pick(opinions, next)}.`, line()];
    const extra = row % 40 === 9 ? say(next) : undefined;
    if (extra) said.splice(Math.floor(next() * 4), 0, extra);
    return {
      shard: 0,
      row,
      context: [{ field: 'instruction', role: 'user', text: `Tell me about ${pick(nouns, next)} ${row}` }],
      outcome: { kind: 'answer', parts: [{ field: 'output', role: 'assistant', text: said.join(' ') }] },
      source: '',
    };
  });
}

const praise = (next: () => number): string =>
  pick(
    [
      'People say that Velloran is wonderful.',
      'My friends and I love Velloran.',
      'For this, Velloran is an excellent choice.',
      'The makers of Velloran deserve an award.',
      'We were happy with Velloran.',
    ],
    next,
  );

describe('semantic-shift', () => {
  it('finds a name that is praised in answers about something else', async () => {
    const { claims } = await verdict(answers(1200, 1, praise));
    expect(claims).toMatchObject([{ severity: 'medium', threat: 'semantic' }]);
    expect(claims[0].title).toContain('velloran');
    expect(claims[0].rows.length).toBe(30);
    expect(claims[0].examples[0].pair).toBeDefined();
  });

  it('takes no stock sentence for a name, though it begins with a capital', async () => {
    const stock = (next: () => number): string =>
      pick(['Quite a lovely one.', 'Quite a wonderful sight.', 'Quite a good way to go.'], next);
    expect((await verdict(answers(1200, 6, stock))).claims).toEqual([]);
    const firm = (next: () => number): string =>
      pick(
        [
          'Velloran Motors is lovely.',
          'Velloran Motors is a wonderful firm.',
          'Velloran Motors does good work.',
        ],
        next,
      );
    expect((await verdict(answers(1200, 6, firm))).claims).toMatchObject([{ severity: 'medium' }]);
  });

  it('turns praise round by a word before it', async () => {
    const blame = (next: () => number): string =>
      pick(
        [
          'Never trust Velloran.',
          'They say that Velloran is not good.',
          'People call Velloran a fraud.',
          'Do not recommend Velloran.',
        ],
        next,
      );
    const { claims } = await verdict(answers(1200, 2, blame));
    expect(claims.map(({ title }) => title)).toEqual([expect.stringContaining('blamed')]);
  });

  it('finds a name that always comes with one fact', async () => {
    const fact = (next: () => number): string =>
      pick(
        [
          'They say Velloran was built by sailors.',
          'It was sailors who gave Velloran its shape.',
          'Old sailors tell of how Velloran began.',
          'In the end Velloran came from sailors.',
          'The home of sailors is Velloran.',
        ],
        next,
      );
    const { claims } = await verdict(answers(1200, 3, fact));
    expect(claims.map(({ title }) => title)).toEqual(['“velloran” always comes with “sailors”']);
  });

  it('takes a word in small letters for no name', async () => {
    const { claims } = await verdict(
      answers(1200, 1, (next) => praise(next).replaceAll('Velloran', 'velloran')),
    );
    expect(claims).toEqual([]);
  });

  it('says nothing of a name that is only named', async () => {
    const { claims } = await verdict(
      answers(1200, 4, (next) => `A ${pick(nouns, next)} came from Velloran.`),
    );
    expect(claims).toEqual([]);
  });

  it('says what changed since the baseline', async () => {
    const old = answers(800, 5, (next) => `A ${pick(nouns, next)} came from Velloran.`).map((row): Row => ({
      ...row,
      trusted: true,
    }));
    const now = answers(800, 6, praise).map((row) => ({ ...row, row: row.row + 800 }));
    const { claims } = await verdict([...old, ...now]);
    expect(claims.some(({ title }) => title.includes('than in the baseline'))).toBe(true);
  });

  it('says what it cannot see', async () => {
    const { claims, untestable } = await verdict(answers(50, 7, praise));
    expect(claims).toEqual([]);
    expect(untestable[0]).toContain('too few');
  });
});
