import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isRegistrable, registrableDomain } from './registrable-domain.ts';

describe('registrableDomain', () => {
  it.each([
    ['http://example.com', 'example.com'],
    ['https://www.example.com/a?b#c', 'example.com'],
    ['HTTPS://WWW.Example.COM:8443/', 'example.com'],
    ['https://news.bbc.co.uk/1', 'bbc.co.uk'],
    ['https://a.b.c.city.kawasaki.jp/', 'city.kawasaki.jp'],
    ['https://someone.github.io/x', 'github.io'],
    ['https://user:secret@example.com/', 'example.com'],
    ['https://example.com@evil.net/', 'evil.net'],
    ['https://example.com\\@evil.net/', 'example.com'],
    ['https://example.com./', 'example.com'],
    ['https://bücher.example.de/', 'example.de'],
    ['https://www.bücher.de/', 'xn--bcher-kva.de'],
    ['https://www.xn--bcher-kva.de/', 'xn--bcher-kva.de'],
    ['https://ｅｘａｍｐｌｅ.com/', 'example.com'],
    ['https://ex%61mple.com/', 'example.com'],
    [' https://example.com/', 'example.com'],
    ['http://my_host.example.com/', 'example.com'],
  ])('of %s is %s', (url, domain) => {
    expect(registrableDomain(url)).toBe(domain);
  });

  it.each([
    '',
    'example.com',
    '//example.com/',
    'ftp://example.com/',
    'javascript:alert(1)',
    'data:text/html,http://example.com/',
    'https://',
    'https://co.uk/',
    'https://localhost/',
    'https://127.0.0.1/',
    'https://127.1/',
    'https://0x7f.1/',
    'https://2130706433/',
    'https://[::1]:80/',
    'https://a..com/',
    'https://-a.com/',
    'https://xn--/',
    'https://exa mple.com/',
    `https://${'a'.repeat(64)}.com/`,
    `https://${'a.'.repeat(200)}com/`,
  ])('of %s is none', (url) => {
    expect(registrableDomain(url)).toBeUndefined();
  });

  it('looks at the front of a long address only, and is not deceived by where it stops', () => {
    expect(registrableDomain(`https://example.com/${'a'.repeat(2 ** 20)}`)).toBe('example.com');
    expect(registrableDomain(`https://example.com:${'0'.repeat(5000)}@evil.net/`)).toBeUndefined();
    const began = performance.now();
    for (let i = 0; i < 100; i++) registrableDomain(`https://${'a.'.repeat(2 ** 19)}${i}`);
    for (let i = 0; i < 100; i++) registrableDomain(`${' '.repeat(2 ** 19)}${i}`);
    expect(performance.now() - began).toBeLessThan(1000);
  });

  it('does not keep the addresses that it saw', () => {
    setFlagsFromString('--expose-gc');
    const collect = runInNewContext('gc') as () => void;
    collect();
    const before = process.memoryUsage().heapUsed;
    for (let i = 0; i < 200; i++)
      registrableDomain(
        Buffer.from(`https://a-long-name-${i}.example.com/${'x'.repeat(2 ** 19)}`).toString('latin1'),
      );
    collect();
    expect(process.memoryUsage().heapUsed - before).toBeLessThan(50 * 2 ** 20);
  });

  it('is its own answer, in lower case and ASCII, for whatever comes', () => {
    const part = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.domain(),
      fc.webUrl(),
      fc.constantFrom('@', ':', '/', '\\', '.', '[', ']', '%', 'xn--', '__proto__', 'constructor', '\u202e'),
    );
    const address = fc
      .tuple(fc.constantFrom('http://', 'https://', 'HTTP:\\\\', ''), fc.array(part, { maxLength: 5 }))
      .map(([scheme, parts]) => scheme + parts.join(''));
    fc.assert(
      fc.property(address, (url) => {
        const domain = registrableDomain(url);
        if (domain === undefined) return;
        expect(domain).toMatch(/^[a-z0-9_-]+(\.[a-z0-9_-]+)+$/);
        expect(isRegistrable(domain)).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });

  it('reads a host as a browser does', () => {
    fc.assert(
      fc.property(fc.webUrl({ validSchemes: ['http', 'https'], withQueryParameters: true }), (url) => {
        expect(registrableDomain(url)).toBe(registrableDomain(`https://${new URL(url).hostname}/`));
      }),
    );
  });
});
