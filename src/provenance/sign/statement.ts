// What is signed: an in-toto Statement v1 whose subjects are the manifest and the files of the data. Whoever holds the
// statement and the manifest knows every file and row; `disagreement` holds the two against each other.
import { z } from 'zod';
import { UsageError } from '../../errors.ts';
import type { Report } from '../../report/schema.ts';
import { visible } from '../../text/visible.ts';
import { canonical } from '../canonical.ts';
import { namedPath, sha256, type Manifest } from '../manifest.ts';
import { duplicateKey } from './duplicate-key.ts';
import { predicate, predicateType, type Predicate } from './predicate.ts';

export const statementType = 'https://in-toto.io/Statement/v1';
export const manifestName = 'manifest.json';

// What sigstore-go, and with it cosign, takes. With more files only the manifest is a subject; it has their digests.
const mostSubjects = 1024;

const subject = z.strictObject({ name: namedPath, digest: z.strictObject({ sha256 }) });

const statement = z.strictObject({
  _type: z.literal(statementType),
  subject: z.array(subject).min(1).max(mostSubjects),
  predicateType: z.literal(predicateType),
  predicate,
});

const kind = z.looseObject({ _type: z.string(), predicateType: z.string() });

export type Statement = z.infer<typeof statement>;
type Scan = NonNullable<Predicate['scan']>;

export interface Said {
  /** A scan of the same data, and the SHA-256 of its report.json. */
  readonly report?: { readonly report: Report; readonly sha256: string };
  readonly version: string;
  /** ISO 8601, in UTC. */
  readonly created: string;
}

export function statementFor(
  manifest: Manifest,
  manifestSha256: string,
  { report, version, created }: Said,
): Statement {
  return {
    _type: statementType,
    subject: subjectsOf(manifest, manifestSha256),
    predicateType,
    predicate: {
      manifest: summaryOf(manifest),
      ...(report
        ? {
            scan: scanOf(manifest, report.report, report.sha256),
            power: report.report.power.map(({ planted, severity, points }) => ({
              planted,
              severity,
              points: points.map(({ rows, chance }) => ({ rows, chance })),
            })),
          }
        : {}),
      ...(manifest.set.parent ? { parent: { root: manifest.set.parent.root } } : {}),
      tool: { name: 'bezoar', version },
      created,
    },
  };
}

/** The bytes to sign: the same for the same statement. */
export function payloadOf(value: Statement): Buffer {
  return Buffer.from(canonical(value), 'utf8');
}

/** What was signed, checked for its form. That somebody signed it does not make it well-formed. */
export function readStatement(payload: Uint8Array): Statement {
  let value: unknown;
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(payload);
    value = JSON.parse(text);
  } catch (error) {
    throw refused('what was signed is not JSON', error);
  }
  const twice = duplicateKey(text);
  if (twice !== undefined) throw refused(`what was signed says "${visible(twice, 60)}" twice`);
  const { _type: type, predicateType: of } = kind.safeParse(value).data ?? { predicateType: '' };
  if (type !== statementType) throw refused('what was signed is no in-toto statement of version 1');
  if (of !== predicateType) throw refused(`what was signed is of another kind: ${visible(of, 100)}`);
  const checked = statement.safeParse(value);
  if (!checked.success) {
    const [fault] = checked.error.issues;
    const where = fault.path.join('.') || 'the whole';
    throw refused(visible(`what was signed is not in form: ${where}: ${fault.message}`, 200), checked.error);
  }
  return checked.data;
}

/** Why the statement is not about this manifest; undefined where it is. */
export function disagreement(
  { subject: subjects, predicate: { manifest: summary, parent } }: Statement,
  manifest: Manifest,
  manifestSha256: string,
): string | undefined {
  const expected = subjectsOf(manifest, manifestSha256);
  const wrong = expected.find((one, i) => canonical(one) !== canonical(subjects.at(i)));
  if (wrong === expected[0]) return 'the signature is of another manifest';
  if (wrong !== undefined)
    return `the signature names another digest or place of ${visible(wrong.name, 200)}`;
  if (subjects.length !== expected.length) return 'the signature names more files than the manifest';
  if (canonical(summary) !== canonical(summaryOf(manifest)))
    return 'the signature and the manifest count differently';
  if (parent?.root !== manifest.set.parent?.root)
    return 'the signature and the manifest name different parents';
  return undefined;
}

function subjectsOf({ files }: Manifest, manifestSha256: string): Statement['subject'] {
  const named = files.length < mostSubjects ? files : [];
  return [
    { name: manifestName, digest: { sha256: manifestSha256 } },
    ...named.map((file) => ({ name: file.path, digest: { sha256: file.sha256 } })),
  ];
}

function summaryOf({ schemaVersion, root, set }: Manifest): Predicate['manifest'] {
  const { files, rows, bytes, contents } = set;
  return { schemaVersion, root, files, rows, bytes, contents: { ...contents } };
}

function scanOf({ files }: Manifest, { corpus, coverage, findings }: Report, reportSha256: string): Scan {
  const scanned = new Set(corpus.files.map((file) => file.sha256));
  const holding = files.filter((file) => file.rows > 0);
  const known = new Set(files.map((file) => file.sha256));
  const covers = {
    files: holding.filter((file) => scanned.has(file.sha256)).length,
    of: holding.length,
    besides: corpus.files.filter((file) => !known.has(file.sha256)).length,
  };
  if (covers.files === 0) {
    throw new UsageError(
      'bad-report',
      'the report is of other data: none of its files is in the set as it is now',
      'Scan the same files again, and attest with that report.',
    );
  }
  const number = (severity: keyof Scan['findings']) =>
    findings.filter((finding) => finding.severity === severity).length;
  return {
    reportSha256,
    corpusSha256: corpus.sha256,
    covers,
    complete: coverage.complete,
    findings: { high: number('high'), medium: number('medium'), low: number('low'), note: number('note') },
  };
}

function refused(why: string, cause?: unknown): UsageError {
  return new UsageError(
    'bad-signature',
    why,
    'Take the bundle that `bezoar attest` wrote, whole and unchanged.',
    cause,
  );
}
