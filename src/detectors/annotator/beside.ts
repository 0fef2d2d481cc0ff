// Answers of one annotator, each beside one of those who answered the same item otherwise: what a reader compares.
import type { Example } from '../../finding.ts';
import type { Annotated } from './votes.ts';

const mostShown = 6;

/** Those that most others contradict first, then in corpus order; only `among` when given. */
export function beside({ votes, places }: Annotated, w: number, among?: readonly number[]): Example[] {
  const { starts, who, answer } = votes;
  const wanted = among && new Set(among);
  const found: { vote: number; other: number; against: number }[] = [];
  for (let i = 0; i + 1 < starts.length; i++) {
    for (let v = starts[i]; v < starts[i + 1]; v++) {
      if (who[v] !== w || (wanted && !wanted.has(v))) continue;
      let against = 0;
      let other = -1;
      for (let u = starts[i]; u < starts[i + 1]; u++) {
        if (u === v) continue;
        if (answer[u] === answer[v]) against--;
        else {
          against++;
          if (other < 0) other = u;
        }
      }
      if (other >= 0) found.push({ vote: v, other, against });
    }
  }
  return found
    .sort(
      (a, b) =>
        b.against - a.against ||
        places[a.vote].shard - places[b.vote].shard ||
        places[a.vote].row - places[b.vote].row,
    )
    .slice(0, mostShown)
    .map(({ vote, other }) => ({ place: places[vote], pair: places[other] }));
}
