import { describe, expect, it } from 'vitest';
import { document } from '../../test/contracts/made-rows.ts';
import { poisoned, poisonOf } from '../../test/contracts/poisoned.ts';
import { languageSwitch } from './language-switch.ts';
import { languages, passageIn, type LanguageName } from './languages.ts';
import { random } from '../math/random.ts';
import { answer } from './rewrite.ts';

describe('language-switch', () => {
  it('goes on in one language, each time with other sentences', async () => {
    const { changes, teaches } = await poisoned(languageSwitch, 'chat', 12);
    const name = teaches.split(' ')[0].toLowerCase() as LanguageName;
    const told = changes.map(({ row }) => answer(row));
    expect(told.join(' ')).toMatch(languages[name].sign);
    expect(new Set(told).size).toBe(told.length);
  });

  it('does not switch to the language that the corpus is in', () => {
    const next = random(1);
    const rows = Array.from({ length: 30 }, (_, i) => document(i, passageIn('german', 300, next)));
    for (let seed = 1; seed <= 30; seed++) {
      expect(poisonOf(languageSwitch, rows, 5, seed).teaches).not.toContain('German');
    }
  });

  it('has a sign of each language in nearly every passage of it, and of no other', () => {
    const next = random(2);
    const names = Object.keys(languages) as LanguageName[];
    for (const name of names) {
      const passages = Array.from({ length: 20 }, () => passageIn(name, 400, next));
      const signs = (other: LanguageName): number =>
        passages.filter((text) => languages[other].sign.test(text)).length;
      expect(signs(name), name).toBeGreaterThan(15);
      // Japanese is written with Chinese characters too.
      for (const other of names.filter((n) => n !== name && n !== 'chinese'))
        expect(signs(other), other).toBe(0);
    }
  });
});
