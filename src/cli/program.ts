// The commands, their help and their flags, made from the settings.
import { Command as CommanderCommand } from 'commander';
import { loadConfig, type Config } from './config.ts';
import { runClean } from './commands/clean.ts';
import { runDetectors } from './commands/detectors.ts';
import { runMerge } from './commands/merge.ts';
import { runScan } from './commands/scan.ts';
import { runShow } from './commands/show.ts';
import { drillLine } from './drill-progress.ts';
import { about, examples } from './command-texts.ts';
import { addFlags, givenFlags, inForce, type InForce } from './flags.ts';
import { hashLine, type HashContext } from './hash-progress.ts';
import type { Interrupt } from './interrupt.ts';
import { progressLine, type ProgressLine } from './progress.ts';
import type { Command, Value } from './setting.ts';
import { statusLine } from './status-line.ts';
import { version } from '../report/version.ts';

const exitCodes = `
Exit codes: 0 nothing at or above --fail-on, 1 something found, 2 could not scan or saw too little,
70 a fault of ours, 130 interrupted.`;

const hasConfig: readonly Command[] = [
  'scan',
  'merge',
  'clean',
  'drill',
  'attest',
  'verify',
  'lock',
  'crawl',
  'weigh',
  'drift',
  'trace',
  'watch',
];

export interface Program {
  /** Parses the arguments and runs the command; gives the exit code. */
  run(args: readonly string[]): Promise<number>;
  readonly commands: ReadonlyMap<Command, CommanderCommand>;
}

export function program(interrupt: Interrupt): Program {
  let code = 0;
  const root = new CommanderCommand('bezoar')
    .description('Checks training data for poison before a model learns it.')
    .version(version, '-V, --version', 'Print the version.')
    .helpOption('-h, --help', 'Print this help.')
    .helpCommand('help [command]', 'Print the help of a command.')
    .enablePositionalOptions()
    .configureHelp({ showGlobalOptions: false, sortSubcommands: false })
    .addHelpText(
      'after',
      `\n${exampleLines('scan')}\n${exitCodes}\nEach command has its own: bezoar help scan`,
    );
  const commands = new Map<Command, CommanderCommand>();

  function add(
    name: Command,
    args: string | undefined,
    what: string,
    run: (set: InForce, arg: never) => Promise<number>,
  ): void {
    const command = root
      .command(args ? `${name} ${args}` : name, { isDefault: name === 'scan' })
      .description(about[name])
      .helpOption('-h, --help', 'Print this help.')
      .addHelpText(
        'after',
        `\n${exampleLines(name)}${name === 'scan' || name === 'merge' ? `\n${exitCodes}` : ''}`,
      );
    if (args) command.usage(`[options] ${args}\n\n${what}`);
    addFlags(command, name);
    command.action(async (...given: unknown[]) => {
      code = await run(await settle(name, command), given[0] as never);
    });
    commands.set(name, command);
  }

  add(
    'scan',
    '[paths...]',
    'Paths are files, folders or globs; - is standard input.',
    (set, paths: readonly string[]) => runScan(paths, set, { interrupt, progress: progressFor(set) }),
  );
  add(
    'merge',
    '<states...>',
    'States are folders that were given to bezoar scan with --state.',
    (set, states: readonly string[]) => runMerge(states, set, { interrupt, progress: progressFor(set) }),
  );
  add('clean', '<file>', 'The file is one that was scanned.', (set, file: string) =>
    runClean(file, set, interrupt),
  );
  add(
    'drill',
    '<paths...>',
    'Paths are files, folders or globs of data. They are only read.',
    // Loaded when they are asked for: a scan need not wait for all attacks.
    async (set, paths: readonly string[]) => {
      const { runDrill } = await import('./commands/drill.ts');
      return runDrill(paths, set, { interrupt, progress: drillLine(process.stderr, watched(set)) });
    },
  );
  add(
    'explain',
    '[name]',
    'The name is that of a threat, an attack or a detector.',
    async (set, name: string | undefined) => (await import('./commands/explain.ts')).runExplain(name, set),
  );
  add('detectors', undefined, '', (set) => runDetectors(set));
  add(
    'show',
    '[dir]',
    'The folder of a report; bezoar-report when not given.',
    (set, dir: string | undefined) => runShow(dir ?? 'bezoar-report', set),
  );
  const hashing = (set: InForce): HashContext => ({
    interrupt,
    progress: hashLine(process.stderr, watched(set), () => performance.now()),
  });
  add(
    'attest',
    '<paths...>',
    'Paths are files, folders or globs; a folder with all that is in it, data or not.',
    async (set, paths: readonly string[]) =>
      (await import('./commands/attest.ts')).runAttest(paths, set, hashing(set)),
  );
  add(
    'verify',
    '[paths...]',
    'Paths are the data, as they were given to bezoar attest.',
    async (set, paths: readonly string[]) =>
      (await import('./commands/verify.ts')).runVerify(paths, set, hashing(set)),
  );
  add(
    'diff',
    '<versions...>',
    'The older and the newer version: data, or folders that bezoar attest wrote.',
    async (set, versions: readonly string[]) =>
      (await import('./commands/diff.ts')).runDiff(versions, set, hashing(set)),
  );
  add('prove', '[file]', 'The file as the manifest names it.', async (set, file: string | undefined) =>
    (await import('./commands/prove.ts')).runProve(file, set),
  );
  add('verify-proof', '<proof>', 'A file that bezoar prove wrote.', async (set, proof: string) =>
    (await import('./commands/prove.ts')).runVerifyProof(proof, set),
  );
  add('lock', '<folder>', 'The folder of the data set.', async (set, folder: string) =>
    (await import('./commands/lock.ts')).runLock(folder, set, hashing(set)),
  );
  add(
    'crawl',
    '<paths...>',
    'The first is the index; all others are what was downloaded, or a later snapshot.',
    async (set, paths: readonly string[]) =>
      (await import('./commands/crawl.ts')).runCrawl(paths, set, {
        interrupt,
        status: statusLine(process.stderr, watched(set)),
      }),
  );
  add('watch', '<log>', 'The log is JSONL, plain or packed, or Parquet.', async (set, log: string) =>
    (await import('./commands/watch.ts')).runWatch(log, set, {
      interrupt,
      status: statusLine(process.stderr, watched(set)),
      progress: progressFor(set),
    }),
  );
  add(
    'weigh',
    '[data...]',
    'Data are files, folders or globs; none where --features and --labels say all.',
    async (set, paths: readonly string[]) =>
      (await import('./commands/weigh.ts')).runWeigh(paths, set, {
        interrupt,
        progress: progressFor(set),
        status: statusLine(process.stderr, watched(set)),
      }),
  );
  add(
    'drift',
    '<data...>',
    'Files, folders or globs of data; with --compare the older and the newer version.',
    async (set, data: readonly string[]) =>
      (await import('./commands/drift.ts')).runDrift(data, set, {
        interrupt,
        progress: progressFor(set),
        status: statusLine(process.stderr, watched(set)),
      }),
  );
  add(
    'trace',
    '[behaviours]',
    'A file of what a model was asked and said, in any format that data may have; - is standard input.',
    async (set, file: string | undefined) =>
      (await import('./commands/trace.ts')).runTrace(file, set, {
        interrupt,
        status: statusLine(process.stderr, watched(set)),
        progress: progressFor(set),
      }),
  );
  add(
    'keygen',
    '[name]',
    'The name of the two files without its ending; bezoar when not given.',
    async (set, name: string | undefined) => (await import('./commands/keygen.ts')).runKeygen(name, set),
  );
  for (const command of [root, ...commands.values()]) {
    command.exitOverride().showSuggestionAfterError();
    // Mistakes in flags are told like all others: who speaks, what is wrong, and below it what to do.
    command.configureOutput({ outputError: (text, write) => write(worded(text, command)) });
  }

  return {
    commands,
    async run(args) {
      // Nothing at all is a question, not a mistake about files.
      if (args.length === 0) {
        root.outputHelp({ error: true });
        return 2;
      }
      await root.parseAsync([...args], { from: 'user' });
      return code;
    },
  };
}

