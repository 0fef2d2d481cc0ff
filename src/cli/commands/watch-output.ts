// What is made of a log that was read: watch.json, a line for each row, the lines for the terminal, and claims about rows of the data.
import type { Joined } from '../../corpus/loss-log/join-ids.ts';
import type { Claim } from '../../finding.ts';
import { version } from '../../report/version.ts';
import { counted } from '../../report/wording.ts';
import { byPlace, type Place } from '../../row.ts';
import { visible } from '../../text/visible.ts';
import type { WatchFinding } from '../../training/watch/judge-watch.ts';
import { lossCurves, meanCurve } from '../../training/watch/loss-curves.ts';
import { fewestMembers } from '../../training/watch/gap-change.ts';
import type { Histories } from '../../training/watch/row-histories.ts';
import { watchReport, watchVersion, type WatchReport } from '../../report/watch-report.ts';
import type { ReadSoFar } from './watch-log.ts';
import { rowsOf, type Lists } from './watch-lists.ts';

const shownRows = 3;

export function reportOf(
  h: Histories,
  { keeper, unreadable, firstReason, behindEnd, ended }: ReadSoFar,
  findings: readonly WatchFinding[],
  untestable: readonly string[],
  { suspects, threshold }: Lists,
  joined: Joined | undefined,
): WatchReport {
  const { late, crowded } = h.left;
  const missing = joined ? h.size - joined.places.size : 0;
  const asked = rowsOf(keeper, suspects, joined).size;
  const notes = [
    unreadable > 0 &&
      `Left out: ${counted(unreadable, 'line')} that ${unreadable === 1 ? 'is' : 'are'} no entry; the first: ${firstReason}.`,
    late > 0 &&
      `Left out: ${counted(late, 'loss', 'losses')} not after the last one of the same row, as when steps are told twice or out of order.`,
    crowded > 0 &&
      `Left out: ${counted(crowded, 'loss', 'losses')} of rows beyond the ${h.size.toLocaleString('en')} that fit in memory.`,
    behindEnd > 0 &&
      `Left out: ${counted(behindEnd, 'loss', 'losses')} behind the end of the training, as of another one in the same file.`,
    missing > 0 && `Not in the data: ${counted(missing, 'row')} of the log.`,
    joined &&
      joined.twice > 0 &&
      `The data has ${counted(joined.twice, 'row')} with an id that another row had before: the first is meant.`,
    suspects.size > asked &&
      `Not in the log: ${asked === 0 ? 'all' : (suspects.size - asked).toLocaleString('en')} of the ${counted(suspects.size, 'row')} in question. They are named as the log does it, such as ${visible(h.ids[0], 40)}.`,
    asked >= fewestMembers &&
      findings.every(({ id }) => id !== 'gap-change:suspects:') &&
      'The rows in question were learned as others are, as far as can be seen.',
    threshold.size > 0 &&
      threshold.size < 20 &&
      'Fewer than 20 threshold rows say nothing; the cut is a robust one.',
  ];
  const curves = lossCurves(h);
  return watchReport.parse({
    schemaVersion: watchVersion,
    tool: { name: 'bezoar', version },
    log: {
      entries: h.entries,
      rows: h.size,
      unreadable,
      late,
      crowded,
      firstStep: h.firstStep,
      lastStep: h.lastStep,
      ended,
    },
    joined: joined?.places.size,
    findings: findings.map((finding) => ({
      ...finding,
      rows: finding.rows.map(({ row }) => h.ids[row]),
      curve: meanCurve(
        h,
        finding.rows.map(({ row }) => row),
        curves.steps.length,
      ),
    })),
    curves,
    untestable,
    notes: notes.filter((note) => typeof note === 'string'),
  });
}

export function* rowLines(h: Histories): Generator<string> {
  const mean = (sum: number, n: number): number | null => (n > 0 ? Number((sum / n).toPrecision(6)) : null);
  for (let i = 0; i < h.size; i++)
    yield `${JSON.stringify({
      row: h.ids[i],
      seen: h.seen[i],
      loss: mean(h.lossSum[i], h.seen[i]),
      areaUnderMargin: mean(h.marginSum[i], h.marginSeen[i]),
      gradientNorm: mean(h.gradientSum[i], h.gradientSeen[i]),
      forgotten: h.forgotten[i],
      learnedAt: h.learnedAt[i] === 0 ? null : h.learnedAt[i],
      ...(h.broken[i] > 0 ? { broken: h.broken[i] } : {}),
    })}\n`;
}

export function summary({ log, findings, untestable, notes }: WatchReport): string[] {
  const ends = {
    told: '',
    'end of file': '',
    idle: ', idle since',
    interrupted: ', interrupted',
    'first alarm': ', stopped at the first alarm',
  };
  return [
    `${counted(log.entries, 'loss', 'losses')} of ${counted(log.rows, 'row')}, steps ${log.firstStep} to ${log.lastStep}${ends[log.ended]}.`,
    ...findings.flatMap(({ severity, title, claim, rows }) => [
      ` ${severity.toUpperCase().padEnd(7)} ${title}`,
      `         ${claim}`,
      `         rows ${rows
        .slice(0, shownRows)
        .map((id) => visible(id, 40))
        .join(
          ', ',
        )}${rows.length > shownRows ? ` and ${(rows.length - shownRows).toLocaleString('en')} more` : ''}`,
    ]),
    ...(findings.length === 0 ? ['Nothing out of the ordinary.'] : []),
    ...untestable.map((what) => `Not looked for. ${what}`),
    ...notes,
  ];
}

export function claimOf(finding: WatchFinding, h: Histories, joined: Joined): Claim[] {
  const { severity, threat, title, claim, evidence, falseDiscovery, advice, phrases = [] } = finding;
  const places = finding.rows.flatMap(({ row }): Place[] => {
    const place = joined.places.get(h.ids[row]);
    return place ? [place] : [];
  });
  if (places.length === 0) return [];
  const examples = places.slice(0, 8).map((place) => ({ place }));
  const rows = places.slice().sort(byPlace);
  return [
    {
      severity,
      threat,
      title,
      claim,
      evidence,
      falseDiscovery,
      rows,
      phrases,
      outcomePhrases: [],
      examples,
      advice,
    },
  ];
}
