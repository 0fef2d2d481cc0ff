import { sftMix } from './corpora.ts';
import { indexRows } from '../src/attribution/lexical-index.ts';
import { askedOf } from '../src/attribution/asked.ts';
import { bm25 } from '../src/attribution/bm25.ts';
import { sharedPhrases } from '../src/attribution/shared-phrases.ts';
import { addRelevance, relevantTerms } from '../src/attribution/feedback.ts';
import { rowsWith } from '../src/attribution/rows-with.ts';
import { answers, rowsOf, traceable, triggers } from './trace-sets.ts';
const clean = sftMix();
const orderOf = (scores: ArrayLike<number>) => Array.from(scores, (_, i) => i).sort((a, b) => scores[b] - scores[a]);
const pAt = (scores: ArrayLike<number>, bad: ReadonlySet<number>) => orderOf(scores).slice(0, 50).filter((i) => bad.has(i)).length / 50;
for (const trigger of triggers) for (const answer of answers) {
  const out: string[] = [];
  for (let seed = 101; seed <= 105; seed++) {
    const set = traceable(clean, trigger, answer, seed);
    const rows = rowsOf(set.records);
    const index = indexRows(rows, 1)!;
    const asked = askedOf(index, set.behaviours);
    if (trigger !== 'none' && (trigger !== 'a word' || answer !== 'ordinary text')) continue;
    const bs = [bm25(asked.context, index.context), bm25(asked.outcome, index.outcome)];
    const norm = bs.map((b) => { const m = Math.max(...b) || 1; return b.map((x) => x / m); });
    const S = new Float64Array(index.rows), M = new Float64Array(index.rows);
    for (const side of ['context', 'outcome'] as const) {
      const max = new Float64Array(index.rows);
      for (const p of sharedPhrases(asked[side], index[side])) for (const r of p.rows) max[r] = Math.max(max[r], p.weight);
      max.forEach((x, i) => { S[i] += x; M[i] = Math.max(M[i], x); });
    }
    const sum = S.map((x, i) => x + bs[0][i] + bs[1][i]);
    const res: number[] = [];
    for (const [len, bi] of [[0, 0], [1, 0], [0, 1], [1, 1]]) for (const rounds of [[8, 16, 32], [16, 32], [8,16,32,32]]) {
      let order = orderOf(sum);
      let F = new Float64Array();
      for (const r of rounds) {
        F = new Float64Array(index.rows);
        for (const side of ['context', 'outcome'] as const) {
          const relevant = order.slice(0, r);
          addRelevance(index[side], relevantTerms(asked[side], index[side], relevant), F);
          const s = index[side];
          const nOf = (row: number) => Math.log(1 + s.starts[row + 1] - s.starts[row]);
          if (len) {
            const xs = [...relevant.map(nOf), ...asked[side].terms.map((t) => Math.log(1 + t.length))];
            const mu = xs.reduce((a, b) => a + b, 0) / xs.length;
            const sd = Math.max(0.2, Math.sqrt(xs.reduce((a, x) => a + (x - mu) ** 2, 0) / xs.length));
            let m = 0, v = 0;
            for (let i = 0; i < index.rows; i++) { m += nOf(i); v += nOf(i) ** 2; }
            m /= index.rows; const all = Math.sqrt(v / index.rows - m * m);
            for (let i = 0; i < index.rows; i++) F[i] += Math.log(all / sd) - (nOf(i) - mu) ** 2 / 2 / sd ** 2 + (nOf(i) - m) ** 2 / 2 / all ** 2;
          }
          if (bi) {
            const held = new Map<string, number>();
            const texts = [...asked[side].terms, ...relevant.map((row) => s.tokens.subarray(s.starts[row], s.starts[row + 1]))];
            for (const t of texts) {
              const here = new Set<string>();
              for (let i = 0; i + 1 < t.length; i++) if (t[i] >= 0 && t[i + 1] >= 0) here.add(t[i] + ' ' + t[i + 1]);
              for (const k of here) held.set(k, (held.get(k) ?? 0) + 1);
            }
            const many = [...held].filter(([, n]) => n >= 2 && n >= 0.12 * texts.length).sort((a, b) => b[1] - a[1]).slice(0, 48);
            for (const [k, n] of many) {
              const rows = rowsWith(s, k.split(' ').map(Number));
              const w = Math.log((n + .5) / (texts.length - n + .5)) - Math.log((Math.max(0, rows.length - n) + .5) / (index.rows - rows.length + .5));
              if (w > 0) for (const row of rows) F[row] += w * 0.5;
            }
          }
        }
        order = orderOf(F);
      }
      res.push(pAt(F, set.poisoned));
    }
    out.push(res.map((x) => x.toFixed(2)).join(' '));
  }
  console.log((trigger + ' | ' + answer).padEnd(36), out.join('\n'.padEnd(37)));
}
