// What somebody else's description claims of files, and what is wrong with the claims. Every format is read into this one
// shape. Nothing in it is trusted: a path is a name to compare, never a place to open, and a digest is what is claimed.
import type { Severity } from '../../finding.ts';

export type ForeignFormat =
  'croissant' | 'cyclonedx' | 'spdx' | 'data-provenance' | 'in-toto' | 'dataset-card' | 'dataset-infos';

export interface OtherDigest {
  /** As `sha512`, `md5`, `gitcommit`: lower case, without hyphens. */
  readonly algorithm: string;
  readonly digest: string;
}

export interface ForeignFile {
  /** Relative, with `/`, inside the set: checked. */
  readonly path: string;
  /** Where the description says that the file can be had; nobody opens it. */
  readonly url?: string;
  readonly bytes?: number;
  /** 64 lower-case hex digits. Missing where the claim is none, or where there are two that differ. */
  readonly sha256?: string;
  readonly others: readonly OtherDigest[];
}

export type ProblemKind =
  /** A word, an address or a pattern stands where a digest should. */
  | 'placeholder-digest'
  /** No digest of that algorithm: wrong length, not hex. */
  | 'malformed-digest'
  | 'missing-digest'
  /** Only digests for which two files of one digest can be made. */
  | 'weak-digest'
  /** One file, two digests: which one is checked depends on who reads. */
  | 'contradicting-digests'
  /** One digest, several files. */
  | 'shared-digest'
  /** The digest of no bytes at all for a file that has some, or the other way about. */
  | 'digest-of-nothing'
  | 'duplicate-path'
  | 'path-outside'
  | 'malformed-size'
  /** A member stands twice in an object: readers differ in which they take. */
  | 'duplicate-key'
  /** The description names nothing that could be checked. */
  | 'nothing-to-check';

export interface Problem {
  readonly kind: ProblemKind;
  /** The file it is about, as the description writes it, made visible; '' for the whole description. */
  readonly path: string;
  /** One or two sentences in plain words. */
  readonly claim: string;
  readonly severity: Severity;
}

export interface ForeignManifest {
  readonly format: ForeignFormat;
  readonly name?: string;
  /** Merkle root, where the description is one of ours. */
  readonly root?: string;
  /** In the order of the description, each path once. */
  readonly files: readonly ForeignFile[];
  readonly problems: readonly Problem[];
}
