// The table of settings of the command line, in the order in which help and docs list them. To add one, add it here.
import { severities } from '../finding.ts';
import { reportFormats } from '../report/write-report.ts';
import { attestSettings } from './attest-settings.ts';
import { crawlSettings } from './crawl-settings.ts';
import { driftSettings } from './drift-settings.ts';
import { drillSettings } from './drill-settings.ts';
import { keygenSettings } from './keygen-settings.ts';
import { lockSettings, proofSettings } from './proof-settings.ts';
import { traceSettings } from './trace-settings.ts';
import { verifySettings } from './verify-settings.ts';
import { watchSettings } from './watch-settings.ts';
import { weighSettings } from './weigh-settings.ts';
import type { Command, Setting } from './setting.ts';

const KiB = 2 ** 10;
const MiB = 2 ** 20;
const GiB = 2 ** 30;

// `md` is what people type for Markdown.
export const formats = [...reportFormats, 'md'] as const;

const out: Setting = {
  name: 'out',
  flag: '--out',
  short: '-o',
  commands: ['scan', 'merge', 'drift', 'trace'],
  type: { kind: 'text', placeholder: 'dir' },
  default: 'bezoar-report',
  what: 'Folder for report.json, flagged.jsonl and the other formats.',
  why: 'A folder of its own, so that nothing lands between the data; it is made when missing.',
  example: '--out reports/2026-07',
  inConfig: true,
};

const format: Setting = {
  name: 'format',
  flag: '--format',
  short: '-f',
  commands: ['scan', 'merge', 'drift', 'trace', 'watch', 'weigh'],
  type: { kind: 'choices', placeholder: 'list', choices: formats },
  default: [],
  defaultInWords: 'none',
  what: 'Reports to write besides report.json, flagged.jsonl and report.html.',
  why: 'For code review (sarif), pull requests (markdown), CI (junit) and spreadsheets (csv).',
  example: '--format sarif,junit',
  inConfig: true,
};

const fields: Setting = {
  name: 'fields',
  flag: '--fields',
  commands: ['scan', 'drill', 'drift', 'trace', 'watch', 'weigh'],
  type: { kind: 'text', placeholder: 'map' },
  default: undefined,
  defaultInWords: 'recognised from the data',
  what: 'Which column plays which part.',
  why: 'Well-known layouts are recognised; say it yourself when yours is not, or is taken for another.',
  example: '--fields prompt=question,answer=reply',
  inConfig: true,
};

const baseline: Setting = {
  name: 'baseline',
  flag: '--baseline',
  short: '-b',
  commands: ['scan', 'merge'],
  type: { kind: 'list', placeholder: 'files' },
  default: undefined,
  defaultInWords: 'none',
  what: 'Files, patterns or folders of rows that you trust: what is ordinary is learned from them too. And markers.jsonl of scans of such rows, which merge takes alone.',
  why:
    'Rows that are in both are not judged again, what the baseline does as often is no finding, and of every other ' +
    'finding the report says whether it is new. An older version of your data is a good one.',
  example: '--baseline data/v1.jsonl',
  inConfig: true,
};

const failOn: Setting = {
  name: 'failOn',
  flag: '--fail-on',
  commands: ['scan', 'merge', 'drift', 'trace', 'weigh'],
  type: { kind: 'choice', placeholder: 'severity', choices: severities },
  default: 'high',
  what: 'Exit 1 when there is a finding of this severity or graver.',
  why:
    'As linters do: errors stop a build, warnings are shown. A high finding is measured to be almost never false; ' +
    'a medium one is worth a look but may be natural, and a gate that cries wolf is switched off.',
  example: '--fail-on medium',
  inConfig: true,
};

const minCoverage: Setting = {
  name: 'minCoverage',
  flag: '--min-coverage',
  commands: ['scan', 'merge', 'drift', 'trace', 'watch', 'weigh'],
  type: { kind: 'number', placeholder: 'share', min: 0, max: 1, whole: false },
  default: 0.99,
  unit: 'share of rows read',
  what: 'Exit 2 when fewer rows could be read, or a file could not be read to its end; 0 accepts anything.',
  why:
    'A backdoor needs only some tens of rows, so a scan that did not see one row in a hundred must not pass as clean; ' +
    'the odd broken line of a real corpus may.',
  example: '--min-coverage 1',
  inConfig: true,
};

