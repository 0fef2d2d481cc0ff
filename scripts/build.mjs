// Compiles src/ into the folder given (dist/ by default) and adds what the compiler does not make: the JSON Schemas
// of what other programs read, and files that are no TypeScript.
import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const out = resolve(root, process.argv[2] ?? 'dist');

mkdirSync(out, { recursive: true });
const compiler = join(root, 'node_modules', 'typescript', 'bin', 'tsc');
const { status } = spawnSync(process.execPath, [compiler, '-p', 'tsconfig.build.json', '--outDir', out], {
  cwd: root,
  stdio: 'inherit',
});
if (status !== 0) process.exit(status ?? 1);

cpSync(join(root, 'src'), out, {
  recursive: true,
  filter: (path) => !path.endsWith('.ts'),
});

const built = (...path) => import(pathToFileURL(join(out, ...path)).href);
const { reportJsonSchema } = await built('report', 'json-schema.js');
const { predicateJsonSchema } = await built('provenance', 'sign', 'predicate.js');
for (const [path, schema] of [
  [['report', 'report.schema.json'], reportJsonSchema()],
  [['provenance', 'attested-data.schema.json'], predicateJsonSchema()],
]) {
  writeFileSync(join(out, ...path), `${JSON.stringify(schema, null, 2)}\n`);
}
chmodSync(join(out, 'cli', 'main.js'), 0o755);
