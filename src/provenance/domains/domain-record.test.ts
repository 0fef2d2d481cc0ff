import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { readDomainRecords, statusOf } from './domain-record.ts';

const folder = mkdtempSync(join(tmpdir(), 'records-'));
afterAll(() => rmSync(folder, { recursive: true }));

function written(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

describe('readDomainRecords', () => {
  it('reads JSON lines, whatever else stands in them', async () => {
    const path = written(
      'records.jsonl',
      [
        '{"domain":"Example.com","registered":"1995-08-14","expires":"2027-08-13T04:00:00Z","status":["clientHold"],"nameservers":["A.IANA-SERVERS.NET."],"__proto__":{"found":false}}',
        '{"domain":"https://www.bücher.de/","created":1600000000}',
        '{"domain":"gone.org","found":false}',
        '{"domain":"free.org","status":"available"}',
        '{"domain":"127.0.0.1"}',
        '{"name":["x"]}',
        'not json',
      ].join('\n'),
    );
    const { records, unread, problems } = await readDomainRecords(path);
    expect([...records.values()]).toEqual([
      {
        domain: 'example.com',
        registered: Date.UTC(1995, 7, 14),
        expires: Date.UTC(2027, 7, 13, 4),
        status: ['client hold'],
        nameservers: ['a.iana-servers.net'],
        found: true,
      },
      { domain: 'xn--bcher-kva.de', registered: 16e11, status: [], nameservers: [], found: true },
      { domain: 'gone.org', status: [], nameservers: [], found: false },
      { domain: 'free.org', status: ['available'], nameservers: [], found: false },
    ]);
    expect(unread).toBe(3);
    expect(problems.map(({ line }) => line)).toEqual([5, 6, 7]);
  });

  it('reads CSV with lists in a cell', async () => {
    const path = written(
      'records.csv',
      'Domain,Creation_Date,Expires,Status,Nameservers\nexample.com,1995-08-14,,"pendingDelete https://icann.org/epp#pendingDelete; serverHold","ns1.example.net ns2.example.net"\n',
    );
    const { records } = await readDomainRecords(path);
    expect(records.get('example.com')).toEqual({
      domain: 'example.com',
      registered: Date.UTC(1995, 7, 14),
      status: ['pending delete', 'server hold'],
      nameservers: ['ns1.example.net', 'ns2.example.net'],
      found: true,
    });
  });

  it('says what is wrong with a file that holds none', async () => {
    await expect(readDomainRecords(written('other.jsonl', '{"text":"x"}\n'))).rejects.toMatchObject({
      code: 'bad-fields',
    });
    await expect(readDomainRecords(join(folder, 'none.csv'))).rejects.toMatchObject({ code: 'no-such-file' });
    await expect(readDomainRecords(folder)).rejects.toMatchObject({ code: 'no-such-file' });
  });
});

it('a status is worded as RDAP words it', () => {
  expect(statusOf(['clientTransferProhibited', 'pending delete', 'redemption_period', '', 7, {}])).toEqual([
    'client transfer prohibited',
    'pending delete',
    'redemption period',
    '7',
  ]);
  expect(statusOf(Array.from({ length: 1000 }, (_, i) => `status ${i}`)).length).toBe(32);
  expect(statusOf(['x'.repeat(1000)])).toEqual([]);
});
