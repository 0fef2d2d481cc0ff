// The lock file serves every system: npm leaves out what the system that wrote it could not install, and `npm ci`
// then fails for everybody.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { repository } from '../cli/bezoar.ts';

interface Locked {
  readonly version: string;
  readonly resolved?: string;
  readonly optionalDependencies?: Record<string, string>;
}

const { packages } = JSON.parse(readFileSync(join(repository, 'package-lock.json'), 'utf8')) as {
  packages: Record<string, Locked>;
};

it('holds the packages of all systems that a dependency names', () => {
  const wanted = Object.values(packages).flatMap((entry) => Object.keys(entry.optionalDependencies ?? {}));
  const locked = Object.keys(packages);
  expect(wanted.filter((name) => !locked.some((path) => path.endsWith(`node_modules/${name}`)))).toEqual([]);
});

it('names no place to download from: that is the business of whoever installs', () => {
  expect(Object.values(packages).filter(({ resolved }) => resolved !== undefined)).toEqual([]);
});
