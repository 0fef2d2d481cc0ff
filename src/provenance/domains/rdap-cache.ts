// What an RDAP service has answered before: a file for each domain in a folder of the user's, named by a digest, since what
// stands in data is no file name. A file that is not as it was written is as good as none.
import { createHash } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { refuse, writeAtomically } from '../../report/atomic-write.ts';
import { readAtMost } from '../sign/read-at-most.ts';
import type { DomainRecord } from './domain-record.ts';

const dayMs = 24 * 60 * 60 * 1000;
/** A registration changes hands within days, and a scan is repeated within hours. */
export const keptMs = 7 * dayMs;
/** A name that is free may be taken the next day. */
export const absentKeptMs = dayMs;

const mostBytes = 64 * 1024;
const kept = z.strictObject({
  version: z.literal(1),
  service: z.string(),
  asked: z.number(),
  record: z.strictObject({
    domain: z.string(),
    registered: z.number().optional(),
    expires: z.number().optional(),
    status: z.array(z.string()),
    nameservers: z.array(z.string()),
    found: z.boolean(),
  }),
});

export interface RdapCache {
  read(domain: string): Promise<DomainRecord | undefined>;
  write(record: DomainRecord): Promise<void>;
}

/** `now` is the time of the answers, in milliseconds since 1970. */
export async function rdapCache(folder: string, service: string, now: number): Promise<RdapCache> {
  await mkdir(folder, { recursive: true }).catch((error: unknown) => refuse(folder, error));
  const pathOf = (domain: string): string =>
    join(folder, `${createHash('sha256').update(`${service}\n${domain}`).digest('hex')}.json`);
  return {
    async read(domain) {
      try {
        const { bytes } = await readAtMost(pathOf(domain), mostBytes, 'a kept answer');
        const { record, asked, service: whose } = kept.parse(JSON.parse(bytes.toString('utf8')));
        if (record.domain !== domain || whose !== service) return undefined;
        const age = now - asked;
        return age >= 0 && age <= (record.found ? keptMs : absentKeptMs) ? record : undefined;
      } catch {
        return undefined;
      }
    },
    async write(record) {
      const content: z.input<typeof kept> = {
        version: 1,
        service,
        asked: now,
        record: { ...record, status: [...record.status], nameservers: [...record.nameservers] },
      };
      await writeAtomically(pathOf(record.domain), [`${JSON.stringify(content)}\n`]);
    },
  };
}
