// CycloneDX 1.6 (ECMA-424) as a bill of materials of data: the set is the component that it describes, its files are parts of
// that with their digests, its sources are data that went into it. The serial number comes from the root.
import type { FileEntry, Manifest, SourceEntry } from '../manifest.ts';
import {
  describe,
  licencesOf,
  noAssertion,
  toTheSecond,
  unknown,
  uuidOf,
  webAddress,
  type About,
} from './about.ts';
import type { ForeignManifest } from './foreign-manifest.ts';
import { documentText, type Format } from './format.ts';
import { judgeClaims, type FileClaim } from './judge-claims.ts';
import { spdxLicence } from './licence.ts';
import { mediaTypes } from './media-type.ts';
import { isObject, listOf, member, textOf } from './members.ts';
import { refused, type Document } from './parse-document.ts';
import { rootOfText } from './root-of-text.ts';
import { listedSources, named, setFacts, sourceFacts, sourceName } from './source-facts.ts';

export const cyclonedx: Format = {
  id: 'cyclonedx',
  title: 'CycloneDX 1.6',
  fileName: 'cyclonedx.json',
  recognises: (document) => member(document, 'bomFormat') === 'CycloneDX',
  write,
  understand,
};

function write(manifest: Manifest, about: About): string {
  return documentText(
    {
      $schema: 'http://cyclonedx.org/schema/bom-1.6.schema.json',
      bomFormat: 'CycloneDX',
      specVersion: '1.6',
      serialNumber: `urn:uuid:${uuidOf(manifest.root, 'bill of materials')}`,
      version: 1,
      metadata: {
        timestamp: toTheSecond(about.created),
        tools: {
          components: [{ type: 'application', name: 'bezoar', version: shortVersion(about.toolVersion) }],
        },
        component: dataset(manifest, about),
      },
      compositions: [{ aggregate: 'complete', assemblies: ['dataset'] }],
    },
    cyclonedx.title,
  );
}

function dataset(manifest: Manifest, about: About): object {
  const licences = licencesOf(manifest, about);
  const creators = about.creators ?? [];
  const url = webAddress(about.url);
  return {
    type: 'data',
    'bom-ref': 'dataset',
    name: about.name,
    ...(about.version === undefined ? {} : { version: shortVersion(about.version) }),
    description: describe(manifest, about),
    licenses: (licences.length === 0 ? [noAssertion] : licences).map((text) => ({ license: licence(text) })),
    ...(url === undefined ? {} : { externalReferences: [{ type: 'website', url }] }),
    data: [
      {
        'bom-ref': 'dataset-content',
        type: 'dataset',
        name: about.name,
        classification: unknown,
        governance: {
          owners: (creators.length === 0 ? [unknown] : creators).map((name) => ({ organization: { name } })),
        },
      },
      ...listedSources(manifest).map(sourceData),
    ],
    components: manifest.files.map(fileComponent),
    properties: [
      ...setFacts(manifest, about.bundle),
      ...(creators.length === 0 ? [named(unknown, 'owners')] : []),
      ...(licences.length === 0 ? [named(unknown, 'licenses')] : []),
    ],
  };
}

/** As the schema asks. */
function shortVersion(text: string): string {
  return text.slice(0, 1024);
}

function licence(text: string): object {
  const id = spdxLicence(text);
  return id === undefined ? { name: text } : { id };
}

function sourceData(source: SourceEntry, index: number): object {
  return {
    'bom-ref': `source-${index}`,
    type: 'dataset',
    name: sourceName(source),
    contents: { properties: sourceFacts(source) },
  };
}

function fileComponent(file: FileEntry, index: number): object {
  const types = mediaTypes(file);
  return {
    type: 'file',
    'bom-ref': `file-${index}`,
    'mime-type': types[0],
    name: file.path,
    hashes: [{ alg: 'SHA-256', content: file.sha256 }],
    properties: [
      named('bytes', file.bytes),
      named('rows', file.rows),
      named('rows-root', file.rowsRoot),
      ...types.slice(1).map((type) => named('unpacked-media-type', type)),
    ],
  };
}

function understand({ value, problems }: Document, path: string): ForeignManifest {
  if (!cyclonedx.recognises(value)) throw refused(path, 'bomFormat is not CycloneDX');
  const described = member(member(value, 'metadata'), 'component');
  const head = {
    format: 'cyclonedx' as const,
    name: textOf(member(described, 'name')),
    root: rootOfText(property(described, 'bezoar:merkle-root')),
  };
  return judgeClaims(
    head,
    partsOf([described, ...listOf(member(value, 'components'))]).map(claimOf),
    problems,
  );
}

/** Files, and data that is not made of parts; a library in the same bill is none of ours. Depth is the parser's limit. */
function partsOf(components: readonly unknown[]): object[] {
  const parts: object[] = [];
  const waiting = [...components].reverse();
  while (waiting.length > 0) {
    const component = waiting.pop();
    if (!isObject(component)) continue;
    const within = listOf(member(component, 'components'));
    const type = member(component, 'type');
    const hashes = listOf(member(component, 'hashes'));
    // What the bill describes as a whole has no digest of its own, as a rule; where it has one it is a claim like any other.
    const isWhole = component === components[0] && hashes.length === 0;
    if (type === 'file' || (type === 'data' && within.length === 0 && !isWhole)) parts.push(component);
    for (let i = within.length - 1; i >= 0; i--) waiting.push(within[i]);
  }
  return parts;
}

function claimOf(component: object): FileClaim {
  return {
    path: textOf(member(component, 'name')) ?? '',
    bytes: property(component, 'bezoar:bytes'),
    digests: listOf(member(component, 'hashes')).map((hash) => ({
      algorithm: textOf(member(hash, 'alg')) ?? '',
      value: member(hash, 'content'),
    })),
  };
}

function property(component: unknown, name: string): unknown {
  const found = listOf(member(component, 'properties')).find((item) => member(item, 'name') === name);
  return member(found, 'value');
}
