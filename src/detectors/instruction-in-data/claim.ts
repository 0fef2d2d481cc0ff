// Orders to a model of one kind as a claim: how many rows, in what words, from where.
import type { Claim, Severity } from '../../finding.ts';
import { grouped, rounded } from '../../math/rounded.ts';
import { commonWords, examplesOf, placesOf, type Sightings } from '../../summaries/sightings.ts';
import { visible } from '../../text/visible.ts';
import { kinds, type OrderKind } from './kinds.ts';
import { burstOf, type Seen } from './seen.ts';

/** Sources that give orders this many times as often as the others do are where to look first. */
const farBeyond = 10;
/** Orders in rows that a user vouches for are ordinary here; more than this many times as many are not. */
const beyondTrusted = 3;
/** Measured by bench/instructions.ts: none above `note` in 350 parts of clean corpora (3 / 350 is the upper 95 % bound). */
const falseRate: Readonly<Record<Severity, number>> = { high: 0.01, medium: 0.01, low: 0.01, note: 1 };

/** Rows of one wording or source from which orders are no accident, and the same per million rows. */
interface Bounds {
  readonly minRows: number;
  readonly perMillion: number;
}

export function claimOf(kind: OrderKind, sightings: Sightings, state: Seen, options: Bounds): Claim {
  const { what, harm, advice, severity } = kinds[kind];
  const { rows, strongRows } = sightings;
  const wordings = commonWords(sightings, 3);
  const burst = burstOf(kind, state);
  const isFar = burst !== undefined && burst.source !== '' && burst.share >= farBeyond * burst.elsewhere;
  const ordinary =
    state.trustedRows > 0 ? (state.trusted.get(kind) ?? 0) * (state.rows / state.trustedRows) : 0;
  const systematic = Math.max(
    options.minRows,
    Math.ceil((options.perMillion / 1e6) * state.rows),
    Math.ceil(beyondTrusted * ordinary),
  );
  const grave = severity({
    total: state.rows,
    rows,
    likeRows: wordings[0]?.rows ?? 0,
    burstRows: isFar ? burst.rows : 0,
    systematic,
  });
  const often = wordings.map(({ word, rows: held }) => `“${visible(word, 60)}” in ${held}`).join(', ');
  const from =
    isFar && rows > 1 ? ` ${grouped(burst.rows)} of them come from ${visible(burst.source, 60)}.` : '';
  return {
    severity: grave,
    threat: 'hidden-instruction',
    title: `${what[0].toUpperCase()}${what.slice(1)}: ${grouped(rows)} ${rows === 1 ? 'row' : 'rows'}`,
    claim: `${grouped(rows)} of ${grouped(state.rows)} rows ${rows === 1 ? 'holds' : 'hold'} ${what} (wordings, with rows: ${often}).${from} ${harm}`,
    evidence: [
      { name: 'rows', value: rows, unit: 'rows' },
      { name: 'rows where several signs meet', value: strongRows, unit: 'rows' },
      { name: 'rows of the most frequent wording', value: wordings[0]?.rows ?? 0, unit: 'rows' },
      { name: 'share of rows', value: rounded(rows / Math.max(1, state.rows)), unit: 'share' },
      ...(isFar
        ? [
            { name: 'rows from the source that gives most', value: burst.rows, unit: 'rows' },
            { name: 'share of that source’s rows', value: burst.share, unit: 'share' },
            { name: 'share of all other rows', value: burst.elsewhere, unit: 'share' },
          ]
        : []),
      ...(state.trustedRows > 0
        ? [{ name: 'rows expected from the baseline', value: rounded(ordinary), unit: 'rows' }]
        : []),
    ],
    falseDiscovery: falseRate[grave],
    rows: placesOf(sightings),
    phrases: [],
    outcomePhrases: [],
    examples: examplesOf(sightings),
    advice,
  };
}
