// One format of others: how it is known, written and read.
import { UsageError } from '../../errors.ts';
import type { Manifest } from '../manifest.ts';
import type { About } from './about.ts';
import type { ForeignFormat, ForeignManifest } from './foreign-manifest.ts';
import { parseDocument, type Document } from './parse-document.ts';

export interface ReadFormat {
  readonly id: ForeignFormat;
  /** As people call it, with its version. */
  readonly title: string;
  /** `document` is parsed JSON from anywhere. */
  readonly recognises: (document: unknown) => boolean;
  /** `path` is for messages. */
  readonly understand: (document: Document, path: string) => ForeignManifest;
}

export interface Format extends ReadFormat {
  /** What the description is called on disk. */
  readonly fileName: string;
  readonly write: (manifest: Manifest, about: About) => string;
}

/** As `readForeign`, where it is known what it must be. `path` is for messages. */
export function readAs(format: ReadFormat, text: string, path: string): ForeignManifest {
  return format.understand(parseDocument(text, path), path);
}

/** As JSON that a version control can compare. `title` is for the message where it is more than a text can hold. */
export function documentText(document: object, title: string): string {
  try {
    return `${JSON.stringify(document, null, 1)}\n`;
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new UsageError(
      'too-large',
      `A description in ${title} of that many files is longer than any text can be`,
      'Attest the data in parts, or leave this format out: the manifest has all files.',
      error,
    );
  }
}
