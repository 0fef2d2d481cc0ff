// Opens a corpus: which files, what layout, which shards. Reads the first few records and no more.
import { UsageError } from '../errors.ts';
import { visible } from '../text/visible.ts';
import { beside } from './baseline.ts';
import type { Corpus } from './corpus.ts';
import { shardsOf } from './cut.ts';
import { discover } from './discover.ts';
import type { DiscoverOptions } from './discover.ts';
import type { Fields } from './fields.ts';
import { asUsageError, noteOn } from './identify.ts';
import { parseFields } from './parse-fields.ts';
import { defaultLimits } from './reader.ts';
import type { Limits } from './reader.ts';
import { mostly, sampleOf } from './sample.ts';
import type { Problem } from './shard.ts';
import { recogniseFields } from './shape.ts';
import { takeSample } from './take-sample.ts';
import type { FileSample } from './take-sample.ts';
import { rowConverter } from './to-row.ts';
import { unknownShape } from './unknown-shape.ts';

export interface OpenOptions {
  /** The `--fields` flag as typed. */
  readonly fields?: string;
  /** The layout to read in, whatever else the columns may be taken for. */
  readonly layout?: Fields;
  readonly limits?: Partial<Limits>;
  readonly stdin?: DiscoverOptions['stdin'];
  /** Files, patterns or folders of rows of the same shape that the user vouches for. */
  readonly baseline?: readonly string[];
}

export interface OpenCorpus extends Corpus {
  /** What the user should know: files left out, read as another kind, or of another layout. */
  readonly notes: readonly Problem[];
  /** Those of the notes that are about data which could not be looked at: the corpus is not all there. */
  readonly leftOut: readonly Problem[];
}

/** Files that are sampled; the rest shows its layout when it is read. */
const filesSampled = 32;

export async function openCorpus(paths: readonly string[], options: OpenOptions = {}): Promise<OpenCorpus> {
  const corpus = await openAlone(paths, options);
  const { baseline = [], ...others } = options;
  return baseline.length === 0
    ? corpus
    : beside(
        corpus,
        await openAlone(baseline, { ...others, fields: undefined, layout: undefined }, corpus.fields),
      );
}

/** `like`: a layout to be read in when most rows fit it, whatever else their columns may be taken for. */
async function openAlone(paths: readonly string[], options: OpenOptions, like?: Fields): Promise<OpenCorpus> {
  const limits = { ...defaultLimits, ...options.limits };
  const { files, notes, leftOut } = await discover(paths, { limits, stdin: options.stdin });
  const samples: FileSample[] = [];
  for (const file of files.slice(0, filesSampled)) samples.push(await takeSample(file, limits));
  const fields = options.layout ?? (like && fits(like, samples) ? like : fieldsOf(samples, options.fields));
  const strange = strangersTo(fields, samples);
  return { files, shards: await shardsOf(files), fields, limits, notes: [...notes, ...strange], leftOut };
}

function fieldsOf(samples: readonly FileSample[], given: string | undefined): Fields {
  const readable = samples.filter(({ records }) => records.length > 0);
  if (readable.length === 0) throw nothingReadable(samples[0]);
  if (given !== undefined) {
    const names = new Set(readable.flatMap(({ records }) => sampleOf(records).names));
    return parseFields(given, [...names]);
  }
  for (const { records } of readable) {
    const fields = recogniseFields(records);
    if (fields) return fields;
  }
  const [{ file, records }] = readable;
  throw unknownShape(file.path, sampleOf(records), records[0]);
}

function fits(fields: Fields, samples: readonly FileSample[]): boolean {
  const convert = rowConverter(fields);
  const records = samples.flatMap((sample) => sample.records);
  return mostly(records, (record) => typeof convert(record, 0, 0) !== 'string');
}

/** Notes on the files of which no row fits; an error when that is all of them. */
function strangersTo(fields: Fields, samples: readonly FileSample[]): Problem[] {
  const convert = rowConverter(fields);
  const notes: Problem[] = [];
  for (const { file, records, reason } of samples) {
    const reasons = records.map((record) => convert(record, 0, 0)).filter((row) => typeof row === 'string');
    if (reasons.length < records.length) continue;
    notes.push(
      noteOn(
        file.path,
        `no row of it can be used in this layout, so scan it by itself: ${reasons[0] ?? reason ?? 'it has none'}`,
      ),
    );
  }
  if (notes.length < samples.length) return notes;
  const [{ file, reason }] = notes;
  throw new UsageError(
    'bad-fields',
    `${visible(file)}: ${reason}`,
    'Say with --fields which column plays which part.',
  );
}

function nothingReadable({ file, fault, reason }: FileSample): UsageError {
  if (fault) return asUsageError(file.path, fault);
  return new UsageError(
    'nothing-to-scan',
    `There is no row that can be read in ${visible(file.path)}${reason ? ` (${reason})` : ''}`,
    'Check that it is the right file.',
  );
}
