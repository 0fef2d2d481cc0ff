// The part of an address that somebody rents: the label below the public suffix (publicsuffix.org), as the list of the
// registries has it. Suffixes that are themselves rented, such as `github.io`, are domains of their owner.
import { getDomain } from 'tldts';

/** UTF-16 units of an address that are looked at: a host is at most 253 bytes, and stands near the front. */
const unitsLookedAt = 4096;
/** Hosts remembered before all are forgotten: some 30 MB at most, and most corpora name each host many times. */
const hostsRemembered = 2 ** 16;

/**
 * In lower case and punycode, without credentials and port. Undefined for what nobody can rent: another scheme than http or
 * https, an IP address, a public suffix itself, a host that is none.
 */
export function registrableDomain(url: string): string | undefined {
  const host = hostOf(url);
  if (host === undefined) return undefined;
  const known = remembered.get(host);
  if (known !== undefined) return known || undefined;
  if (remembered.size >= hostsRemembered) remembered.clear();
  // A copy: a piece of the address would keep all of it in memory.
  const own = Buffer.from(host, 'latin1').toString('latin1');
  const domain = rentedPart(own);
  remembered.set(own, domain ?? '');
  return domain;
}

const remembered = new Map<string, string>();

/** Whether it is a domain as this module writes it. */
export function isRegistrable(domain: string): boolean {
  return domain.length <= longestHost && registrableDomain(`http://${domain}/`) === domain;
}

const longestHost = 253;
// Most addresses. Not among them: credentials, numbers in disguise such as 0x7f.1, punycode, and whatever else needs care.
const plain = /^https?:\/\/([a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]+)(?::\d{1,5})?(?:[/?#]|$)/i;

function hostOf(url: string): string | undefined {
  const head = url.slice(0, unitsLookedAt);
  const found = plain.exec(head)?.[1].toLowerCase();
  if (found !== undefined && !found.includes('xn--')) return found.length <= longestHost ? found : undefined;
  const start = /^\s*https?:[/\\]{2}/i.exec(head)?.[0].length;
  if (start === undefined) return undefined;
  // Where the host does not end within what is looked at, what stands there may be credentials.
  if (head.length < url.length && !/[/?#\\]/.test(head.slice(start))) return undefined;
  try {
    // As a browser or a downloader reads it (WHATWG URL), with international names in punycode.
    const host = new URL(head).hostname.replace(/\.$/, '');
    return host.length > 0 && host.length <= longestHost ? host : undefined;
  } catch {
    return undefined;
  }
}

const label = /^(?!-)[a-z0-9_-]{1,63}(?<!-)$/;

function rentedPart(host: string): string | undefined {
  const domain = getDomain(host, { extractHostname: false, allowPrivateDomains: false }) ?? undefined;
  return domain?.split('.').every((part) => label.test(part)) ? domain : undefined;
}