const strict: Setting = {
  name: 'strict',
  flag: '--strict',
  commands: ['scan', 'merge', 'drift', 'trace', 'watch', 'weigh'],
  type: { kind: 'switch' },
  default: false,
  what: 'Treat the first unreadable row as an error (exit 2).',
  why: 'Off, because one bad line should not keep you from knowing about the others; they are counted and shown.',
  example: '--strict',
  inConfig: true,
};

const only: Setting = {
  name: 'only',
  flag: '--only',
  commands: ['scan', 'drill'],
  type: { kind: 'list', placeholder: 'detectors' },
  default: undefined,
  defaultInWords: 'all of them',
  what: 'Run only these detectors.',
  why: 'For a quick look at one kind of evidence; `bezoar detectors` lists them.',
  example: '--only planted-trigger,hidden-text',
  inConfig: true,
};

const skip: Setting = {
  name: 'skip',
  flag: '--skip',
  commands: ['scan', 'drill'],
  type: { kind: 'list', placeholder: 'detectors' },
  default: undefined,
  defaultInWords: 'none',
  what: 'Leave these detectors out.',
  why: 'The report lists what did look, so that a skipped detector is not taken for a clean result.',
  example: '--skip near-duplicate-flood',
  inConfig: true,
};

const options: Setting = {
  name: 'options',
  flag: '--option',
  commands: ['scan', 'drill'],
  type: { kind: 'options', placeholder: 'detector.name=number' },
  default: undefined,
  defaultInWords: 'as `bezoar detectors` shows them',
  what: 'Change a number of a detector; may be given again.',
  why: 'Every one has a unit, bounds and a reason, shown by `bezoar detectors`; the report says what was in force.',
  example: '--option near-duplicate-flood.minRows=30',
  inConfig: true,
};

const seed: Setting = {
  name: 'seed',
  flag: '--seed',
  commands: ['scan', 'drift', 'trace', 'weigh'],
  type: { kind: 'number', placeholder: 'number', min: 0, max: 2 ** 32 - 1, whole: true },
  default: undefined,
  defaultInWords: 'drawn at random',
  what: 'Repeat a scan exactly; the report names the seed it had.',
  why:
    'Drawn anew, because whoever knows the seed in advance can write rows that collide under it. The same corpus, ' +
    'options and seed give the same report on any number of workers.',
  example: '--seed 20260701',
  inConfig: true,
};

const workers: Setting = {
  name: 'workers',
  flag: '--workers',
  short: '-j',
  commands: ['scan', 'merge', 'drill', 'attest'],
  type: { kind: 'number', placeholder: 'number', min: 1, max: 256, whole: true },
  default: undefined,
  defaultInWords: 'one for each core',
  what: 'Threads to read with; a small corpus takes one. Of a drill, trials at once.',
  why: 'The result does not depend on it, only the time and the memory.',
  example: '--workers 4',
  inConfig: true,
};

