// Who publishes a row: the registrable part of the host that it came from, by rule of thumb, or its source as it stands.

/** Second levels under which names are registered in many countries: `example.co.uk`. */
const secondLevels: ReadonlySet<string> = new Set(
  'ac co com edu gob gouv gov go mil ne net or org sch'.split(' '),
);
/** Hosts where anybody has a subdomain of their own. */
const shared: ReadonlySet<string> = new Set(
  'blogspot.com wordpress.com tumblr.com livejournal.com github.io gitlab.io substack.com medium.com weebly.com wixsite.com typepad.com'.split(
    ' ',
  ),
);
const longest = 64;

export function domainOf(source: string): string {
  const host = source.slice(0, 256);
  if (!/^[a-z0-9_-]+(\.[a-z0-9_-]+)+$/i.test(host)) return host.slice(0, longest);
  const labels = host.toLowerCase().split('.');
  const [second, top] = labels.slice(-2);
  const three = (top.length === 2 && secondLevels.has(second)) || shared.has(`${second}.${top}`);
  return labels
    .slice(three ? -3 : -2)
    .join('.')
    .slice(0, longest);
}
