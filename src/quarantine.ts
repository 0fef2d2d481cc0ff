// Quarantine: the rows of findings are set aside from a copy of a file, with a written policy, and can be put back.
// The file itself is never edited. The cleaned file and the quarantine hold every original line once, byte for byte.
import { writeFile } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { checkUnchanged, hashFiles, stampFiles } from './corpus/fingerprint.ts';
import { defaultLimits, UnreadableFile, type Limits } from './corpus/reader.ts';
import type { Compression, CorpusFile, Format } from './corpus/shard.ts';
import { UsageError } from './errors.ts';
import { namesFor } from './quarantine/names.ts';
import { publish } from './quarantine/outputs.ts';
import { policyText, policyVersion, readPolicy, type Policy } from './quarantine/policy.ts';
import { joinBytes, partBytes } from './quarantine/bytes.ts';
import { joinRows, partRows } from './quarantine/tables.ts';
import { select, type Rule } from './quarantine/selection.ts';
import { locate } from './quarantine/original.ts';
import { refuse } from './report/atomic-write.ts';
import { readReport } from './report/read-report.ts';

export type { Rule } from './quarantine/selection.ts';

export interface CleanRequest {
  /** The file that was scanned. */
  readonly file: string;
  /** Folder of the scan's report. */
  readonly report: string;
  readonly rule: Rule;
  /** Where to write; the folder of the file when not given. */
  readonly outDir?: string;
  /** Replace what an earlier run wrote. */
  readonly force?: boolean;
  /** Those that the scan had. */
  readonly limits?: Partial<Limits>;
  /** Of the tool, for the policy. */
  readonly version: string;
  readonly signal?: AbortSignal;
}

export interface Cleaned {
  readonly clean: string;
  readonly quarantine: string;
  readonly policyFile: string;
  readonly policy: Policy;
}

export async function clean(request: CleanRequest): Promise<Cleaned> {
  const { outDir, rule, version } = request;
  const limits = { ...defaultLimits, ...request.limits };
  const report = await readReport(request.report);
  const { known, file, sha256 } = await locate(report, request.file);
  const selection = await select(report, request.report, known.path, rule);
  const names = namesFor(file.location, outDir);
  const stamps = await stampFiles([file]);
  const part = isTable(file.format) ? partRows : partBytes;

  // The cleaned file is named last: where it stands, its quarantine and policy do too.
  const paths = [names.quarantine, names.policy, names.clean];
  const rules = { original: file.location, force: request.force ?? false };
  const policy = await publish(paths, rules, async ([quarantine, policyPlace, cleaned]) => {
    const aside = selection.rows;
    const parted = await part({
      file,
      sha256,
      limits,
      aside,
      clean: cleaned,
      quarantine,
      signal: request.signal,
    }).catch((error: unknown) => {
      throw asUsage(error, request.file);
    });
    if (parted.rows !== known.rows || parted.setAside !== aside.size) {
      const message = `${request.file} has ${parted.rows} rows, the report speaks of ${known.rows}`;
      const hint = 'Scan it again; if the scan had --limit-… flags, give them here too.';
      throw new UsageError('changed-file', message, hint);
    }
    await checkUnchanged([file], stamps);
    const written = (path: string, rows: number, { bytes, sha256: digest }: Digest) => ({
      name: basename(path),
      rows,
      bytes,
      sha256: digest,
    });
    const value: Policy = {
      schemaVersion: policyVersion,
      tool: { name: 'bezoar', version },
      rule: 'severity' in rule ? { severity: rule.severity } : { findings: [...rule.findings] },
      report: { corpusSha256: report.corpus.sha256, seed: report.plan.seed, version: report.tool.version },
      original: {
        path: known.path,
        format: file.format,
        compression: file.compression,
        rows: parted.rows,
        bytes: file.bytes,
        sha256,
      },
      clean: written(names.clean, parted.rows - parted.setAside, parted.clean),
      quarantine: written(names.quarantine, parted.setAside, parted.quarantine),
      findings: selection.findings.map(({ id, severity, title }) => ({
        id,
        severity,
        title,
        rows: [...aside.values()].filter((ids) => ids.includes(id)).length,
      })),
      rows: [...aside].map(([row, findings]) => ({ row, findings: [...findings] })),
      restore: parted.restore,
    };
    await writeFile(policyPlace.temporary, policyText(value), { flag: 'wx' }).catch((error: unknown) =>
      refuse(names.policy, error),
    );
    return value;
  });
  return { clean: names.clean, quarantine: names.quarantine, policyFile: names.policy, policy };
}

type Digest = { readonly bytes: number; readonly sha256: string };

export interface RestoreRequest {
  /** The original, which need not exist any more, or its cleaned file. */
  readonly file: string;
  readonly outDir?: string;
  readonly force?: boolean;
  readonly signal?: AbortSignal;
}

export interface Restored {
  readonly path: string;
  readonly policy: Policy;
}

/** Puts a cleaned file and its quarantine back together beside them, and proves that the result is the original. */
export async function restore(request: RestoreRequest): Promise<Restored> {
  const names = namesFor(request.file.replace(/\.clean(?=\.[^/\\]*$|$)/, ''), request.outDir);
  const policy = await readPolicy(names.policy);
  const folder = dirname(names.policy);
  const side = (name: string): CorpusFile => {
    // A name, never a path: the policy may come from anywhere.
    if (basename(name) !== name)
      throw new UsageError('bad-report', `${names.policy} names a path`, 'Names only.');
    const { format, compression } = policy.original;
    const path = join(folder, name);
    return { path, location: path, format, compression, bytes: 0 };
  };
  const files = [side(policy.clean.name), side(policy.quarantine.name)];
  const digests = await hashFiles(files).catch((error: unknown) => {
    throw new UsageError(
      'no-such-file',
      `${files.map((f) => f.path).join(' or ')} cannot be read`,
      'Both are needed.',
      error,
    );
  });
  [policy.clean, policy.quarantine].forEach((expected, i) => {
    if (digests[i] === expected.sha256) return;
    const message = `${files[i].path} has changed since it was written`;
    throw new UsageError('changed-file', message, 'Only the untouched pair can be put back together.');
  });
  const rules = { original: resolve(folder, policy.original.path), force: request.force ?? false };
  await publish([names.restored], rules, async ([place]) => {
    const { restore: how } = policy;
    if (how.by === 'rows')
      await joinRows(
        policy.original.format,
        files,
        policy.rows.map((r) => r.row),
        place,
        how,
      );
    else await joinBytes(files, how, policy.original.compression, place, request.signal);
  });
  return { path: names.restored, policy };
}

function isTable(format: Format): boolean {
  return format === 'parquet' || format === 'arrow';
}

function asUsage(error: unknown, file: string): unknown {
  if (!(error instanceof UnreadableFile)) return error;
  return new UsageError(
    error.code,
    `${file} cannot be cleaned: ${error.message}`,
    'Mend it and scan it again.',
    error,
  );
}

/** Whether the restored file is the same bytes as the original on disk, or the same once unpacked, or the same rows. */
export function sameness(policy: Policy): 'bytes' | 'unpacked bytes' | 'rows' {
  if (policy.restore.by === 'rows') return 'rows';
  const { compression }: { compression: Compression } = policy.original;
  return compression === 'none' ? 'bytes' : 'unpacked bytes';
}
