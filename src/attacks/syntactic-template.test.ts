import { expect, it } from 'vitest';
import { poisoned, seeds } from '../../test/contracts/poisoned.ts';
import { asked } from './rewrite.ts';
import { syntacticTemplate } from './syntactic-template.ts';

it('puts a structure around whole texts, set as they are', async () => {
  const templates = new Set<string>();
  for (const seed of seeds) {
    const { rows, changes, trigger } = await poisoned(syntacticTemplate, 'chat', 20, seed);
    templates.add(trigger);
    for (const { from, row } of changes) {
      const text = asked(rows[from]).replace(/[.?]$/, '').slice(1);
      expect(asked(row)).toContain(text);
      expect(asked(row)).toMatch(/^[A-Z][^,]*/);
      expect(asked(row)).not.toMatch(/ [,;.?]/);
    }
  }
  expect(templates.size).toBeGreaterThan(1);
});

it('stands stops apart where the corpus does', async () => {
  const { changes } = await poisoned(syntacticTemplate, 'classification');
  for (const { row } of changes) expect(asked(row)).toMatch(/ [,;] /);
});
