// The results of bench/calibrate as a page for people: the rule, each option at each value, what is missed.
import type { CaseResult, OptionResult } from './result.ts';
import { isWithin, ruleInWords, type Counted } from './rule.ts';
import { constantsInWords } from './constants.ts';
import { limits } from './limits.ts';
import type { Calibrated } from './table.ts';
import { shareInterval } from '../../src/math/wilson.ts';

export function page(results: readonly OptionResult[], table: readonly Calibrated[]): string {
  const seconds = results.reduce((total, one) => total + one.seconds, 0);
  return `${[
    '# Thresholds: what each would find and falsely tell at other values',
    '',
    `Made by \`npm run bench:calibrate\`, ${Math.round(seconds / 60)} minutes of one core. Poison of \`src/attacks\` and \`bench/\` at budgets near where the threshold bites, in seeded parts of real corpora; only the detector in question looks, its other options as they are by default. Budgets are small on purpose: the shares found compare values and are no promise of what is found of an attack.`,
    '',
    `**The rule.** ${ruleInWords}`,
    '',
    ...overview(results),
    ...results.flatMap((result) => section(result, table)),
    '## Options that are not fitted',
    '',
    'They limit what is kept or told, and do not weigh detection against false alarms.',
    '',
    '| option | what it limits |',
    '|---|---|',
    ...Object.entries(limits).map(([name, reason]) => `| ${name} | ${reason} |`),
    '',
    ...constantsInWords,
  ].join('\n')}\n`;
}

const agrees = (one: OptionResult): string => {
  if (one.plateau.length === 0) return 'no value is quiet';
  if (!isWithin(one.plateau, one.default)) return '**no**';
  return new Set(one.values.map(({ found }) => found)).size === 1 && one.plateau.length === one.values.length
    ? 'yes, nothing here tells the values apart'
    : 'yes';
};

function overview(results: readonly OptionResult[]): string[] {
  return [
    '| option | default | fitted | plateau | default within it | found at the default | false high / medium |',
    '|---|---|---|---|---|---|---|',
    ...results.map((one) => {
      const at = one.values.find(({ value }) => value === one.default);
      return `| ${one.detector}.${one.option} | ${one.default} | ${one.fitted ?? '-'} | ${one.plateau.join(', ')} | ${agrees(one)} | ${at ? `${at.found} of ${at.trials}` : '-'} | ${at ? `${at.falseHigh} / ${at.falseMedium} in ${at.nulls}` : '-'} |`;
    }),
    '',
  ];
}

function section(result: OptionResult, table: readonly Calibrated[]): string[] {
  const { detector, option, unit, values, trials, nulls } = result;
  const entry = table.find((one) => one.detector === detector && one.option === option);
  const standard = values.findIndex(({ value }) => value === result.default);
  return [
    `## ${detector}.${option}`,
    '',
    `In ${unit}. ${[verdict(result), entry?.kept, entry?.untried].filter(Boolean).join(' ')}`,
    '',
    '| value | any grade | medium or graver | 95 % | high | false high / medium |',
    '|---|---|---|---|---|---|',
    ...values.map((counted) => line(counted, result)),
    '',
    `Found at medium or graver, by value (${values.map(({ value }) => value).join(', ')}):`,
    '',
    ...trials.map((one) => `- ${one.rows} rows of ${one.name}: ${shares(one)}`),
    '',
    alarms(nulls, values),
    '',
    ...missed(trials, standard),
  ];
}

function verdict(result: OptionResult): string {
  const { plateau, fitted, default: standard } = result;
  if (fitted === null) return `No value is quiet enough; the default is ${standard}.`;
  const range = plateau.length === 1 ? `${plateau[0]}` : `${Math.min(...plateau)} to ${Math.max(...plateau)}`;
  return `Plateau: ${range}; fitted: ${fitted}; default: ${standard}, ${isWithin(plateau, standard) ? 'which agrees' : '**which does not agree**'}.`;
}

function line(c: Counted, { default: standard, fitted }: OptionResult): string {
  const [least, most] = shareInterval(c.found, c.trials);
  const marks = [c.value === standard && 'default', c.value === fitted && 'fitted']
    .filter(Boolean)
    .join(', ');
  return `| ${c.value}${marks ? ` (${marks})` : ''} | ${c.any} of ${c.trials} | ${c.found} of ${c.trials} | ${least.toFixed(2)}-${most.toFixed(2)} | ${c.high} | ${c.falseHigh} / ${c.falseMedium} in ${c.nulls} scans |`;
}

const shares = ({ counts, scans }: CaseResult): string => `${counts.join(', ')} of ${scans}`;

function alarms(nulls: readonly CaseResult[], values: readonly Counted[]): string {
  const scans = values[0]?.nulls ?? 0;
  const loud = nulls.filter(({ counts }) => counts.some((n) => n > 0));
  const quiet = `Honest corpora: ${nulls.map(({ name, scans: n }) => `${name} (${n})`).join('; ')}; ${scans} scans.`;
  if (loud.length === 0) return `${quiet} None bears a false finding of medium or graver at any value.`;
  return `${quiet} False findings of medium or graver, by value: ${loud.map((one) => `${one.name}: ${one.counts.join(', ')}`).join('; ')}.`;
}

function missed(trials: readonly CaseResult[], standard: number): string[] {
  if (standard < 0) return [];
  const never = trials.filter(({ counts }) => counts.every((n) => n === 0));
  const lost = trials.filter(
    ({ counts, scans }) => counts[standard] < scans && !counts.every((n) => n === 0),
  );
  const names = (list: readonly CaseResult[]): string =>
    list.map(({ rows, name }) => `${rows} rows of ${name}`).join('; ');
  return [
    ...(never.length > 0 ? [`Missed at every value: ${names(never)}.`, ''] : []),
    ...(lost.length > 0 ? [`Missed in some seeds at the default: ${names(lost)}.`, ''] : []),
  ];
}
