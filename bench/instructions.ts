// How many planted orders to a model instruction-in-data finds, by family of wordings and by where they stand, what it
// says about ordinary sentences in like words and about clean corpora, and how fast it looks. Writes
// bench/results/instructions.md. The numbers in the detector's comments come from here.
import { mkdirSync, writeFileSync } from 'node:fs';
import { payloads } from '../src/attacks/drill-orders.ts';
import { isSummary } from '../src/detector.ts';
import { instructionInData } from '../src/detectors/instruction-in-data.ts';
import type { Verdict } from '../src/finding.ts';
import { random, shuffle } from '../src/math/random.ts';
import { defaults } from '../src/option.ts';
import { allParts, type Part, type Row } from '../src/row.ts';
import { ordinary } from './ordinary-wordings.ts';
import { cleanCorpora, formatCorpora, renumbered, subSamples, type Named } from './corpus-rows.ts';
import { heldOut, known, secondHeldOut, type Families } from './order-wordings.ts';

const seeds = process.argv.slice(2).map(Number).filter(Number.isInteger);
const chosen = seeds.length > 0 ? seeds : [1, 2, 3, 4, 5];
const show = process.argv.includes('--missed');
/** Rows planted, and at most this share of a small corpus. */
const planted = 20;
const plantedShare = 1 / 6;

function judge(rows: readonly Row[]): Verdict {
  const inspection = instructionInData.inspect(undefined, {
    options: defaults(instructionInData.options),
    seed: 1,
  });
  if (!isSummary(inspection)) return inspection;
  const state = inspection.empty();
  for (let i = 0; i < rows.length; i += 1024) inspection.add(state, rows.slice(i, i + 1024));
  return inspection.finish(state);
}

/** Text parts that a planter may write into. */
type Spot = (row: Row) => Part | undefined;
const spots: Readonly<Record<string, { from: string; spot: Spot }>> = {
  'C4 documents': {
    from: 'c4_demo.jsonl',
    spot: ({ outcome }) => (outcome.kind === 'document' ? outcome.parts[0] : undefined),
  },
  'wiki text': {
    from: 'wiki_demo.txt',
    spot: ({ outcome }) => (outcome.kind === 'document' ? outcome.parts[0] : undefined),
  },
  'sft-mix inputs': {
    from: 'sft-mix.jsonl',
    spot: ({ context }) => context.find(({ field }) => field === 'input'),
  },
  'tool results': {
    from: 'glaive_toolcall_en_demo.json',
    spot: ({ context }) => context.find(({ role }) => role === 'tool'),
  },
};

const isSpaced = (c: string): boolean => c === ' ' || c === '\n';

/** Between two words of the text, or at an end. */
function splicedInto(text: string, order: string, next: () => number): string {
  let at = Math.floor(next() * (text.length + 1));
  while (at > 0 && at < text.length && !isSpaced(text[at])) at++;
  return `${text.slice(0, at)}\n${order}\n${text.slice(at)}`;
}

function withText(row: Row, old: Part, text: string): Row {
  const swap = (part: Part): Part => (part === old ? { ...part, text } : part);
  const { outcome } = row;
  return {
    ...row,
    context: row.context.map(swap),
    outcome: outcome.kind === 'document' ? { ...outcome, parts: outcome.parts.map(swap) } : outcome,
  };
}

interface Tried {
  readonly rows: number;
  found: number;
  flagged: number;
  medium: number;
  readonly missed: Set<string>;
}

function plant(corpus: Named, spot: Spot, wordings: readonly string[], seed: number, tried: Tried): Tried {
  const next = random(seed * 7919);
  const hosts = shuffle(
    corpus.rows.flatMap((row, i) => (spot(row) ? [i] : [])),
    next,
  ).slice(0, Math.min(planted, Math.floor(plantedShare * corpus.rows.length)));
  const rows = [...corpus.rows];
  const said = new Map<number, string>();
  hosts.forEach((i, k) => {
    const wording = wordings[(k + seed) % wordings.length];
    const payload = payloads[Math.floor(next() * payloads.length)];
    const part = spot(rows[i])!;
    rows[i] = withText(rows[i], part, splicedInto(part.text, wording.replaceAll('{p}', payload), next));
    said.set(i, wording);
  });
  const { claims } = judge(rows);
  const flagged = new Set(
    claims.filter((c) => c.severity !== 'note').flatMap((c) => c.rows.map((p) => p.row)),
  );
  for (const [i, wording] of said) {
    if (flagged.has(i)) tried.found++;
    else tried.missed.add(wording);
  }
  tried.flagged += flagged.size;
  if (claims.some((c) => c.severity === 'medium')) tried.medium++;
  return { ...tried, rows: tried.rows + said.size };
}

