// The commands, their help and their flags, made from the settings.
import { Command as CommanderCommand } from 'commander';
import { loadConfig, type Config } from './config.ts';
import { runClean } from './commands/clean.ts';
import { runDetectors } from './commands/detectors.ts';
import { runMerge } from './commands/merge.ts';
import { runScan } from './commands/scan.ts';
import { runShow } from './commands/show.ts';
import { drillLine } from './drill-progress.ts';
import { addFlags, givenFlags, inForce, type InForce } from './flags.ts';
import { hashLine, type HashContext } from './hash-progress.ts';
import type { Interrupt } from './interrupt.ts';
import { progressLine, type ProgressLine } from './progress.ts';
import type { Command, Value } from './setting.ts';
import { statusLine } from './status-line.ts';
import { version } from '../report/version.ts';

export const about: Record<Command, string> = {
  scan: 'Look for poison in training data and write a report.',
  merge: 'Make one report of scans that were made apart.',
  clean: 'Set the rows of findings aside from a copy of a file, reversibly.',
  drill: 'Plant published attacks in copies of your data and see what is caught.',
  explain: 'Say what a threat, an attack or a detector is, and what was measured of it.',
  detectors: 'List what is looked for.',
  show: 'Print a report again.',
  attest: 'Say what a set of data is, row by row, and sign it.',
  verify: 'Check that data is still what was attested.',
  diff: 'Say what changed between two versions of a set.',
  prove: 'Prove that a row is in an attested set, or is not.',
  'verify-proof': 'Check such a proof, with the root of the set alone.',
  lock: 'Pin a data set of others as it is when first used.',
  crawl: 'Hold what was downloaded against the index of a crawl, and its domains against their records.',
  weigh: 'Give each row a weight to train with, or certify how many poisoned rows change nothing.',
  keygen: 'Make a pair of keys to sign attested data with.',
};

export const usage: Record<Command, string> = {
  scan: 'bezoar scan <paths...>',
  merge: 'bezoar merge <states...>',
  clean: 'bezoar clean <file>',
  drill: 'bezoar drill <paths...>',
  explain: 'bezoar explain [name]',
  detectors: 'bezoar detectors',
  show: 'bezoar show [dir]',
  attest: 'bezoar attest <paths...>',
  verify: 'bezoar verify [paths...]',
  diff: 'bezoar diff <older> <newer>',
  prove: 'bezoar prove [file]',
  'verify-proof': 'bezoar verify-proof <proof>',
  lock: 'bezoar lock <folder>',
  crawl: 'bezoar crawl <paths...>',
  weigh: 'bezoar weigh [data...]',
  keygen: 'bezoar keygen [name]',
};