function progressFor(set: InForce): ProgressLine {
  return progressLine(process.stderr, watched(set), () => performance.now());
}

/** Whether somebody looks on. */
function watched(set: InForce): boolean {
  return process.stderr.isTTY === true && !set.on('quiet');
}

async function settle(name: Command, command: CommanderCommand): Promise<InForce> {
  const flags = givenFlags(command, name);
  const config = await configFor(flags, name);
  if (config && !flags.has('quiet')) {
    const keys = [...config.values.keys()].join(', ') || 'nothing';
    process.stderr.write(`bezoar: settings from ${config.path}: ${keys}\n`);
  }
  return inForce(name, flags, config);
}

async function configFor(flags: ReadonlyMap<string, Value>, name: Command): Promise<Config | undefined> {
  if (!hasConfig.includes(name) || flags.get('noConfig') === true) return undefined;
  return loadConfig(flags.get('config') as string | undefined, process.cwd());
}

function worded(text: string, command: CommanderCommand): string {
  const lines = text
    .trimEnd()
    .replace(/^error: /, 'bezoar: ')
    .replace(/ is invalid\. (It must be)/, ' is invalid\n$1')
    .split('\n')
    .map((line) => line.replace(/^\((.*)\)$/, '$1'));
  const called = command.parent ? `bezoar ${command.name()}` : 'bezoar';
  const [said, ...hints] = lines.length > 1 ? lines : [...lines, `${called} --help tells what there is.`];
  return [said, ...hints.map((hint) => `        ${hint}`), ''].join('\n');
}

function exampleLines(name: Command): string {
  const width = Math.max(...examples[name].map(([command]) => command.length));
  return [
    'Examples:',
    ...examples[name].map(([command, what]) => `  ${command.padEnd(width)}  ${what}`),
  ].join('\n');
}
