// Which keys were met since the last time all was forgotten: a small hash table that is cleared in no time.

export interface Once {
  forget(): void;
  /** True when the key was not met yet. */
  first(high: number, low: number): boolean;
}

export function once(): Once {
  let mask = 2 ** 12 - 1;
  let highs = new Int32Array(mask + 1);
  let lows = new Int32Array(mask + 1);
  /** In which round a place was taken. */
  let rounds = new Int32Array(mask + 1);
  let round = 1;
  let held = 0;

  function put(high: number, low: number): boolean {
    let place = Math.imul(high ^ Math.imul(low, 0x2c1b3c6d), 0x9e3779b1);
    place = (place ^ (place >>> 15)) & mask;
    for (; rounds[place] === round; place = (place + 1) & mask) {
      if (highs[place] === high && lows[place] === low) return false;
    }
    highs[place] = high;
    lows[place] = low;
    rounds[place] = round;
    held++;
    return true;
  }

  function enlarge(): void {
    const [oldHighs, oldLows, oldRounds] = [highs, lows, rounds];
    mask = mask * 2 + 1;
    highs = new Int32Array(mask + 1);
    lows = new Int32Array(mask + 1);
    rounds = new Int32Array(mask + 1);
    held = 0;
    oldRounds.forEach((of, i) => of === round && put(oldHighs[i], oldLows[i]));
  }

  return {
    forget() {
      round = (round + 1) | 0;
      held = 0;
    },
    first(high, low) {
      if (held * 2 > mask) enlarge();
      return put(high | 0, low | 0);
    },
  };
}
