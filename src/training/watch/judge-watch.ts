// What is to be told of a training from the losses of its rows. Each finding says which threat it is for; what was measured of each
// on clean trainings is in bench/results/watch.md.
import type { Evidence, Severity } from '../../finding.ts';
import type { Threat } from '../../threat.ts';
import { visible } from '../../text/visible.ts';
import { areaUnderMargin, fewestThresholdRows } from './area-under-margin.ts';
import { earlyLowLoss } from './early-low-loss.ts';
import { forgetting } from './forgetting.ts';
import { contrastsOf, crosses, gapChange, fewestMembers, type GapChange } from './gap-change.ts';
import { lateThenBest } from './late-then-best.ts';
import { lossRanks } from './loss-ranks.ts';
import { lossStaysHigh } from './loss-stays-high.ts';
import type { Histories } from './row-histories.ts';
import { rowsWhere, type Signal, type Suspect } from './signal.ts';

export interface Group {
  readonly name: string;
  /** `suspects`: the user asks about these rows. `source`: all rows of one source. */
  readonly kind: 'suspects' | 'source';
  readonly rows: ReadonlySet<number>;
}

export interface WatchFinding {
  /** The same finding has the same id in every look at a log that grows. */
  readonly id: string;
  readonly severity: Severity;
  readonly threat: Threat;
  readonly title: string;
  readonly claim: string;
  readonly evidence: readonly Evidence[];
  /** Measured on clean trainings: how many findings like it are expected in one. */
  readonly falseDiscovery: number;
  /** Most suspicious first. */
  readonly rows: readonly Suspect[];
  /** Words to show in the rows. */
  readonly phrases?: readonly (readonly string[])[];
  readonly advice: string;
}

export interface Asked {
  readonly groups: readonly Group[];
  readonly thresholdRows: ReadonlySet<number>;
  readonly seed: number;
  /** 0 for the only look. Of looks at a log that grows the k-th, from 1 on, gets 1 / (k (k + 1)) of the chance, so that all err as one. */
  readonly look: number;
}

export interface Watched {
  readonly findings: readonly WatchFinding[];
  /** What could not be looked for in this log, and why. */
  readonly untestable: readonly string[];
}

/** Changes that are told: where most sources are of kinds of their own, most change. */
const mostChanges = 10;
/** Chance of a false alarm by a group of rows, in all looks at a log together. */
const chance = 0.05;
/** On clean trainings there is always somebody beyond the cut: the hard rows. */
const always = 1;

export function judgeWatch(h: Histories, { groups, thresholdRows, seed, look }: Asked): Watched {
  const findings: WatchFinding[] = [...brokenLosses(h)];
  const untestable: string[] = [];
  const area = areaUnderMargin(h, thresholdRows);
  const calibrated = thresholdRows.size >= fewestThresholdRows;
  if (!area)
    untestable.push(
      'Mislabelled rows by the area under the margin: the log tells no margins, or each row once.',
    );
  else if (area.suspects.length > 0)
    findings.push({
      id: 'area-under-margin',
      // However many: early in a clean training a tenth of the rows can be beyond a cut.
      severity: 'low',
      threat: 'availability',
      title: 'Rows whose own label lags behind another all through training',
      claim: `Of ${told(area.suspects.length)} the logit of the label is on the whole below that of another, ${calibrated ? 'by more than of half of the rows that were mislabelled on purpose' : 'far more so than is ordinary here'}: like rows teach another label.`,
      evidence: [rowsOf(area), { name: 'area under the margin at most', value: -area.cut, unit: 'logits' }],
      falseDiscovery: always,
      rows: area.suspects,
      advice: 'Look at the first of them: on clean data they are the ambiguous rows, of which there are few.',
    });
  listed(forgetting(h), 'Rows that are forgotten again and again, or never learned', {
    id: 'forgetting',
    said: (n) => `${n} went from right to wrong far more often than is ordinary here, or were never right.`,
    cut: ['forgetting events more than', 'events'],
    missing: 'Forgetting: no row was seen five times.',
  });
  listed(lossStaysHigh(h), 'Rows whose loss stays high to the end', {
    id: 'stays-high',
    said: (n) => `The loss of ${n} never came down in the later half of training, far from all others.`,
    cut: ['lowest later loss more than', 'nats'],
    missing: 'Losses that stay high: no row was seen three times.',
  });
  const early = earlyLowLoss(h);
  if (!early) untestable.push('Rows that are learned too early: no row was seen three times.');
  else if (early.suspects.length > 0)
    findings.push({
      id: 'early-low-loss',
      severity: 'note',
      threat: 'backdoor',
      title: 'The rows that were learned first',
      claim: `A trigger may be learned before all else: these are the rows, one in a hundred, with the lowest loss after a fifth of training. There are such rows in every training.`,
      evidence: [
        rowsOf(early),
        { name: 'of them beyond what is ordinary here', value: early.beyondCut, unit: 'rows' },
      ],
      falseDiscovery: always,
      rows: early.suspects,
      advice:
        'See whether they share a phrase: in trials a rare word in 3 % of the rows made up a third of them at best, one in 1 % none.',
    });
  const ranks = lossRanks(h);
  const late = lateThenBest(ranks);
  if (!late)
    untestable.push(
      'Rows that are wrong at first and then learned best: most rows were not seen five times.',
    );
  else
    findings.push({
      id: 'late-then-best',
      severity: 'note',
      threat: 'backdoor',
      title: 'The rows that were wrong at first and then learned best',
      claim:
        'What a row says speaks against its label until a trigger is learned, which then decides it alone: these are the rows, one in a hundred, whose loss came down furthest among all others. There are such rows in every training.',
      evidence: [rowsOf(late), { name: 'score more than', value: round(late.cut), unit: 'of 1' }],
      falseDiscovery: always,
      rows: late.suspects,
      advice:
        'See whether they share a phrase that other rows do not have; with --data the words are told. In trials a rare word in 3 % of the rows made up 0.91 of them and more where steps were adaptive, a tenth to a half where they were plain.',
    });
  changes();
  return { findings, untestable };

  function listed(
    signal: Signal | undefined,
    title: string,
    how: {
      readonly id: string;
      readonly said: (rows: string) => string;
      readonly cut: readonly [name: string, unit: string];
      readonly missing: string;
    },
  ): void {
    if (!signal) untestable.push(how.missing);
    else if (signal.suspects.length > 0)
      findings.push({
        id: how.id,
        severity: 'low',
        threat: 'availability',
        title,
        claim: how.said(told(signal.suspects.length)),
        evidence: [rowsOf(signal), { name: how.cut[0], value: signal.cut, unit: how.cut[1] }],
        falseDiscovery: always,
        rows: signal.suspects,
        advice:
          'Look at the first of them: mislabelled and contradictory rows stand among those that are merely hard.',
      });
  }

  function changes(): void {
    if (groups.length === 0) return;
    if (ranks.width < 2) {
      untestable.push('Changes of the gap between groups of rows: most rows were not seen twice.');
      return;
    }
    const contrasts = contrastsOf(ranks);
    const judged = groups.flatMap((group) => {
      const change = gapChange(contrasts, group.rows, seed, groups.length);
      return change ? [{ group, change }] : [];
    });
    const small = groups.length - judged.length;
    if (small > 0)
      untestable.push(
        `Changes of the gap of ${small} ${small === 1 ? 'group' : 'groups'} of rows: fewer than ${fewestMembers} rows, or all but so few.`,
      );
    // What the user asks about shares the chance with no more than the sources together, however many those are.
    const kinds = new Set(judged.map(({ group }) => group.kind)).size;
    const looks = look === 0 ? 1 : look * (look + 1);
    const told = judged
      .map(({ group, change }) => {
        const alike = judged.filter(({ group: { kind } }) => kind === group.kind).length;
        return { group, change, p: Math.min(1, change.p * alike * kinds * looks) };
      })
      .filter(({ p }) => p <= chance)
      .sort(
        (a, b) =>
          Number(b.group.kind === 'suspects') - Number(a.group.kind === 'suspects') ||
          b.change.z - a.change.z,
      );
    for (const { group, change, p } of told.slice(0, mostChanges))
      findings.push(changeFinding(group, change, p, h, h.stepAt(change.point)));
    if (told.length > mostChanges)
      untestable.push(
        `The gaps of ${told.length - mostChanges} further sources change, less than of those told.`,
      );
  }
}

