// `bezoar clean`: sets the rows of findings aside from a copy of a file, or puts them back.
import { UsageError } from '../../errors.ts';
import type { Severity } from '../../finding.ts';
import { clean, restore, sameness, type Rule } from '../../quarantine.ts';
import { shrinks } from '../../quarantine/pack.ts';
import { visible } from '../../text/visible.ts';
import type { Interrupt } from '../interrupt.ts';
import { print } from '../terminal.ts';
import { limitsOf, type InForce } from '../flags.ts';
import { version } from '../../report/version.ts';

export async function runClean(file: string, set: InForce, interrupt: Interrupt): Promise<number> {
  if (file === '-') {
    throw new UsageError(
      'unsupported',
      'standard input cannot be cleaned',
      'Save it to a file; the report finds it by its content.',
    );
  }
  const lines = set.on('restore')
    ? await interrupt.stoppable(() => putBack(file, set, interrupt.signal))
    : await interrupt.stoppable(() => setAside(file, set, interrupt.signal));
  if (!set.on('quiet')) await print(lines.join('\n'));
  return 0;
}

async function setAside(file: string, set: InForce, signal: AbortSignal): Promise<string[]> {
  // Loaded when it is asked for.
  const derive =
    set.text('manifest') === undefined
      ? undefined
      : await (await import('../derive-manifest.ts')).deriver(set);
  const findings = set.list('findings');
  const rule: Rule = findings ? { findings } : { severity: set.text('severity') as Severity };
  const limits = limitsOf(set);
  const done = await clean({
    file,
    report: set.text('report') as string,
    rule,
    outDir: set.text('outDir'),
    force: set.on('force'),
    limits,
    version,
    signal,
  });
  const { policy } = done;
  const derived = await derive?.(file, done);
  const count = (n: number) => `${n.toLocaleString('en')} ${n === 1 ? 'row' : 'rows'}`;
  const why = policy.findings
    .filter((finding) => finding.rows > 0)
    .map(
      (finding) =>
        `  ${finding.severity.padEnd(6)}  ${count(finding.rows).padStart(10)}  ${visible(finding.title, 100)}`,
    );
  const said = {
    bytes: 'Together they hold every original line once, byte for byte; --restore puts them back.',
    'unpacked bytes':
      'Together they hold every original line once, byte for byte once unpacked; --restore puts them back.',
    rows: 'Together they hold every original row once, under the same schema; --restore puts them back.',
  }[sameness(policy)];
  const { compression } = policy.original;
  return [
    policy.quarantine.rows === 0
      ? `Nothing to set aside: no row of ${visible(file)} has such a finding. The cleaned file is a copy.`
      : `Set aside ${count(policy.quarantine.rows)} of ${count(policy.original.rows)}:`,
    ...why,
    '',
    `  cleaned     ${visible(done.clean)}  ${count(policy.clean.rows)}`,
    `  quarantine  ${visible(done.quarantine)}  ${count(policy.quarantine.rows)}`,
    `  policy      ${visible(done.policyFile)}`,
    ...(derived ? [`  manifest    ${visible(derived.folder)}  derived from ${derived.parentRoot}`] : []),
    '',
    `${said} The original is untouched.`,
    ...(compression === 'zstd' && !shrinks(compression)
      ? [
          'This Node cannot compress zstd (22.15 and newer can): the files are valid .zst, stored without compression.',
        ]
      : []),
  ];
}

async function putBack(file: string, set: InForce, signal: AbortSignal): Promise<string[]> {
  const { path, policy } = await restore({
    file,
    outDir: set.text('outDir'),
    force: set.on('force'),
    signal,
  });
  const proof = {
    bytes: `the same bytes as the original (SHA-256 ${policy.original.sha256})`,
    'unpacked bytes': `unpacked the same bytes as the original (SHA-256 ${policy.restore.by === 'bytes' ? policy.restore.unpackedSha256 : ''})`,
    rows: `the same rows in the same order, under the same schema`,
  }[sameness(policy)];
  return [`Restored ${visible(path)}: ${proof}.`];
}
