// `bezoar verify`: is the data still what was attested, and by whom was that said?
import { existsSync, statSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { UsageError } from '../../errors.ts';
import { sameContents } from '../../provenance/changes.ts';
import type { Comparison, RowChange } from '../../provenance/compare.ts';
import { dataFiles } from '../../provenance/data-files.ts';
import { longestDocument } from '../../provenance/formats/parse-document.ts';
import { readForeign } from '../../provenance/formats/read-foreign.ts';
import { openManifest } from '../../provenance/open-manifest.ts';
import { verifyForeign } from '../../provenance/verify-foreign.ts';
import { readAtMost } from '../../provenance/sign/read-at-most.ts';
import { verify, type RowRange } from '../../provenance/verify.ts';
import { verifyParent } from '../../provenance/verify-parent.ts';
import { visible } from '../../text/visible.ts';
import { changesLines } from '../changes-text.ts';
import { limitsOf, type InForce } from '../flags.ts';
import type { HashContext } from '../hash-progress.ts';
import { settingsOf } from '../settings.ts';
import { checkSignature } from '../signed-by.ts';
import { print } from '../terminal.ts';
import { writeChanges } from './diff.ts';
import { verifyLocked } from './lock.ts';

export async function runVerify(
  paths: readonly string[],
  set: InForce,
  context: HashContext,
): Promise<number> {
  if (set.on('locked')) {
    refuseGiven(set, ['part', 'partRows', 'parent', 'bundle', 'jsonFile'], '--locked');
    return verifyLocked(paths, set);
  }
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
  { interrupt, progress }: HashContext,
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
      part: set.on('part'),
      rows,
      limits: limitsOf(set),
      progress: progress.update,
    }),
  );
  progress.clear();
  const comparison = rows ? within(whole, rows) : whole;
  const isSame = rows ? comparison.rows.length === 0 && rowsAreTold(whole) : whole.files.length === 0;
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

/** Of a file in which all rows were written otherwise, or none can be read, no row is told for itself. */
function rowsAreTold({ files }: Comparison): boolean {
  return files.every(({ kind }) => kind === 'changed' || kind === 'frame');
}

/** What is not looked at is not taken: somebody would rely on it. */
function refuseGiven(set: InForce, names: readonly string[], where: string): void {
  const given = names.find((name) => !set.isDefault(name));
  if (given === undefined) return;
  const flag = settingsOf('verify').find(({ name }) => name === given)?.flag;
  throw new UsageError('bad-option', `${flag} says nothing with ${where}`, `Leave one of them out.`);
}

function rangeOf(text: string | undefined): RowRange | undefined {
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

function within(comparison: Comparison, { first, last }: RowRange): Comparison {
  const isIn = (row: number): boolean => row >= first && row <= last;
  const touches = (change: RowChange): boolean =>
    ('before' in change && isIn(change.before.row)) || ('after' in change && isIn(change.after.row));
  return { ...comparison, rows: comparison.rows.filter(touches) };
}

/** Somebody else's description: a file that is none of ours. */
async function isForeign(place: string): Promise<boolean> {
  if (!existsSync(place) || !statSync(place).isFile()) return false;
  const file = await open(place);
  try {
    const { bytesRead, buffer } = await file.read(Buffer.alloc(2000), 0, 2000, 0);
    return !/"tool":\s*\{\s*"name":\s*"bezoar"/.test(buffer.toString('utf8', 0, bytesRead));
  } finally {
    await file.close();
  }
}

const words = {
  same: 'as described',
  differs: 'differs from what is described',
  missing: 'described, and not there',
  unchecked: 'there, but the description gives no digest that says anything',
  undescribed: 'there, and not described',
} as const;

async function foreign(paths: readonly string[], place: string, set: InForce): Promise<number> {
  // Whoever asks for a signature must not be content with a description that has none and was put in its place.
  refuseGiven(
    set,
    ['key', 'identity', 'issuer', 'trustedRoot', 'bundle', 'parent', 'part', 'partRows', 'jsonFile'],
    `${visible(place)}, which is no manifest of bezoar`,
  );
  const { bytes } = await readAtMost(place, longestDocument, 'a description of data');
  const described = readForeign(bytes.toString('utf8'), place);
  const checks = await verifyForeign(await dataFiles(paths, [place]), described);
  // What cannot be checked is not verified.
  const bad = checks.filter(({ kind }) => kind !== 'same' && kind !== 'undescribed');
  const grave = described.problems.filter(({ severity }) => severity === 'high');
  const good = checks.filter(({ kind }) => kind === 'same').length;
  // Of which nothing could be checked, that is no success.
  const failed = bad.length > 0 || grave.length > 0 || good === 0;
  if (set.on('quiet')) return failed ? 1 : 0;
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
