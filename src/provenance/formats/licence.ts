// Table of licences that data sets carry, so that a name as cards write it (`cc-by-4.0`, `apache-2.0`) becomes the
// identifier of the SPDX licence list. A text that is not here stays a text: an identifier that does not exist is worse.
export const identifiers = [
  'AFL-3.0',
  'AGPL-3.0-only',
  'Apache-2.0',
  'Artistic-2.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'BSL-1.0',
  'C-UDA-1.0',
  'CC-BY-2.0',
  'CC-BY-2.5',
  'CC-BY-3.0',
  'CC-BY-4.0',
  'CC-BY-NC-2.0',
  'CC-BY-NC-3.0',
  'CC-BY-NC-4.0',
  'CC-BY-NC-ND-3.0',
  'CC-BY-NC-ND-4.0',
  'CC-BY-NC-SA-2.0',
  'CC-BY-NC-SA-3.0',
  'CC-BY-NC-SA-4.0',
  'CC-BY-ND-4.0',
  'CC-BY-SA-3.0',
  'CC-BY-SA-4.0',
  'CC0-1.0',
  'CDLA-Permissive-1.0',
  'CDLA-Permissive-2.0',
  'CDLA-Sharing-1.0',
  'ECL-2.0',
  'EPL-2.0',
  'EUPL-1.2',
  'GFDL-1.3-only',
  'GPL-2.0-only',
  'GPL-3.0-only',
  'ISC',
  'LGPL-2.1-only',
  'LGPL-3.0-only',
  'MIT',
  'MPL-2.0',
  'MS-PL',
  'ODbL-1.0',
  'ODC-By-1.0',
  'OGL-UK-3.0',
  'PDDL-1.0',
  'Unlicense',
  'WTFPL',
  'Zlib',
] as const;

/** As the cards of hubs write some of them. */
export const otherNames: readonly (readonly [string, string])[] = [
  ['agpl-3.0', 'AGPL-3.0-only'],
  ['c-uda', 'C-UDA-1.0'],
  ['gfdl', 'GFDL-1.3-only'],
  ['gpl-2.0', 'GPL-2.0-only'],
  ['gpl-3.0', 'GPL-3.0-only'],
  ['lgpl-2.1', 'LGPL-2.1-only'],
  ['lgpl-3.0', 'LGPL-3.0-only'],
  ['odbl', 'ODbL-1.0'],
  ['odc-by', 'ODC-By-1.0'],
  ['pddl', 'PDDL-1.0'],
];

const byName = new Map<string, string>([
  ...identifiers.map((id) => [id.toLowerCase(), id] as const),
  ...otherNames,
]);

/** The SPDX identifier of a licence named so, if it is one of these. */
export function spdxLicence(text: string): string | undefined {
  return byName.get(text.trim().toLowerCase());
}

/** The page of the licence list that the identifier stands for. */
export function licencePage(id: string): string {
  return `https://spdx.org/licenses/${id}.html`;
}
