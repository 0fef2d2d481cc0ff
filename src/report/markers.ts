// The markers of a corpus as a file that is kept, read by people and signed: the strings by which a later scan knows ordinary
// things again, without the corpus. JSONL, a head and then one marker a line, gravest first; the same scan writes the same bytes.
import { createHash } from 'node:crypto';
import { open, readFile, stat } from 'node:fs/promises';
import { z } from 'zod';
import { UsageError } from '../errors.ts';
import { severities } from '../finding.ts';
import { visible } from '../text/visible.ts';
import { severity, type Report } from './schema.ts';
import { harmlessJson } from './writers/json.ts';

export const markersName = 'markers.jsonl';
const markersVersion = '1.0';

const count = z.int().nonnegative();
const sha256 = z.string().regex(/^[0-9a-f]{64}$/);

const headLine = z.strictObject({
  markersVersion: z.literal(markersVersion),
  tool: z.strictObject({ name: z.literal('bezoar'), version: z.string() }),
  /** Rows that were judged, those of the corpus's own baseline with them. */
  rows: count,
  files: z.array(z.strictObject({ path: z.string(), sha256 })),
  /** Those that tell markers, though they may have met none. */
  detectors: z.array(z.strictObject({ id: z.string(), version: count })),
});

const markerLine = z.strictObject({
  detector: z.string(),
  /** Of the finding that it is part of; absent when it is of none. */
  severity: severity.optional(),
  rows: count,
  marker: z.string().min(1),
});

type MarkerLine = z.infer<typeof markerLine>;

/** What a scan learned, in `rows` rows. */
export interface Markers {
  readonly rows: number;
  readonly detectors: readonly { readonly id: string; readonly version: number }[];
  readonly lines: readonly MarkerLine[];
}

/** A file of markers as it was read. */
export interface MarkersFile extends Markers {
  readonly path: string;
  readonly sha256: string;
}

/** The largest that is read: some hundred thousand markers. */
const mostBytes = 64 * 2 ** 20;
const again = 'Scan the older text again: the file is written beside its report.';

export function* renderMarkers(
  { tool, corpus, baseline }: Report,
  { rows, detectors, lines }: Markers,
): Generator<string> {
  const files = [...corpus.files, ...(baseline?.files ?? [])];
  const named = files.map((file) => ({ path: file.path, sha256: file.sha256 }));
  const { name, version } = tool;
  yield `${harmlessJson({ markersVersion, tool: { name, version }, rows, files: named, detectors })}\n`;
  const gravity = (line: MarkerLine): number =>
    line.severity === undefined ? severities.length : severities.indexOf(line.severity);
  const ordered = [...lines].sort(
    (a, b) => gravity(a) - gravity(b) || b.rows - a.rows || (a.marker < b.marker ? -1 : 1),
  );
  for (const { detector, severity: grave, rows: held, marker } of ordered) {
    yield `${harmlessJson({ detector, ...(grave ? { severity: grave } : {}), rows: held, marker })}\n`;
  }
}

/** Of what was named as a baseline, the files of markers, and the rest, which are rows. */
export async function takeMarkers(
  paths: readonly string[],
): Promise<{ readonly rows: readonly string[]; readonly known: readonly MarkersFile[] }> {
  const rows: string[] = [];
  const known: MarkersFile[] = [];
  for (const path of paths) {
    if (await isMarkersFile(path)) {
      const file = await readMarkers(path);
      // The same text twice would count twice.
      if (!known.some(({ sha256: taken }) => taken === file.sha256)) known.push(file);
    } else rows.push(path);
  }
  return { rows, known };
}

/** Whether a file says of itself that it holds markers. */
async function isMarkersFile(path: string): Promise<boolean> {
  // What is taken from a pipe is gone.
  const isFile = await stat(path).then(
    (of) => of.isFile(),
    () => false,
  );
  const beginning = Buffer.from('{"markersVersion"');
  const file = isFile ? await open(path).catch(() => undefined) : undefined;
  try {
    const { buffer } = (await file?.read(Buffer.alloc(beginning.length), 0, beginning.length, 0)) ?? {};
    return buffer?.equals(beginning) ?? false;
  } catch {
    return false;
  } finally {
    await file?.close();
  }
}

async function readMarkers(path: string): Promise<MarkersFile> {
  const { size } = await stat(path);
  if (size > mostBytes) throw damaged(path, `it is larger than ${mostBytes / 2 ** 20} MiB`);
  const bytes = await readFile(path);
  const [first, ...rest] = bytes.toString('utf8').split('\n');
  const head = parsed(headLine, first, path, 1);
  if (rest.pop() !== '') throw damaged(path, 'it breaks off');
  const lines = rest.map((line, i) => parsed(markerLine, line, path, i + 2));
  const { rows, detectors } = head;
  return { path, sha256: createHash('sha256').update(bytes).digest('hex'), rows, detectors, lines };
}

function parsed<T>(schema: z.ZodType<T>, line: string, path: string, number: number): T {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    throw damaged(path, `line ${number} is no JSON`);
  }
  const checked = schema.safeParse(value);
  if (checked.success) return checked.data;
  const [{ path: at, message }] = checked.error.issues;
  throw damaged(path, visible(`line ${number}: ${at.join('.')}: ${message}`, 200));
}

function damaged(path: string, why: string): UsageError {
  return new UsageError(
    'bad-markers',
    `${visible(path)} is no file of markers that can be used: ${why}`,
    again,
  );
}
