// Domains that can be taken for another one that is much more frequent in the corpus or known to everybody: written with other
// letters that look alike, with a hyphen more or less, one letter away, or under another ending (Agten et al. 2015, "Seven months'
// worth of mistakes", on how such names are made).
//
// False alarms, measured by look-alikes.test.ts and bench of the same lists: see `falseAlarms` there.
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

interface Target extends DomainName {
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
    put(`=${shapeOf(target.name)}`, target);
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

function targetsOf(domains: readonly DomainRows[], known: ReadonlySet<string>): Target[] {
  const rowsOf = new Map<string, number>();
  for (const { domain, rows } of domains) if (known.has(domain)) rowsOf.set(domain, rows);
  const frequent = domains
    .filter(({ domain, rows }) => rows >= timesMoreRows && !known.has(domain))
    .sort((a, b) => b.rows - a.rows || (a.domain < b.domain ? -1 : 1))
    .slice(0, mostTargets);
  return [
    ...[...known].map((domain) => ({
      ...domainName(domain),
      domain,
      rows: rowsOf.get(domain) ?? 0,
      known: true,
    })),
    ...frequent.map(({ domain, rows }) => ({ ...domainName(domain), domain, rows, known: false })),
  ];
}

/** Most names with one key that are looked at: an attacker can make many that are one letter apart. */
const mostWithOneKey = 64;

function bestOf(rows: DomainRows, index: ReadonlyMap<string, Target[]>): LookAlike | undefined {
  const own = domainName(rows.domain);
  let best: LookAlike | undefined;
  for (const key of [`=${shapeOf(own.name)}`, ...deletionsOf(own.name)]) {
    for (const target of index.get(key)?.slice(0, mostWithOneKey) ?? []) {
      if (target.domain === rows.domain) continue;
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
function likeness(own: DomainName, target: Target): Likeness | undefined {
  const { name } = own;
  const { known } = target;
  if (name === target.name)
    return name.length >= shortestEnding[known ? 'known' : 'corpus'] ? 'ending' : undefined;
  const shape = shapeOf(name);
  if (shape.length >= shortestShape && shape === shapeOf(target.name)) {
    // `bücher` and `bucher` are the same word to its owner; a known site has no accents.
    if (!known && withoutAccents(name) === withoutAccents(target.name)) return undefined;
    if (inLatin(name) === inLatin(target.name)) return 'letters';
    return inLatin(name).replace(/-/g, '') === inLatin(target.name).replace(/-/g, '') ? 'hyphen' : 'digits';
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
  if (known) return true;
  // Singular and plural, and words that rhyme, are two names.
  const atEnd = at + Math.max(from.length, to.length) >= Math.max(name.length, other.length);
  return at > 0 && !(atEnd && (from + to === 's' || from + to === 'e'));
}

function isOrdinary(own: DomainName, target: Target, rows: number): boolean {
  // Endings of countries have two letters, and large sites have many of them.
  const country = /(?:^|\.)[a-z]{2}$/;
  if (target.known || country.test(own.ending) || country.test(target.ending)) return true;
  return target.rows < timesForEnding * rows;
}
