import { sms, subsample, sst2, trec, type Rec } from './corpora.ts';
import { compactRows } from '../src/summaries/compact-rows.ts';
import { labelled } from '../src/detectors/label-against-text/labelled.ts';
import { estimate } from '../src/detectors/label-against-text/estimate.ts';
import { flipped } from './flips.ts';
import type { Row } from '../src/row.ts';
import { noisySoftmax } from '../src/math/noisy-softmax.ts';
import { averagePrecision as avgPrec } from './ranking.ts';
import { writeFileSync } from 'node:fs';
export function auroc(scores: ArrayLike<number>, bad: ArrayLike<boolean>): number {
  const order = Array.from({ length: scores.length }, (_, i) => i).sort((a, b) => scores[a] - scores[b]);
  let ranks = 0,
    n = 0;
  for (let i = 0; i < order.length;) {
    let end = i;
    while (end < order.length && scores[order[end]] === scores[order[i]]) end++;
    for (let j = i; j < end; j++)
      if (bad[order[j]]) {
        ranks += (i + end + 1) / 2;
        n++;
      }
    i = end;
  }
  return (ranks - (n * (n + 1)) / 2) / (n * (bad.length - n));
}
export function compactOf(records: readonly Rec[]) {
  const s = compactRows(1, 2 ** 26);
  const st = s.empty();
  s.add(
    st,
    records.map(({ text, label }, row): Row => ({
      shard: 0,
      row,
      context: [{ field: 'text', role: 'user', text: String(text) }],
      outcome: { kind: 'label', label: String(label) },
      source: '',
    })),
  );
  return s.finish(st);
}
const sets: [string, (q: number) => Rec[], number[]][] = [
  ['sst2', () => sst2(), [1]],
  ['trec6', () => trec(), [1]],
  ['trec50', () => trec(true), [1]],
  ['sms', () => sms(), [1]],
  ['sst2-3500', (q) => subsample(sst2(), 3500, q), [1, 2, 3]],
  ['trec6-3500', (q) => subsample(trec(), 3500, q), [1, 2, 3]],
  ['trec50-3500', (q) => subsample(trec(true), 3500, q), [1, 2]],
  ['sms-3500', (q) => subsample(sms(), 3500, q), [1]],
  ['sst2-1000', (q) => subsample(sst2(), 1000, q), [1, 2, 3]],
  ['trec6-1000', (q) => subsample(trec(), 1000, q), [1, 2, 3]],
  ['trec50-1000', (q) => subsample(trec(true), 1000, q), [1, 2]],
  ['sst2-400', (q) => subsample(sst2(), 400, q), [1, 2, 3]],
  ['trec6-400', (q) => subsample(trec(), 400, q), [1, 2, 3]],
  ['sms-400', (q) => subsample(sms(), 400, q), [1, 2]],
  ['trec50-400', (q) => subsample(trec(true), 400, q), [1]],
];
const want = process.argv[2] ?? 'none';
for (const [name, make, qs] of sets) {
  if (want && want !== 'all' && !want.split(',').includes(name)) continue;
  for (const q of qs)
    for (const [share, kind] of (process.env.FEW
      ? [
          [0.02, 'random'],
          [0.1, 'random'],
        ]
      : [
          [0, 'random'],
          [0.02, 'random'],
          [0.05, 'random'],
          [0.1, 'random'],
          [0.05, 'pair'],
          [0.1, 'pair'],
        ]) as [number, 'random' | 'pair'][]) {
      if (name === 'sms' && kind === 'pair') continue;
      const m = flipped(make(q), share, kind, q);
      const rows = compactOf(m.records);
      const j = labelled(rows);
      if ('reason' in j) {
        console.log(name, q, j.reason);
        break;
      }
      const t = process.cpuUsage();
      const e = estimate(rows, j, 1);
      const d = process.cpuUsage(t);
      const bad = j.rows.map((r) => rows.places[r].some(({ row }) => m.poisoned.has(row)));
      const plain = noisySoftmax(e.scores, j.label, e.classes, new Uint8Array(j.rows.length).fill(1));
      const self = Float64Array.from(j.label, (y, i) => 1 - plain.chance[i * e.classes + y]);
      const at = (c: number) => {
        let a = 0,
          b = 0,
          s = 0;
        e.wrong.forEach((w, i) => {
          if (w > c) {
            a++;
            s += w;
            if (bad[i]) b++;
          }
        });
        return `${a}/${b}`;
      };
      console.log(
        name,
        q,
        share,
        kind,
        'ms',
        Math.round((d.user + d.system) / 1000),
        'auc',
        e.auc.toFixed(3),
        'rate',
        e.rate.toFixed(4),
        '±',
        e.error.toFixed(4),
        'auroc',
        share ? auroc(e.wrong, bad).toFixed(4) : '-',
        share ? avgPrec(e.wrong, bad).toFixed(3) : '',
        'usual',
        share ? auroc(self, bad).toFixed(4) : '-',
        share ? avgPrec(self, bad).toFixed(3) : '',
        '>.9',
        at(0.9),
        '>.5',
        at(0.5),
        'pairs',
        [...e.pairs]
          .map(
            ([p, c]) =>
              `${j.names[Math.floor(p / e.classes)]}>${j.names[p % e.classes]}:${c.toFixed(0)}(${e.table[p].toFixed(2)})`,
          )
          .slice(0, 8)
          .join(' '),
      );
      if (process.env.DUMP)
        writeFileSync(
          `/tmp/label/${name}-${share}-${kind}.json`,
          JSON.stringify({
            chance: Array.from(e.chance),
            label: Array.from(j.label),
            bad,
            classes: e.classes,
            wrong: Array.from(e.wrong),
          }),
        );
    }
}
