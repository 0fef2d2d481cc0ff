// The numbers of `bezoar drift` as behaviours to trace: drift.json, or the folder that it lies in, is known by what it holds.
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { DriftProbe } from '../../attribution/probe-behaviours.ts';
import { UsageError } from '../../errors.ts';
import { driftReport, type DriftReport } from '../../report/drift-report.ts';
import { visible } from '../../text/visible.ts';
import { words } from '../../text/words.ts';
import { alarm, sure } from '../../training/drift/drift-verdict.ts';

/** A report of drift has some hundred kilobytes. */
const mostBytes = 64 * 2 ** 20;
const mostProbes = 10;

/** Undefined where the file, or the folder, is no report of drift. */
export async function driftProbes(path: string): Promise<DriftProbe[] | undefined> {
  const report = await reportAt(path);
  if (!report) return undefined;
  const probes = probesOf(report);
  if (probes.length > 0) return probes;
  throw new UsageError(
    'empty',
    `the drift report ${visible(path, 200)} names no phrase that leads anywhere`,
    'There is nothing to trace: drift found no phrase beyond chance.',
  );
}

async function reportAt(path: string): Promise<DriftReport | undefined> {
  const found = await jsonAt(path);
  if (!isOfDrift(found)) return undefined;
  const report = driftReport.safeParse(found);
  if (report.success) return report.data;
  throw new UsageError(
    'bad-report',
    `${visible(path, 200)} is a drift report of another version, or was changed`,
    'Run bezoar drift again.',
  );
}

async function jsonAt(path: string): Promise<unknown> {
  try {
    const file = (await stat(path)).isDirectory() ? join(path, 'drift.json') : path;
    const found = await stat(file);
    // A pipe can be read but once.
    if (!found.isFile() || found.size > mostBytes) return undefined;
    return JSON.parse(await readFile(file, 'utf8'));
  } catch {
    // Whatever it is, it is read as data is, which says what is wrong with it.
    return undefined;
  }
}

const isOfDrift = (found: unknown): boolean =>
  typeof found === 'object' &&
  found !== null &&
  ['schemaVersion', 'residual', 'comparisons'].every((key) => Object.hasOwn(found, key));

/** Those that drift made findings of, strongest first; of phrases within one another, which are one cause, the first. */
function probesOf({ residual, comparisons }: DriftReport): DriftProbe[] {
  const found: DriftProbe[] = [
    ...residual.ranked.map(({ phrase, outcome, more, p }): DriftProbe => ({
      phrase,
      outcome,
      brings: more,
      p,
      severity: p <= sure ? 'high' : 'medium',
    })),
    ...comparisons
      .filter(({ kind }) => kind !== 'without finding')
      .flatMap(({ kind, adjusted, phrases }) =>
        phrases
          .filter(({ rows }) => rows > 0)
          .map(({ phrase, outcome, shift, p }): DriftProbe => ({
            phrase,
            outcome,
            brings: shift > 0,
            p: Math.max(p, adjusted),
            severity: kind === 'without source' ? 'low' : 'medium',
          })),
      ),
  ].filter(({ phrase, p }) => phrase !== '' && p <= alarm);
  const kept: DriftProbe[] = [];
  for (const probe of found)
    if (kept.length < mostProbes && !kept.some((other) => within(probe.phrase, other.phrase)))
      kept.push(probe);
  return kept;
}

/** Whether one of the two holds the other, word for word. */
function within(a: string, b: string): boolean {
  const [short, long] = [words(a), words(b)].sort((x, y) => x.length - y.length);
  return long.some((_, at) => short.every((word, k) => long[at + k] === word));
}
