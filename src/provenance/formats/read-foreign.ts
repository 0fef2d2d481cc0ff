// A description of data by somebody else, of whichever of the known formats it is.
import { croissant } from './croissant.ts';
import { cyclonedx } from './cyclonedx.ts';
import { dataProvenance } from './data-provenance.ts';
import { frontMatter, readDatasetCard } from './dataset-card.ts';
import { datasetInfos } from './dataset-infos.ts';
import type { ForeignManifest } from './foreign-manifest.ts';
import type { Format, ReadFormat } from './format.ts';
import { inToto } from './in-toto.ts';
import { parseDocument, refused } from './parse-document.ts';
import { spdx } from './spdx.ts';

/** Those that we write too, by what `--format` calls them. */
export const formats: readonly Format[] = [croissant, cyclonedx, spdx, dataProvenance];

/** In this order: what says plainly what it is comes before what is guessed by its members. */
const readable: readonly ReadFormat[] = [cyclonedx, spdx, inToto, croissant, dataProvenance, datasetInfos];

/** `path` is for messages, and tells a card by its ending. */
export function readForeign(text: string, path: string): ForeignManifest {
  if (/\.(?:md|markdown)$/i.test(path) || frontMatter(text) !== undefined) return readDatasetCard(text, path);
  const document = parseDocument(text, path);
  const format = readable.find((candidate) => candidate.recognises(document.value));
  if (format === undefined) throw refused(path, 'it is none of the known formats');
  return format.understand(document, path);
}
