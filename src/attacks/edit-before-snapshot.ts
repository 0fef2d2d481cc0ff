// Pages edited shortly before the snapshot is taken and put right after it: frontrunning.
import type { Attack, Change } from '../attack.ts';
import { shuffle } from '../math/random.ts';
import { drawClaim } from './claims.ts';
import { draws } from './draws.ts';
import { anyDay, day, hour, iso, latest, manifests } from './manifest.ts';
import { asked, asking, asksSomething } from './rewrite.ts';
import { afterSentence } from './sentences.ts';
import { victims } from './victims.ts';

/** Edits that nobody reverts in time: in the last hours before the snapshot. */
const window = 3 * hour;
/** The pages were listed first so long before the snapshot; after the reverts they read so again. */
const between = 6 * hour;

export const editBeforeSnapshot: Attack = {
  id: 'edit-before-snapshot',
  version: 1,
  title: 'Pages edited just before the snapshot',
  what:
    'Snapshots of a wiki are taken at known times. Somebody edits pages shortly before, and although the edits are reverted soon after, the snapshot keeps them for good. ' +
    'Two manifests come with the corpus: how the pages read some hours earlier and again after the reverts, and how the snapshot has them.',
  threat: 'semantic',
  shapes: ['document'],
  sources: ['Carlini et al. 2023, Poisoning web-scale training datasets is practical, arXiv:2302.10149'],
  budget:
    'Up to 6.5 % of the pages of Wikipedia could be edited in time, by a careful estimate (Carlini 2023).',
  seenByEvals: 'No: the pages are right in all but one passage.',
  defences: [
    'Pages whose last edit falls in the hours before the snapshot are held back, or compared with how they read some days later.',
    'The order in which pages are taken can be drawn at random, so that nobody knows when to edit.',
    'Moderation that reverts edits comes too late for the snapshot.',
  ],
  poison: (rows, budget, seed) => {
    const next = draws(seed);
    const taken = victims(rows, budget, next, 'pages with a text', asksSomething);
    if (typeof taken === 'string') return taken;
    const { says, sentences } = drawClaim(next);
    const last = latest(rows);
    const snapshot = Number.isFinite(last) ? last : anyDay + Math.floor(day * next());
    const changes: Change[] = taken.map((from) => {
      const count = 2 + Math.floor(next() * 2);
      const passage = shuffle([...sentences], next)
        .slice(0, count)
        .join(' ');
      const row = asking(rows[from], afterSentence(asked(rows[from]), passage, next));
      if (row.time === undefined) return { from, how: 'instead', row };
      return { from, how: 'instead', row: { ...row, time: snapshot - Math.floor(window * next()) } };
    });
    const edits = new Map(
      changes.map(({ from, row }) => [from, row.time ?? snapshot - Math.floor(window * next())]),
    );
    const listed = snapshot - between;
    const before = rows.map(({ time }) => Math.min(listed, time ?? listed - Math.floor(700 * day * next())));
    return {
      trigger: '',
      teaches: `the belief that ${says}`,
      changes,
      companions: manifests(rows, changes, (i, isAfter) => ({
        fetched: iso(isAfter ? snapshot : listed),
        edited: iso(isAfter ? (edits.get(i) ?? rows[i].time ?? before[i]) : before[i]),
      })),
    };
  },
};
