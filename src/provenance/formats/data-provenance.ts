// Data Provenance Standards 1.0.0 (Data & Trust Alliance, now with OASIS): source, provenance and use of a set, in the member
// names of their JSON schema. The standard has no place for files and digests; they stand in a member of ours, which it allows.
import type { Manifest } from '../manifest.ts';
import { describe, licencesOf, toTheSecond, unknown, uuidOf, webAddress, type About } from './about.ts';
import type { ForeignManifest } from './foreign-manifest.ts';
import { documentText, type Format } from './format.ts';
import { judgeClaims } from './judge-claims.ts';
import { licencePage, spdxLicence } from './licence.ts';
import { mediaTypes } from './media-type.ts';
import { isObject, listOf, member, textOf } from './members.ts';
import { refused, type Document } from './parse-document.ts';
import { rootOfText } from './root-of-text.ts';
import { listedSources, sourceName } from './source-facts.ts';

export const dataProvenance: Format = {
  id: 'data-provenance',
  title: 'Data Provenance Standards 1.0.0',
  fileName: 'data-provenance.json',
  recognises: (document) =>
    ['source', 'provenance', 'use'].every((group) => isObject(member(document, group))),
  write,
  understand,
};

function write(manifest: Manifest, about: About): string {
  const url = webAddress(about.url);
  const creators = about.creators ?? [];
  const licences = licencesOf(manifest, about);
  const period = periodOf(manifest);
  const unknowns = [
    ...(url === undefined ? ['source.location'] : []),
    ...(creators.length === 0 ? ['source.issuer'] : []),
    ...(about.description === undefined ? ['source.description'] : []),
    'provenance.source',
    'provenance.origin-geography',
    ...(about.published === undefined ? ['provenance.date'] : []),
    'provenance.previous-date',
    ...(period.start === undefined ? ['provenance.generation-period'] : []),
    'provenance.generation-method',
    'use.classification',
    'use.consents',
    'use.privacy-enhancing',
    'use.processing-included',
    'use.processing-excluded',
    'use.storage-allowed',
    'use.storage-forbidden',
    ...(licences.length === 0 ? ['use.license'] : []),
    'use.intended-purpose',
    'use.copyright',
    'use.patent',
    'use.trademark',
  ];
  return documentText(
    {
      source: {
        version: '1.0.0',
        title: about.name,
        id: `urn:uuid:${uuidOf(manifest.root, 'provenance metadata')}`,
        location: url ?? unknown,
        issuer: (creators.length === 0 ? [unknown] : [...new Set(creators)]).map((name) => ({ name })),
        description: describe(manifest, about),
      },
      provenance: {
        source: unknown,
        origin: listedSources(manifest).map((source) => ({ name: sourceName(source) })),
        'origin-geography': [{ country: unknown }],
        date: toTheSecond(about.published ?? about.created),
        'previous-date': unknown,
        'generation-period': { start: period.start ?? unknown, end: period.end ?? unknown },
        'generation-method': [{ code: unknown, description: 'No row says how it was made.' }],
        format: [...new Set(manifest.files.flatMap(mediaTypes))],
      },
      use: {
        license: licences.length === 0 ? [unknown] : [...new Set(licences.map(licenceOf))],
        'intended-purpose': [{ code: unknown, description: unknown }],
      },
      bezoar: ours(manifest, about, unknowns),
    },
    dataProvenance.title,
  );
}

function ours({ root, set, files }: Manifest, about: About, unknowns: readonly string[]): object {
  return {
    tool: `bezoar ${about.toolVersion}`,
    created: toTheSecond(about.created),
    merkleRoot: root,
    ...(about.bundle === undefined ? {} : { bundle: about.bundle }),
    rows: set.rows,
    bytes: set.bytes,
    unknown: unknowns,
    files: files.map(({ path, bytes, sha256, rows, rowsRoot }) => ({ path, bytes, sha256, rows, rowsRoot })),
  };
}

function licenceOf(text: string): string {
  const id = spdxLicence(text);
  return id === undefined ? text : licencePage(id);
}

/** From the first time in any row to the last; rows that tell no time lie anywhere. */
function periodOf({ sources }: Manifest): { readonly start?: string; readonly end?: string } {
  const times = (pick: 'firstSeen' | 'lastSeen') =>
    sources
      .map((source) => source[pick])
      .filter((time) => time !== undefined)
      .sort((a, b) => Date.parse(a) - Date.parse(b));
  return { start: times('firstSeen')[0], end: times('lastSeen').at(-1) };
}

function understand({ value, problems }: Document, path: string): ForeignManifest {
  if (!dataProvenance.recognises(value)) throw refused(path, 'source, provenance or use is missing');
  const extra = member(value, 'bezoar');
  const head = {
    format: 'data-provenance' as const,
    name: textOf(member(member(value, 'source'), 'title')),
    root: rootOfText(member(extra, 'merkleRoot')),
  };
  const claims = listOf(member(extra, 'files')).map((file) => ({
    path: textOf(member(file, 'path')) ?? '',
    bytes: member(file, 'bytes'),
    digests: [{ algorithm: 'sha256', value: member(file, 'sha256') }],
  }));
  return judgeClaims(head, claims, problems);
}
