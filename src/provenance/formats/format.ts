// One format of others: how it is known, written and read.
import type { Manifest } from '../manifest.ts';
import type { About } from './about.ts';
import type { ForeignFormat, ForeignManifest } from './foreign-manifest.ts';

export interface ReadFormat {
  readonly id: ForeignFormat;
  /** As people call it, with its version. */
  readonly title: string;
  /** `document` is parsed JSON from anywhere. */
  readonly recognises: (document: unknown) => boolean;
  /** `path` is for messages. */
  readonly read: (text: string, path: string) => ForeignManifest;
}

export interface Format extends ReadFormat {
  /** What the description is called on disk. */
  readonly fileName: string;
  readonly write: (manifest: Manifest, about: About) => string;
}
