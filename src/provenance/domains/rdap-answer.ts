// An answer of an RDAP service on a domain (RFC 9083): of its events, status and name servers what a record holds.
import { z } from 'zod';
import { timeOf } from '../../corpus/attributes.ts';
import { nameserversOf, statusOf, type DomainRecord } from './domain-record.ts';

// Anything beside these members is passed over; a member of another type than it must have is as if it were absent.
const list = z.array(z.unknown()).catch([]);
const answer = z.object({
  objectClassName: z.literal('domain'),
  ldhName: z.string().max(254).optional(),
  status: list,
  events: list,
  nameservers: list,
});
const event = z.object({ eventAction: z.string().max(64), eventDate: z.string().max(64) });
const nameserver = z.object({ ldhName: z.string().max(254) });

/** Events of a domain are a handful; more are not looked at. */
const mostEvents = 64;
const mostNameservers = 32;

/** The record, or why the answer is none on this domain. */
export function parseRdapAnswer(domain: string, body: string): DomainRecord | string {
  let value: unknown;
  try {
    value = JSON.parse(body);
  } catch {
    return 'an answer that is no JSON';
  }
  const parsed = answer.safeParse(value);
  if (!parsed.success) return 'an answer that is no RDAP answer on a domain';
  const { ldhName, status, events, nameservers } = parsed.data;
  if (ldhName !== undefined && ldhName.toLowerCase().replace(/\.$/, '') !== domain)
    return 'an answer on another domain';
  const times = new Map<string, number>();
  for (const one of events.slice(0, mostEvents)) {
    const { data } = event.safeParse(one);
    const at = timeOf(data?.eventDate);
    if (data && at !== undefined) times.set(data.eventAction.toLowerCase(), at);
  }
  const registered = times.get('registration');
  // A domain that was lapsed and registered again keeps its first date in some registries, with a date of its own for the second.
  const again = times.get('reregistration');
  const expires = times.get('expiration');
  const since = registered === undefined ? again : Math.max(registered, again ?? registered);
  return {
    domain,
    ...(since === undefined ? {} : { registered: since }),
    ...(expires === undefined ? {} : { expires }),
    status: statusOf(status),
    nameservers: nameserversOf(
      nameservers.slice(0, mostNameservers).map((one) => nameserver.safeParse(one).data?.ldhName),
    ),
    found: true,
  };
}
