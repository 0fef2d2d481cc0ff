// What near-duplicate-flood must find, and what it must not.
import { random } from '../../../src/math/random.ts';
import { labelled, replaced, review, reviews } from '../made-rows.ts';

const next = random(41);
const clean = reviews(800, 40);
const long = `${review(true, next)}, ${review(true, next)}, ${review(true, next)}`;

/** One row said two hundred times, each time with another last word, from one source. */
const flooded = replaced(clean, 4, 200, (row) => labelled(row.row, `${long} ${row.row}`, '1', 'one site'));

/** Some rows said twice, as in any corpus. */
const repeated = clean.map((row, i) => (i % 40 === 1 ? { ...clean[i - 1], row: row.row } : row));

export const catches = [flooded];
export const ignores = [clean, repeated];
