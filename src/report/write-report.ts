// Puts a report into its folder: every file whole or not at all, report.json last, so that where it stands the
// others do too.
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { refuse, writeAtomically, type Chunks } from './atomic-write.ts';
import { markersName, renderMarkers, type Markers } from './markers.ts';
import type { OwnPage } from './pages/own-page.ts';
import type { FlaggedRow, Report } from './schema.ts';
import { renderCsv, renderSourcesCsv } from './writers/csv.ts';
import { renderFlagged } from './writers/flagged.ts';
import { renderHtml } from './writers/html.ts';
import { renderJson } from './writers/json.ts';
import { renderJunit } from './writers/junit.ts';
import { renderMarkdown } from './writers/markdown.ts';
import { renderSarif } from './writers/sarif.ts';

/** Written on request; report.json, flagged.jsonl and report.html always are. */
export const reportFormats = ['sarif', 'markdown', 'junit', 'csv'] as const;
export type ReportFormat = (typeof reportFormats)[number];

type Render = (report: Report, calm?: string) => string;

const onRequest: Readonly<Record<ReportFormat, readonly (readonly [name: string, render: Render])[]>> = {
  sarif: [['report.sarif', renderSarif]],
  markdown: [['report.md', renderMarkdown]],
  junit: [['report.junit.xml', renderJunit]],
  csv: [
    ['findings.csv', renderCsv],
    ['sources.csv', renderSourcesCsv],
  ],
};

/** Makes `dir` if need be and writes into it; returns the paths written, report.json last. `own`: of a command other than `scan`. */
export async function writeReport(
  dir: string,
  report: Report,
  flagged: readonly FlaggedRow[],
  formats: readonly ReportFormat[] = [],
  markers?: Markers,
  own?: OwnPage,
): Promise<string[]> {
  await mkdir(dir, { recursive: true }).catch((error: unknown) => refuse(dir, error));
  const files: [name: string, chunks: Chunks][] = [
    ['flagged.jsonl', renderFlagged(flagged)],
    ['report.html', [renderHtml(report, flagged, own)]],
    ...[...new Set(formats)].flatMap((format) =>
      onRequest[format].map(([name, renderAs]): [string, Chunks] => [
        name,
        [renderAs(report, own?.calm.title)],
      ]),
    ),
    ...(markers ? [[markersName, renderMarkers(report, markers)] as [string, Chunks]] : []),
    ['report.json', [renderJson(report)]],
  ];
  const written: string[] = [];
  for (const [name, chunks] of files) {
    const path = join(dir, name);
    await writeAtomically(path, chunks);
    written.push(path);
  }
  return written;
}
