// One format of others: how it is known, written and read.
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
