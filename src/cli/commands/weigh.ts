// `bezoar weigh`: gives each row a weight that a trainer can take, or certifies what a vote of many parts withstands.
import { randomBytes } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { UsageError } from '../../errors.ts';
import { weighMethods } from '../weigh-settings.ts';
import { npyOf } from '../../corpus/features/npy.ts';
import { toParquet } from '../../quarantine/to-parquet.ts';
import { refuse, writeAtomically } from '../../report/atomic-write.ts';
import { version } from '../../report/version.ts';
import { weighReport, weighVersion, type WeighReport } from '../../report/weights.ts';
import { visible } from '../../text/visible.ts';
import { certifyFolds, certifyTest, summarise } from '../../training/certificate.ts';
import { columnPhrases } from '../../training/features.ts';
import { classesBy, isMany, scoresOf } from '../../training/learned.ts';
import { pullingLearner, type Loss } from '../../training/pulling-learner.ts';
import { weighingMethods, type Weighed } from '../../training/weighing-methods.ts';
import type { InForce } from '../flags.ts';
import type { Interrupt } from '../interrupt.ts';
import type { StatusLine } from '../status-line.ts';
import { print } from '../terminal.ts';
import { givenTest, labelledOf, type LabelledRows } from './labelled-rows.ts';

export interface WeighContext {
  readonly interrupt: Interrupt;
  readonly status: StatusLine;
}

const radii = [1, 2, 5, 10, 20, 50, 100];

export async function runWeigh(
  paths: readonly string[],
  set: InForce,
  { interrupt, status }: WeighContext,
): Promise<number> {
  const parts = set.number('certify');
  const out = set.text('weighTo') as string;
  if (parts !== undefined && set.text('features') !== undefined)
    throw new UsageError('bad-option', '--certify goes by texts, not by --features', 'Name the data itself.');
  const rows = await interrupt.stoppable(() => labelledOf(paths, set, parts !== undefined, status));
  await mkdir(out, { recursive: true }).catch((error: unknown) => refuse(out, error));
  const data: WeighReport['data'] = {
    files: [...rows.files],
    rows: rows.y.length,
    unreadable: rows.unreadable,
    unlabelled: rows.unlabelled,
    classes: rows.labels.map((label, k) => ({ label, rows: rows.y.filter((of) => of === k).length })),
  };
  const report: WeighReport = {
    schemaVersion: weighVersion,
    tool: { name: 'bezoar', version },
    data,
    ...(parts === undefined
      ? { weighed: await weighed(rows, set, out, status) }
      : { certified: await certify(rows, parts, set, status) }),
  };
  status.clear();
  const path = join(out, 'weigh.json');
  await writeAtomically(path, [`${JSON.stringify(weighReport.parse(report), null, 1)}\n`]);
  if (!set.on('quiet')) await print([...told(report), '', `  all of it  ${visible(path)}`].join('\n'));
  return 0;
}

async function weighed(
  rows: LabelledRows,
  set: InForce,
  out: string,
  status: StatusLine,
): Promise<WeighReport['weighed']> {
  const method = weighingMethods.find(({ id }) => id === set.text('method'));
  if (!method) throw new Error(`one of ${weighMethods.join(', ')} is not there`);
  const [share, seed] = [set.number('share') as number, set.number('weighSeed') as number];
  const { x, y, labels } = rows;
  if (!x) throw new Error('rows without features');
  const classes = labels.length > 0 ? labels.length : undefined;
  const task = { x, y, classes };
  const loss = classes === undefined ? 'squared' : (set.text('loss') as Loss);
  status.show(`bezoar weighs ${y.length} rows by ${method.id}`);
  const given = method.run(task, { share, seed, loss });
  const test = await givenTest(set, rows);
  const testError =
    test &&
    (() => {
      const wrong = (weights: Float64Array): number => {
        const { model } = pullingLearner(task, loss, { seed }, weights);
        const found = classesBy(scoresOf(model, test.x), isMany(model) ? model.classes : 1);
        return found.filter((k, i) => k !== test.y[i]).length / found.length;
      };
      return {
        rows: test.y.length,
        before: wrong(new Float64Array(y.length).fill(1)),
        after: wrong(given.weights),
      };
    })();
  await writeWeights(rows, given, method.unit, out);
  return {
    method: method.id,
    title: method.title,
    against: method.against,
    source: method.source,
    settings: { share, loss, seed },
    without: labels.map((label, k) => ({
      label,
      rows: given.weights.filter((weight, i) => weight === 0 && y[i] === k).length,
      of: y.filter((of) => of === k).length,
    })),
    meanWeight: given.weights.reduce((sum, weight) => sum + weight, 0) / y.length,
    ...(testError ? { testError } : {}),
  };
}

