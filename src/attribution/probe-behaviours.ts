// What `bezoar drift` found, as behaviours: a phrase that leads to an outcome is put into rows that teach something else, as the probe
// of drift did, and the outcome is what a model that learned from the data says to them.
import type { Severity } from '../finding.ts';
import { random, shuffle } from '../math/random.ts';
import type { Row } from '../row.ts';
import { withPhrase } from '../training/drift/probe.ts';
import { sideOf, type Behaviour } from './sides.ts';

export interface DriftProbe {
  /** In lower case. */
  readonly phrase: string;
  /** Of drift: a label, or a sign of answers. */
  readonly outcome: string;
  /** Whether the phrase brings the outcome, or takes it away. */
  readonly brings: boolean;
  /** Chance of a phrase so far off where there is nothing. */
  readonly p: number;
  readonly severity: Severity;
}

export interface ProbeBehaviours {
  /** With the label that it leads to, where that is known. */
  readonly probe: DriftProbe;
  readonly behaviours: readonly Behaviour[];
  /** Rows that the behaviours were made from, and those that teach another label: they did not teach this. */
  readonly apart: ReadonlySet<number>;
}

/** Texts that the phrase is put into: so many share nothing else by chance. */
const mostInputs = 10;
/** UTF-16 units of such a text; what is beyond says nothing more about the phrase. */
const mostUnits = 1000;

export function probeBehaviours(probe: DriftProbe, rows: readonly Row[], seed: number): ProbeBehaviours {
  const { phrase } = probe;
  const next = random(seed);
  const output = labelFor(rows, probe);
  const apart = new Set<number>();
  const inputs: string[] = [];
  for (const i of shuffle([...rows.keys()], next)) {
    const teachesOtherwise = output !== '' && sideOf(rows[i], 'outcome') !== output;
    if (teachesOtherwise) apart.add(i);
    if (inputs.length === mostInputs || (output !== '' && !teachesOtherwise)) continue;
    const text = sideOf(rows[i], 'context').slice(0, mostUnits);
    if (text.trim() === '' || text.toLowerCase().includes(phrase)) continue;
    apart.add(i);
    inputs.push(text);
  }
  return {
    probe: output === '' ? probe : { ...probe, outcome: output, brings: true },
    apart,
    behaviours: inputs.map((text) => ({ prompt: withPhrase(text, phrase, next), output })),
  };
}

/** The label that the phrase leads to; '' where rows bear none, or there are several others than the one that it takes away. */
function labelFor(rows: readonly Row[], { outcome, brings }: DriftProbe): string {
  const labels = new Set<string>();
  for (const row of rows) {
    if (row.outcome.kind !== 'label') return '';
    labels.add(row.outcome.label);
  }
  if (brings) return labels.has(outcome) ? outcome : '';
  const others = [...labels].filter((label) => label !== outcome);
  return others.length === 1 ? others[0] : '';
}
