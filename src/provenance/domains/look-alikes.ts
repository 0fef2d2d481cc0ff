// Domains that can be taken for another one that is much more frequent in the corpus or known to everybody: written with other
// letters that look alike, with a hyphen more or less, one letter away, or under another ending (Agten et al. 2015, "Seven months'
// worth of mistakes", on how such names are made).
//
// False alarms, measured on names without records: 2 in the 5,187 domains that the documentation of some hundred packages names
// (one a true slip of the pen); 0.4 in 1,000 on single English words and 0.3 in 1,000 on 200,000 pairs of words, frequencies by
// Zipf's law; 2 in 1,000 where names crowd, 50,000 pairs of the 400 commonest words. Hence low, unless a record joins.
import type { DomainRows } from '../crawl/finding.ts';
import { domainName, inLatin, shapeOf, withoutAccents, type DomainName } from './domain-name.ts';
import { knownSites } from './known-sites.ts';
import { deletionsOf, oneEdit } from './one-edit.ts';

export type Likeness = 'letters' | 'digits' | 'hyphen' | 'edit' | 'ending';

export interface LookAlike {
  readonly rows: DomainRows;
  readonly of: string;
  /** Rows of the other in the corpus; 0 where it is only a known site. */
  readonly ofRows: number;
  readonly how: Likeness;
  /** Ordinary in itself, as `amazon.de` beside `amazon.com` is: it counts only beside other evidence. */
  readonly weak: boolean;
}

/** How many times the rows of the one the other must have: between equals nobody knows who imitates whom. */
export const timesMoreRows = 20;
/** The most frequent domains that others are compared with: an index of them takes some ten MB. */
const mostTargets = 10_000;
/** Shortest names, in characters: shorter ones are alike by chance. A domain of the corpus may be any word, a known site is not. */
const shortestShape = 5;
const shortestEdit = { corpus: 9, known: 6 };
const shortestEnding = { corpus: 10, known: 6 };
/** How many times the rows for the same name under another ending, which is most often the same owner's. */
const timesForEnding = 1000;

interface Named extends DomainName {
  /** See `shapeOf` and `inLatin`. */
  readonly shape: string;
  readonly latin: string;
}

interface Target extends Named {
  readonly domain: string;
  readonly rows: number;
  readonly known: boolean;
}

/** `popular`: further known sites. */
export function lookAlikes(domains: readonly DomainRows[], popular: readonly string[] = []): LookAlike[] {
  const known = new Set([...knownSites, ...popular]);
  const targets = targetsOf(domains, known);
  const index = new Map<string, Target[]>();
  const put = (key: string, target: Target): void => {
    const others = index.get(key);
    if (others) others.push(target);
    else index.set(key, [target]);
  };
  for (const target of targets) {
    put(`=${target.shape}`, target);
    for (const key of deletionsOf(target.name)) put(key, target);
  }
  const found: LookAlike[] = [];
  for (const rows of domains) {
    if (known.has(rows.domain)) continue;
    const best = bestOf(rows, index);
    if (best) found.push(best);
  }
  return found;
}

function named(domain: string): Named {
  const name = domainName(domain);
  return { ...name, shape: shapeOf(name.name), latin: inLatin(name.name) };
}

function targetsOf(domains: readonly DomainRows[], known: ReadonlySet<string>): Target[] {
  const rowsOf = new Map<string, number>();
  for (const { domain, rows } of domains) if (known.has(domain)) rowsOf.set(domain, rows);
  const frequent = domains
    .filter(({ domain, rows }) => rows >= timesMoreRows && !known.has(domain))
    .sort((a, b) => b.rows - a.rows || (a.domain < b.domain ? -1 : 1))
    .slice(0, mostTargets);
  return [
    ...[...known].map((domain) => ({
      ...named(domain),
      domain,
      rows: rowsOf.get(domain) ?? 0,
      known: true,
    })),
    ...frequent.map(({ domain, rows }) => ({ ...named(domain), domain, rows, known: false })),
  ];
}

/** Most names with one key that are looked at: an attacker can make many that are one letter apart. */
const mostWithOneKey = 16;

function bestOf(rows: DomainRows, index: ReadonlyMap<string, Target[]>): LookAlike | undefined {
  const own = named(rows.domain);
  const compared = new Set<Target>();
  let best: LookAlike | undefined;
  for (const key of [`=${own.shape}`, ...deletionsOf(own.name)]) {
    for (const target of index.get(key)?.slice(0, mostWithOneKey) ?? []) {
      if (target.domain === rows.domain || compared.has(target)) continue;
      compared.add(target);
      if (!target.known && target.rows < timesMoreRows * rows.rows) continue;
      const how = likeness(own, target);
      if (how === undefined) continue;
      const weak = how === 'ending' && isOrdinary(own, target, rows.rows);
      if (best && order(best) <= order({ how, weak })) continue;
      best = { rows, of: target.domain, ofRows: target.rows, how, weak };
    }
  }
  return best;
}

const ways: readonly Likeness[] = ['letters', 'digits', 'hyphen', 'edit', 'ending'];
const order = ({ how, weak }: { how: Likeness; weak: boolean }): number => ways.indexOf(how) + (weak ? 9 : 0);

/** How the one can be taken for the other. */
function likeness(own: Named, target: Target): Likeness | undefined {
  const { name } = own;
  const { known } = target;
  if (name === target.name)
    return own.isListed && name.length >= shortestEnding[known ? 'known' : 'corpus'] ? 'ending' : undefined;
  if (own.shape.length >= shortestShape && own.shape === target.shape) {
    // `bücher` and `bucher` are the same word to its owner; a known site has no accents.
    if (!known && withoutAccents(name) === withoutAccents(target.name)) return undefined;
    if (own.latin === target.latin) return 'letters';
    if (!known && own.ending !== target.ending) return undefined;
    return own.latin.replace(/-/g, '') === target.latin.replace(/-/g, '') ? 'hyphen' : 'digits';
  }
  if (Math.min(name.length, target.name.length) < shortestEdit[known ? 'known' : 'corpus']) return undefined;
  if (!known && own.ending !== target.ending) return undefined;
  return isSlip(name, target.name, known) ? 'edit' : undefined;
}

function isSlip(name: string, other: string, known: boolean): boolean {
  const edit = oneEdit(name, other);
  if (!edit) return false;
  const { at, from, to } = edit;
  // `site1` and `site2` are two of a series; what looks like a letter was found by its shape.
  if (/\d/.test(from + to)) return false;
  // Words that rhyme are two names: `nightflowers` and `lightflowers`, `interest` and `pinterest`.
  if (at === 0) return false;
  // So are singular and plural, and one word in two spellings.
  return known || !['s', 'e', 'sz', 'zs'].includes(from + to);
}

function isOrdinary(own: Named, target: Target, rows: number): boolean {
  // Endings of countries have two letters, and large sites have many of them.
  const country = /(?:^|\.)[a-z]{2}$/;
  if (target.known || country.test(own.ending) || country.test(target.ending)) return true;
  return target.rows < timesForEnding * rows;
}
