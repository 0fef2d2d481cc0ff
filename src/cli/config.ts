// bezoar.config.json or .yaml: the same settings as the flags, by name, checked against the same definitions.
import { readFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { parse as parseYaml } from 'yaml';
import { z } from 'zod';
import { UsageError } from '../errors.ts';
import { visible } from '../text/visible.ts';
import { closest } from './closest.ts';
import { schema, type Value } from './setting.ts';
import { settings } from './settings.ts';

export interface Config {
  readonly path: string;
  readonly values: ReadonlyMap<string, Value>;
}

const fileNames = ['bezoar.config.json', 'bezoar.config.yaml', 'bezoar.config.yml'];
const allowed = settings.filter((setting) => setting.inConfig);

/** The file named, or the one in `folder`, or none. */
export async function loadConfig(named: string | undefined, folder: string): Promise<Config | undefined> {
  const there = fileNames.filter((name) => existsSync(join(folder, name)));
  if (named === undefined && there.length > 1) {
    throw new UsageError(
      'bad-config',
      `there are ${there.join(' and ')}`,
      'Keep one, or name it with --config.',
    );
  }
  const path = named ?? there[0];
  if (path === undefined) return undefined;
  return { path, values: check(await read(join(named === undefined ? folder : '', path), path), path) };
}

/** `path` is what the user knows it as. */
async function read(location: string, path: string): Promise<unknown> {
  let text: string;
  try {
    text = await readFile(location, 'utf8');
  } catch (error) {
    throw new UsageError(
      'bad-config',
      `the configuration ${path} cannot be read`,
      'Check the path after --config.',
      error,
    );
  }
  try {
    return path.endsWith('.json') ? JSON.parse(text) : parseYaml(text, { maxAliasCount: 10 });
  } catch (error) {
    const said = visible((error as Error).message.split('\n')[0], 160);
    throw new UsageError(
      'bad-config',
      `${path} is not well-formed: ${said}`,
      'Mend it, or use --no-config.',
      error,
    );
  }
}

const shape = z.strictObject(
  Object.fromEntries(allowed.map(({ name, type }) => [name, schema(type).optional()])),
);

function check(value: unknown, path: string): ReadonlyMap<string, Value> {
  const checked = shape.safeParse(value ?? {});
  if (checked.success) {
    const given = Object.entries(checked.data).filter((entry) => entry[1] !== undefined);
    return new Map(given as [string, Value][]);
  }
  const issue = checked.error.issues[0];
  if (issue.code === 'unrecognized_keys') {
    const key = issue.keys[0];
    const names = allowed.map((setting) => setting.name);
    const guess = closest(key, names);
    const hint = guess ? `Did you mean ${guess}?` : `Settings: ${names.join(', ')}.`;
    throw new UsageError('bad-config', `${path} has an unknown setting ${visible(key, 60)}`, hint);
  }
  const name = String(issue.path[0] ?? '');
  const setting = allowed.find((s) => s.name === name);
  const hint = setting ? `${setting.what} For example ${setting.example}.` : 'It must hold settings by name.';
  const where = issue.path.length > 0 ? issue.path.map(String).join('.') : 'the whole';
  throw new UsageError('bad-config', `${path}: ${visible(where, 80)}: ${visible(issue.message, 200)}`, hint);
}
