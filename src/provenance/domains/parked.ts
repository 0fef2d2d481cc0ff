// Whether a domain shows nothing but advertisements or is for sale: its record says so, or its name servers are those of a
// service that does nothing else (Vissers et al. 2015, "Parking Sensors", name the large ones).
import type { DomainRecord } from './domain-record.ts';
import { registrableDomain } from './registrable-domain.ts';

const parkingServices: ReadonlySet<string> = new Set([
  'above.com',
  'afternic.com',
  'bodis.com',
  'cashparking.com',
  'dan.com',
  'domainapps.com',
  'dsredirection.com',
  'fabulous.com',
  'hugedomains.com',
  'internettraffic.com',
  'parkingcrew.net',
  'parklogic.com',
  'rookdns.com',
  'sedoparking.com',
  'smartname.com',
  'trafficz.com',
  'undeveloped.com',
  'voodoo.com',
  'ztomy.com',
]);
// Words of which a label of a name server consists: `park`, as in `ns1.park.example.net`, might be a place.
const parkingLabel = /^(?:domain-?)?park(?:ing|ed|ingpage|eddomains?)\d*$|^(?:domains?)?-?for-?sale\d*$/;

/** What shows it, in words that are safe to print; undefined if nothing does. */
export function parkingSign({ status, nameservers }: DomainRecord): string | undefined {
  if (status.some((one) => one === 'parked' || one === 'parking' || one === 'for sale'))
    return 'its record says so';
  for (const server of nameservers) {
    const domain = registrableDomain(`http://${server}/`);
    if (domain === undefined) continue;
    if (parkingServices.has(domain)) return `its name servers are those of ${domain}`;
    if (server.split('.').some((label) => parkingLabel.test(label)))
      return 'its name servers are named for parking';
  }
  return undefined;
}
