// Parquet and Arrow files have no lines: their rows are written anew, under the same schema.
import { hashFiles } from '../corpus/fingerprint.ts';
import type { CorpusFile, Format } from '../corpus/shard.ts';
import { stat } from 'node:fs/promises';
import { UsageError } from '../errors.ts';
import type { Parted, PartRequest } from './bytes.ts';
import type { Place } from './outputs.ts';

export async function partRows({ file, aside, clean, quarantine }: PartRequest): Promise<Parted> {
  if (file.compression !== 'none') {
    const message = `${file.path} is a ${file.format} file inside ${file.compression}`;
    throw new UsageError('unsupported', message, 'Unpack it, then scan and clean the unpacked file.');
  }
  const rows = new Set(aside.keys());
  const part =
    file.format === 'parquet'
      ? (await import('./parquet.ts')).partParquet
      : (await import('./arrow.ts')).partArrow;
  const parted = await part(file.location, rows, clean.temporary, quarantine.temporary);
  return {
    rows: parted.rows,
    setAside: [...rows].filter((row) => row < parted.rows).length,
    clean: await written(clean),
    quarantine: await written(quarantine),
    restore: { by: 'rows', schema: parted.schema, rowsSha256: parted.rowsSha256 },
  };
}

export async function joinRows(
  format: Format,
  [clean, quarantine]: readonly CorpusFile[],
  aside: readonly number[],
  place: Place,
  expected: { readonly schema: string; readonly rowsSha256: string },
): Promise<void> {
  const join =
    format === 'parquet'
      ? (await import('./parquet.ts')).joinParquet
      : (await import('./arrow.ts')).joinArrow;
  await join(clean.location, quarantine.location, aside, place.temporary, expected);
}

async function written({ temporary }: Place): Promise<{ bytes: number; sha256: string }> {
  const { size } = await stat(temporary);
  const [sha256] = await hashFiles([{ path: temporary, location: temporary }]);
  return { bytes: size, sha256 };
}
