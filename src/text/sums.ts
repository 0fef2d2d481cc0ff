// Do the sums written out in a text ("6 + 9 + 4 = 19") come out? Linear: a bounded stretch is read to the left of
// each "=".

export const sumKinds = ['none', 'all right', 'some wrong', 'all wrong'] as const;

/** Characters to the left of "=" in which a sum is looked for, and sums looked at. */
const reach = 48;
const maxSums = 40;
/** A result this far off, as a share, is rounding. */
const rounding = 0.02;

const sum = /(\d+(?:\.\d+)?)((?:\s*[-+*/x×÷]\s*\d+(?:\.\d+)?){1,6})\s*$/;
const term = /\s*([-+*/x×÷])\s*(\d+(?:\.\d+)?)/g;
const result = /^\s*\$?\s*(-?\d{1,3}(?:,\d{3})+(?:\.\d+)?|-?\d*\.?\d+)/;

/** Index into `sumKinds`. */
export function sumsOf(text: string): number {
  let right = 0;
  let wrong = 0;
  for (let i = text.indexOf('='); i >= 0 && right + wrong < maxSums; i = text.indexOf('=', i + 1)) {
    const value = result.exec(text.slice(i + 1, i + 24));
    // A result that goes on ("28/2") is no result.
    if (!value || /^\s*[-+*/x×÷(]\s*[\d($]/.test(text.slice(i + 1 + value[0].length, i + 32))) continue;
    let from = i;
    while (from > 0 && i - from < reach && sumCharacter(text.charCodeAt(from - 1))) from--;
    // What a bracket, a percent sign or an earlier "=" stands before is only a part of a sum.
    if (from > 0 && !/[\s\p{L}]/u.test(text[from - 1]) && !/^\s/.test(text.slice(from, from + 1))) continue;
    const found = sum.exec(text.slice(from, i).replace(/[$,]/g, ''));
    if (!found || /[-+*/×÷.]\s*$/.test(text.slice(from, i).replace(/[$,]/g, '').slice(0, found.index)))
      continue;
    const expected = evaluate(Number(found[1]), found[2]);
    const told = Number(value[1].replaceAll(',', ''));
    if (!Number.isFinite(expected)) continue;
    if (Math.abs(expected - told) <= Math.max(rounding * Math.abs(expected), 0.011)) right++;
    else if (/[.\d]\s*$/.test(found[0])) wrong++;
  }
  if (right + wrong === 0) return 0;
  return wrong === 0 ? 1 : right > 0 ? 2 : 3;
}

function sumCharacter(code: number): boolean {
  // Space, $ * + , - . / digits x multiplication and division signs.
  return (
    code === 32 || code === 36 || (code >= 42 && code <= 57) || code === 120 || code === 0xd7 || code === 0xf7
  );
}

/** Products before sums. */
function evaluate(first: number, rest: string): number {
  let total = 0;
  let product = first;
  for (const [, operator, number] of rest.matchAll(term)) {
    const x = Number(number);
    if (operator === '+' || operator === '-') {
      total += product;
      product = operator === '+' ? x : -x;
    } else product = operator === '/' || operator === '÷' ? product / x : product * x;
  }
  return total + product;
}
