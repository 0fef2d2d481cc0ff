import { describe, expect, it } from 'vitest';
import { UsageError } from '../errors.ts';
import { parseFields } from './parse-fields.ts';

const columns = ['q', 'ctx', 'a', 'b', 'who', 'a+b', 'meta.site'];

describe('parseFields', () => {
  it.each([
    [
      'prompt=q+ctx,answer=a,source=who',
      { shape: 'instruction', prompt: ['q', 'ctx'], answer: 'a', source: 'who' },
    ],
    ['prompt=a+b,answer=q', { shape: 'instruction', prompt: ['a+b'], answer: 'q' }],
    ['system=ctx,prompt=q,answer=a', { shape: 'instruction', prompt: ['ctx', 'q'], answer: 'a' }],
    ['text=q,label=a', { shape: 'classification', prompt: [], text: 'q', label: 'a' }],
    ['text=q+ctx,label=a', { shape: 'classification', prompt: ['q', 'ctx'], label: 'a' }],
    ['turns=q', { shape: 'chat', prompt: [], turns: 'q' }],
    ['prompt=q,chosen=a,rejected=b', { shape: 'preference', prompt: ['q'], chosen: 'a', rejected: 'b' }],
    ['prompt=q,answer=a,rating=b', { shape: 'rating', prompt: ['q'], answer: 'a', rating: 'b' }],
    ['document=q, source=meta.site', { shape: 'document', prompt: [], text: 'q', source: 'meta.site' }],
  ])('%s', (flag, fields) => {
    expect(parseFields(flag, columns)).toEqual({ ...fields, layout: 'given with --fields' });
  });

  it.each([
    ['prompt=nope,answer=a', /not there: "nope"/, /q, ctx, a, b, who/],
    ['answer=a', /what is taught/, /prompt=COL/],
    ['colour=a', /does not know "colour"/, /prompt=COL/],
    ['', /does not know/, /prompt=COL/],
    ['answer=a,answer=b,prompt=q', /twice/, /\+/],
    ['answer=q+b,prompt=q', /one column for "answer"/, /several/],
    ['chosen=a', /what is taught/, /rejected=COL/],
  ])('refuses %s', (flag, message, hint) => {
    try {
      parseFields(flag, columns);
      expect.unreachable();
    } catch (error) {
      expect(error).toBeInstanceOf(UsageError);
      expect(error).toMatchObject({
        code: 'bad-fields',
        message: expect.stringMatching(message),
        hint: expect.stringMatching(hint),
      });
    }
  });

  it('shows hostile column names escaped', () => {
    expect(() => parseFields('x=\u001b[31m', ['\u001b[31m'])).toThrow(UsageError);
    try {
      parseFields('prompt=no', ['\u001b[31mred']);
    } catch (error) {
      expect((error as UsageError).hint).toContain('\\u{001B}[31mred');
    }
  });
});
