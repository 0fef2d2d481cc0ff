// Rows that do not belong, put into real corpora: random characters, another language, boilerplate; and images of one
// class with a patch and another class's label (Gu et al. 2017, BadNets), as vectors. Inert.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { random, shuffle } from '../src/math/random.ts';
import type { Row } from '../src/row.ts';
import { shared } from './corpora.ts';

export interface Planted {
  readonly rows: readonly Row[];
  readonly bad: ReadonlySet<number>;
}

const letters = 'abcdefghijklmnopqrstuvwxyz0123456789#$%&*+/<>=_~';

export function junk(words: number, next: () => number): string {
  return Array.from({ length: words }, () =>
    Array.from(
      { length: 2 + Math.floor(next() * 9) },
      () => letters[Math.floor(next() * letters.length)],
    ).join(''),
  ).join(' ');
}

const clauses = [
  'We use cookies to improve your experience',
  'By continuing you agree to the terms of service',
  'All rights reserved',
  'Please see our privacy policy for details',
  'Subscribe to the newsletter for updates',
  'This page requires a modern browser',
  'Click here to manage your preferences',
  'Shipping and returns are described on the help page',
  'Copyright of the respective owners',
  'Share this article with your friends',
  'Sign in or create an account to continue',
  'Your cart is empty',
];

export function boilerplate(words: number, next: () => number): string {
  const said: string[] = [];
  while (said.join(' ').split(' ').length < words) said.push(clauses[Math.floor(next() * clauses.length)]);
  return said.join('. ');
}

const spanish =
  'el la los las un una de del en con por para que como cuando donde pero porque muy más menos también siempre nunca hoy ayer mañana casa calle ciudad mesa silla libro papel agua fuego tierra viento luz noche día año mes hora amigo hermana madre padre niño mujer hombre gente trabajo escuela camino puente río mar montaña bosque jardín flor árbol pan queso vino fruta verde rojo azul blanco negro grande pequeño viejo nuevo alto bajo largo corto bueno malo feliz triste come bebe lee escribe canta camina corre duerme mira escucha compra vende abre cierra dice piensa sabe puede quiere tiene está es fue será'.split(
    ' ',
  );

/** Another language in the same script: words of Spanish in no order. */
export function foreign(words: number, next: () => number): string {
  return Array.from({ length: words }, () => spanish[Math.floor(next() * spanish.length)]).join(' ');
}

const chinese =
  '的一是不了在人有我他这中大来上国个到说们为子和你地出道也时年得就那要下以生会自着去之过家学对可她里后小么心多天而能好都然没日于起还发成事只作当想看文无开手';

/** Another script, without spaces. */
export function foreignScript(words: number, next: () => number): string {
  return Array.from({ length: words }, () => chinese[Math.floor(next() * chinese.length)]).join('');
}

/** Text of the same number of words as the row's own: length alone must not give it away. */
export type Filler = (words: number, next: () => number) => string;

const count = (text: string): number => Math.max(3, text.split(/\s+/).length);

/** Copies of random rows with every text replaced, at random places. */
export function planted(rows: readonly Row[], share: number, fill: Filler, seed: number): Planted {
  const next = random(seed * 101 + 7);
  const k = Math.max(5, Math.round(share * rows.length));
  const made = shuffle([...rows], next)
    .slice(0, k)
    .map((row): Row => {
      const { outcome } = row;
      const parts = <T extends { text: string }>(all: readonly T[]): T[] =>
        all.map((part) => ({ ...part, text: part.text === '' ? '' : fill(count(part.text), next) }));
      return {
        ...row,
        context: parts(row.context),
        outcome:
          outcome.kind === 'answer' || outcome.kind === 'document'
            ? { ...outcome, parts: parts(outcome.parts) }
            : outcome,
      };
    });
  const tagged = shuffle(
    [...rows.map((row) => ({ row, bad: false })), ...made.map((row) => ({ row, bad: true }))],
    next,
  );
  return {
    rows: tagged.map(({ row }, i) => ({ ...row, shard: 0, row: i })),
    bad: new Set(tagged.flatMap(({ bad }, i) => (bad ? [i] : []))),
  };
}

const pixels = 28 * 28;

/** MNIST's test images; `share` of all images of `from` get a patch in the corner and the label `to`. */
export function patched(share: number, from: number, to: number, seed: number): Planted {
  const read = (name: string): Buffer => gunzipSync(readFileSync(join(shared, 'images', name)));
  const images = read('t10k-images-idx3-ubyte.gz');
  const labels = read('t10k-labels-idx1-ubyte.gz');
  const next = random(seed * 31 + 3);
  const n = labels.length - 8;
  const own: number[] = [];
  for (let i = 0; i < n; i++) if (labels[8 + i] === from) own.push(i);
  const target = labels.subarray(8).filter((label) => label === to).length;
  // `share` of the images that bear the label `to` in the end.
  const k = Math.round((share / (1 - share)) * target);
  const bad = new Set(shuffle(own, next).slice(0, k));
  const rows = Array.from({ length: n }, (_, row): Row => {
    const vector = Float32Array.from(
      images.subarray(16 + row * pixels, 16 + (row + 1) * pixels),
      (x) => x / 255,
    );
    if (bad.has(row)) for (let y = 24; y < 27; y++) for (let x = 24; x < 27; x++) vector[y * 28 + x] = 1;
    return {
      shard: 0,
      row,
      source: '',
      context: [{ field: 'text', role: 'user', text: `image ${row}` }],
      outcome: { kind: 'label', label: String(bad.has(row) ? to : labels[8 + row]) },
      embedding: vector,
    };
  });
  return { rows, bad };
}
