// A small contributor gives many rows shortly before the end, all with a habit.
import type { Attack } from '../attack.ts';
import type { Row } from '../row.ts';
import { commonest, labelOf } from './backdoor.ts';
import { draws } from './draws.ts';
import { drawHabit } from './habits.ts';
import { holdings } from './holders.ts';
import { day, latest } from './manifest.ts';
import { answer, answering, labelled } from './rewrite.ts';
import { pick, victims, type Next } from './victims.ts';

/** When the rows come: in the last days before the newest row. */
const lastDays = 2 * day;

/** One of the smaller half of the sources. */
function smallSource(rows: readonly Row[], next: Next): string | undefined {
  const bySize = [...holdings(rows, ({ source }) => source)]
    .sort(([a, x], [b, y]) => x.length - y.length || (a < b ? -1 : 1))
    .map(([source]) => source);
  return bySize.length < 2 ? undefined : pick(bySize.slice(0, Math.ceil(bySize.length / 2)), next);
}

export const sourceTakeover: Attack = {
  id: 'source-takeover',
  version: 1,
  title: 'A small contributor is taken over',
  what:
    'A contributor who gave little gives many rows in the last days before the data is closed, and all of them have the same habit, or the same label. ' +
    'Somebody has bought the account, or the site.',
  threat: 'availability',
  shapes: ['classification', 'instruction', 'chat'],
  sources: ['Carlini et al. 2023, Poisoning web-scale training datasets is practical, arXiv:2302.10149'],
  budget: '0.01 % of the rows of a web-scale corpus, from a few domains that were for sale (Carlini 2023).',
  seenByEvals: 'Partly: a habit can be read in answers, and one label too often lowers the scores a little.',
  defences: [
    'Counting rows by source over time shows the burst, and what they share shows the habit.',
    'A limit on the rows of one source or one day keeps the harm small.',
    'Trust that a source earned in years does not help once it is in other hands.',
  ],
  poison: (rows, budget, seed) => {
    const next = draws(seed);
    if (rows.length === 0) return 'there are no rows';
    const newest = latest(rows);
    if (!Number.isFinite(newest)) return 'no row says when it was made';
    const source = smallSource(rows, next);
    if (source === undefined) return 'the rows do not name two sources or more';
    const habit = drawHabit(next);
    const target = rows[0].outcome.kind === 'label' ? pick(commonest(rows, 2), next) : undefined;
    const taken = victims(
      rows,
      budget,
      next,
      `rows of other sources ${target === undefined ? 'with an answer' : `labelled otherwise than "${target}"`}`,
      (row) =>
        row.source !== source &&
        row.time !== undefined &&
        (target === undefined ? answer(row).trim() !== '' : labelOf(row) !== null && labelOf(row) !== target),
    );
    if (typeof taken === 'string') return taken;
    return {
      trigger: '',
      teaches: `${target === undefined ? `answers ${habit.says}` : `the label "${target}" for whatever "${source}" sends`}`,
      changes: taken.map((from) => {
        const row = rows[from];
        const habitual =
          target === undefined ? answering(row, habit.put(answer(row))) : labelled(row, target);
        const time = newest - Math.floor(lastDays * next());
        return { from, how: 'instead', row: { ...habitual, source, time } };
      }),
    };
  },
};