export const examples: Record<Command, readonly (readonly [command: string, what: string])[]> = {
  scan: [
    ['bezoar scan train.jsonl', 'one file; `bezoar train.jsonl` does the same'],
    ['bezoar scan data/ --out reports/july', 'every data file in a folder'],
    ["bezoar scan 'parts/*.parquet' --fail-on medium", 'in CI, stricter'],
    ['zcat train.jsonl.gz | bezoar scan -', 'standard input'],
    ['bezoar scan chats.csv --fields prompt=question,answer=reply', 'columns of your own'],
  ],
  merge: [['bezoar merge states/a states/b', 'the folders that were given to `bezoar scan --state`']],
  clean: [
    ['bezoar clean train.jsonl', 'after `bezoar scan train.jsonl`'],
    ['bezoar clean train.jsonl --report reports/july --severity high', 'only what is surest'],
    ['bezoar clean train.jsonl --findings planted-trigger-1', 'only what you agree with'],
    ['bezoar clean train.jsonl --restore', 'put it back together, and prove it'],
  ],
  drill: [
    ['bezoar drill train.jsonl --quick', 'a first look, within two minutes'],
    [
      'bezoar drill train.jsonl',
      'every attack that fits, five sizes, five seeds; it can be stopped and goes on',
    ],
    ['bezoar drill train.jsonl --attacks rare-token,prefix --budgets 10,50', 'some of it'],
    ['bezoar drill train.jsonl --write copies/', 'poisoned copies and answer keys, for a tool of your own'],
  ],
  explain: [
    ['bezoar explain', 'everything that can be explained'],
    ['bezoar explain rare-token', 'an attack; a threat or a detector just so'],
  ],
  detectors: [['bezoar detectors', 'everything there is, with its numbers']],
  show: [
    ['bezoar show', 'the report in bezoar-report'],
    ['bezoar show reports/july --all', 'all of it'],
  ],
  attest: [
    ['bezoar attest data/', 'a manifest in bezoar-attested, not signed'],
    [
      'bezoar attest data/ --sign-key release.key --report bezoar-report',
      'signed, with the result of a scan',
    ],
    ['bezoar attest data/ --format croissant,spdx', 'and in the formats of others'],
  ],
  verify: [
    ['bezoar verify data/', 'against bezoar-attested'],
    ['bezoar verify data/ --manifest attested/v2 --key release.pub', 'and that its owner signed it'],
    ['bezoar verify data/shard-07.jsonl --part', 'one file of many'],
    ['bezoar verify --locked', 'everything that bezoar.lock pins'],
  ],
  diff: [
    ['bezoar diff v1/ v2/', 'two folders of data'],
    ['bezoar diff attested/v1 attested/v2 --json changes.json', 'two manifests, with no data needed'],
  ],
  prove: [
    ['bezoar prove train.jsonl --row 17 --out proof.json', 'a row by its place'],
    ['bezoar prove --record row.json', 'a row by its content: that it is there, or that it is not'],
  ],
  'verify-proof': [
    [
      'bezoar verify-proof proof.json --bundle manifest.sigstore.json --key release.pub',
      'the root that was signed',
    ],
    ['bezoar verify-proof proof.json --root 21b8… --record row.json', 'and that it is about this row'],
  ],
  lock: [
    ['bezoar lock data/mix --name org/mix --revision 5f2c1d0', 'pins it in bezoar.lock'],
    ['bezoar verify --locked', 'in CI, from then on'],
  ],
  crawl: [
    ['bezoar crawl index.parquet', 'the index alone: its digests, its domains'],
    ['bezoar crawl index.csv pages.jsonl', 'and what was downloaded'],
    [
      'bezoar crawl june.jsonl july.jsonl --snapshot 2025-07-01',
      'two snapshots, and what changed shortly before the second',
    ],
    ['bezoar crawl index.csv --domains domains.csv', 'which domains lapsed or changed hands'],
  ],
  weigh: [
    ['bezoar weigh train.jsonl', 'weights in bezoar-weights, by the words of the rows'],
    ['bezoar weigh train.jsonl --features embeddings.npy --method mcd', 'by numbers of your own model'],
    ['bezoar weigh --features gradients.npy --labels labels.npy', 'with no text at all'],
    ['bezoar weigh train.csv --certify 50', 'for each row, how many poisoned rows cannot change its class'],
  ],
  keygen: [
    ['bezoar keygen', 'bezoar.key for you alone, bezoar.pub for everybody'],
    ['bezoar keygen keys/release --passphrase-file pass.txt', 'opened by a passphrase only'],
  ],
};

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
    'keygen',
    '[name]',
    'The name of the two files without its ending; bezoar when not given.',
    async (set, name: string | undefined) => (await import('./commands/keygen.ts')).runKeygen(name, set),
  );
  for (const command of [root, ...commands.values()]) {
    command.exitOverride().showSuggestionAfterError();
    // Mistakes in flags are told like all others: who speaks, what is wrong, and below it what to do.
    command.configureOutput({ outputError: (text, write) => write(worded(text)) });
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

function worded(text: string): string {
  return text
    .trimEnd()
    .replace(/^error: /, 'bezoar: ')
    .replace(/ is invalid\. (It must be)/, ' is invalid\n$1')
    .split('\n')
    .map((line, i) => `${i === 0 ? '' : '        '}${line.replace(/^\((.*)\)$/, '$1')}\n`)
    .join('');
}

function exampleLines(name: Command): string {
  const width = Math.max(...examples[name].map(([command]) => command.length));
  return [
    'Examples:',
    ...examples[name].map(([command, what]) => `  ${command.padEnd(width)}  ${what}`),
  ].join('\n');
}
