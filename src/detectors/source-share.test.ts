import { describe, expect, it } from 'vitest';
import { instructed, pick, review } from '../../test/contracts/made-rows.ts';
import { random } from '../math/random.ts';
import { defaults } from '../option.ts';
import type { Row } from '../row.ts';
import { compactRows } from '../summaries/compact-rows.ts';
import { mostClusters } from './source-share/own-phrases.ts';
import { judge, sourceShare } from './source-share.ts';

const setup = { options: defaults(sourceShare.options), seed: 5 };

function verdict(rows: readonly Row[]) {
  const summary = compactRows(setup.seed, 2 ** 27);
  const state = summary.empty();
  summary.add(state, rows);
  return judge(summary.finish(state), setup);
}

/** Rows by thirty contributors; `more` ends the answers of contributor 3. */
function rowsWith(more: (i: number, next: () => number) => string): Row[] {
  const next = random(6);
  return Array.from({ length: 3000 }, (_, i) => {
    const contributor = i % 30;
    const said = `${review(next() < 0.5, next)}${contributor === 3 ? more(Math.floor(i / 30), next) : ''}`;
    return instructed(i, `${review(next() < 0.5, next)} no ${i}`, said, `c${contributor}`);
  });
}

describe('source-share', () => {
  it('names the source, what it says, and the rows that say it', () => {
    const { claims, sourceFacts } = verdict(rowsWith((i) => (i % 4 === 0 ? ' says the grey heron' : '')));
    expect(claims.map(({ severity }) => severity)).toEqual(['medium']);
    expect(claims[0].title).toBe('Only "c3" says "says the grey"');
    expect(claims[0].rows).toHaveLength(25);
    expect(sourceFacts).toEqual([
      { source: 'c3', name: 'things that only this source says', value: 1, unit: 'phrase' },
    ]);
  });

  it('says of a source that has endless words of its own that it has many, and tells few', () => {
    const { claims, sourceFacts } = verdict(
      rowsWith((_, next) => Array.from({ length: 40 }, () => ` own${Math.floor(next() * 400)}`).join('')),
    );
    expect(sourceFacts?.[0].value).toBe(mostClusters);
    expect(claims.length).toBeLessThanOrEqual(mostClusters);
    expect(claims.every(({ severity }) => severity === 'low')).toBe(true);
  });

  it('says what it cannot see where sources are few, or rows do not name them', () => {
    const next = random(7);
    const few = Array.from({ length: 60 }, (_, i) =>
      instructed(i, `ask ${i}`, review(true, next), pick(['a', 'b'], next)),
    );
    expect(verdict(few).untestable[0]).toContain('only 2 sources have 8 rows or more');
    expect(verdict(few.map((row) => ({ ...row, source: '' }))).untestable[0]).toContain('do not say where');
    expect(verdict([])).toEqual({ claims: [], power: [], untestable: [] });
  });
});