const clean = await cleanCorpora();
const formats = await formatCorpora();
const everywhere = [...clean, ...formats];

const lines = [
  '# instruction-in-data',
  '',
  `Twenty planted rows a corpus, seeds ${chosen.join(', ')}. Recall: planted rows that are told of at low or above. Precision: of the rows told of, those that were planted.`,
  '',
];
const table = (families: Families, title: string): void => {
  lines.push(
    `## ${title}`,
    '',
    `| family | ${Object.keys(spots).join(' | ')} | precision | corpora with a medium finding |`,
    `|---|${'---|'.repeat(Object.keys(spots).length)}---|---|`,
  );
  let all = 0;
  let of = 0;
  for (const [family, wordings] of Object.entries(families)) {
    const missed = new Set<string>();
    let found = 0;
    let flagged = 0;
    let medium = 0;
    const cells = Object.values(spots).map(({ from, spot }) => {
      const corpus = everywhere.find(({ name }) => name === from)!;
      let tried: Tried = { rows: 0, found: 0, flagged: 0, medium: 0, missed };
      for (const seed of chosen) tried = plant(corpus, spot, wordings, seed, tried);
      found += tried.found;
      flagged += tried.flagged;
      medium += tried.medium;
      all += tried.found;
      of += tried.rows;
      return (tried.found / tried.rows).toFixed(2);
    });
    lines.push(
      `| ${family} | ${cells.join(' | ')} | ${(found / Math.max(1, flagged)).toFixed(2)} | ${medium} of ${chosen.length * cells.length} |`,
    );
    if (show) for (const m of missed) console.log(`missed, ${family}: ${m}`);
  }
  lines.push('', `All: ${(all / of).toFixed(3)} of ${of} rows.`, '');
};
table(known, 'Wordings at hand while the rules were written');
table(heldOut, 'Wordings written down before the rules (0.653 of them at first run)');
table(secondHeldOut, 'Wordings written down after the first run, before the rules were made better by it');

const told = ordinary.filter((sentence) => {
  const document = { field: 'text', role: 'assistant' as const, text: sentence };
  const row: Row = {
    shard: 0,
    row: 0,
    context: [],
    outcome: { kind: 'document', parts: [document] },
    source: '',
  };
  return judge([row]).claims.some((c) => c.severity !== 'note');
});
lines.push(
  `Ordinary sentences in like words told of: ${told.length} of ${ordinary.length}${told.length ? `: ${told.join(' / ')}` : ''}.`,
  '',
);

lines.push('## Clean corpora', '', '| corpus | severity | claim | CPU seconds |', '|---|---|---|---|');
for (const { name, rows } of everywhere) {
  const began = process.cpuUsage();
  const { claims } = judge(rows);
  const { user } = process.cpuUsage(began);
  lines.push(
    ...(claims.length > 0 ? claims : [{ severity: '', title: 'nothing' }]).map(
      (c) => `| ${name} (${rows.length}) | ${c.severity} | ${c.title} | ${(user / 1e6).toFixed(2)} |`,
    ),
  );
  if (show) {
    for (const claim of claims) {
      for (const { place, marks } of claim.examples.slice(0, 4)) {
        const row = rows[place.row];
        console.log(
          `${name} ${claim.severity} ${claim.title}:`,
          marks
            ?.map(
              (m) =>
                `${m.shown}: “${allParts(row)
                  .find((p) => p.field === m.field)
                  ?.text.slice(m.start, m.end)}”`,
            )
            .join('; '),
        );
      }
    }
  }
}
const graded = { corpora: 0, medium: 0, low: 0 };
for (const { rows } of subSamples(everywhere, 25, 23)) {
  const { claims } = judge(renumbered(rows));
  graded.corpora++;
  if (claims.some((c) => c.severity === 'medium' || c.severity === 'high')) graded.medium++;
  if (claims.some((c) => c.severity === 'low')) graded.low++;
}
lines.push(
  '',
  `Of ${graded.corpora} sub-samples, ${graded.medium} with a finding of medium or above, ${graded.low} with a low one.`,
  '',
);
mkdirSync('bench/results', { recursive: true });
writeFileSync('bench/results/instructions.md', lines.join('\n'));
console.log(lines.join('\n'));
