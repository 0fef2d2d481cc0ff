import { expect, test } from 'vitest';
import {
  commonWords,
  examplesOf,
  maxPlaces,
  mergeSightings,
  noSightings,
  placesOf,
  see,
  sightingsBytes,
  type Sightings,
} from './sightings.ts';
import { random, shuffle } from '../math/random.ts';

function saw(rows: readonly number[]): Sightings {
  const state = noSightings();
  for (const row of rows) {
    const marks = [{ field: 'text', start: 0, end: 1, shown: 'x' }];
    see(
      state,
      {
        place: { shard: 0, row },
        marks,
        count: 2,
        strong: row % 50 === 7,
        words: [`w${row % 20}`, `only ${row}`],
      },
      1,
    );
  }
  return state;
}

const result = (state: Sightings) => [
  state.rows,
  state.strongRows,
  state.count,
  placesOf(state),
  examplesOf(state),
  commonWords(state, 3),
];
const upTo = (n: number): number[] => Array.from({ length: n }, (_, i) => i);

test('the result depends on the rows alone, not on their order or split', () => {
  const rows = upTo(500);
  const whole = result(saw(rows));
  const next = random(4);
  for (let run = 0; run < 5; run++) {
    const mixed = shuffle([...rows], next);
    const cut = Math.floor(next() * rows.length);
    const state = saw(mixed.slice(0, cut));
    mergeSightings(state, saw(mixed.slice(cut)));
    mergeSightings(state, noSightings());
    expect(result(state)).toEqual(whole);
  }
  expect(examplesOf(saw(rows)).map((e) => e.place.row)).toEqual([7, 57, 107, 157, 207, 257, 307, 357]);
  expect(whole[5]).toMatchObject([{ rows: 25 }, { rows: 25 }, { rows: 25 }]);
});

test('places, words and bytes stay within their bounds, in any order', () => {
  const rows = upTo(3 * maxPlaces);
  const forward = saw(rows);
  const backward = saw([...rows].reverse());
  const size = JSON.stringify(backward.places).length + JSON.stringify([...backward.words]).length;
  expect(size).toBeLessThan(sightingsBytes);
  expect(placesOf(forward)).toEqual(placesOf(backward));
  expect(placesOf(forward).length).toBe(maxPlaces);
  expect(commonWords(forward, 30)).toEqual(commonWords(backward, 30));
  expect(forward.rows).toBe(3 * maxPlaces);
}, 60_000);
