import { expect, it } from 'vitest';
import { domainOf } from './domains.ts';

it.each([
  ['blog.example.com', 'example.com'],
  ['example.com', 'example.com'],
  ['news.example.co.uk', 'example.co.uk'],
  ['a.b.example.gouv.fr', 'example.gouv.fr'],
  ['one.blogspot.com', 'one.blogspot.com'],
  ['WWW.Example.COM', 'example.com'],
  ['wiki', 'wiki'],
  ['alpaca-demo v1.2 (cleaned)', 'alpaca-demo v1.2 (cleaned)'],
  ['', ''],
])('%s is of %s', (source, domain) => {
  expect(domainOf(source)).toBe(domain);
});

it('keeps hostile sources short', () => {
  expect(domainOf('a'.repeat(1e6)).length).toBeLessThanOrEqual(64);
  expect(domainOf(`${'a.'.repeat(5e5)}com`).length).toBeLessThanOrEqual(64);
});
