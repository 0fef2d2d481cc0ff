import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import { describe, expect, it } from 'vitest';
import {
  created,
  manifest,
  manifestOf,
  manifestSha256,
  reportOf,
  statement,
} from '../../../test/fixtures/attested-set.ts';
import { predicateJsonSchema, predicateType } from './predicate.ts';
import { disagreement, payloadOf, readStatement, statementFor, type Statement } from './statement.ts';

const sha = 'a'.repeat(64);
const said = { version: '0.1.0', created };
const changed = (change: (value: Statement) => void): Statement => {
  const copy = structuredClone(statement);
  change(copy);
  return copy;
};

describe('a statement', () => {
  it('says what the set is and how it was scanned', () => {
    expect(statement.subject).toEqual([
      { name: 'manifest.json', digest: { sha256: manifestSha256 } },
      ...manifest.files.map(({ path, sha256 }) => ({ name: path, digest: { sha256 } })),
    ]);
    expect(statement.predicate.manifest).toMatchObject({ root: manifest.root, files: 3, rows: 100 });
    expect(statement.predicate.scan?.covers).toEqual({ files: 2, of: 2, besides: 0 });
    expect(statement.predicate.scan?.findings.high).toBeGreaterThan(0);
    expect(readStatement(payloadOf(statement))).toEqual(statement);
  });

  it('says nothing of a scan where there was none', () => {
    const bare = statementFor(manifest, manifestSha256, said);
    expect(Object.keys(bare.predicate).sort()).toEqual(['created', 'manifest', 'tool']);
    expect(readStatement(payloadOf(bare))).toEqual(bare);
  });

  it('says what the scan left out, and refuses one of other data', () => {
    const of = (paths: string[]) =>
      statementFor(manifest, manifestSha256, { ...said, report: { report: reportOf(paths), sha256: sha } });
    expect(of(['data/a.jsonl', 'other.jsonl']).predicate.scan?.covers).toEqual({
      files: 1,
      of: 2,
      besides: 1,
    });
    expect(() => of(['other.jsonl'])).toThrow(expect.objectContaining({ code: 'bad-report' }));
    // A card that holds no rows is no scan of the data.
    expect(() => of(['README.md'])).toThrow(/of other data/);
  });

  it('names the manifest alone where a verifier would not take so many files', () => {
    const of = (n: number) =>
      statementFor(
        manifestOf(Array.from({ length: n }, (_, i) => [`f${String(i).padStart(5, '0')}`, 1] as const)),
        manifestSha256,
        said,
      ).subject.length;
    expect([of(0), of(1023), of(1024)]).toEqual([1, 1024, 1]);
  });

  it('may be of a set that holds another manifest.json', () => {
    const set = manifestOf([['manifest.json', 0]]);
    const value = statementFor(set, manifestSha256, said);
    expect(disagreement(readStatement(payloadOf(value)), set, manifestSha256)).toBeUndefined();
  });
});

describe('reading what was signed', () => {
  const read = (text: string | Buffer) => () => readStatement(Buffer.from(text as string));
  const text = payloadOf(statement).toString();
  const refused = expect.objectContaining({ code: 'bad-signature' });

  it('refuses another kind of statement, and what is none', () => {
    for (const [payload, why] of [
      ['', /not JSON/],
      ['null', /no in-toto statement/],
      ['[]', /no in-toto statement/],
      ['{"__proto__":{"_type":"https://in-toto.io/Statement/v1"}}', /no in-toto statement/],
      [text.replace('Statement/v1', 'Statement/v0.1'), /no in-toto statement/],
      [text.replace(predicateType, 'https://slsa.dev/provenance/v1'), /another kind.*slsa/],
      [`\ufeff${text}`, /not JSON/],
      [`${text}{}`, /not JSON/],
    ] as const) {
      expect(read(payload), payload.slice(0, 60)).toThrow(why);
      expect(read(payload)).toThrow(refused);
    }
    expect(read(Buffer.concat([Buffer.from(text.slice(0, -2)), Buffer.of(0xff)]))).toThrow(/not JSON/);
  });

  it('refuses a name that stands twice, wherever', () => {
    expect(read(text.replace('{', `{"predicateType":"${predicateType}",`))).toThrow(/"predicateType" twice/);
    expect(read(text.replace('"rows":', '"rows":1,"rows":'))).toThrow(/"rows" twice/);
  });

  it('refuses what it does not know, and paths that leave the folder', () => {
    for (const change of [
      (v: Statement) => Object.assign(v, { more: 1 }),
      (v: Statement) => Object.assign(v.predicate, { more: 1 }),
      (v: Statement) => Object.assign(v.subject[0].digest, { md5: 'x' }),
      (v: Statement) => (v.subject[1].name = '../../etc/passwd'),
      (v: Statement) => (v.subject[1].name = '/etc/passwd'),
      (v: Statement) => (v.subject[1].digest.sha256 = v.subject[1].digest.sha256.toUpperCase()),
      (v: Statement) => (v.subject[0].digest.sha256 = ''),
      (v: Statement) => v.subject.splice(0),
      (v: Statement) => (v.predicate.manifest.rows = -1),
      (v: Statement) => (v.predicate.created = 'yesterday'),
    ]) {
      expect(read(payloadOf(changed(change)))).toThrow(/not in form/);
    }
  });

  it('takes no prototype for a member', () => {
    expect(read(text.replace('"tool":', '"__proto__":{"x":1},"tool":'))).toThrow(refused);
  });
});

describe('a statement against a manifest', () => {
  it('agrees with its own', () => {
    expect(disagreement(statement, manifest, manifestSha256)).toBeUndefined();
  });

  it('tells a digest, a file, a number or a parent that is another', () => {
    const told = (change: (v: Statement) => void) => disagreement(changed(change), manifest, manifestSha256);
    expect(told((v) => (v.subject[0].digest.sha256 = sha))).toMatch(/another manifest/);
    expect(told((v) => (v.subject[2].digest.sha256 = sha))).toMatch(/digest or place of data\/a\.jsonl/);
    expect(told((v) => v.subject.pop())).toMatch(/data\/b\.jsonl/);
    expect(told((v) => v.subject.push({ name: 'c', digest: { sha256: sha } }))).toMatch(/more files/);
    expect(told((v) => v.subject.reverse())).toMatch(/another manifest/);
    expect(told((v) => (v.predicate.manifest.rows = 101))).toMatch(/count differently/);
    expect(told((v) => (v.predicate.manifest.contents.root = sha))).toMatch(/count differently/);
    expect(told((v) => (v.predicate.parent = { root: sha }))).toMatch(/parents/);
    expect(disagreement(statement, manifest, sha)).toMatch(/another manifest/);
  });
});

it('the published schema takes predicates and refuses what is none', () => {
  const ajv = new Ajv2020({ strict: true });
  formats.default(ajv);
  const validate = ajv.compile(predicateJsonSchema());
  const { predicate } = statement;
  expect(validate(predicate), JSON.stringify(validate.errors)).toBe(true);
  expect(validate(statementFor(manifest, manifestSha256, said).predicate)).toBe(true);
  expect(validate({ ...predicate, extra: 1 })).toBe(false);
  expect(validate({ ...predicate, tool: { name: 'other', version: '1' } })).toBe(false);
  const { manifest: _, ...without } = predicate;
  expect(validate(without)).toBe(false);
});
