// An index held against what was downloaded, address by address, and counted by domain. Addresses are parted by hash, so that
// memory holds a part of them at a time however many there are; each part reads both again.
import { createHash, type Hash } from 'node:crypto';
import type { Limits } from '../../corpus/reader.ts';
import { digestOfFile, digestOfText, type Algorithm } from './content-claim.ts';
import { domainTallies, type DomainTallies, type DomainTally, type OutcomeCounts } from './domain-tallies.ts';
import { crawlRows, type CrawlColumns, type CrawlRow } from './index-rows.ts';

export interface CrawlRequest {
  readonly index: readonly string[];
  /** What was downloaded; empty to look at the index alone. */
  readonly data: readonly string[];
  readonly columns: CrawlColumns;
  readonly limits: Limits;
  /** Content that changed from `from` to `to` is counted apart: milliseconds since 1970. */
  readonly window?: { readonly from: number; readonly to: number };
}

export interface CrawlTally {
  readonly rows: number;
  /** Rows of the index without an address, or that cannot be read. */
  readonly unnamed: number;
  /** Of what was downloaded. */
  readonly data: {
    readonly rows: number;
    readonly unnamed: number;
    /** Files that are no rows and that none is about, and the first of them. */
    readonly strays: number;
    readonly firstStray?: string;
  };
  readonly counts: OutcomeCounts;
  readonly domains: readonly DomainTally[];
  /** Rows that share the most frequent digest. */
  readonly commonest: number;
}

/** Addresses held at a time: some 300 bytes each. */
const heldAtOnce = 2 ** 20;
/** UTF-16 units of an address, on average, up to which so many are held. */
const ordinaryLength = 200;

export async function compareCrawl(request: CrawlRequest, held = heldAtOnce): Promise<CrawlTally> {
  const { index, data, columns, limits } = request;
  const tallies = domainTallies();
  const seen = { rows: 0, unnamed: 0, units: 0 };
  const digests = new Map<string, number>();
  const addresses = createHash('sha256');
  for await (const batch of crawlRows('index', index, columns, limits, {
    row: () => seen.unnamed++,
    file: () => {},
  })) {
    seen.rows += batch.length;
    for (const row of batch) {
      seen.units += row.url.length;
      addresses.update(row.url).update('\n');
      tallies.seen(row);
      if (row.claim.kind === 'bad') tallies.add(row.domain, 'badDigest', row.url);
      // Of so many only those that are there often can be most of all.
      if (row.claim.kind === 'digest' && digests.size < held)
        digests.set(row.claim.hex, (digests.get(row.claim.hex) ?? 0) + 1);
      if (data.length === 0 && isWithin(row, request.window)) tallies.add(row.domain, 'inWindow', row.url);
    }
  }
  const count = Math.max(1, Math.ceil(seen.rows / held), Math.ceil(seen.units / (held * ordinaryLength)));
  const partOf = parting(addresses, count);
  const found = { rows: 0, unnamed: 0, strays: 0, firstStray: undefined as string | undefined };
  for (let part = 0; part < count; part++) {
    found.rows = found.unnamed = found.strays = 0;
    await comparePart(request, (url) => partOf(url) === part, tallies, found);
  }
  let commonest = 0;
  for (const times of digests.values()) commonest = Math.max(commonest, times);
  return { rows: seen.rows, unnamed: seen.unnamed, data: found, ...tallies.all(), commonest };
}

/** By a hash that all addresses together choose, so that none of them can be chosen to lie in one part with others. */
function parting(addresses: Hash, parts: number): (url: string) => number {
  const key = addresses.digest();
  return (url) =>
    parts === 1 ? 0 : createHash('sha256').update(key).update(url).digest().readUInt32LE(0) % parts;
}

interface Claimed {
  readonly algorithm: Algorithm;
  readonly hex: string;
  readonly time?: number;
}

/** What the index says of one address, and what came of it. */
interface Known {
  readonly domain: string;
  readonly claims: Claimed[];
  contradictory: boolean;
  /** The worst of all rows from there. */
  worst: (typeof fromBest)[number];
  inWindow: boolean;
}

