// `bezoar weigh --certify`: small models vote, and each row is told how many poisoned rows cannot change the vote.
import { createHash, randomBytes } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gatherRows, type Gathered } from '../../corpus/gather-rows.ts';
import { placesIn } from '../../corpus/gathered-places.ts';
import type { OpenCorpus } from '../../corpus/open.ts';
import { UsageError } from '../../errors.ts';
import { refuse, writeAtomically } from '../../report/atomic-write.ts';
import { certificateReport, certificateVersion } from '../../report/certificate-report.ts';
import { jsonLines } from '../../report/json-lines.ts';
import { renderCertificate } from '../../report/pages/certificate-page.ts';
import { version } from '../../report/version.ts';
import { counted } from '../../report/wording.ts';
import { visible } from '../../text/visible.ts';
import { certifiedShares, type CertifiedShares } from '../../training/certificate/certified-shares.ts';
import { certify, type Labelled } from '../../training/certificate/certify.ts';
import { rowText } from '../../training/row-text.ts';
import type { InForce } from '../flags.ts';
import type { StatusLine } from '../status-line.ts';
import { rowsReadOf, stepsOf } from '../steps-of.ts';
import { print } from '../terminal.ts';
import { openPaths } from './scan.ts';
import type { ScanContext } from './scan-and-report.ts';

export interface WeighContext extends ScanContext {
  readonly status: StatusLine;
}

const mostKeyBytes = 2 ** 16;

export async function runCertify(
  data: OpenCorpus | undefined,
  gathered: Gathered | undefined,
  set: InForce,
  { interrupt, status }: WeighContext,
): Promise<number> {
  if (!data || !gathered || set.text('features') !== undefined || set.text('labelFile') !== undefined)
    throw new UsageError(
      'unsupported',
      'a certificate is of the texts and labels of data',
      'Name the data, and leave out --features and --labels.',
    );
  const out = set.text('weighTo') as string;
  const partitions = set.number('certify') as number;
  const testPath = set.text('testFile');
  const test = testPath === undefined ? undefined : await openPaths([testPath], set, [], data.fields);
  const given = set.text('keyFile');
  const key = given === undefined ? randomBytes(32) : await keyOf(given);
  const { certified, asked } = await interrupt.stoppable(async () => {
    const rows = test && (await gatherRows(test, rowsReadOf({ interrupt, status })));
    const options = { partitions, key, ...(rows ? { test: labelled(rows) } : {}) };
    return {
      asked: rows,
      certified: await certify(labelled(gathered), options, stepsOf({ interrupt, status })),
    };
  });
  status.clear();
  const shares = certifiedShares(certified);
  const report = certificateReport.parse({
    schemaVersion: certificateVersion,
    tool: { name: 'bezoar', version },
    partitions,
    filled: certified.filled,
    learnedFrom: gathered.rows.length,
    keySha256: createHash('sha256').update(key).digest('hex'),
    ...shares,
  });
  const place = test && asked ? placesIn(test, asked) : placesIn(data, gathered);
  const lines = certified.rows.map(({ label, winner, runnerUp, radius, votes, runnerUpVotes }, i) => ({
    ...place(i),
    label: certified.classes[label] ?? null,
    vote: certified.classes[winner],
    votes,
    runnerUp: certified.classes[runnerUp] ?? null,
    runnerUpVotes,
    radius,
  }));
  await interrupt.whole(async () => {
    await mkdir(out, { recursive: true }).catch((error: unknown) => refuse(out, error));
    if (given === undefined)
      await writeFile(join(out, 'certificate.key'), key, { mode: 0o600 }).catch((error: unknown) =>
        refuse(out, error),
      );
    await writeAtomically(join(out, 'certified.jsonl'), jsonLines(lines));
    await writeAtomically(join(out, 'certificate.html'), [renderCertificate(report)]);
    await writeAtomically(join(out, 'certificate.json'), [`${JSON.stringify(report, null, 1)}\n`]);
  });
  if (!set.on('quiet'))
    await print(table(shares, partitions, gathered.rows.length, join(out, 'certified.jsonl')));
  return 0;
}

function labelled({ rows }: Gathered): Labelled {
  const labels = rows.map(({ outcome }) => {
    if (outcome.kind === 'label') return outcome.label;
    throw new UsageError(
      'unsupported',
      'a certificate needs rows with a text and a label',
      'Say with --fields which column is the label.',
    );
  });
  return { texts: rows.map((row) => rowText(row)), labels };
}

async function keyOf(path: string): Promise<Uint8Array> {
  const key = await readFile(path).catch((error: unknown) => {
    throw new UsageError(
      'no-such-file',
      `cannot read the key ${visible(path, 200)}`,
      'Check the path.',
      error,
    );
  });
  if (key.length > mostKeyBytes)
    throw new UsageError(
      'bad-key',
      `a key of ${key.length} bytes is none`,
      'Give a file of 16 to 65536 bytes.',
    );
  return key;
}

function table(shares: CertifiedShares, partitions: number, learned: number, path: string): string {
  const { radii, accuracy, balancedAccuracy, certified, medianRadius, classes, rows } = shares;
  const percent = (x: number): string => (100 * x).toFixed(1).padStart(6);
  const shown = radii.slice(0, 8);
  const width = Math.max(9, ...classes.map(({ name }) => visible(name, 24).length));
  const line = (name: string, count: number, values: readonly number[]): string =>
    `  ${name.padEnd(width)} ${count.toLocaleString('en').padStart(9)} ${values.map(percent).join(' ')}`;
  return [
    `${counted(partitions, 'model')} learned from ${counted(learned, 'row')} and voted on ${rows.toLocaleString('en')} that they had not seen.`,
    '',
    '  % of rows that are right, and stay right whatever so many poisoned rows say:',
    `  ${''.padEnd(width)} ${'rows'.padStart(9)} ${[0, ...shown].map((radius) => String(radius).padStart(6)).join(' ')}`,
    line('all', rows, [accuracy, ...certified.slice(0, shown.length)]),
    line('balanced', rows, [
      balancedAccuracy,
      ...shown.map((_, r) => classes.reduce((sum, each) => sum + each.certified[r], 0) / classes.length),
    ]),
    ...classes.map((each) =>
      line(visible(each.name, 24), each.rows, [each.recall, ...each.certified.slice(0, shown.length)]),
    ),
    '',
    medianRadius < 0
      ? 'Less than half of the rows are right.'
      : `Half of the rows are right and stay so with ${medianRadius} poisoned rows. A row added, removed or relabelled counts once, one whose text is replaced twice.`,
    `  row by row  ${visible(path)}, pictures in certificate.html`,
  ].join('\n');
}
