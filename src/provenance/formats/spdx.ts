// SPDX 3.0.1 (JSON-LD) with the dataset profile: a DatasetPackage that contains files, each verified by its SHA-256. What is
// unknown is NOASSERTION, or the element that SPDX has for it.
import type { FileEntry, Manifest, SourceEntry } from '../manifest.ts';
import { describe, licencesOf, noAssertion, toTheSecond, uuidOf, webAddress, type About } from './about.ts';
import { documentText, type Format } from './format.ts';
import { spdxLicence } from './licence.ts';
import { mediaTypes } from './media-type.ts';
import { understandSpdx, recognisesSpdx, spdxContext } from './read-spdx.ts';
import { listedSources, named, setFacts, sourceFacts, sourceName, type NamedText } from './source-facts.ts';

export const spdx: Format = {
  id: 'spdx',
  title: 'SPDX 3.0.1',
  fileName: 'spdx.json',
  recognises: recognisesSpdx,
  write,
  understand: understandSpdx,
};

const noLicenceAsserted = 'expandedlicensing_NoAssertionLicense';
const creationInfo = '_:creation';

function write(manifest: Manifest, about: About): string {
  const id = ids(manifest);
  const elements = [...agents(about, id), ...licences(manifest, about, id), ...parts(manifest, about, id)];
  const document = {
    type: 'SpdxDocument',
    spdxId: id('document'),
    creationInfo,
    name: about.name,
    profileConformance: ['core', 'dataset', 'extension', 'simpleLicensing', 'software'],
    rootElement: [id('dataset')],
    element: elements.map((element) => element.spdxId),
  };
  const creation = {
    type: 'CreationInfo',
    '@id': creationInfo,
    specVersion: '3.0.1',
    created: toTheSecond(about.created),
    createdBy: [id('agent-bezoar')],
  };
  return documentText({ '@context': spdxContext, '@graph': [creation, document, ...elements] }, spdx.title);
}

type Id = (name: string) => string;

interface Element {
  readonly type: string;
  readonly spdxId: string;
  readonly [property: string]: unknown;
}

/** Names that nobody else has: under one that comes from the root. */
function ids({ root }: Manifest): Id {
  const uuid = uuidOf(root, 'SPDX document');
  return (name) => `urn:uuid:${uuid}#${name}`;
}

function agents({ creators = [], toolVersion }: About, id: Id): Element[] {
  return [
    { type: 'SoftwareAgent', spdxId: id('agent-bezoar'), creationInfo, name: `bezoar ${toolVersion}` },
    ...(creators.length === 0 ? [noAssertion] : creators).map((name, index) => ({
      type: 'Agent',
      spdxId: id(`agent-${index}`),
      creationInfo,
      name,
    })),
  ];
}

/** Declared is what the data says of itself. Nothing is concluded: that would be somebody's judgement. */
function licences(manifest: Manifest, about: About, id: Id): Element[] {
  const texts = licencesOf(manifest, about);
  const elements = texts.map((text, index): Element => {
    const listed = spdxLicence(text);
    const common = { spdxId: id(`licence-${index}`), creationInfo };
    return listed === undefined
      ? { type: 'simplelicensing_SimpleLicensingText', ...common, simplelicensing_licenseText: text }
      : { type: 'simplelicensing_LicenseExpression', ...common, simplelicensing_licenseExpression: listed };
  });
  const declared = elements.length === 0 ? [noLicenceAsserted] : elements.map((element) => element.spdxId);
  return [
    ...elements,
    relationship(id, 'hasDeclaredLicense', declared),
    relationship(id, 'hasConcludedLicense', [noLicenceAsserted]),
  ];
}

function parts(manifest: Manifest, about: About, id: Id): Element[] {
  const files = manifest.files.map((file, index) => fileElement(file, id(`file-${index}`)));
  const sources = listedSources(manifest).map((source, index) =>
    sourceElement(source, id(`source-${index}`)),
  );
  return [
    datasetPackage(manifest, about, id),
    ...files,
    ...sources,
    ...(files.length === 0
      ? []
      : [
          relationship(
            id,
            'contains',
            files.map((file) => file.spdxId),
            'complete',
          ),
        ]),
    ...(sources.length === 0
      ? []
      : [
          relationship(
            id,
            'hasInput',
            sources.map((source) => source.spdxId),
          ),
        ]),
  ];
}

function datasetPackage(manifest: Manifest, about: About, id: Id): Element {
  const url = webAddress(about.url);
  return {
    type: 'dataset_DatasetPackage',
    spdxId: id('dataset'),
    creationInfo,
    name: about.name,
    description: describe(manifest, about),
    comment: `The profile asks for times: builtTime${about.published === undefined ? ' and releaseTime are' : ' is'} that of the attestation, where nothing else is known.`,
    verifiedUsing: [
      {
        type: 'Hash',
        algorithm: 'other',
        hashValue: manifest.root,
        comment: 'Merkle root (RFC 9162, SHA-256) of the attested set',
      },
    ],
    extension: [extension(setFacts(manifest, about.bundle))],
    originatedBy: [id('agent-0')],
    builtTime: toTheSecond(about.created),
    releaseTime: toTheSecond(about.published ?? about.created),
    software_primaryPurpose: 'data',
    ...(about.version === undefined ? {} : { software_packageVersion: about.version }),
    software_downloadLocation: url ?? `urn:uuid:${uuidOf(manifest.root)}`,
    ...(url === undefined ? {} : { software_homePage: url }),
    dataset_datasetType: ['noAssertion'],
    dataset_datasetSize: manifest.set.rows,
    dataset_hasSensitivePersonalInformation: 'noAssertion',
    dataset_dataCollectionProcess: noAssertion,
    dataset_intendedUse: noAssertion,
    dataset_knownBias: [noAssertion],
  };
}

function fileElement(file: FileEntry, spdxId: string): Element {
  const types = mediaTypes(file);
  return {
    type: 'software_File',
    spdxId,
    creationInfo,
    name: file.path,
    verifiedUsing: [{ type: 'Hash', algorithm: 'sha256', hashValue: file.sha256 }],
    extension: [
      extension([
        named('bytes', file.bytes),
        named('rows', file.rows),
        named('rows-root', file.rowsRoot),
        ...types.slice(1).map((type) => named('unpacked-media-type', type)),
      ]),
    ],
    software_primaryPurpose: 'data',
    software_fileKind: 'file',
    contentType: types[0],
  };
}

function sourceElement(source: SourceEntry, spdxId: string): Element {
  return {
    type: 'dataset_DatasetPackage',
    spdxId,
    creationInfo,
    name: sourceName(source),
    extension: [extension(sourceFacts(source))],
    dataset_datasetType: ['noAssertion'],
    dataset_datasetSize: source.rows,
  };
}

function relationship(id: Id, type: string, to: readonly string[], completeness = 'noAssertion'): Element {
  return {
    type: 'Relationship',
    spdxId: id(`relationship-${type}`),
    creationInfo,
    from: id('dataset'),
    relationshipType: type,
    to,
    completeness,
  };
}

function extension(facts: readonly NamedText[]): object {
  return {
    type: 'extension_CdxPropertiesExtension',
    extension_cdxProperty: facts.map(({ name, value }) => ({
      type: 'extension_CdxPropertyEntry',
      extension_cdxPropName: name,
      extension_cdxPropValue: value,
    })),
  };
}
