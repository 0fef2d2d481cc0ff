import { rowCount } from '../src/math/matrix.ts';
import { classesBy, scoresOf } from '../src/training/learned.ts';
import { centredGradients } from '../src/training/centred-gradients.ts';
import { lossTrimming } from '../src/training/loss-trimming.ts';
import { sever } from '../src/training/sever.ts';
import { pullingLearner } from '../src/training/pulling-learner.ts';
import { attacks, clean, splitOf, type Poisoned } from './availability.ts';
import { sms, sst2 } from './corpora.ts';
const sets = { sst2: sst2().map(({ text, label }) => ({ text: String(text), y: Number(label) })), sms: sms().map(({ text, label }) => ({ text: String(text), y: label === 'spam' ? 1 : 0 })) };
const err = (m: any, d: Poisoned) => { const c = classesBy(scoresOf(m, d.testX), 1); let e = 0; c.forEach((k, i) => (e += +(k !== d.testY[i]))); return (100 * e) / c.length; };
const loss = (process.argv[3] ?? 'hinge') as 'hinge';
const cost = Number(process.argv[4] ?? 1);
const shares = (process.argv[5] ?? '0.03').split(',').map(Number);
for (const name of (process.argv[2] ?? 'sst2,sms').split(',')) for (const share of shares) {
  for (const seed of [11, 12]) {
    const split = splitOf((sets as any)[name], seed);
    const base = clean(split);
    const plain = (d: Poisoned) => err(pullingLearner({ x: d.x, y: d.y, classes: 2 }, loss, { cost }, new Float64Array(rowCount(d.x)).fill(1)).model, d);
    console.log(name, share, seed, 'clean', plain(base).toFixed(2));
    for (const [a, make] of Object.entries({ none: (s: any) => clean(s), ...attacks })) {
      const d = make(split, share, seed);
      const task = { x: d.x, y: d.y, classes: 2 };
      const out = [plain(d).toFixed(2)];
      for (const f of [lossTrimming, centredGradients, (t: any, o: any) => sever(t, { ...o, directions: 1 }), (t: any, o: any) => sever(t, { ...o, directions: 2 })]) {
        const t0 = performance.now();
        const r = f(task, { loss, cost, share });
        const ms = performance.now() - t0;
        let found = 0, all = 0; d.bad.forEach((b, i) => { all += b; if (b && r.takenIn[i]) found++; });
        out.push(`${err(r.model, d).toFixed(2)} (${found}/${all}, ${ms.toFixed(0)}ms)`);
      }
      console.log('  ', a.padEnd(36), out.join('  '));
    }
  }
}
