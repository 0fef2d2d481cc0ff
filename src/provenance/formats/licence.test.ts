// Names of licences as cards write them, against the list of SPDX.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';
import { identifiers, otherNames, spdxLicence } from './licence.ts';

const library = dirname(createRequire(import.meta.url).resolve('@cyclonedx/cyclonedx-library/package.json'));
const listed = new Set(
  (
    JSON.parse(readFileSync(join(library, 'res', 'schema', 'spdx.SNAPSHOT.schema.json'), 'utf8')) as {
      enum: string[];
    }
  ).enum,
);

it('gives only identifiers of the list', () => {
  const odd = [...identifiers, ...otherNames.map(([, id]) => id)].filter((id) => !listed.has(id));
  expect(odd).toEqual([]);
});

it('knows them however they are written, and makes none up', () => {
  expect(['cc-by-4.0', ' Apache-2.0 ', 'MIT', 'odc-by'].map(spdxLicence)).toEqual([
    'CC-BY-4.0',
    'Apache-2.0',
    'MIT',
    'ODC-By-1.0',
  ]);
  expect(['other', 'unknown', '', '__proto__', 'MIT OR x'].map(spdxLicence)).toEqual(
    Array(5).fill(undefined),
  );
});
