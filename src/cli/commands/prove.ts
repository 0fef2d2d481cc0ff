// `bezoar prove` and `bezoar verify-proof`: shows that a row is in an attested set or is not, to whoever knows its root alone.
import { defaultLimits } from '../../corpus/reader.ts';
import { UsageError } from '../../errors.ts';
import { canonicalBytes } from '../../provenance/canonical-bytes.ts';
import { digestInto } from '../../provenance/digest-into.ts';
import { openManifest } from '../../provenance/open-manifest.ts';
import { checkProof, parseProof } from '../../provenance/proof.ts';
import { proveContent, proveRow } from '../../provenance/prove.ts';
import { digestBytes } from '../../provenance/row-records.ts';
import { readAtMost } from '../../provenance/sign/read-at-most.ts';
import { writeAtomically } from '../../report/atomic-write.ts';
import { visible } from '../../text/visible.ts';
import type { InForce } from '../flags.ts';
import { expectedSigner, signedStatement } from '../signed-by.ts';
import { print } from '../terminal.ts';

/** Two pages of hashes and two paths are a few kilobytes. */
const mostProofBytes = 2 ** 20;

export async function runProve(file: string | undefined, set: InForce): Promise<number> {
  const [row, record, out] = [set.number('proveRow'), set.text('record'), set.text('proofTo')];
  if ((record === undefined) === (file === undefined || row === undefined))
    throw new UsageError(
      'bad-option',
      'which row is to be proven?',
      'Name a file and its --row, or a --record; not both.',
    );
  const open = await openManifest(set.text('manifest') ?? 'bezoar-attested');
  const proof =
    record === undefined
      ? await proveRow(open, file as string, row as number)
      : await proveContent(open, await contentOfRecord(record));
  const text = `${JSON.stringify(proof)}\n`;
  if (out === undefined) await print(text);
  else await writeAtomically(out, [text]);
  if (out !== undefined && !set.on('quiet')) {
    const what =
      proof.kind === 'inclusion'
        ? `it is row ${proof.row} of ${visible(proof.file.path)}`
        : 'it is not in the set';
    await print(`Proof that ${what}: ${visible(out)}`);
  }
  return 0;
}

export async function runVerifyProof(path: string, set: InForce): Promise<number> {
  const { bytes } = await readAtMost(path, mostProofBytes, 'a proof');
  const proof = parseProof(bytes.toString('utf8'), path);
  const proved = checkProof(proof, await trustedRoot(set));
  const record = set.text('record');
  if (record !== undefined && (await contentOfRecord(record)).toString('hex') !== proved.content)
    throw new UsageError(
      'bad-proof',
      `the proof is about another row than ${visible(record)}`,
      'Ask for a proof of this row.',
    );
  if (set.on('quiet')) return 0;
  const which =
    record === undefined ? `a row with content ${proved.content}` : `the row in ${visible(record)}`;
  await print(
    proved.kind === 'inclusion'
      ? `Proven: ${which} is row ${proved.row} of ${visible(proved.file)} in the set.`
      : `Proven: ${which} is not among the ${proved.rows.toLocaleString('en')} rows of the set.`,
  );
  return 0;
}

async function trustedRoot(set: InForce): Promise<string> {
  const [root, bundle] = [set.text('root')?.toLowerCase(), set.text('bundle')];
  if (root !== undefined) {
    if (/^[0-9a-f]{64}$/.test(root)) return root;
    throw new UsageError(
      'bad-option',
      '--root is no root',
      'It is 64 hex digits, as bezoar attest printed them.',
    );
  }
  const expected = await expectedSigner(set);
  if (bundle === undefined || !expected)
    throw new UsageError(
      'bad-option',
      'a proof holds under a root that you trust',
      'Give --root, or the signed bundle with --bundle and --key.',
    );
  return (await signedStatement(bundle, expected)).predicate.manifest.root;
}

async function contentOfRecord(path: string): Promise<Buffer> {
  const { bytes } = await readAtMost(path, defaultLimits.recordBytes, 'a record');
  const text = canonicalBytes(defaultLimits, []).of(bytes);
  if (!text)
    throw new UsageError(
      'wrong-kind',
      `${visible(path)} is no JSON record`,
      'Put one record into it, as a line of JSONL has it.',
    );
  const digest = Buffer.alloc(digestBytes);
  digestInto(digest, 0, text);
  return digest;
}