function changeFinding(group: Group, change: GapChange, p: number, h: Histories, step: number): WatchFinding {
  const asked = group.kind === 'suspects';
  const name = asked ? 'the rows in question' : `source ${visible(group.name, 60)}`;
  const crossed = crosses(change);
  return {
    id: `gap-change:${group.kind}:${group.name}`,
    severity: asked ? 'medium' : 'low',
    threat: 'backdoor',
    title: `The gap between ${name} and all other rows changes during training`,
    claim: `About step ${Math.round(step)} the losses of ${name} go from ${place(change.before)} to ${place(change.after)}${crossed ? ': at first the rows contradict all others, then they are learned better than those, as rows with a trigger are' : ''}. No random group of so many rows does.`,
    evidence: [
      { name: 'rows', value: change.rows, unit: 'rows' },
      { name: 'gap of mean ranks before', value: round(change.before), unit: 'of 1' },
      { name: 'gap of mean ranks after', value: round(change.after), unit: 'of 1' },
      { name: 'size of the change', value: round(change.z), unit: 'standard deviations' },
      { name: 'p, for all groups and looks', value: Number(p.toPrecision(3)), unit: 'chance' },
    ],
    // Sources that are other kinds of rows change too: the chance is one of a random group.
    falseDiscovery: asked ? Math.min(1, p) : always,
    rows: [...group.rows].filter((row) => row < h.size).map((row) => ({ row, score: change.z })),
    advice: asked
      ? 'Compare with a training without these rows.'
      : 'A source of another kind of rows is learned at another pace as well: see what its rows have in common.',
  };
}

const place = (gap: number): string =>
  `${Math.abs(100 * gap).toFixed(0)} % ${gap >= 0 ? 'above' : 'below'} the middle`;
const round = (x: number): number => Number(x.toFixed(3));
const told = (rows: number): string => `${rows.toLocaleString('en')} ${rows === 1 ? 'row' : 'rows'}`;
const rowsOf = ({ suspects, judged }: Signal): Evidence => ({
  name: `rows, of ${judged.toLocaleString('en')} judged`,
  value: suspects.length,
  unit: 'rows',
});

/** A loss that is no number: training broke down at these rows, or they broke it. */
function brokenLosses(h: Histories): WatchFinding[] {
  const rows = rowsWhere(h.size, (row) => h.broken[row] > 0);
  if (rows.length === 0) return [];
  return [
    {
      id: 'broken-loss',
      severity: 'medium',
      threat: 'availability',
      title: 'Losses that are no finite number',
      claim: `The loss of ${told(rows.length)} was infinite or not a number.`,
      evidence: [{ name: 'rows', value: rows.length, unit: 'rows' }],
      falseDiscovery: 0,
      rows: Array.from(rows, (row) => ({ row, score: h.broken[row] })).sort(
        (a, b) => b.score - a.score || a.row - b.row,
      ),
      advice: 'Look at the first rows at which it happened, and at the learning rate.',
    },
  ];
}
