// Compiles src/ into the folder given (dist/ by default) and adds what the compiler does not make: the report's
// JSON Schema, and files that are no TypeScript.
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

const { reportJsonSchema } = await import(pathToFileURL(join(out, 'report', 'json-schema.js')).href);
writeFileSync(join(out, 'report', 'report.schema.json'), `${JSON.stringify(reportJsonSchema(), null, 2)}\n`);
chmodSync(join(out, 'cli', 'main.js'), 0o755);
