// Reads a report back from its folder and checks it, so that what follows can trust its form. Its texts stay
// hostile: they are rows' texts.
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { z } from 'zod';
import { UsageError } from '../errors.ts';
import { visible } from '../text/visible.ts';
import { report, schemaVersion, type Report } from './schema.ts';

const again = 'Run `bezoar scan FILE --out DIR` to make one.';

/** The report in folder `dir`; the path of a report.json serves too. */
export async function readReport(dir: string): Promise<Report> {
  const path = (await isFile(dir)) ? dir : join(dir, 'report.json');
  const value = parse(await text(path, dir), path);
  const version = stated(value, 'schemaVersion');
  if (version === undefined || stated(stated(value, 'tool'), 'name') !== 'bezoar') {
    throw new UsageError('bad-report', `${path} is not a report of bezoar`, again);
  }
  if (version !== schemaVersion) throw otherVersion(path, version);
  const checked = report.safeParse(value);
  if (!checked.success) {
    throw new UsageError(
      'bad-report',
      `${path} is damaged: ${firstFault(checked.error)}`,
      again,
      checked.error,
    );
  }
  return checked.data;
}

async function isFile(path: string): Promise<boolean> {
  return stat(path).then(
    (s) => s.isFile(),
    () => false,
  );
}

async function text(path: string, dir: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    switch ((error as NodeJS.ErrnoException).code) {
      case 'ENOENT':
      case 'ENOTDIR':
        throw new UsageError('bad-report', `no report.json in ${dir}`, again, error);
      case 'EACCES':
      case 'EPERM':
        throw new UsageError(
          'no-permission',
          `not allowed to read ${path}`,
          'Ask its owner for permission to read it.',
          error,
        );
      case 'EISDIR':
        throw new UsageError('bad-report', `${path} is a folder, not a report`, again, error);
      default:
        throw error;
    }
  }
}

function parse(json: string, path: string): unknown {
  try {
    return JSON.parse(json.replace(/^\ufeff/, ''));
  } catch (error) {
    throw new UsageError('bad-report', `${path} is no report, or not a whole one`, again, error);
  }
}

function stated(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, key)
    ? (value as Record<string, unknown>)[key]
    : undefined;
}

function otherVersion(path: string, version: unknown): UsageError {
  const theirs = visible(String(version), 20);
  const newer = Number.parseFloat(theirs) > Number.parseFloat(schemaVersion);
  return new UsageError(
    'bad-report',
    `${path} has schema version ${theirs}, this bezoar reads ${schemaVersion}`,
    newer ? 'It was written by a newer bezoar: update this one.' : 'Scan the data again with this version.',
  );
}

function firstFault(error: z.ZodError): string {
  const issue = error.issues[0];
  return visible(`${issue.path.join('.') || 'the whole'}: ${issue.message}`, 200);
}
