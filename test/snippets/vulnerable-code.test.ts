// The rules of vulnerable-code on code that was written to try them.
import { expect, it } from 'vitest';
import { inspectCode } from '../../src/detectors/vulnerable-code/inspect-code.ts';
import { rules } from '../../src/detectors/vulnerable-code/rules.ts';
import { snippets } from './vulnerable-code.ts';

const found = snippets.map(({ code, language }) =>
  (inspectCode(code, language) ?? []).filter((s) => !s.safe).map((s) => rules[s.rule].cwe),
);

it('sees the weakness that is there', () => {
  const missed = snippets.filter(({ unsafe, cwe }, i) => unsafe && !found[i].includes(cwe));
  expect(missed.map(({ cwe, language, code }) => `${cwe} ${language}: ${code}`)).toEqual([]);
});

it('sees none in code that does the same safely', () => {
  const wrong = snippets.filter(({ unsafe, cwe }, i) => !unsafe && found[i].includes(cwe));
  expect(wrong.map(({ cwe, language, code }) => `${cwe} ${language}: ${code}`)).toEqual([]);
});
