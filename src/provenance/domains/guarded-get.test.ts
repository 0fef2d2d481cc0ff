import { expect, it } from 'vitest';
import { redirectTarget } from './guarded-get.ts';

const from = new URL('https://someone:secret@rdap.example.com/domain/a.com');

it('a redirect keeps to https, and takes no name and password elsewhere', () => {
  expect(redirectTarget(from, '/other').href).toBe('https://someone:secret@rdap.example.com/other');
  expect(redirectTarget(from, '//rdap.example.net/x').href).toBe('https://rdap.example.net/x');
  expect(redirectTarget(from, 'https://a:b@rdap.example.net/x').href).toBe('https://rdap.example.net/x');
  expect(() => redirectTarget(from, 'http://rdap.example.com/other')).toThrow('from https to http');
  expect(redirectTarget(new URL('http://rdap.example.com/'), 'https://rdap.example.com/').protocol).toBe(
    'https:',
  );
});

it.each(['file:///etc/passwd', 'ftp://example.com/', 'https://', 'http://[::1', 'javascript:1'])(
  'a redirect to %s is refused',
  (location) => expect(() => redirectTarget(from, location)).toThrow('redirect to'),
);