const limits: Setting[] = [
  {
    name: 'limitRecordBytes',
    flag: '--limit-record-bytes',
    commands: [
      'scan',
      'clean',
      'drill',
      'attest',
      'verify',
      'diff',
      'lock',
      'crawl',
      'drift',
      'trace',
      'watch',
      'weigh',
    ],
    type: { kind: 'bytes', placeholder: 'size', min: KiB, max: GiB },
    default: 64 * MiB,
    unit: 'bytes',
    what: 'Longest row to read; a longer one is counted as unreadable.',
    why: 'The longest documents of public corpora are a few MiB; beyond this a line is a mistake or an attack.',
    example: '--limit-record-bytes 128MiB',
    inConfig: true,
  },
  {
    name: 'limitDepth',
    flag: '--limit-depth',
    commands: ['scan', 'drill', 'drift', 'trace', 'watch', 'weigh'],
    type: { kind: 'number', placeholder: 'levels', min: 1, max: 1000, whole: true },
    default: 200,
    unit: 'levels',
    what: 'Deepest nesting of a JSON row; a deeper one is counted as unreadable.',
    why: 'Real rows nest a handful deep; very deep ones are written to exhaust a parser.',
    example: '--limit-depth 50',
    inConfig: true,
  },
  {
    name: 'limitUnpackedBytes',
    flag: '--limit-unpacked-bytes',
    commands: [
      'scan',
      'clean',
      'drill',
      'attest',
      'verify',
      'diff',
      'lock',
      'crawl',
      'drift',
      'trace',
      'watch',
      'weigh',
    ],
    type: { kind: 'bytes', placeholder: 'size', min: MiB, max: 2 ** 50 },
    default: 64 * GiB,
    unit: 'bytes',
    what: 'Most that a compressed file may unpack to.',
    why: 'A few kilobytes of gzip can unpack to terabytes; no single file of a real corpus does.',
    example: '--limit-unpacked-bytes 1TiB',
    inConfig: true,
  },
  {
    name: 'limitColumns',
    flag: '--limit-columns',
    commands: ['scan', 'drill', 'drift', 'trace', 'watch', 'weigh'],
    type: { kind: 'number', placeholder: 'number', min: 1, max: 100_000, whole: true },
    default: 10_000,
    unit: 'columns',
    what: 'Most columns of a row; one with more is counted as unreadable.',
    why: 'Text data has a few columns; thousands come from a wrong separator or an attack.',
    example: '--limit-columns 500',
    inConfig: true,
  },
];

const state: Setting = {
  name: 'state',
  flag: '--state',
  commands: ['scan'],
  type: { kind: 'text', placeholder: 'dir' },
  default: undefined,
  defaultInWords: 'nothing is kept',
  what: 'Keep what was learned of each shard in this folder, take from it what is there, and scan all that it has seen.',
  why:
    'A scan that was killed goes on where it stopped, and files that are added later cost only themselves; see scale.md. ' +
    'Off, because the states take about as much room as the data.',
  example: '--state states/2026',
  inConfig: true,
};

const like: Setting = {
  name: 'like',
  flag: '--like',
  commands: ['scan'],
  type: { kind: 'text', placeholder: 'dir' },
  default: undefined,
  defaultInWords: 'its own',
  what: 'Take the seed, the layout and the sample of another --state folder into a new one.',
  why: 'So that what several machines learn of their parts of a corpus can be merged.',
  example: '--like states/first',
  inConfig: false,
};

const report: Setting = {
  name: 'report',
  flag: '--report',
  short: '-r',
  commands: ['clean'],
  type: { kind: 'text', placeholder: 'dir' },
  default: 'bezoar-report',
  what: 'Folder of the report that says which rows to take out.',
  why: 'The folder that `bezoar scan` writes to when it is not told otherwise.',
  example: '--report reports/2026-07',
  inConfig: true,
};

const severity: Setting = {
  name: 'severity',
  flag: '--severity',
  commands: ['clean'],
  type: { kind: 'choice', placeholder: 'severity', choices: ['high', 'medium', 'low'] },
  default: 'medium',
  what: 'Set aside rows of findings of this severity or graver.',
  why: 'Setting a row aside loses nothing and can be undone, so the doubtful ones wait outside; notes never do.',
  example: '--severity high',
  inConfig: true,
};

const findings: Setting = {
  name: 'findings',
  flag: '--findings',
  commands: ['clean'],
  type: { kind: 'list', placeholder: 'ids' },
  default: undefined,
  defaultInWords: 'all of that severity',
  what: 'Set aside only the rows of these findings, whatever their severity.',
  why: 'For when you have looked at the report and agree with some of it.',
  example: '--findings planted-trigger-1',
  inConfig: false,
};

const outDir: Setting = {
  name: 'outDir',
  flag: '--out-dir',
  commands: ['clean'],
  type: { kind: 'text', placeholder: 'dir' },
  default: undefined,
  defaultInWords: 'the folder of FILE',
  what: 'Folder for the cleaned file, the quarantine and the policy.',
  why: 'Beside the original is where one looks for them; name another folder when that one must stay as it is.',
  example: '--out-dir cleaned',
  inConfig: true,
};

const restore: Setting = {
  name: 'restore',
  flag: '--restore',
  commands: ['clean'],
  type: { kind: 'switch' },
  default: false,
  what: 'Put the cleaned file and the quarantine back together, and prove it.',
  why: 'The original need not be there any more: the policy holds its digest.',
  example: '--restore',
  inConfig: false,
};

