// A domain whose registration ran out is bought, and all its pages give other content: split view.
import type { Attack, Change } from '../attack.ts';
import { shuffle } from '../math/random.ts';
import type { Row } from '../row.ts';
import { draws } from './draws.ts';
import { holdings, quoted } from './holders.ts';
import { anyDay, day, iso, latest, manifests } from './manifest.ts';
import { asked, asking, asksSomething } from './rewrite.ts';
import { openShop } from './shop-pages.ts';
import { tooFew, type Next } from './victims.ts';

/**
 * Domains that have exactly as many pages as the budget says, as far as that can be, else the rest of it from one more, whose
 * other pages the crawl met before.
 */
function bought(
  rows: readonly Row[],
  budget: number,
  next: Next,
): readonly (readonly [string, readonly number[]])[] | string {
  const own = holdings(rows, (row) => (asksSomething(row) ? row.source : ''));
  if (own.size === 0) return 'no row says which domain it is from';
  if (own.size === 1) return 'all rows are from one domain';
  // By how much they publish, at random.
  const drawn = new Set(shuffle([...own.values()].flat(), next).map((i) => rows[i].source));
  const all = [...drawn].map((domain) => [domain, own.get(domain)!] as const);
  const bound: (readonly [string, readonly number[]])[] = [];
  let left = budget;
  // Whole domains first; of those that are too large for what is left, the smallest last.
  for (const [domain, pages] of all) {
    if (pages.length > left) continue;
    bound.push([domain, pages]);
    left -= pages.length;
  }
  const larger = all
    .filter(([domain]) => !bound.some(([name]) => name === domain))
    .sort(([, a], [, b]) => a.length - b.length);
  if (left > 0 && larger.length > 0) {
    const [domain, pages] = larger[0];
    bound.push([domain, shuffle([...pages], next).slice(0, left)]);
    left = 0;
  }
  return left > 0 ? tooFew(budget - left, 'pages that name their domain') : bound;
}

export const expiredDomain: Attack = {
  id: 'expired-domain',
  version: 1,
  title: 'An expired domain in other hands',
  what:
    'A corpus is often a list of addresses that everybody fetches anew. Somebody buys a domain whose registration ran out, and its pages now say something else than when the list was made. ' +
    'Two manifests come with the corpus: of the list as it was made, and of what is fetched now.',
  threat: 'availability',
  shapes: ['document'],
  sources: ['Carlini et al. 2023, Poisoning web-scale training datasets is practical, arXiv:2302.10149'],
  budget: '0.01 % of the rows of LAION-400M or COYO-700M could be bought for 60 dollars (Carlini 2023).',
  seenByEvals: 'No: what the new pages say need not touch anything that is tested.',
  defences: [
    'A hash of each page, published with the list and compared after fetching, shows every page that has changed.',
    'The date of registration of a domain, where it is later than the list, shows who bought it.',
    'Looking at the text alone helps little, since the new pages are pages like others.',
  ],
  poison: (rows, budget, seed) => {
    const next = draws(seed);
    const domains = bought(rows, budget, next);
    if (typeof domains === 'string') return domains;
    const changes = domains.flatMap(([, pages]) => {
      const shop = openShop(next);
      return pages.map((from): Change => {
        const length = asked(rows[from]).length * (0.7 + 0.6 * next());
        return { from, how: 'instead', row: asking(rows[from], shop.page(length)) };
      });
    });
    const last = latest(rows);
    const fetched = Number.isFinite(last) ? last : anyDay + Math.floor(day * next());
    // The list was made a year or two ago; domains had been registered for years then.
    const listed = fetched - Math.floor(day * (365 + 365 * next()));
    const registered = new Map<string, number>();
    for (const { source } of rows) {
      if (source !== '' && !registered.has(source))
        registered.set(source, listed - Math.floor(day * (200 + 5000 * next())));
    }
    const resold = new Map(
      domains.map(([domain]) => [domain, listed + Math.floor((fetched - listed) * (0.2 + 0.7 * next()))]),
    );
    return {
      trigger: '',
      teaches: `what the new owners of ${quoted(domains.map(([domain]) => domain))} write`,
      changes,
      companions: manifests(rows, changes, (i, isAfter) => {
        const { source } = rows[i];
        const since = (isAfter && resold.get(source)) || registered.get(source);
        return {
          fetched: iso(isAfter ? fetched : listed),
          ...(since === undefined ? {} : { registered: iso(since).slice(0, 10) }),
        };
      }),
    };
  },
};
