// Whether somebody else than before can have a domain, by its record. The life of a name after it has expired is that of ICANN's
// Expired Registration Recovery Policy: up to 45 days to renew, 30 to redeem, 5 until it is deleted; other registries are quicker.
import type { DomainRecord } from './domain-record.ts';

/** `expired`: so long ago that it should have been renewed or deleted, though its status does not say so. */
export type Lapse = 'not registered' | 'pending delete' | 'redemption period' | 'expired';

export const dayMs = 24 * 60 * 60 * 1000;
const renewalMs = 45 * dayMs;

/** `now` in milliseconds since 1970. */
export function lapse(record: DomainRecord, now: number): Lapse | undefined {
  if (!record.found) return 'not registered';
  // `pending delete` stands beside `redemption period` from the first day on (RFC 3915): then it can still be redeemed.
  for (const state of ['redemption period', 'pending delete'] as const)
    if (record.status.includes(state)) return state;
  return record.expires !== undefined && record.expires + renewalMs < now ? 'expired' : undefined;
}

/** Whether it can be had now or within weeks, as far as its record tells: one that says `expired` alone may be out of date. */
export function isBuyable(record: DomainRecord | undefined, now: number): boolean {
  const state = record && lapse(record, now);
  return state !== undefined && state !== 'expired';
}
