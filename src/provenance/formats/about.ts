// What a description for others says and a manifest does not know: name, licence, maker, web page. Whatever is not given
// here and stands in no row is written as unknown, in the words that each format has for it.
import { createHash } from 'node:crypto';
import type { Manifest } from '../manifest.ts';

export interface About {
  readonly name: string;
  /** ISO 8601: when the description is made. An argument, so that the same data gives the same text. */
  readonly created: string;
  readonly toolVersion: string;
  readonly description?: string;
  /** An SPDX identifier, an address or any text; without it, what the rows say of their sources. */
  readonly licence?: string;
  readonly creators?: readonly string[];
  readonly version?: string;
  /** The web page of the data set. */
  readonly url?: string;
  /** ISO 8601: when the data set was published. */
  readonly published?: string;
  /** Name of the signed statement beside the description, or its address. */
  readonly bundle?: string;
}

export const unknown = 'unknown';
export const noAssertion = 'NOASSERTION';

/** Others read these lists whole; what is left out is counted. The manifest has them all. */
const mostLicences = 100;
export const mostSources = 1000;

/** Licences of the whole set, in code-unit order; empty where nobody says. */
export function licencesOf({ sources }: Manifest, { licence }: About): string[] {
  if (licence !== undefined) return [licence];
  const said = new Set(sources.flatMap((source) => source.licences ?? []));
  return [...said].sort().slice(0, mostLicences);
}

export function describe({ set }: Manifest, { description }: About): string {
  return (
    description ??
    `Description ${unknown}. Attested: ${counted(set.files, 'file')} with ${counted(set.rows, 'row')} from ${counted(set.sources, 'source')}.`
  );
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

/** UUID of version 8 (RFC 9562) from the root: one attested state, one name. */
export function uuidOf(root: string, role = 'dataset'): string {
  const bytes = createHash('sha256').update(`bezoar ${role} ${root}`).digest().subarray(0, 16);
  bytes[6] = 0x80 | (bytes[6] & 0x0f);
  bytes[8] = 0x80 | (bytes[8] & 0x3f);
  const hex = bytes.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

/** To the second in UTC, the one form of a time that all these formats take. */
export function toTheSecond(time: string): string {
  return `${new Date(time).toISOString().slice(0, 19)}Z`;
}

/** Only what a browser would open as a page; anything else would be a lie in a field for addresses. */
export function webAddress(text: string | undefined): string | undefined {
  if (text === undefined || !/^https?:\/\//i.test(text) || !URL.canParse(text)) return undefined;
  return new URL(text).href;
}
