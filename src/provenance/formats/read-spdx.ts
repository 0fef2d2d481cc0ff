// SPDX 3.0 in JSON-LD, as anybody writes it: files with hashes that stand in the file or are referred to. References are
// looked up one step far, so that circles do no harm.
import type { ForeignManifest } from './foreign-manifest.ts';
import { judgeClaims, type FileClaim } from './judge-claims.ts';
import { listOf, member, textOf } from './members.ts';
import { refused, type Document } from './parse-document.ts';
import { rootOfText } from './root-of-text.ts';

export const spdxContext = 'https://spdx.org/rdf/3.0.1/spdx-context.jsonld';

export function recognisesSpdx(document: unknown): boolean {
  return listOf(member(document, '@context')).some(
    (context) => typeof context === 'string' && context.startsWith('https://spdx.org/rdf/3.'),
  );
}

export function understandSpdx({ value, problems }: Document, path: string): ForeignManifest {
  if (!recognisesSpdx(value)) throw refused(path, 'its @context is not that of SPDX 3');
  const graph = member(value, '@graph') === undefined ? [value] : listOf(member(value, '@graph'));
  const nodes = new Map(graph.map((node) => [idOf(node), node]));
  const root = graph
    .filter((node) => ofType(node, 'SpdxDocument'))
    .flatMap((node) => listOf(member(node, 'rootElement')))
    .map((id) => nodes.get(textOf(id)))
    .find((node) => ofType(node, 'dataset_DatasetPackage'));
  const dataset = root ?? graph.find((node) => ofType(node, 'dataset_DatasetPackage'));
  const head = {
    format: 'spdx' as const,
    name: textOf(member(dataset, 'name')),
    root: rootOfText(property(dataset, 'bezoar:merkle-root')),
  };
  const claims = graph.filter((node) => ofType(node, 'software_File')).map((node) => claimOf(node, nodes));
  return judgeClaims(head, claims, problems);
}

function idOf(node: unknown): string | undefined {
  return textOf(member(node, 'spdxId') ?? member(node, '@id'));
}

const full: ReadonlyMap<string, string> = new Map([
  ['SpdxDocument', 'Core/SpdxDocument'],
  ['software_File', 'Software/File'],
  ['dataset_DatasetPackage', 'Dataset/DatasetPackage'],
  ['Hash', 'Core/Hash'],
]);

function ofType(node: unknown, type: string): boolean {
  const said = member(node, 'type') ?? member(node, '@type');
  return (
    said === type ||
    (typeof said === 'string' &&
      said.startsWith('https://spdx.org/rdf/3.') &&
      said.endsWith(`/terms/${full.get(type)}`))
  );
}

function claimOf(node: unknown, nodes: ReadonlyMap<string | undefined, unknown>): FileClaim {
  const hashes = listOf(member(node, 'verifiedUsing')).map((item) => {
    const id = textOf(item);
    return id === undefined ? item : nodes.get(id);
  });
  return {
    path: textOf(member(node, 'name')) ?? '',
    bytes: property(node, 'bezoar:bytes'),
    digests: hashes
      .filter((hash) => ofType(hash, 'Hash'))
      .map((hash) => ({
        algorithm: textOf(member(hash, 'algorithm')) ?? '',
        value: member(hash, 'hashValue'),
      })),
  };
}

function property(node: unknown, name: string): unknown {
  const entries = listOf(member(node, 'extension')).flatMap((item) =>
    listOf(member(item, 'extension_cdxProperty')),
  );
  const found = entries.find((entry) => member(entry, 'extension_cdxPropName') === name);
  return member(found, 'extension_cdxPropValue');
}
