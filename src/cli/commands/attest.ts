// `bezoar attest`: says what a set of data is, row by row, and signs it.
import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { attest, type Attested } from '../../provenance/attest.ts';
import { formats } from '../../provenance/formats/read-foreign.ts';
import type { Said } from '../../provenance/sign/statement.ts';
import { writeAtomically } from '../../report/atomic-write.ts';
import { readReport } from '../../report/read-report.ts';
import { version } from '../../report/version.ts';
import { visible } from '../../text/visible.ts';
import { limitsOf, type InForce } from '../flags.ts';
import type { HashContext } from '../hash-progress.ts';
import { signManifest, signerOf } from '../sign-manifest.ts';
import { print } from '../terminal.ts';

export async function runAttest(
  paths: readonly string[],
  set: InForce,
  { interrupt, progress }: HashContext,
): Promise<number> {
  const out = set.text('attestTo') as string;
  // What can be wrong with key and report is said before everything is read.
  const by = await signerOf(set);
  const report = await reportOf(set);
  const done = await interrupt.stoppable(() =>
    attest({
      paths,
      out,
      name: set.text('setName'),
      version,
      fresh: set.on('fresh'),
      workers: set.number('workers'),
      limits: limitsOf(set),
      progress: progress.update,
      signal: interrupt.signal,
    }),
  );
  progress.clear();
  const created = new Date().toISOString();
  const bundle = await signManifest(out, done.manifest, by, { report, created });
  const others = await writeOthers(done, set, created, bundle);
  if (!set.on('quiet')) await print(summary(done, bundle, others).join('\n'));
  return 0;
}

async function reportOf(set: InForce): Promise<Said['report']> {
  const dir = set.text('attestReport');
  if (dir === undefined) return undefined;
  const report = await readReport(dir);
  const path = (await stat(dir)).isDirectory() ? join(dir, 'report.json') : dir;
  return {
    report,
    sha256: createHash('sha256')
      .update(await readFile(path))
      .digest('hex'),
  };
}

/** Paths written. */
async function writeOthers(
  { manifest }: Attested,
  set: InForce,
  created: string,
  bundle: string | undefined,
): Promise<string[]> {
  const wanted = new Set(set.list('alsoAs') ?? []);
  const about = {
    name: manifest.set.name || 'dataset',
    created,
    toolVersion: version,
    licence: set.text('licence'),
    ...(bundle === undefined ? {} : { bundle: 'manifest.sigstore.json' }),
  };
  const written: string[] = [];
  for (const format of formats.filter(({ id }) => wanted.has(id))) {
    const path = join(set.text('attestTo') as string, format.fileName);
    await writeAtomically(path, [format.write(manifest, about)]);
    written.push(path);
  }
  return written;
}

function summary(
  { manifest, manifestPath, recordsPath, reused }: Attested,
  bundle: string | undefined,
  others: readonly string[],
) {
  const { files, rows, sources, unreadable } = manifest.set;
  const count = (n: number, what: string) => `${n.toLocaleString('en')} ${n === 1 ? what : `${what}s`}`;
  const unknown = manifest.sources.filter((source) => source.unknown.includes('licences')).length;
  return [
    `Attested ${count(rows, 'row')} in ${count(files, 'file')} from ${count(sources, 'source')}.`,
    ...(reused > 0
      ? [
          `${count(reused, 'file')} had not changed since the last time and ${reused === 1 ? 'was' : 'were'} not read again.`,
        ]
      : []),
    ...(unreadable > 0
      ? [`${count(unreadable, 'row')} cannot be read as a record; hashed as they are.`]
      : []),
    ...(unknown > 0 ? [`Of ${count(unknown, 'source')} no row says the licence.`] : []),
    '',
    `  root       ${manifest.root}`,
    `  manifest   ${visible(manifestPath)}`,
    `  rows       ${visible(recordsPath)}`,
    `  signature  ${bundle === undefined ? 'none: --sign-key signs, bezoar keygen makes a key' : visible(bundle)}`,
    ...others.map((path) => `  also       ${visible(path)}`),
  ];
}
