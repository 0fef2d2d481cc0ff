import { describe, expect, it } from 'vitest';
import { attributesOf, timeOf, vectorOf } from './attributes.ts';
import { recogniseFields } from './shape.ts';

describe('timeOf', () => {
  it.each([
    ['2024-03-01', Date.UTC(2024, 2, 1)],
    ['2024-03-01T12:30:05Z', Date.UTC(2024, 2, 1, 12, 30, 5)],
    ['2024-03-01 12:30:05.250', Date.UTC(2024, 2, 1, 12, 30, 5, 250)],
    ['2024-03-01T12:30:05+02:00', Date.UTC(2024, 2, 1, 10, 30, 5)],
    ['2024-03-01T12:30:05-0230', Date.UTC(2024, 2, 1, 15, 0, 5)],
    [1709296205, 1709296205_000],
    ['1709296205123', 1709296205_123],
  ])('reads %s', (value, expected) => expect(timeOf(value)).toBe(expected));

  it.each(['yesterday', '', 12, null, {}, '03/01/2024', '9'.repeat(500)])('does not guess at %j', (value) =>
    expect(timeOf(value)).toBeUndefined(),
  );
});

describe('vectorOf', () => {
  it('takes lists of finite numbers', () => {
    expect(vectorOf([0.5, -1])).toEqual(Float32Array.of(0.5, -1));
    expect(vectorOf(Float64Array.of(1, 2))).toEqual(Float32Array.of(1, 2));
  });

  it.each([
    [[]],
    [[1]],
    [[0, 0]],
    [[1, NaN]],
    [[1, 1e300]],
    [[3e38, -3e38]],
    [[1e-30, 0]],
    [[1, '2']],
    ['12'],
    [null],
  ])('refuses %j', (value) => expect(vectorOf(value)).toBeUndefined());
});

it('recognises the columns that say who, when and with which vector, and reads them', () => {
  const records = Array.from({ length: 20 }, (_, i) => ({
    text: `text ${i}`,
    label: i % 2,
    worker_id: i % 5,
    url: `https://www.example.org/${i}`,
    created_at: `2024-03-${10 + i}`,
    embedding: [i, 1],
  }));
  const fields = recogniseFields(records)!;
  expect(fields).toMatchObject({
    label: 'label',
    source: 'url',
    annotator: 'worker_id',
    time: 'created_at',
    embedding: 'embedding',
  });
  expect(attributesOf(fields)(records[3])).toEqual({
    source: 'example.org',
    annotator: '3',
    time: Date.UTC(2024, 2, 13),
    embedding: Float32Array.of(3, 1),
  });
  expect(attributesOf(fields)({ text: 'x' })).toEqual({ source: '' });
});
