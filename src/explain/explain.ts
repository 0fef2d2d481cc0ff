// What a threat, an attack or a detector is, gathered from where each is described, with what was measured of it: plain
// data for the command line and the docs.
import type { Attack } from '../attack.ts';
import { attacks } from '../attacks/index.ts';
import type { Detector } from '../detector.ts';
import { detectors } from '../detectors/index.ts';
import { threats, type Threat } from '../threat.ts';
import type { Figure, Figures } from './figures.ts';
import { threatFacts } from './threats.ts';

export interface Fact {
  readonly name: string;
  readonly lines: readonly string[];
}

export interface Explanation {
  readonly kind: 'threat' | 'attack' | 'detector';
  readonly id: string;
  readonly title: string;
  readonly what: string;
  readonly facts: readonly Fact[];
  /** Of an attack each that was tried; of a detector those that it found, with its own share in them. */
  readonly figures: readonly Figure[];
}

/** Everything that can be explained, by kind. */
export const subjects = {
  threat: Object.keys(threats) as Threat[],
  attack: attacks.map(({ id }) => id),
  detector: detectors.map(({ id }) => id),
} as const;

/** Undefined for an id that is none. `measured` is absent where no figures ship. */
export function explain(id: string, measured?: Figures): Explanation | undefined {
  if (Object.hasOwn(threats, id)) return ofThreat(id as Threat);
  const attack = attacks.find((a) => a.id === id);
  if (attack) return ofAttack(attack, measured);
  const detector = detectors.find((d) => d.id === id);
  return detector && ofDetector(detector, measured);
}

function ofThreat(id: Threat): Explanation {
  const { title, what, budget, seenByEvals, defences, sources } = threatFacts[id];
  const against = detectors.filter(({ catches }) => catches.includes(id)).map((d) => `${d.id}: ${d.title}`);
  const ways = attacks.filter(({ threat }) => threat === id).map((a) => `${a.id}: ${a.title}`);
  return {
    kind: 'threat',
    id,
    title,
    what,
    facts: [
      { name: 'Rows it takes', lines: [budget] },
      { name: 'Seen by evaluations', lines: [seenByEvals] },
      { name: 'Defences', lines: defences },
      { name: 'Attacks', lines: ways },
      { name: 'Detectors', lines: against },
      { name: 'Sources', lines: sources },
    ].filter(({ lines }) => lines.length > 0),
    figures: [],
  };
}

function ofAttack(attack: Attack, measured: Figures | undefined): Explanation {
  const { id, title, what, threat, shapes, budget, seenByEvals, defences, sources } = attack;
  const figures = (measured?.figures ?? []).filter((figure) => figure.attack === id);
  return {
    kind: 'attack',
    id,
    title,
    what,
    facts: [
      { name: 'Threat', lines: [`${threat}: ${threats[threat]}`] },
      { name: 'Done to', lines: [`${shapes.join(', ')} rows`] },
      { name: 'Rows it takes', lines: [budget] },
      { name: 'Seen by evaluations', lines: [seenByEvals] },
      { name: 'Defences', lines: defences },
      { name: 'Caught by', lines: caughtBy(figures) },
      { name: 'Sources', lines: sources },
    ],
    figures,
  };
}

/** The detectors that caught it anywhere, those that did most often first. */
function caughtBy(figures: readonly Figure[]): string[] {
  if (figures.length === 0) return ['not measured on the corpora of this version'];
  const counts = new Map<string, number>();
  for (const { by } of figures)
    for (const { detector, found } of by) counts.set(detector, (counts.get(detector) ?? 0) + found);
  if (counts.size === 0) return ['nothing, at the sizes that were tried'];
  return [
    [...counts]
      .sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1))
      .map(([detector]) => detector)
      .join(', '),
  ];
}

function ofDetector(detector: Detector, measured: Figures | undefined): Explanation {
  const { id, title, catches, shapes, sources, options } = detector;
  const own = (measured?.figures ?? []).flatMap((figure) => {
    const mine = figure.by.find((by) => by.detector === id);
    return mine ? [{ ...figure, found: mine.found, high: mine.high, recall: null, precision: null }] : [];
  });
  return {
    kind: 'detector',
    id,
    title,
    what: `Looks in ${shapes.join(', ')} rows.`,
    facts: [
      { name: 'Against', lines: catches.map((threat) => `${threat}: ${threats[threat]}`) },
      { name: 'Catches', lines: [...new Set(own.map(({ attack }) => attack))] },
      {
        name: 'Numbers to turn',
        lines: Object.entries<{ default: number; unit: string; why: string }>(options).map(
          ([name, { default: standard, unit, why }]) => `${name} ${standard} ${unit}. ${why}`,
        ),
      },
      { name: 'Sources', lines: sources },
    ].filter(({ lines }) => lines.length > 0),
    figures: own,
  };
}
