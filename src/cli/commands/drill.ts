// `bezoar drill`: plants published attacks in copies of the user's data, scans the copies, and says what is caught.
import { availableParallelism } from 'node:os';
import type { Attack } from '../../attack.ts';
import { attacks as registry } from '../../attacks/index.ts';
import { hashReadable } from '../../corpus/fingerprint.ts';
import type { OpenCorpus } from '../../corpus/open.ts';
import { UsageError } from '../../errors.ts';
import { renderDrill } from '../../report/drill/terminal.ts';
import { writeDrillReport } from '../../report/drill/write.ts';
import { visible } from '../../text/visible.ts';
import { drill } from '../../trials/drill.ts';
import { quickAttacks, quickBudgets, quickTime } from '../../trials/quick.ts';
import { subjectOf } from '../../trials/subject.ts';
import { writeDrill } from '../../trials/write.ts';
import type { DrillLine } from '../drill-progress.ts';
import type { InForce } from '../flags.ts';
import type { Interrupt } from '../interrupt.ts';
import { print, wantsColour, widthOf } from '../terminal.ts';
import { version } from '../../report/version.ts';
import { chosenAmong } from '../chosen.ts';
import { chooseDetectors, openPaths } from './scan.ts';
import { refuseUnwritable } from './scan-and-report.ts';

export interface DrillContext {
  readonly interrupt: Interrupt;
  readonly progress: DrillLine;
}

interface Wanted {
  readonly attacks: readonly Attack[];
  readonly budgets: readonly number[];
  readonly seeds: readonly number[];
}

export async function runDrill(
  paths: readonly string[],
  set: InForce,
  { interrupt, progress }: DrillContext,
): Promise<number> {
  const detectors = chooseDetectors(set.list('only'), set.list('skip'));
  const quick = set.on('quick');
  const folder = set.text('drillOut') as string;
  const copies = set.text('write');
  await refuseUnwritable(copies ?? folder);
  const corpus = await openPaths(paths, set, []);
  const wanted = wantedOf(set, corpus);
  const rows = set.number('rows') as number;
  if (copies !== undefined) return leave(corpus, rows, wanted, copies, set);
  const report = await interrupt.stoppable(() =>
    drill({
      corpus,
      ...wanted,
      detectors,
      options: set.options('options'),
      rows,
      workers: set.number('workers') ?? availableParallelism(),
      folder,
      time: quick ? quickTime : undefined,
      signal: interrupt.signal,
      onProgress: progress.update,
      clock: () => performance.now(),
      version,
    }).finally(() => progress.clear()),
  );
  await interrupt.whole(() => writeDrillReport(folder, report));
  if (!set.on('quiet')) {
    const colour = wantsColour(process.stdout, set.on('noColor'));
    await print(renderDrill(report, { colour, width: widthOf(process.stdout), folder }));
  }
  return 0;
}

function wantedOf(set: InForce, corpus: OpenCorpus): Wanted {
  const quick = set.on('quick');
  const named = set.list('attacks');
  const attacks = named ? chosenAmong(registry, named, 'attack') : quick ? quickAttacks(registry) : registry;
  const { shape } = corpus.fields;
  const fitting = attacks.filter(({ shapes }) => shapes.includes(shape));
  if (fitting.length === 0) {
    throw new UsageError(
      'bad-option',
      `none of these attacks can be done to ${shape} rows`,
      `Those that can: ${registry
        .filter((a) => a.shapes.includes(shape))
        .map(({ id }) => id)
        .join(', ')}.`,
    );
  }
  return {
    attacks: fitting,
    budgets: quick && set.isDefault('budgets') ? quickBudgets : budgetsOf(set),
    seeds: Array.from(
      { length: quick && set.isDefault('seeds') ? 1 : (set.number('seeds') as number) },
      (_, i) => i + 1,
    ),
  };
}

function budgetsOf(set: InForce): number[] {
  const given = set.list('budgets') ?? [];
  const hint = 'For example --budgets 10,50,250.';
  if (given.length === 0) throw new UsageError('bad-option', 'no number of rows is given', hint);
  return given.map((text) => {
    const rows = Number(text);
    if (Number.isInteger(rows) && rows > 0) return rows;
    throw new UsageError('bad-option', `${visible(text, 40)} is no number of rows`, hint);
  });
}

async function leave(
  corpus: OpenCorpus,
  rows: number,
  wanted: Wanted,
  folder: string,
  set: InForce,
): Promise<number> {
  const hashes = await hashReadable(corpus.files);
  const files = corpus.files.map(({ path }, i) => ({ path, sha256: hashes[i] }));
  const subject = await subjectOf(corpus, rows);
  const { names, impossible } = await writeDrill({ ...wanted, subject, folder, files, version });
  if (!set.on('quiet')) {
    const lines = [
      `Written to ${visible(folder)}: ${names.length} poisoned ${names.length === 1 ? 'copy' : 'copies'} (NAME.jsonl), each with its answer key (NAME.answers.jsonl) and manifest (NAME.drill.json), and clean.jsonl.`,
      ...impossible.map(
        ({ attack, budget, reason }) =>
          `Not possible here: ${attack} with ${budget} rows: ${visible(reason, 200)}.`,
      ),
      'They are for measuring, not for training: a scan of one says so.',
    ];
    await print(lines.join('\n'));
  }
  return 0;
}
