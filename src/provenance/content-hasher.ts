// The digest of what a row says, and the record of it that names its source.
import { column } from '../corpus/column.ts';
import type { Limits } from '../corpus/reader.ts';
import { Failure } from '../corpus/readers/of-spans.ts';
import { spanParser } from '../corpus/readers/span-parser.ts';
import type { CorpusFile } from '../corpus/shard.ts';
import { canonicalBytes, newPlace, type CanonicalBytes } from './canonical-bytes.ts';
import { canonical } from './canonical.ts';
import { digestInto } from './digest-into.ts';
import { digestBytes } from './row-records.ts';
import { factMembers, factNames, recordFacts, type RowFacts } from './row-facts.ts';

/**
 * Puts the digest of a row's content at `at`, behind that of its bytes, and gives what it says of where it came from: of JSON
 * often the same for rows that say the same. Undefined where the row is no record.
 */
export type ContentHasher = (bytes: Buffer, out: Buffer, at: number) => RowFacts | undefined;

/** For the rows of a file that has bytes of its own for each. */
export async function contentHasher(file: CorpusFile, limits: Limits): Promise<ContentHasher> {
  if (file.format === 'jsonl' || file.format === 'json') return jsonHasher(limits);
  const parse = await spanParser(file, limits);
  const facts = recordFacts();
  return (bytes, out, at) => {
    const record = parse(bytes);
    if (record instanceof Failure) return standIn(out, at);
    digestInto(out, at, Buffer.from(canonical(record), 'utf8'));
    return facts(record as object);
  };
}

const openBrace = 0x7b;

function jsonHasher(limits: Limits): ContentHasher {
  const told = canonicalBytes(limits, factMembers);
  const facts = jsonFacts(told);
  return (bytes, out, at) => {
    const text = told.of(bytes);
    if (text === undefined) return standIn(out, at);
    digestInto(out, at, text);
    return text[0] === openBrace ? facts() : undefined;
  };
}

/** A row that is no record has no content: there the digest of its bytes, which stands before, is that of the content too. */
function standIn(out: Buffer, at: number): undefined {
  out.copyWithin(at, at - digestBytes, at);
}

/** Of the row that was told last. */
function jsonFacts(told: CanonicalBytes): () => RowFacts {
  let row = 0;
  const members = factMembers.map((_, i) => {
    let read = 0;
    let value: unknown;
    return (): unknown => {
      if (read !== row) value = valueOf(told.member(i));
      read = row;
      return value;
    };
  });
  const values = factNames.map((name) => {
    const [first, ...rest] = name.split('.');
    const member = members[factMembers.indexOf(first)];
    if (rest.length === 0) return member;
    const nested = column(rest.join('.'));
    return (): unknown => {
      const value = member();
      return typeof value === 'object' && value !== null ? nested(value) : undefined;
    };
  });
  const value = (i: number): unknown => values[i]();
  const passing: RowFacts = { value };
  const known: RowFacts[] = [];
  return () => {
    row++;
    const place = told.place();
    if (place !== undefined) return place < newPlace ? known[place] : (known[place - newPlace] = { value });
    passing.known = undefined;
    return passing;
  };
}

const [quote, backslash] = [0x22, 0x5c];

function valueOf(canonicalValue: Uint8Array | undefined): unknown {
  if (!canonicalValue) return undefined;
  const { buffer, byteOffset, length } = canonicalValue;
  const bytes = Buffer.from(buffer, byteOffset, length);
  return bytes[0] === quote && bytes.indexOf(backslash) < 0
    ? bytes.toString('utf8', 1, length - 1)
    : JSON.parse(bytes.toString('utf8'));
}
