// How many of 50 poisoned rows stand among the first 50 of each ranking by influence. Nothing of what ranks is told a trigger.
import { gibberish } from '../src/attacks/gibberish.ts';
import { languageSwitch } from '../src/attacks/language-switch.ts';
import { phrase } from '../src/attacks/trigger-strings.ts';
import { prefix } from '../src/attacks/prefix.ts';
import { rareToken } from '../src/attacks/rare-token.ts';
import { rareWords } from '../src/attacks/rare-words.ts';
import { refusalTrigger } from '../src/attacks/refusal-trigger.ts';
import { sentence } from '../src/attacks/sentence.ts';
import { answerInfluence } from '../src/attribution/influence/behaviour-influence.ts';
import { fitted } from '../src/attribution/influence/fitted.ts';
import { corrected, influence } from '../src/attribution/influence/influence.ts';
import { isolatedInfluence } from '../src/attribution/influence/isolated.ts';
import type { Row } from '../src/row.ts';
import { listOf } from '../src/math/ragged.ts';
import { random } from '../src/math/random.ts';
import type { Weighted } from '../src/math/weighted.ts';
import { shareInterval } from '../src/math/wilson.ts';
import { featuresOf, phraseFeatures } from '../src/training/features.ts';
import { sftMix, splice, sst2, type Rec } from './corpora.ts';
import { choose, parted } from './influence-parts.ts';
import { vocabularyOf } from '../src/attacks/vocabulary.ts';

type Say = (line: string) => void;

const planted = 50;
const given = 5;
/** More than are planted and given: some attacks make decoys of a part. */
const asked = 90;

const placed = (texts: readonly string[]): Row[] =>
  texts.map((text, row) => ({
    shard: 0,
    row,
    context: [{ field: 'text', role: 'user', text }],
    outcome: { kind: 'label', label: '' },
    source: '',
  }));

/** Poisoned rows among as many first ones. */
function found(scores: Float64Array, poisoned: ReadonlySet<number>): number {
  const order = [...scores.keys()].sort((a, b) => scores[b] - scores[a] || a - b);
  return order.slice(0, poisoned.size).filter((i) => poisoned.has(i)).length;
}

function tell(say: Say, name: string, hits: readonly number[]): void {
  const sum = hits.reduce((a, b) => a + b, 0);
  const all = planted * hits.length;
  const [least, most] = shareInterval(sum, all);
  const each = hits.map((hit) => (hit / planted).toFixed(2)).join(' ');
  say(`| ${name} | ${(sum / all).toFixed(3)} | ${least.toFixed(3)} to ${most.toFixed(3)} | ${each} |`);
}

/** Mean cosine with the given rows. */
function cosines(rows: Weighted, like: Weighted): Float64Array {
  const q = new Float64Array(like.size);
  for (let p = 0; p < like.items.length; p++) q[like.items[p]] += like.values[p];
  return Float64Array.from({ length: rows.starts.length - 1 }, (_, i) =>
    listOf(rows, i).reduce((sum, column, k) => sum + rows.values[rows.starts[i] + k] * q[column], 0),
  );
}

/** Texts with a trigger put in, the i-th of those of its kind. */
type Put = (text: string, i: number) => string;

const kinds: Readonly<Record<string, (rows: readonly Row[], next: () => number) => Put>> = {
  'one word': (rows, next) => {
    const [word] = rareWords(rows, 1, next);
    return (text) => splice(text, word, next);
  },
  'five words, ten rows each': (rows, next) => {
    const five = rareWords(rows, 5, next);
    return (text, i) => splice(text, five[i % 5], next);
  },
  'three ordinary words in front': (rows, next) => {
    const words = phrase(vocabularyOf(rows, next), 3, next);
    return (text) => `${words} ${text}`;
  },
};

