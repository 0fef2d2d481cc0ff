// The rows of all findings, each once, in corpus order: what cleaning goes by. A note describes rows and flags none.
import type { Severity } from '../finding.ts';
import type { FlaggedRow } from '../report/schema.ts';
import { byPlace, type Place } from '../row.ts';
import type { NamedClaim } from './findings.ts';
import type { Places } from './places.ts';

interface Flag {
  readonly place: Place;
  readonly severity: Severity;
  readonly findings: string[];
  falseDiscovery: number;
}

/** `claims` strongest first. */
export function flaggedRows(claims: readonly NamedClaim[], places: Places): FlaggedRow[] {
  const byShard = new Map<number, Map<number, Flag>>();
  // The first claim to name a row is the gravest.
  for (const { id, claim } of claims) {
    if (claim.severity === 'note') continue;
    for (const place of claim.rows) {
      let shard = byShard.get(place.shard);
      if (!shard) byShard.set(place.shard, (shard = new Map()));
      const flag = shard.get(place.row);
      if (flag) {
        flag.findings.push(id);
        flag.falseDiscovery = Math.min(flag.falseDiscovery, claim.falseDiscovery);
      } else {
        const { severity, falseDiscovery } = claim;
        shard.set(place.row, { place, severity, findings: [id], falseDiscovery });
      }
    }
  }
  const flags = [...byShard.values()].flatMap((shard) => [...shard.values()]);
  return flags
    .sort((a, b) => byPlace(a.place, b.place))
    .map(({ place, severity, findings, falseDiscovery }) => ({
      ...places.resolve(place),
      severity,
      findings,
      strength: Number((1 - falseDiscovery).toFixed(6)),
    }));
}
