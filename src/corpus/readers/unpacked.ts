// Tables are read by seeking in them, so a packed one is unpacked to a temporary file first.
import { fileSource } from '../chunks.ts';
import type { Limits, ReadBatch } from '../reader.ts';
import type { CorpusFile } from '../shard.ts';
import { dropTemporary, saveTemporary } from '../temporary.ts';

type ReadPlain = (file: CorpusFile, limits: Limits) => AsyncIterable<ReadBatch>;

export async function* unpacked(
  file: CorpusFile,
  limits: Limits,
  readPlain: ReadPlain,
): AsyncGenerator<ReadBatch, void, undefined> {
  if (file.compression === 'none') {
    yield* readPlain(file, limits);
    return;
  }
  const location = await saveTemporary(fileSource(file, limits).chunks, limits.unpackedBytes);
  try {
    yield* readPlain({ ...file, location, compression: 'none' }, limits);
  } finally {
    dropTemporary(location);
  }
}
