// The name in a domain, without its ending, as a person reads it and as it looks: letters of other scripts, digits in the place
// of letters and pairs that run together, made one (in the spirit of Unicode TR39, with the table of `text/scripts.ts`).
import { domainToUnicode } from 'node:url';
import { parse } from 'tldts';
import { latinLookalike } from '../../text/scripts.ts';

export interface DomainName {
  /** With international letters as such: `bücher`. */
  readonly name: string;
  /** The public suffix: `de`, `co.uk`. */
  readonly ending: string;
  /** A registry has it: not `localhost`, nor what was cut off too early. */
  readonly isListed: boolean;
}

export function domainName(domain: string): DomainName {
  const { domainWithoutSuffix, publicSuffix, isIcann } = parse(domain, { extractHostname: false });
  const label = domainWithoutSuffix ?? domain;
  const name = label.includes('xn--') ? domainToUnicode(label) || label : label;
  return { name, ending: publicSuffix ?? '', isListed: isIcann === true };
}

/** Without accents, and in Latin letters where others look like them. */
export function inLatin(name: string): string {
  let read = '';
  for (const c of name.normalize('NFKD').toLowerCase()) {
    if (!mark.test(c)) read += latinLookalike.get(c) ?? alsoLatin.get(c) ?? c;
  }
  return read;
}

export function withoutAccents(name: string): string {
  return name.normalize('NFKD').replace(/\p{M}/gu, '');
}

const mark = /\p{M}/u;
// Latin letters that a name may hold and NFKD does not take apart.
const alsoLatin: ReadonlyMap<string, string> = new Map([
  ['ı', 'i'],
  ['ł', 'l'],
  ['ø', 'o'],
  ['đ', 'd'],
  ['ɡ', 'g'],
  ['ɑ', 'a'],
  ['ɩ', 'i'],
  ['ƅ', 'b'],
]);

const digits: ReadonlyMap<string, string> = new Map([
  ['0', 'o'],
  ['1', 'l'],
  ['3', 'e'],
  ['4', 'a'],
  ['5', 's'],
  ['7', 't'],
  ['i', 'l'],
]);

/** Two names with the same shape may be taken for one another: `paypa1`, `pay-pal`, `раypal` and `paypal`. */
export function shapeOf(name: string): string {
  let shape = '';
  for (const c of inLatin(name)) if (c !== '-') shape += digits.get(c) ?? c;
  return shape.replace(/rn/g, 'm').replace(/vv/g, 'w');
}
