// The decisive thresholds that users cannot turn, and where each was measured: for the results page. A table.
interface Constant {
  readonly detector: string;
  readonly what: string;
  /** As it stands in the code. */
  readonly where: string;
  readonly from: string;
}

const constants: readonly Constant[] = [
  {
    detector: 'planted-trigger',
    what: 'natural clusters as extreme that are expected at most: 0.01 for high, 0.1 for medium',
    where: 'planted-trigger/severity.ts',
    from: 'bench/detect, clean and poisoned',
  },
  {
    detector: 'planted-trigger',
    what: 'smallest effect in each channel, above that of every clean corpus',
    where: 'planted-trigger/severity.ts',
    from: 'bench/detect',
  },
  {
    detector: 'planted-string',
    what: 'how far a string must stand out at changes of the text, alone and beside a baseline',
    where: 'planted-string/',
    from: 'bench/documents; alone it has natural high findings in 100 MB',
  },
  {
    detector: 'same-answer',
    what: 'how unlike the prompts of one answer must be, and how many say what it says',
    where: 'same-answer/grade.ts',
    from: 'bench/trials/same-answer',
  },
  { detector: 'two-ways', what: 'how sure a split is', where: 'two-ways/', from: 'bench/trials/ways' },
  {
    detector: 'written-alike',
    what: 'contradicted rows: at least 12, at least 0.75 of them with the label nevertheless (0.65 for low, 0.85 to be sure)',
    where: 'written-alike/severity.ts',
    from: 'bench/trials/rewritten',
  },
  {
    detector: 'label-against-text',
    what: 'wrong labels, lower end: 0.04 for medium, 0.015 for low; of one pair of classes 0.06',
    where: 'label-against-text/grade.ts',
    from: 'bench/label-noise',
  },
  {
    detector: 'annotator',
    what: 'how sure it is that somebody is worse than the others',
    where: 'annotator/judge.ts',
    from: 'bench/annotators, 210 honest crowds',
  },
  {
    detector: 'preference-tamper',
    what: 'evidence: 14 for high, 9 for medium; clean pairs reach 6.4. Words that win: 14, clean pairs reach 10',
    where: 'preference-tamper/severity.ts',
    from: 'bench/trials/preferences, bench/preferences',
  },
  {
    detector: 'vulnerable-code',
    what: 'at least 5 weak rows among at least 30 comparable ones of which 0.8 are safe',
    where: 'vulnerable-code/severity.ts',
    from: 'bench/vulnerable-code, 1,002 honest corpora',
  },
  {
    detector: 'semantic-shift',
    what: 'natural names as far out that are expected at most: 0.01; at least 10 rows with the stance',
    where: 'semantic-shift/judge.ts',
    from: 'bench/trials/entities, bench/names',
  },
  {
    detector: 'odd-one-out',
    what: 'rows far out: 15 and 12 times as many as the tail of the others lets expect',
    where: 'odd-one-out/claims.ts',
    from: 'bench/outliers, 300 parts of clean corpora',
  },
  {
    detector: 'source-burst',
    what: 'a burst is 5 times what the others would have given and a fifth of the source, by chance in 1 of 1,000 corpora',
    where: 'source-burst/bursts.ts',
    from: 'bench/trials/sources; sittings are tried only here',
  },
  {
    detector: 'instruction-in-data',
    what: 'orders in unlike wordings need twice minRows; from a fifth of the rows on they are the subject',
    where: 'instruction-in-data/kinds.ts',
    from: 'bench/instructions',
  },
];

export const constantsInWords: readonly string[] = [
  '## Thresholds inside detectors',
  '',
  'The decisive ones that users cannot turn, and where each was measured; they are not fitted again here.',
  '',
  '| detector | threshold | in src/detectors/ | measured in |',
  '|---|---|---|---|',
  ...constants.map(({ detector, what, where, from }) => `| ${detector} | ${what} | ${where} | ${from} |`),
];