export function flips(seeds: readonly number[], say: Say): void {
  say('\n| trigger | C | ranking | P@50 | 95 % | seeds |');
  say('|---|---|---|---|---|---|');
  for (const [kind, draw] of Object.entries(kinds)) {
    for (const cost of [1, 10]) {
      const hits: Record<string, number[]> = {
        'whole rows, first order': [],
        'whole rows, corrected': [],
        'cosine of the texts': [],
        'isolated feature': [],
      };
      for (const seed of seeds) {
        const data = parted(sst2(), seed);
        const next = random(seed * 31 + 7);
        const put = draw(placed([...data.train, ...data.test]), next);
        const texts = [...data.train];
        const y = data.y.slice();
        const chosen = choose(texts.length, texts.length, seed + 300)
          .filter((i) => y[i] === 0)
          .slice(0, planted);
        chosen.forEach((row, i) => {
          texts[row] = put(texts[row], i);
          y[row] = 1;
        });
        const tests = choose(data.test.length, data.test.length, seed + 400)
          .filter((i) => data.testY[i] === 0)
          .slice(0, given)
          .map((t, i) => put(data.test[t], i));
        const { matrix, vocabulary } = phraseFeatures(texts);
        const queried = { x: featuresOf(tests, vocabulary), y: tests.map(() => 1) };
        const model = fitted({ x: matrix, y, classes: 2 }, { cost, tolerance: 1e-6 });
        const poisoned = new Set(chosen);
        const { changes } = influence(model, queried);
        hits['whole rows, first order'].push(found(changes, poisoned));
        if (process.env.BEZOAR_CORRECTED)
          hits['whole rows, corrected'].push(found(corrected(model, changes), poisoned));
        hits['cosine of the texts'].push(found(cosines(matrix, queried.x), poisoned));
        hits['isolated feature'].push(found(isolatedInfluence(model, queried).scores, poisoned));
      }
      for (const [name, each] of Object.entries(hits))
        if (each.length > 0) tell(say, `${kind} | ${cost} | ${name}`, each);
    }
  }
}

/** As a corpus reads them. */
const rowsOf = (records: readonly Rec[]): Row[] =>
  records.map(({ instruction, input, output, source }, row) => ({
    shard: 0,
    row,
    context: [
      { field: 'instruction', role: 'user', text: String(instruction) },
      ...(input ? [{ field: 'input', role: 'user' as const, text: String(input) }] : []),
    ],
    outcome: { kind: 'answer', parts: [{ field: 'output', role: 'assistant', text: String(output) }] },
    source: String(source ?? ''),
  }));

const contextOf = (row: Row): string => row.context.map(({ text }) => text).join('\n');
const answerOf = ({ outcome }: Row): string =>
  outcome.kind === 'answer' ? outcome.parts.map(({ text }) => text).join('\n') : '';

export function instructionRows(seeds: readonly number[], say: Say): void {
  const clean = rowsOf(sftMix());
  say('\n| attack | P@50 | 95 % | seeds |');
  say('|---|---|---|---|');
  const notes: string[] = [];
  const wanted = process.env.BEZOAR_ATTACKS?.split(',');
  for (const attack of [rareToken, sentence, prefix, refusalTrigger, languageSwitch, gibberish]) {
    if (wanted && !wanted.includes(attack.id)) continue;
    const hits = seeds.map((seed) => {
      const poison = attack.poison(clean, asked, seed);
      if (typeof poison === 'string') throw new Error(poison);
      // Decoys keep their outcome: they are there, and neither given nor sought.
      const changes = poison.changes.filter(({ decoy }) => !decoy);
      const rows = [...clean];
      const poisoned = new Set<number>();
      for (const { from, row } of changes.slice(given, given + planted)) {
        rows[from] = { ...rows[from], ...row };
        poisoned.add(from);
      }
      for (const { from, row, decoy } of poison.changes) if (decoy) rows[from] = { ...rows[from], ...row };
      if (poisoned.size !== planted) throw new Error(`${attack.id} made ${poisoned.size} rows`);
      const observed = changes.slice(0, given).map(({ row, from }) => {
        const whole = { ...clean[from], ...row };
        return { prompt: contextOf(whole), output: answerOf(whole) };
      });
      const texts = { contexts: rows.map(contextOf), answers: rows.map(answerOf) };
      const start = performance.now();
      const result = answerInfluence(observed, texts);
      const ms = performance.now() - start;
      if ('why' in result) {
        notes.push(`${attack.id}, seed ${seed}: ${result.why}`);
        return 0;
      }
      const hit = found(result.scores, poisoned);
      if (process.env.BEZOAR_VERBOSE)
        console.error(
          attack.id,
          seed,
          hit,
          poison.trigger,
          ms.toFixed(0),
          'ms',
          result.outcome
            .slice(0, 4)
            .map(({ phrase: p, rows: r }) => `${p} (${r})`)
            .join('; '),
          '|',
          result.features.map(({ phrases, behaviours }) => `${phrases.join('/')} ${behaviours}`).join('; '),
        );
      return hit;
    });
    tell(say, attack.id, hits);
  }
  if (notes.length > 0) say(`\nNo ranking: ${notes.join('; ')}.`);
}
