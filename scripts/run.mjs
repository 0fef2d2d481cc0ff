// What `npm start` and `npm test` run: set-up first, then the job. Plain JavaScript, no dependencies.
//   node scripts/run.mjs start                 scans the bundled example and shows what was found
//   node scripts/run.mjs start scan FILE ...   the command line on any file
//   node scripts/run.mjs test [vitest flags]   every test
//   node scripts/run.mjs build                 only the set-up
import { spawnSync } from 'node:child_process';
import { constants } from 'node:os';
import { join } from 'node:path';
import { build, checkNode, install, root, setUp } from './set-up.mjs';

const bezoar = join(root, 'dist', 'cli', 'main.js');
const example = join('examples', 'assistant-mix.jsonl');

// Ctrl-C goes to the whole foreground group: the child ends in its own way and we take over its exit code.
process.on('SIGINT', () => {});

function node(args, cwd) {
  const { status, signal } = spawnSync(process.execPath, args, { cwd, stdio: 'inherit' });
  return status ?? 128 + (constants.signals[signal] ?? 1);
}

function demo() {
  process.stderr.write(`scanning the bundled example, ${example} (how it was made: examples/README.md)\n\n`);
  const code = node([bezoar, 'scan', example, '--out', 'bezoar-report'], root);
  if (code > 1) return code;
  const report = join(root, 'bezoar-report', 'report.html');
  process.stdout.write(
    `\nHTML report: ${report}\nYour own data: npm start -- scan FILE   Take the rows out: npm start -- clean ${example}\n`,
  );
  return 0;
}

const [job, ...args] = process.argv.slice(2);
if (job === 'build') {
  checkNode();
  install();
  build({ always: true });
} else {
  setUp();
  if (job === 'test')
    process.exitCode = node([join(root, 'node_modules', 'vitest', 'vitest.mjs'), 'run', ...args], root);
  else if (args.length === 0) process.exitCode = demo();
  // npm starts scripts in the package's folder; the user's paths are relative to where they stand.
  else process.exitCode = node([bezoar, ...args], process.env.INIT_CWD ?? process.cwd());
}
