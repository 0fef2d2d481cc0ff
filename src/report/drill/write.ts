// Puts the results of a drill into its folder: the page, then the data, each whole or not at all.
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { refuse, writeAtomically } from '../atomic-write.ts';
import { renderDrillHtml } from './html.ts';
import type { DrillReport } from './schema.ts';

/** Makes `folder` if need be; returns the paths written. */
export async function writeDrillReport(folder: string, report: DrillReport): Promise<string[]> {
  await mkdir(folder, { recursive: true }).catch((error: unknown) => refuse(folder, error));
  const files = [
    [join(folder, 'drill.html'), renderDrillHtml(report)],
    [join(folder, 'drill.json'), `${JSON.stringify(report, null, 2)}\n`],
  ] as const;
  for (const [path, text] of files) await writeAtomically(path, [text]);
  return files.map(([path]) => path);
}
