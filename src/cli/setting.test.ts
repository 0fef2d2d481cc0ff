import { describe, expect, it } from 'vitest';
import { BadValue, parse, parseBytes, schema, type Kind } from './setting.ts';
import { settings } from './settings.ts';

describe('settings', () => {
  it('each has a name, a flag and a short flag of its own within a command', () => {
    for (const command of ['scan', 'clean', 'detectors', 'show'] as const) {
      const own = settings.filter((s) => s.commands.includes(command));
      const shorts = own.flatMap((s) => (s.short ? [s.short] : []));
      for (const list of [own.map((s) => s.name), own.map((s) => s.flag), shorts])
        expect(new Set(list).size).toBe(list.length);
    }
  });

  it('each says what and why in sentences, and its example parses', () => {
    for (const setting of settings) {
      expect(setting.what).toMatch(/\.$/);
      expect(setting.why).toMatch(/\.$/);
      const [flag, ...rest] = setting.example.split(' ');
      expect(flag).toBe(setting.flag);
      if (rest.length > 0) expect(() => parse(setting.type, rest.join(' '))).not.toThrow();
    }
  });

  it('each default is a value that the configuration may have', () => {
    for (const { type, default: standard } of settings) {
      if (standard !== undefined) expect(schema(type).safeParse(standard).success).toBe(true);
    }
  });
});

describe('values', () => {
  const number: Kind = { kind: 'number', placeholder: 'n', min: 0, max: 10, whole: true };
  it('are read by kind', () => {
    expect(parse(number, '7')).toBe(7);
    expect(parse({ kind: 'list', placeholder: 'x' }, 'a, b,,c', ['z'])).toEqual(['z', 'a', 'b', 'c']);
    expect(parse({ kind: 'options', placeholder: 'x' }, 'd.two=2', { d: { one: 1 } })).toEqual({
      d: { one: 1, two: 2 },
    });
  });

  for (const text of ['', ' ', '1.5', '11', '-1', '0x5', '1e', 'NaN', 'Infinity', '7 ']) {
    it(`no whole number from 0 to 10: ${JSON.stringify(text)}`, () => {
      expect(() => parse(number, text)).toThrow(BadValue);
    });
  }

  it('sizes have units', () => {
    expect(['64MiB', '1kb', '10', '1.5 GiB'].map(parseBytes)).toEqual([
      64 * 2 ** 20,
      1000,
      10,
      1.5 * 2 ** 30,
    ]);
    for (const text of ['', 'MiB', '-1', '1e9', '5 parsecs', '1 '.repeat(50_000)])
      expect(parseBytes(text)).toBeNaN();
  });
});
