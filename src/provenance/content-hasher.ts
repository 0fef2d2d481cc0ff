// The digest of what a row says, and the record of it that names its source.
import type { Limits } from '../corpus/reader.ts';
import { Failure } from '../corpus/readers/of-spans.ts';
import { spanParser } from '../corpus/readers/span-parser.ts';
import type { CorpusFile } from '../corpus/shard.ts';
import { canonicalBytes, newPlace, type CanonicalBytes } from './canonical-bytes.ts';
import { canonical } from './canonical.ts';
import { digestInto } from './digest-into.ts';
import { digestBytes } from './row-records.ts';
import { factMembers } from './source-facts.ts';

/**
 * Puts the digest of a row's content at `at`, behind that of its bytes, and gives the record: of JSON the members that say where
 * it came from alone, the same object for the same members. Undefined where the row is no record.
 */
export type ContentHasher = (bytes: Buffer, out: Buffer, at: number) => object | undefined;

/** For the rows of a file that has bytes of its own for each. */
export async function contentHasher(file: CorpusFile, limits: Limits): Promise<ContentHasher> {
  if (file.format === 'jsonl' || file.format === 'json') return jsonHasher(limits);
  const parse = await spanParser(file, limits);
  return (bytes, out, at) => {
    const record = parse(bytes);
    if (record instanceof Failure) return standIn(out, at);
    digestInto(out, at, Buffer.from(canonical(record), 'utf8'));
    return record as object;
  };
}

const openBrace = 0x7b;

function jsonHasher(limits: Limits): ContentHasher {
  const told = canonicalBytes(limits, factMembers);
  const members = memberReader(told);
  return (bytes, out, at) => {
    const text = told.of(bytes);
    if (text === undefined) return standIn(out, at);
    digestInto(out, at, text);
    return text[0] === openBrace ? members() : undefined;
  };
}

/** A row that is no record has no content: there the digest of its bytes, which stands before, is that of the content too. */
function standIn(out: Buffer, at: number): undefined {
  out.copyWithin(at, at - digestBytes, at);
}

/** Gives the same object for the same members, so that rows of one source need not be looked at one by one. */
function memberReader(told: CanonicalBytes): () => object {
  const known: object[] = [];
  return () => {
    const place = told.place();
    if (place === undefined) return membersOf(told);
    return place < newPlace ? known[place] : (known[place - newPlace] = membersOf(told));
  };
}

function membersOf(told: CanonicalBytes): object {
  const members: [string, unknown][] = [];
  for (const [i, name] of factMembers.entries()) {
    const value = told.member(i);
    if (value) members.push([name, JSON.parse(Buffer.from(value).toString('utf8'))]);
  }
  return Object.fromEntries(members);
}
