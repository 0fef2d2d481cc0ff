// Claims of files, from whatever format, become files to compare with and problems to tell: a digest that is none, a path
// that leads outside, one file with two digests, one digest for files of different size.
import { visible } from '../../text/visible.ts';
import { namedPath } from '../manifest.ts';
import { algorithmName, digestClaim, digestsOfNothing, weak } from './digest-claim.ts';
import type { ForeignFile, ForeignManifest, OtherDigest, Problem, ProblemKind } from './foreign-manifest.ts';
import { sharedDigests } from './shared-digests.ts';

export interface FileClaim {
  /** As the description writes it. */
  readonly path: string;
  readonly url?: string;
  /** A number, or a text as `1234` or `1234 B`. */
  readonly bytes?: unknown;
  readonly digests: readonly { readonly algorithm: string; readonly value: unknown }[];
  /** False for what is no file to compare with: a repository, a member of an archive. Its digests are judged all the same. */
  readonly isFile?: boolean;
}

export function judgeClaims(
  head: Pick<ForeignManifest, 'format' | 'name' | 'root'>,
  claims: readonly FileClaim[],
  earlier: readonly Problem[] = [],
): ForeignManifest {
  const problems = [...earlier];
  const files = new Map<string, ForeignFile>();
  for (const claim of claims) {
    const judged = judgeClaim(claim, problems);
    if (judged === undefined) continue;
    // Two addresses that end in one name are two files.
    const key = JSON.stringify([judged.path, claim.url ?? '']);
    const before = files.get(key);
    files.set(key, before === undefined ? judged : merged(before, judged, problems));
  }
  problems.push(...sharedDigests([...files.values()]));
  if (claims.length === 0)
    problems.push(
      problem(
        'nothing-to-check',
        '',
        'It names no file and no digest, so nothing in it can be compared with data.',
        'low',
      ),
    );
  return { ...head, files: [...files.values()], problems };
}

function judgeClaim(claim: FileClaim, problems: Problem[]): ForeignFile | undefined {
  const { path: said } = claim;
  const tell = (kind: ProblemKind, text: string, severity: Problem['severity']) =>
    problems.push(problem(kind, said, text, severity));
  const bytes = sizeOf(claim.bytes, tell);
  const { sha256, others } = soundDigests(claim, bytes, tell);
  if (claim.isFile === false) return undefined;
  const path = said.replace(/^(?:\.\/)+/, '');
  if (!isInside(path)) {
    tell(
      'path-outside',
      `The path "${visible(said, 120)}" leads out of the data set, or is none. No file is looked for there.`,
      'high',
    );
    return undefined;
  }
  return {
    path,
    ...(claim.url === undefined ? {} : { url: claim.url }),
    ...(bytes === undefined ? {} : { bytes }),
    ...(sha256 === undefined ? {} : { sha256 }),
    others,
  };
}

type Tell = (kind: ProblemKind, claim: string, severity: Problem['severity']) => void;

function soundDigests(
  { digests, isFile }: FileClaim,
  bytes: number | undefined,
  tell: Tell,
): Pick<ForeignFile, 'sha256' | 'others'> {
  const sound: OtherDigest[] = [];
  let amiss = false;
  for (const { algorithm: said, value } of digests) {
    const algorithm = algorithmName(said);
    const judged = digestClaim(algorithm, value);
    if (judged.kind === 'missing') continue;
    if (judged.kind !== 'digest') {
      amiss = true;
      const what = `Its ${visible(said, 20)} ${judged.why}.`;
      tell(
        `${judged.kind}-digest`,
        `${what} Nobody can tell by it whether the file is still the same.`,
        'medium',
      );
      continue;
    }
    const name = visible(said, 20);
    if (judged.of === '' && bytes !== 0) tellNothing(name, bytes, tell);
    else if (judged.of && bytes !== judged.of.length) {
      // A file may well hold these words; then it has their size.
      amiss = true;
      tell('placeholder-digest', `Its ${name} is that of the text "${visible(judged.of)}".`, 'medium');
      continue;
    }
    if (bytes === 0 && judged.of !== '' && digestsOfNothing.has(algorithm))
      tell('digest-of-nothing', `It is said to have 0 bytes, but its ${name} is that of something.`, 'high');
    sound.push({ algorithm, digest: judged.digest });
  }
  const all = new Set(sound.filter((d) => d.algorithm === 'sha256').map((d) => d.digest));
  if (all.size > 1) tell('contradicting-digests', contradiction('It has', all), 'high');
  const others = sound.filter((d) => d.algorithm !== 'sha256');
  const checkable = all.size > 0 || others.length > 0;
  if (!checkable && !amiss && isFile !== false)
    tell('missing-digest', 'It has no digest. Nobody can tell whether the file is still the same.', 'low');
  else if (all.size === 0 && others.length > 0 && others.every((d) => weak.has(d.algorithm)))
    tell(
      'weak-digest',
      `It has only ${others.map((d) => visible(d.algorithm, 20)).join(' and ')}: another file with the same one can be made.`,
      'low',
    );
  return { ...(all.size === 1 ? { sha256: [...all][0] } : {}), others };
}

