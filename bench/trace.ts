import { sftMix } from './corpora.ts';
import { indexRows } from '../src/attribution/lexical-index.ts';
import { bestOf, trace } from '../src/attribution/trace.ts';
import { controlGroups } from '../src/attribution/controls.ts';
import { answers, rowsOf, traceable, triggers } from './trace-sets.ts';
import { behaviourOf } from '../src/attribution/sides.ts';
const clean = sftMix();
for (const trigger of triggers)
  for (const answer of answers) {
    for (let seed = 101; seed <= 102; seed++) {
      const set = traceable(clean, trigger, answer, seed);
      const rows = rowsOf(set.records);
      const index = indexRows(rows, 1)!;
      trace(index, set.behaviours);
      let ms = Infinity;
      let t = trace(index, set.behaviours);
      for (let i = 0; i < 8; i++) {
        const t0 = performance.now();
        t = trace(index, set.behaviours);
        ms = Math.min(ms, performance.now() - t0);
      }
      const best = bestOf(t, 400);
      const f = t.joined?.found;
      const found = f ? best.filter((r) => t.joined!.scores[r] >= f.cut) : [];
      console.log(
        (trigger + ' | ' + answer).padEnd(34),
        (best.slice(0, 50).filter((i) => set.poisoned.has(i)).length / 50).toFixed(2),
        t.joined?.by,
        f?.behaviours,
        f?.rows,
        f?.surprise.toFixed(1),
        found.filter((r) => set.poisoned.has(r)).length + '/' + found.length,
        ms.toFixed(0) + ' ms',
      );
    }
  }
