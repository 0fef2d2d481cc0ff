// What is written is read again: the same files, digests, sizes, name and root, whatever names and licences say.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bareAbout, exampleFile, exampleManifest, fullAbout } from '../../../test/fixtures/described-set.ts';
import { anyText } from '../../../test/fixtures/hostile-text.ts';
import { namedPath, type Manifest, type SourceEntry } from '../manifest.ts';
import type { About } from './about.ts';
import { readAs } from './format.ts';
import { formats, readForeign } from './read-foreign.ts';

const filesOf = ({ files }: Manifest) =>
  files.map(({ path, bytes, sha256 }) => ({ path, bytes, sha256, others: [] }));

describe.each(formats)('$title', (format) => {
  it.each([
    ['what must be given', bareAbout],
    ['everything', fullAbout],
  ])('gives the files back, with %s', (_, about) => {
    const manifest = exampleManifest();
    const text = format.write(manifest, about);
    const read = readForeign(text, format.fileName);
    expect(read).toEqual({
      format: format.id,
      name: about.name,
      root: manifest.root,
      files: filesOf(manifest),
      problems: [],
    });
    expect(readAs(format, text, 'x')).toEqual(read);
  });

  it('is the same text for the same data', () => {
    expect(format.write(exampleManifest(), fullAbout)).toBe(format.write(exampleManifest(), fullAbout));
    const other = exampleManifest([exampleFile('a')]);
    expect(format.write(other, fullAbout)).not.toBe(
      format.write(exampleManifest([exampleFile('b')]), fullAbout),
    );
  });

  it('tells a digest that was changed on the way', () => {
    const manifest = exampleManifest();
    const [file] = manifest.files;
    const text = format.write(manifest, bareAbout).replace(file.sha256, '0'.repeat(64));
    const read = readForeign(text, 'x.json');
    expect(read.files[0].sha256).toBeUndefined();
    expect(read.problems.map((p) => [p.kind, p.path])).toEqual([['placeholder-digest', file.path]]);
  });

  it('is of an empty set, too', () => {
    const read = readForeign(format.write(exampleManifest([], []), bareAbout), 'x.json');
    expect(read.files).toEqual([]);
    expect(read.problems.map((p) => p.kind)).toEqual(['nothing-to-check']);
  });

  it('holds whatever names, sources and licences say', () => {
    const path = fc
      .array(
        fc.oneof(
          anyText,
          fc.constantFrom('a', '__proto__', 'a%2Fb', 'x y', 'é', 'constructor', 'a:b', '#', '?'),
        ),
        {
          minLength: 1,
          maxLength: 3,
        },
      )
      .map((steps) => steps.map((step) => step.replaceAll('/', '') || 'x').join('/'))
      .filter((text) => namedPath.safeParse(text).success && isInsideDecoded(text) && isSpelledOneWay(text));
    const source = (name: string, texts: string[]): SourceEntry => ({
      kind: 'source',
      name,
      rows: 1,
      licences: texts,
      urls: texts,
      domains: texts,
      collectors: texts,
      unknown: ['firstSeen', 'lastSeen'],
    });
    const about = fc.record(
      {
        name: anyText.filter((text) => text !== ''),
        created: fc.constant(bareAbout.created),
        toolVersion: anyText,
        description: anyText,
        licence: anyText,
        creators: fc.array(anyText, { maxLength: 3 }),
        version: anyText,
        url: anyText,
        bundle: anyText,
      },
      { requiredKeys: ['name', 'created', 'toolVersion'] },
    );
    fc.assert(
      fc.property(
        fc.uniqueArray(path, { maxLength: 4 }),
        fc.uniqueArray(anyText, { maxLength: 3 }),
        fc.array(anyText, { maxLength: 3 }),
        about,
        (paths, names, texts, said: About) => {
          const manifest = exampleManifest(
            paths.sort().map((p) => exampleFile(p)),
            names.map((name) => source(name, texts)),
          );
          const read = readForeign(format.write(manifest, said), 'x.json');
          expect(read.name).toBe(said.name);
          expect(read.root).toBe(manifest.root);
          expect(read.files).toEqual(filesOf(manifest));
          expect(read.problems).toHaveLength(paths.length === 0 ? 1 : 0);
        },
      ),
      { numRuns: 150 },
    );
  });
});

/** A path that leads outside once it is decoded is told as such, and is not given back. */
function isInsideDecoded(text: string): boolean {
  try {
    return namedPath.safeParse(decodeURIComponent(text)).success;
  } catch {
    return true;
  }
}

/** `./a` is read as `a`. */
function isSpelledOneWay(text: string): boolean {
  return !text.startsWith('./');
}