/** An empty file is no rarity, so where no size is told it is only remarked. */
function tellNothing(algorithm: string, bytes: number | undefined, tell: Tell): void {
  const size = bytes === undefined ? ', and no size is told' : `, but it is said to have ${bytes}`;
  tell(
    'digest-of-nothing',
    `Its ${algorithm} is that of no bytes at all${size}.`,
    bytes === undefined ? 'low' : 'high',
  );
}

function merged(before: ForeignFile, again: ForeignFile, problems: Problem[]): ForeignFile {
  const digests = new Set([before.sha256, again.sha256].filter((d) => d !== undefined));
  const { sha256: _, ...rest } = { ...again, ...before };
  const others = [
    ...before.others,
    ...again.others.filter((o) => !before.others.some((b) => sameDigest(b, o))),
  ];
  const differ = digests.size > 1 || disagree(others);
  problems.push(
    differ
      ? problem(
          'contradicting-digests',
          before.path,
          contradiction('It is listed more than once, with', digests),
          'high',
        )
      : problem(
          'duplicate-path',
          before.path,
          'It is listed more than once, with nothing that differs.',
          'low',
        ),
  );
  return { ...rest, ...(digests.size === 1 && !differ ? { sha256: [...digests][0] } : {}), others };
}

function contradiction(begin: string, digests: ReadonlySet<string>): string {
  const shown = [...digests].map((d) => `${d.slice(0, 12)}…`).slice(0, 4);
  return `${begin} different digests${shown.length > 1 ? ` (${shown.join(', ')})` : ''}. Which one is checked depends on who reads.`;
}

function sameDigest(a: OtherDigest, b: OtherDigest): boolean {
  return a.algorithm === b.algorithm && a.digest === b.digest;
}

function disagree(digests: readonly OtherDigest[]): boolean {
  return new Set(digests.map((d) => d.algorithm)).size < digests.length;
}

/** What a program that decodes it would open counts too. */
function isInside(path: string): boolean {
  return (
    namedPath.safeParse(path).success && (!path.includes('%') || namedPath.safeParse(decoded(path)).success)
  );
}

export function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function sizeOf(value: unknown, tell: Tell): number | undefined {
  if (value === undefined || value === null || value === '') return undefined;
  const digits =
    typeof value === 'string' ? /^(\d{1,16})(?: ?(?:B|bytes?))?$/i.exec(value.trim()) : undefined;
  const size = digits ? Number(digits[1]) : value;
  if (typeof size === 'number' && Number.isSafeInteger(size) && size >= 0) return size;
  // `1.2 MB`: a size to read, not to compare.
  if (typeof value === 'string' && /^\d[\d.,]{0,20} ?[kmgtp]i?b$/i.test(value.trim())) return undefined;
  tell('malformed-size', `Its size "${visible(String(value), 40)}" is no number of bytes.`, 'low');
  return undefined;
}

function problem(kind: ProblemKind, path: string, claim: string, severity: Problem['severity']): Problem {
  return { kind, path: visible(path, 300), claim, severity };
}
