// The settings of `bezoar crawl`.
import { severities } from '../finding.ts';
import type { Setting } from './setting.ts';

const text = (placeholder: string) => ({ kind: 'text', placeholder }) as const;

const crawlTo: Setting = {
  name: 'crawlTo',
  flag: '--out',
  short: '-o',
  commands: ['crawl'],
  type: text('dir'),
  default: 'bezoar-crawl',
  what: 'Folder for crawl.json.',
  why: 'A folder of its own, so that nothing lands between the data.',
  example: '--out reports/crawl',
  inConfig: true,
};

const columns: Setting = {
  name: 'columns',
  flag: '--columns',
  commands: ['crawl'],
  type: text('map'),
  default: undefined,
  defaultInWords: 'recognised by name',
  what: 'Which column plays which part: url, digest, time, text.',
  why: 'Indexes of img2dataset, LAION, C4 and web archives are recognised; say it yourself for others.',
  example: '--columns url=page,digest=etag_sha256,time=seen',
  inConfig: true,
};

const snapshot: Setting = {
  name: 'snapshot',
  flag: '--snapshot',
  commands: ['crawl'],
  type: text('time'),
  default: undefined,
  defaultInWords: 'not looked at',
  what: 'When the snapshot was taken: what changed shortly before it is told. ISO 8601.',
  why: 'Snapshots of known sites are taken at known times, and an edit made just before stays in the data even when it is reverted at once.',
  example: '--snapshot 2025-03-20T00:00:00Z',
  inConfig: false,
};

const hours: Setting = {
  name: 'hours',
  flag: '--hours',
  commands: ['crawl'],
  type: { kind: 'number', placeholder: 'number', min: 0.1, max: 8760, whole: false },
  default: 24,
  unit: 'hours',
  what: 'How long before the snapshot a change counts as shortly before.',
  why: 'Half of all vandalism of Wikipedia is reverted within minutes and nearly all within a day; what stood for longer has been seen by others.',
  example: '--hours 6',
  inConfig: true,
};

const domainRecords: Setting = {
  name: 'domainRecords',
  flag: '--domains',
  commands: ['crawl'],
  type: text('file'),
  default: undefined,
  defaultInWords: 'none',
  what: 'Records of domains: domain, registered, expires, status, nameservers, as CSV, JSONL or Parquet.',
  why: 'Shows which were registered after the index was made, which have lapsed, and how much of the corpus somebody could buy.',
  example: '--domains domains.csv',
  inConfig: true,
};

const rdap: Setting = {
  name: 'rdap',
  flag: '--rdap',
  commands: ['crawl'],
  type: text('url'),
  default: undefined,
  defaultInWords: 'nobody is asked',
  what: 'Ask this RDAP service for the records of the domains with the most rows.',
  why: 'Off: it tells the service which domains your data comes from. Answers are kept in bezoar-crawl/rdap.',
  example: '--rdap https://rdap.example.org',
  inConfig: false,
};

const rdapMost: Setting = {
  name: 'rdapMost',
  flag: '--rdap-most',
  commands: ['crawl'],
  type: { kind: 'number', placeholder: 'number', min: 1, max: 1_000_000, whole: true },
  default: 1000,
  unit: 'domains',
  what: 'Ask for so many domains at most, those with the most rows first.',
  why: 'At one question a second, a thousand take a quarter of an hour.',
  example: '--rdap-most 100',
  inConfig: true,
};

const rdapRate: Setting = {
  name: 'rdapRate',
  flag: '--rdap-rate',
  commands: ['crawl'],
  type: { kind: 'number', placeholder: 'number', min: 0.01, max: 1000, whole: false },
  default: 1,
  unit: 'requests a second',
  what: 'How fast to ask.',
  why: 'Registries block who asks faster.',
  example: '--rdap-rate 5',
  inConfig: true,
};

const crawlFailOn: Setting = {
  name: 'crawlFailOn',
  flag: '--fail-on',
  commands: ['crawl'],
  type: { kind: 'choice', placeholder: 'severity', choices: severities },
  default: 'high',
  what: 'Exit 1 when there is a finding of this severity or graver.',
  why: 'As bezoar scan does: pages change all the time, and a gate that cries wolf is switched off.',
  example: '--fail-on medium',
  inConfig: true,
};

export const crawlSettings: readonly Setting[] = [
  crawlTo,
  columns,
  snapshot,
  hours,
  domainRecords,
  rdap,
  rdapMost,
  rdapRate,
  crawlFailOn,
];
