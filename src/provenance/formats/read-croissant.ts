// Croissant of any version, and schema.org data sets without it, as they are met: short or prefixed names, everything in one
// tree or in a graph. References are looked up one step far, so that circles do no harm.
import type { ForeignManifest } from './foreign-manifest.ts';
import { decoded, judgeClaims, type FileClaim } from './judge-claims.ts';
import { fileReference } from './file-iri.ts';
import { isObject, listOf, member, textOf } from './members.ts';
import { refused, type Document } from './parse-document.ts';
import { pathOfUrl } from './path-of-url.ts';
import { rootOfText } from './root-of-text.ts';

const spellings = [
  '',
  'sc:',
  'cr:',
  'schema:',
  'http://schema.org/',
  'https://schema.org/',
  'http://mlcommons.org/croissant/',
  'https://mlcommons.org/croissant/',
] as const;

export function recognisesCroissant(document: unknown): boolean {
  return datasetIn(document) !== undefined;
}

export function understandCroissant({ value, problems }: Document, path: string): ForeignManifest {
  const dataset = datasetIn(value);
  if (dataset === undefined) throw refused(path, 'there is no schema.org Dataset in it');
  const nodes = new Map(
    listOf(member(value, '@graph')).map((node) => [textOf(member(node, '@id')), node] as const),
  );
  const resolved = all(dataset, 'distribution').map((node) => {
    const id = textOf(member(node, '@id'));
    return (isReference(node) && nodes.get(id)) || node;
  });
  const repositories = new Set(resolved.filter(isRepository).map((node) => textOf(member(node, '@id'))));
  const claims = resolved.filter(isFileObject).map((node) => claimOf(node, repositories));
  const head = {
    format: 'croissant' as const,
    name: firstText(dataset, 'name'),
    root: rootOfText(member(dataset, 'bezoar:merkle-root')),
  };
  return judgeClaims(head, claims, problems);
}

function datasetIn(document: unknown): object | undefined {
  return [document, ...listOf(member(document, '@graph'))]
    .filter(isObject)
    .find((node) => typed(node, 'Dataset'));
}

function typed(node: unknown, type: string): boolean {
  return listOf(member(node, '@type')).some((name) =>
    spellings.some((spelling) => name === `${spelling}${type}`),
  );
}

type Name =
  'distribution' | 'name' | 'containedIn' | 'contentUrl' | 'contentSize' | 'encodingFormat' | Digest;
type Digest = (typeof digests)[number];
const digests = ['sha256', 'sha512', 'md5'] as const;
const keys: ReadonlyMap<Name, readonly string[]> = new Map(
  (
    [
      'distribution',
      'name',
      'containedIn',
      'contentUrl',
      'contentSize',
      'encodingFormat',
      ...digests,
    ] as const
  ).map((name) => [name, spellings.map((spelling) => `${spelling}${name}`)]),
);

/** Every value of a property, however it is spelt: two spellings with two values are two claims. */
function all(node: unknown, property: Name): readonly unknown[] {
  let values: readonly unknown[] = [];
  for (const key of keys.get(property)!) {
    const value = member(node, key);
    if (value !== undefined) values = [...values, ...listOf(value)];
  }
  return values;
}

/** A plain text, or a JSON-LD value object of one. */
function plain(value: unknown): unknown {
  return isObject(value) && member(value, '@value') !== undefined ? member(value, '@value') : value;
}

function firstText(node: unknown, property: Name): string | undefined {
  return all(node, property)
    .map(plain)
    .map(textOf)
    .find((text) => text !== undefined);
}

function isReference(node: unknown): boolean {
  return isObject(node) && Object.keys(node).length === 1 && member(node, '@id') !== undefined;
}

function isFileObject(node: unknown): boolean {
  return typed(node, 'FileObject') || typed(node, 'DataDownload');
}

function isRepository(node: unknown): boolean {
  return all(node, 'encodingFormat').some((format) => typeof format === 'string' && format.startsWith('git'));
}

function claimOf(node: unknown, repositories: ReadonlySet<string | undefined>): FileClaim {
  const within = all(node, 'containedIn').map((container) =>
    textOf(isObject(container) ? member(container, '@id') : container),
  );
  const said = firstText(node, 'contentUrl');
  const isAddress = said !== undefined && /^[a-z][a-z\d+.-]{1,20}:\/\//i.test(said);
  return {
    path: pathOf(node, said, isAddress),
    ...(isAddress ? { url: said } : {}),
    bytes: plain(all(node, 'contentSize')[0]),
    digests: digests.flatMap((algorithm) =>
      all(node, algorithm).map((value) => ({ algorithm, value: plain(value) })),
    ),
    isFile: !isRepository(node) && within.every((id) => repositories.has(id)),
  };
}

/** A relative address is a path, percent-encoded or not; of an absolute one its name in the set is what we go by. */
function pathOf(node: unknown, said: string | undefined, isAddress: boolean): string {
  const name = firstText(node, 'name');
  const fallback = name ?? textOf(member(node, '@id')) ?? '';
  if (said === undefined || isRepository(node)) return fallback;
  if (isAddress) return pathOfUrl(said) ?? fallback;
  return name !== undefined && fileReference(name) === said ? name : decoded(said);
}