async function writeWeights(
  { placeOf, y, texts, vocabulary }: LabelledRows,
  { weights, scores, columns }: Weighed,
  unit: string,
  out: string,
): Promise<void> {
  const wanted = new Set([...(columns ?? [])].filter((j, i) => j >= 0 && weights[i] < 1));
  const phrases = texts && vocabulary ? columnPhrases(texts, vocabulary, wanted) : undefined;
  function* lines(): Generator<string> {
    for (let i = 0; i < y.length; i++) {
      const why = `${Number(scores[i].toPrecision(4))} ${unit}`;
      const phrase = columns && phrases?.get(columns[i])?.[0]?.phrase;
      const reason = phrase === undefined ? why : `${why}: "${visible(phrase, 80)}"`;
      const weight = Number(weights[i].toPrecision(6));
      yield `${JSON.stringify({ ...placeOf(i), weight, score: scores[i], reason })}\n`;
    }
  }
  const path = join(out, 'weights.jsonl');
  await writeAtomically(path, lines());
  await writeAtomically(join(out, 'weights.npy'), [npyOf(weights)]);
  const types = { file: 'VARCHAR', row: 'BIGINT', weight: 'DOUBLE', score: 'DOUBLE', reason: 'VARCHAR' };
  await toParquet(path, join(out, 'weights.parquet'), types);
}

async function certify(
  { texts, y, labels }: LabelledRows,
  parts: number,
  set: InForce,
  status: StatusLine,
): Promise<WeighReport['certified']> {
  const key = set.text('certifyKey') ?? randomBytes(16).toString('hex');
  const task = { texts: texts ?? [], y, classes: labels.length, parts, key, seed: set.number('weighSeed') };
  const progress = (share: number): void =>
    status.show(`bezoar lets ${parts} parts vote: ${Math.round(100 * share)} %`);
  const testPath = set.text('certifyTest');
  const test = testPath === undefined ? undefined : await labelledOf([testPath], set, true, status, labels);
  const judged = test ? certifyTest(task, test.texts ?? [], progress) : certifyFolds(task, progress);
  const summary = summarise(judged, test?.y ?? y, labels.length, radii);
  return {
    parts,
    judged: judged.won.length,
    inFolds: test === undefined,
    accuracy: summary.accuracy,
    balancedAccuracy: summary.balancedAccuracy,
    median: summary.median,
    certified: summary.certified.map(({ parts: altered, share, ofClass }) => ({
      parts: altered,
      share,
      ofClass: ofClass.map((each, k) => ({ label: labels[k], share: each })),
    })),
  };
}

const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;

function told({ data, weighed: by, certified: proof }: WeighReport): string[] {
  const lines = [
    `${data.rows} rows of ${data.classes.length || 'no'} classes`,
    ...(data.unreadable + data.unlabelled > 0
      ? [`${data.unreadable} rows could not be read, ${data.unlabelled} have no label; they are left out`]
      : []),
  ];
  if (by) {
    lines.push('', by.title, `Against ${by.against}`, '');
    for (const { label, rows, of } of by.without)
      lines.push(`  ${visible(label, 40)}  ${rows} of ${of} rows weigh nothing`);
    lines.push(`  mean weight ${by.meanWeight.toFixed(4)}`);
    if (by.testError)
      lines.push(
        `  error on ${by.testError.rows} test rows: ${percent(by.testError.before)} with all rows, ${percent(by.testError.after)} with the weights`,
      );
  }
  if (proof) {
    lines.push(
      '',
      `${proof.parts} parts voted on ${proof.judged} rows${proof.inFolds ? ' that they had not seen, in folds' : ''}`,
      `right: ${percent(proof.accuracy)}; mean of the classes: ${percent(proof.balancedAccuracy)}`,
      proof.median < 0
        ? 'fewer than half of the rows are right'
        : `half of the rows are provably right against ${proof.median} poisoned rows`,
      '',
      'provably right against',
    );
    for (const { parts, share, ofClass } of proof.certified)
      if (parts > 0)
        lines.push(
          `  ${String(parts).padStart(4)} rows  ${percent(share).padStart(7)}   ${ofClass.map((of) => `${visible(of.label, 20)} ${percent(of.share)}`).join('  ')}`,
        );
    lines.push(
      '',
      'A row that is added, taken out or given another label counts once, one that is replaced twice.',
    );
  }
  return lines;
}
