// The longest common run of two sequences by comparing every pair, which is too slow for anything but checking.

export function longestCommon(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let longest = 0;
  let above = new Int32Array(b.length + 1);
  let here = new Int32Array(b.length + 1);
  for (let i = 0; i < a.length; i++) {
    for (let k = 0; k < b.length; k++) {
      here[k + 1] = a[i] >= 0 && a[i] === b[k] ? above[k] + 1 : 0;
      if (here[k + 1] > longest) longest = here[k + 1];
    }
    [above, here] = [here, above];
  }
  return longest;
}
