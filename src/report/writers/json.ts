// report.json: the report itself. Characters that could steer a terminal or hide are written as JSON escapes,
// so that printing the file is harmless and its values are unchanged.
import type { Report } from '../schema.ts';

export function renderJson(report: Report): string {
  return `${harmlessJson(report, 2)}\n`;
}

// JSON.stringify escapes C0 controls and lone surrogates by itself; these it leaves. Line breaks between
// values are its own.
const unseen =
  /[\u007f-\u009f\p{Cf}\p{Co}\p{Cn}\p{Variation_Selector}\u2028\u2029\u115f\u1160\u3164\uffa0]/gu;

/** JSON of the same value, in which everything that cannot be seen is an escape. */
export function harmlessJson(value: unknown, indent?: number): string {
  return JSON.stringify(value, null, indent).replace(unseen, (character) =>
    Array.from(
      { length: character.length },
      (_, i) => `\\u${character.charCodeAt(i).toString(16).padStart(4, '0')}`,
    ).join(''),
  );
}
