// `bezoar verify`: is the data still what was attested, and by whom was that said?
import { existsSync, statSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { UsageError } from '../../errors.ts';
import { sameContents } from '../../provenance/changes.ts';
import type { Comparison, RowChange } from '../../provenance/compare.ts';
import { dataFiles } from '../../provenance/data-files.ts';
import { readForeign } from '../../provenance/formats/read-foreign.ts';
import { openManifest } from '../../provenance/open-manifest.ts';
import { verifyForeign } from '../../provenance/verify-foreign.ts';
import { verify } from '../../provenance/verify.ts';
import { verifyParent } from '../../provenance/derive.ts';
import { visible } from '../../text/visible.ts';
import { changesLines } from '../changes-text.ts';
import { limitsOf, type InForce } from '../flags.ts';
import { checkSignature } from '../signed-by.ts';
import { print } from '../terminal.ts';
import type { AttestContext } from './attest.ts';
import { writeChanges } from './diff.ts';
import { verifyLocked } from './lock.ts';

export async function runVerify(
  paths: readonly string[],
  set: InForce,
  context: AttestContext,
): Promise<number> {
  if (set.on('locked')) return verifyLocked(paths, set);
  if (paths.length === 0)
    throw new UsageError(
      'bad-option',
      'there is nothing to verify',
      'Name the data, or give --locked for what bezoar.lock pins.',
    );
  const place = set.text('manifest') ?? 'bezoar-attested';
  if (await isForeign(place)) return foreign(paths, place, set);
  return attested(paths, place, set, context);
}

async function attested(
  paths: readonly string[],
  place: string,
  set: InForce,
  { interrupt, progress }: AttestContext,
): Promise<number> {
  const against = await openManifest(place);
  const signature = await checkSignature(against, set);
  const parent = set.text('parent');
  const chain = parent === undefined ? undefined : await verifyParent(against, await openManifest(parent));
  const rows = rangeOf(set.text('partRows'));
  const whole = await interrupt.stoppable(() =>
    verify({
      paths,
      against,
      part: set.on('part') || rows !== undefined,
      limits: limitsOf(set),
      progress: progress.update,
    }),
  );
  progress.clear();
  const comparison = rows ? within(whole, rows) : whole;
  const isSame = rows ? comparison.rows.length === 0 && !lost(whole) : whole.files.length === 0;
  const same = set.text('by') === 'content' ? sameContents(comparison) : isSame;
  await writeChanges(comparison, set, { against: { root: against.manifest.root } });
  if (set.on('quiet') || set.text('jsonFile') === '-') return same ? 0 : 1;
  const { set: about, root } = against.manifest;
  const what = about.name === '' ? 'the set' : visible(about.name);
  const verdict = same
    ? isSame
      ? `Unchanged: what was looked at is as ${what} was attested.`
      : 'The content of the rows is as attested; the bytes are not.'
    : `Not as attested: ${what} has changed.`;
  await print(
    [
      verdict,
      ...(isSame ? [] : changesLines(comparison)),
      '',
      `  root       ${root}`,
      `  signature  ${signature}`,
      ...(chain === undefined ? [] : [`  parent     ${chain}`]),
    ].join('\n'),
  );
  return same ? 0 : 1;
}

const lost = ({ files }: Comparison): boolean => files.some(({ kind }) => kind === 'unreadable');

interface Range {
  readonly first: number;
  readonly last: number;
}

function rangeOf(text: string | undefined): Range | undefined {
  if (text === undefined) return undefined;
  const found = /^(\d{1,15})(?:-(\d{1,15}))?$/.exec(text);
  const [first, last] = found ? [Number(found[1]), Number(found[2] ?? found[1])] : [1, 0];
  if (first <= last) return { first, last };
  throw new UsageError(
    'bad-option',
    `--rows ${visible(text)} is no range of rows`,
    'Write 17 or 10-20, counted from 0.',
  );
}

function within(comparison: Comparison, { first, last }: Range): Comparison {
  const isIn = (row: number): boolean => row >= first && row <= last;
  const touches = (change: RowChange): boolean =>
    ('before' in change && isIn(change.before.row)) || ('after' in change && isIn(change.after.row));
  return { ...comparison, rows: comparison.rows.filter(touches) };
}

/** Somebody else's description: a file that is none of ours. */
async function isForeign(place: string): Promise<boolean> {
  if (!existsSync(place) || statSync(place).isDirectory()) return false;
  const head = (await readFile(place, 'utf8')).slice(0, 2000);
  return !/"tool":\s*\{\s*"name":\s*"bezoar"/.test(head);
}

const words = {
  same: 'as described',
  differs: 'differs from what is described',
  missing: 'described, and not there',
  unchecked: 'there, but the description gives no digest that says anything',
  undescribed: 'there, and not described',
} as const;

async function foreign(paths: readonly string[], place: string, set: InForce): Promise<number> {
  const described = readForeign(await readFile(place, 'utf8'), place);
  const checks = await verifyForeign(await dataFiles(paths, [place]), described);
  // What cannot be checked is not verified.
  const bad = checks.filter(({ kind }) => kind !== 'same' && kind !== 'undescribed');
  const grave = described.problems.filter(({ severity }) => severity === 'high');
  const failed = bad.length > 0 || grave.length > 0;
  if (set.on('quiet')) return failed ? 1 : 0;
  const good = checks.filter(({ kind }) => kind === 'same').length;
  await print(
    [
      `${visible(place)} (${described.format}): ${good} of ${described.files.length} files are as described.`,
      ...checks
        .filter(({ kind }) => kind !== 'same')
        .map(({ kind, path }) => `  ${visible(path)}: ${words[kind]}`),
      ...described.problems.map(
        ({ severity, path, claim }) =>
          `  ${severity.padEnd(6)}  ${path === '' ? '' : `${visible(path)}: `}${visible(claim, 300)}`,
      ),
    ].join('\n'),
  );
  return failed ? 1 : 0;
}