const force: Setting = {
  name: 'force',
  flag: '--force',
  commands: ['clean'],
  type: { kind: 'switch' },
  default: false,
  what: 'Replace what an earlier run wrote; never the original.',
  why: 'Off, because an older quarantine may be the only copy of what it holds.',
  example: '--force',
  inConfig: false,
};

const json: Setting = {
  name: 'json',
  flag: '--json',
  commands: ['detectors', 'explain'],
  type: { kind: 'switch' },
  default: false,
  what: 'Print the list as JSON.',
  why: 'For other programs.',
  example: '--json',
  inConfig: false,
};

const all: Setting = {
  name: 'all',
  flag: '--all',
  commands: ['scan', 'merge', 'show', 'drift', 'trace', 'watch', 'weigh'],
  type: { kind: 'switch' },
  default: false,
  what: 'Print everything the report holds: notes, all rows shown, all problems.',
  why: 'Off, because a summary should fit on a screen.',
  example: '--all',
  inConfig: false,
};

const quiet: Setting = {
  name: 'quiet',
  flag: '--quiet',
  short: '-q',
  commands: [
    'scan',
    'merge',
    'clean',
    'drill',
    'keygen',
    'attest',
    'verify',
    'diff',
    'prove',
    'verify-proof',
    'lock',
    'crawl',
    'drift',
    'trace',
    'watch',
    'weigh',
  ],
  type: { kind: 'switch' },
  default: false,
  what: 'Print nothing but errors; the exit code tells.',
  why: 'For scripts.',
  example: '--quiet',
  inConfig: true,
};

const noColor: Setting = {
  name: 'noColor',
  flag: '--no-color',
  commands: [
    'scan',
    'merge',
    'clean',
    'detectors',
    'show',
    'drill',
    'explain',
    'drift',
    'trace',
    'watch',
    'weigh',
  ],
  type: { kind: 'switch' },
  default: false,
  what: 'Print without colours.',
  why: 'Colours are off anyway when the output is no terminal or NO_COLOR is set; FORCE_COLOR turns them on.',
  example: '--no-color',
  inConfig: false,
};

const config: Setting = {
  name: 'config',
  flag: '--config',
  commands: [
    'scan',
    'merge',
    'clean',
    'drill',
    'attest',
    'verify',
    'lock',
    'crawl',
    'drift',
    'trace',
    'watch',
    'weigh',
  ],
  type: { kind: 'text', placeholder: 'file' },
  default: undefined,
  defaultInWords: 'bezoar.config.json or .yaml here, if there is one',
  what: 'Read settings from this file; flags win over it.',
  why: 'Only the current folder is looked at, and the file is always named in the output: data may bring its own.',
  example: '--config ci/bezoar.config.yaml',
  inConfig: false,
};

const noConfig: Setting = {
  name: 'noConfig',
  flag: '--no-config',
  commands: [
    'scan',
    'merge',
    'clean',
    'drill',
    'attest',
    'verify',
    'lock',
    'crawl',
    'drift',
    'trace',
    'watch',
    'weigh',
  ],
  type: { kind: 'switch' },
  default: false,
  what: 'Ignore bezoar.config.* in the current folder.',
  why: 'For a folder of data that you do not trust.',
  example: '--no-config',
  inConfig: false,
};

export const settings: readonly Setting[] = [
  // scan
  out,
  format,
  fields,
  baseline,
  failOn,
  minCoverage,
  strict,
  only,
  skip,
  options,
  seed,
  workers,
  state,
  like,
  // clean
  report,
  severity,
  findings,
  outDir,
  restore,
  force,
  // drill
  ...drillSettings,
  // keygen
  ...keygenSettings,
  // attest, verify, diff, prove, verify-proof, lock
  ...attestSettings,
  ...verifySettings,
  ...proofSettings,
  ...lockSettings,
  ...crawlSettings,
  ...weighSettings,
  ...driftSettings,
  // trace
  ...traceSettings,
  // watch
  ...watchSettings,
  // several
  ...limits,
  json,
  all,
  quiet,
  noColor,
  config,
  noConfig,
];

export function settingsOf(command: Command): readonly Setting[] {
  return settings.filter((setting) => setting.commands.includes(command));
}
