// Is a name praised, or blamed, in more of its rows than like sentences of like rows would have it?
import { listOf } from '../../math/ragged.ts';
import type { Mentions } from './mentions.ts';
import type { Sentences } from './sentences.ts';

export interface Stance {
  /** Rows that mention the name. */
  readonly rows: number;
  readonly praised: number;
  readonly blamed: number;
  /** Rows expected to praise, and to blame, it. */
  readonly praise: number;
  readonly blame: number;
  /** Standard errors above what is expected. */
  readonly zPraise: number;
  readonly zBlame: number;
}

/** `only`: rows that count. */
export function stanceOf(
  list: Int32Array,
  { row, stance, praise, blame }: Sentences,
  only?: (row: number) => boolean,
): Stance {
  const sum = { rows: 0, praised: 0, blamed: 0, praise: 0, blame: 0 };
  let variancePraise = 0;
  let varianceBlame = 0;
  for (let k = 0; k < list.length;) {
    const r = row[list[k]];
    let of = 0;
    let none = 1;
    let noBlame = 1;
    for (; k < list.length && row[list[k]] === r; k++) {
      of += stance[list[k]];
      none *= 1 - praise[list[k]];
      noBlame *= 1 - blame[list[k]];
    }
    if (only && !only(r)) continue;
    sum.rows++;
    if (of > 0) sum.praised++;
    if (of < 0) sum.blamed++;
    sum.praise += 1 - none;
    sum.blame += 1 - noBlame;
    variancePraise += none * (1 - none);
    varianceBlame += noBlame * (1 - noBlame);
  }
  return {
    ...sum,
    zPraise: (sum.praised - sum.praise) / Math.sqrt(variancePraise + 0.5),
    zBlame: (sum.blamed - sum.blame) / Math.sqrt(varianceBlame + 0.5),
  };
}

export function stances(mentions: Mentions, sentences: Sentences): Stance[] {
  return Array.from({ length: mentions.count }, (_, c) => stanceOf(listOf(mentions.sentences, c), sentences));
}
