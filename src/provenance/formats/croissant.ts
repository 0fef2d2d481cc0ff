// Croissant 1.1 (MLCommons): a data set as JSON-LD over schema.org, one FileObject for each file with its real SHA-256. What
// is ours stands under a prefix of its own. It has no record sets: a manifest does not know the fields of rows.
import type { FileEntry, Manifest } from '../manifest.ts';
import { describe, licencesOf, toTheSecond, unknown, uuidOf, webAddress, type About } from './about.ts';
import { croissantContext } from './croissant-context.ts';
import { fileReference } from './file-iri.ts';
import { documentText, type Format } from './format.ts';
import { licencePage, spdxLicence } from './licence.ts';
import { mediaTypes } from './media-type.ts';
import { understandCroissant, recognisesCroissant } from './read-croissant.ts';
import { listedSources, setFacts, sourceName } from './source-facts.ts';

export const croissant: Format = {
  id: 'croissant',
  title: 'Croissant 1.1',
  fileName: 'croissant.json',
  recognises: recognisesCroissant,
  write,
  understand: understandCroissant,
};

function write(manifest: Manifest, about: About): string {
  const licences = licencesOf(manifest, about).map(licenceOf);
  const url = webAddress(about.url);
  const creators = about.creators ?? [];
  const missing = [
    ...(about.description === undefined ? ['description'] : []),
    ...(licences.length === 0 ? ['license'] : []),
    ...(url === undefined ? ['url'] : []),
    ...(creators.length === 0 ? ['creator'] : []),
    ...(about.published === undefined ? ['datePublished'] : []),
  ];
  return documentText(
    {
      '@context': croissantContext,
      '@type': 'sc:Dataset',
      name: about.name,
      description: describe(manifest, about),
      conformsTo: 'http://mlcommons.org/croissant/1.1',
      license: licences.length === 0 ? unknown : licences,
      // The format asks for an address. A name that can be opened nowhere says that none is known.
      url: url ?? `urn:uuid:${uuidOf(manifest.root)}`,
      creator: (creators.length === 0 ? [unknown] : creators).map((name) => ({
        '@type': 'sc:Organization',
        name,
      })),
      datePublished: toTheSecond(about.published ?? about.created),
      sdDatePublished: toTheSecond(about.created),
      ...(about.version === undefined ? {} : { version: about.version }),
      ...Object.fromEntries(setFacts(manifest, about.bundle).map(({ name, value }) => [name, value])),
      'bezoar:tool': `bezoar ${about.toolVersion}`,
      ...(missing.length === 0 ? {} : { 'bezoar:unknown': missing }),
      ...(manifest.sources.length === 0 ? {} : { 'prov:wasDerivedFrom': sourcesOf(manifest) }),
      distribution: manifest.files.map(fileObject),
    },
    croissant.title,
  );
}

function licenceOf(text: string): string {
  const id = spdxLicence(text);
  return id === undefined ? text : licencePage(id);
}

function fileObject(file: FileEntry): object {
  const types = mediaTypes(file);
  const reference = fileReference(file.path);
  return {
    '@type': 'cr:FileObject',
    '@id': reference,
    name: file.path,
    contentUrl: reference,
    contentSize: `${file.bytes} B`,
    encodingFormat: types.length === 1 ? types[0] : types,
    sha256: file.sha256,
    'bezoar:rows': file.rows,
    'bezoar:rowsRoot': file.rowsRoot,
  };
}

function sourcesOf(manifest: Manifest): object[] {
  return listedSources(manifest).map((source) => ({
    '@type': 'prov:Entity',
    'prov:label': sourceName(source),
    'bezoar:rows': source.rows,
    ...(source.firstSeen === undefined ? {} : { 'bezoar:firstSeen': source.firstSeen }),
    ...(source.lastSeen === undefined ? {} : { 'bezoar:lastSeen': source.lastSeen }),
    ...list('bezoar:licence', source.licences),
    ...list('bezoar:url', source.urls),
    ...list('bezoar:domain', source.domains),
    ...list('bezoar:collector', source.collectors),
    ...list('bezoar:unknown', source.unknown),
  }));
}

function list(key: string, items: readonly string[] = []): object {
  return items.length === 0 ? {} : { [key]: items };
}
