// Every rule on its own examples.
import { describe, expect, it } from 'vitest';
import { inspectCode } from './inspect-code.ts';
import { rules } from './rules.ts';

describe.each(rules.map((rule, i) => [rule.id, rule, i] as const))('%s', (_, rule, i) => {
  it.each(rule.unsafe)('sees it in %s: %s', (language, code) => {
    const seen = inspectCode(code, language)?.filter((s) => s.rule === i) ?? [];
    expect(seen.map((s) => s.safe)).toContain(false);
  });
  it.each(rule.safe)('does not see it in %s: %s', (language, code) => {
    const seen = inspectCode(code, language)?.filter((s) => s.rule === i) ?? [];
    expect(seen.map((s) => s.safe)).not.toContain(false);
  });
  it('names a weakness, what to do instead, and examples of both', () => {
    expect(rule.cwe).toBeGreaterThan(0);
    expect(rule.unsafe.length).toBeGreaterThan(0);
    expect(rule.safe.length).toBeGreaterThan(0);
    const spoken = new Set(rule.unsafe.map(([language]) => language));
    for (const language of spoken) expect(rule.languages).toContain(language);
  });
});
