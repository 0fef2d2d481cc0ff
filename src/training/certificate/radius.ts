// How many parts of the training data may be altered without changing a vote (Levine & Feizi 2021): one part changes its
// vote at most, which takes one from the winner and gives one to another.

export interface Outcome {
  /** Class with the most votes; of equal ones the first. */
  readonly winner: number;
  /** Class that is nearest to winning, -1 where that is one which no row has. */
  readonly runnerUp: number;
  /** Altered parts, at most, that cannot change the winner; 0 may already change it. */
  readonly radius: number;
}

/** `votes`: `classes` counts from `at`. */
export function outcomeOf(votes: ArrayLike<number>, at: number, classes: number): Outcome {
  let winner = 0;
  for (let k = 1; k < classes; k++) if (votes[at + k] > votes[at + winner]) winner = k;
  let runnerUp = -1;
  // A class that has no row yet may be brought in, under a name that stands before all others.
  let radius = Math.max(0, Math.floor((votes[at + winner] - 1) / 2));
  for (let k = 0; k < classes; k++) {
    if (k === winner) continue;
    // A class that stands before the winner wins when it is level.
    const lead = votes[at + winner] - votes[at + k] - (k < winner ? 1 : 0);
    const own = Math.floor(lead / 2);
    if (own < radius || (own === radius && runnerUp < 0)) {
      radius = own;
      runnerUp = k;
    }
  }
  return { winner, runnerUp, radius };
}
