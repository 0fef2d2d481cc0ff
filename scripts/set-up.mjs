// Makes a fresh clone ready with Node and npm alone: the locked dependencies, then the build, each only when it
// is missing or older than what it is made from. Plain JavaScript, because it runs before anything is installed.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('..', import.meta.url));
const at = (...parts) => join(root, ...parts);

const oldest = [20, 19];

export function checkNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > oldest[0] || (major === oldest[0] && minor >= oldest[1])) return;
  process.stderr.write(
    `bezoar needs Node ${oldest.join('.')} or newer; this is ${process.versions.node} (https://nodejs.org)\n`,
  );
  process.exit(2);
}

/** Runs npm or a script with its output on stderr, so that stdout stays the tool's own; ends the process on failure. */
function run(what, command, args) {
  process.stderr.write(`${what} ...\n`);
  const { status, signal, error } = spawnSync(command, args, { cwd: root, stdio: ['ignore', 2, 2] });
  if (status === 0) return;
  process.stderr.write(`${what} failed${error ? `: ${error.message}` : signal ? ` (${signal})` : ''}\n`);
  process.exit(status ?? 2);
}

export function npm(args) {
  // The npm that started us, run by this Node: the same on every system, and no shell.
  const script = process.env.npm_execpath;
  return script?.endsWith('.js') || script?.endsWith('.cjs')
    ? [process.execPath, [script, ...args]]
    : [process.platform === 'win32' ? 'npm.cmd' : 'npm', args];
}

/** Whether node_modules holds the locked version of everything that is not optional. */
function installed() {
  const hidden = at('node_modules', '.package-lock.json');
  if (!existsSync(hidden)) return false;
  const wanted = JSON.parse(readFileSync(at('package-lock.json'), 'utf8')).packages;
  const present = JSON.parse(readFileSync(hidden, 'utf8')).packages;
  return Object.entries(wanted).every(
    ([path, entry]) =>
      path === '' ||
      entry.optional ||
      entry.devOptional ||
      entry.peer ||
      (present[path]?.version === entry.version && existsSync(at(path))),
  );
}

export function install() {
  if (!installed()) run('setting up: installing the locked dependencies', ...npm(['ci', '--loglevel=error']));
}

/** A hash of everything that the build is made from. */
function sourceHash() {
  const hash = createHash('sha256');
  const add = (path) =>
    hash
      .update(path)
      .update('\0')
      .update(readFileSync(at(path)))
      .update('\0');
  const walk = (folder) => {
    for (const entry of readdirSync(at(folder), { withFileTypes: true }).sort((a, b) =>
      a.name < b.name ? -1 : 1,
    )) {
      const path = `${folder}/${entry.name}`;
      if (entry.isDirectory()) walk(path);
      else if (!entry.name.endsWith('.test.ts')) add(path);
    }
  };
  walk('src');
  ['package.json', 'package-lock.json', 'tsconfig.json', 'tsconfig.build.json', 'scripts/build.mjs'].forEach(
    add,
  );
  return hash.digest('hex');
}

export function build({ always = false } = {}) {
  const stamp = at('dist', '.built-from');
  const wanted = sourceHash();
  if (!always && existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return;
  // Built beside and swapped in: two runs at once never see half a build.
  const fresh = at(`dist.${process.pid}.tmp`);
  const old = `${fresh}.old`;
  try {
    run('setting up: building', process.execPath, [at('scripts', 'build.mjs'), fresh]);
    writeFileSync(join(fresh, '.built-from'), wanted);
    if (existsSync(at('dist'))) renameSync(at('dist'), old);
    renameSync(fresh, at('dist'));
  } finally {
    rmSync(fresh, { recursive: true, force: true });
    rmSync(old, { recursive: true, force: true });
  }
}

export function setUp() {
  checkNode();
  install();
  build();
}