const fromBest = ['missing', 'unverifiable', 'same', 'altered', 'mismatch'] as const;
/** Of one address; whoever gives more contradicts himself already. */
const mostClaims = 16;

async function comparePart(
  { index, data, columns, limits, window }: CrawlRequest,
  own: (url: string) => boolean,
  tallies: DomainTallies,
  found: { rows: number; unnamed: number; strays: number; firstStray?: string },
): Promise<void> {
  const known = new Map<string, Known>();
  for await (const batch of crawlRows('index', index, columns, limits)) {
    for (const row of batch) {
      if (!own(row.url)) continue;
      const before = known.get(row.url) ?? {
        domain: row.domain,
        claims: [],
        contradictory: false,
        worst: 'missing',
        inWindow: false,
      };
      known.set(row.url, before);
      addClaim(before, row);
    }
  }
  const passed = {
    row: () => found.unnamed++,
    file: (path: string) => {
      found.strays++;
      found.firstStray ??= path;
    },
  };
  for await (const batch of data.length === 0 ? [] : crawlRows('data', data, columns, limits, passed)) {
    found.rows += batch.length;
    for (const row of batch) {
      if (!own(row.url)) continue;
      const before = known.get(row.url);
      if (!before) {
        tallies.add(row.domain, 'notInIndex', row.url);
        continue;
      }
      const outcome = await heldAgainst(before, row);
      if (fromBest.indexOf(outcome) > fromBest.indexOf(before.worst)) before.worst = outcome;
      if (outcome === 'mismatch' && isWithin(row, window)) before.inWindow = true;
    }
  }
  for (const [url, { domain, contradictory, worst, inWindow }] of known) {
    if (contradictory) tallies.add(domain, 'contradictory', url);
    if (data.length > 0) tallies.add(domain, worst, url);
    if (inWindow) tallies.add(domain, 'inWindow', url);
  }
}

function addClaim(known: Known, { claim, text, time }: CrawlRow): void {
  const said =
    claim.kind === 'digest'
      ? { algorithm: claim.algorithm, hex: claim.hex, time }
      : text === undefined
        ? undefined
        : { algorithm: 'sha256' as const, hex: digestOfText(text, 'sha256'), time };
  if (!said) return;
  for (const { algorithm, hex, time: then } of known.claims) {
    if (algorithm !== said.algorithm) continue;
    if (hex === said.hex) return;
    // A page that was seen twice may have changed in between.
    if (then === undefined || time === undefined || then === time) known.contradictory = true;
  }
  if (known.claims.length < mostClaims) known.claims.push(said);
  else known.contradictory = true;
}

async function heldAgainst({ claims, contradictory }: Known, row: CrawlRow): Promise<Known['worst']> {
  const digests = new Map<Algorithm, string | undefined>();
  const digest = async (algorithm: Algorithm): Promise<string | undefined> => {
    if (!digests.has(algorithm)) digests.set(algorithm, await contentDigest(row, algorithm));
    return digests.get(algorithm);
  };
  let compared = false;
  for (const { algorithm, hex } of claims) {
    const found = await digest(algorithm);
    compared ||= found !== undefined;
    if (found === hex) return contradictory ? 'unverifiable' : 'same';
  }
  if (!compared) return 'unverifiable';
  const { claim, beside } = row;
  const isTold = claim.kind === 'digest' && claims.some(({ hex }) => hex === claim.hex);
  return beside !== undefined && isTold ? 'altered' : 'mismatch';
}

/** The content itself says more than what is claimed of it. */
async function contentDigest(
  { beside, text, claim }: CrawlRow,
  algorithm: Algorithm,
): Promise<string | undefined> {
  if (beside !== undefined) return digestOfFile(beside, algorithm);
  if (text !== undefined) return digestOfText(text, algorithm);
  return claim.kind === 'digest' && claim.algorithm === algorithm ? claim.hex : undefined;
}

function isWithin({ time }: CrawlRow, window: CrawlRequest['window']): boolean {
  return window !== undefined && time !== undefined && time >= window.from && time <= window.to;
}
