// Runs a measurement of bench/: `node scripts/bench.mjs NAME [arguments]`. Compiled, because Node 20 runs no TypeScript.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { root, setUp } from './set-up.mjs';

setUp();
const [name, ...args] = process.argv.slice(2);
const compiler = join(root, 'node_modules', 'typescript', 'bin', 'tsc');
// What does not compile is the business of `npm run types`; the measurement itself must be there.
spawnSync(process.execPath, [compiler, '-p', 'tsconfig.bench.json'], { cwd: root, stdio: 'ignore' });
const script = join(root, '.bench', 'build', 'bench', `${name}.js`);
if (!existsSync(script)) {
  process.stderr.write(`there is no measurement ${name} in bench/\n`);
  process.exit(2);
}
const { status } = spawnSync(process.execPath, [script, ...args], { cwd: root, stdio: 'inherit' });
process.exitCode = status ?? 1;
