// report.md: the verdict for a pull request, an issue or a dataset card. Short enough for a comment; text from
// rows is escaped so that it can neither format, link, mention a person, nor close the cell it stands in.
import { groups, type Group } from '../groups.ts';
import type { Report, ReportFinding } from '../schema.ts';
import {
  baselineInWords,
  markersInWords,
  counted,
  coverageInWords,
  figure,
  fileName,
  gravest,
  headline,
  ofAll,
  percent,
  powerInWords,
  sourcesInWords,
  spoken,
  sureness,
} from '../wording.ts';
import { markedText, paragraph, plain } from './markdown-text.ts';
import { tellingParts } from '../pieces.ts';

// A comment may hold 65,536 characters on the hosts that people use; these keep far below.
const maxInTable = 40;
const maxInFull = 8;
const maxProblems = 10;
const maxSources = 15;

/** `calm`: said in the place of `Nothing found …` by a command other than `scan`. */
export function renderMarkdown(report: Report, calm?: string): string {
  const leads = groups(report);
  const grave = leads.filter(({ finding }) => finding.severity === 'high' || finding.severity === 'medium');
  const head = (gravest(report) === '' ? calm : undefined) ?? headline(report);
  return [
    `## Bezoar: ${plain(head, 300)}`,
    `${plain(coverageInWords(report), 300)} Read as ${report.corpus.shape} rows; bezoar ${plain(report.tool.version, 40)}, seed ${report.plan.seed}.`,
    table(leads.map(({ finding }) => finding)),
    ...grave.slice(0, maxInFull).map(section),
    grave.length > maxInFull ? `${figure(grave.length - maxInFull)} more are in the HTML report.` : '',
    folded('Where it came from', sourceLines(report)),
    folded('What this scan would have found', powerLines(report)),
    folded(
      'Not testable here',
      report.untestable.slice(0, 20).map((u) => `- ${plain(u.detector, 80)}: ${plain(u.reason, 300)}`),
    ),
    folded(`What could not be read (${figure(report.coverage.unreadable)} rows)`, problemLines(report)),
  ]
    .filter((block) => block !== '')
    .join('\n\n')
    .concat('\n');
}

function table(findings: readonly ReportFinding[]): string {
  if (findings.length === 0) return '';
  const rows = findings
    .slice(0, maxInTable)
    .map(
      (f) =>
        `| ${f.severity} | ${plain(f.title, 160)} | ${figure(f.rows.total)} | ${percent(f.rows.share)} | ${plain(f.detector, 80)} |`,
    );
  const more =
    findings.length > maxInTable ? `\n\n${figure(findings.length - maxInTable)} more are in the report.` : '';
  return (
    ['| severity | finding | rows | share | detector |', '|---|---|--:|--:|---|', ...rows].join('\n') + more
  );
}

function section({ finding: f, also }: Group): string {
  const sources = f.rows.bySource
    .filter((s, _, all) => s.source !== '' || all.length > 1)
    .slice(0, 5)
    .map((s) => `${plain(s.source || '(no source)', 80)} ${ofAll(s.rows, s.of)}`)
    .join(', ');
  return [
    `### ${f.severity}: ${plain(f.title, 200)}`,
    paragraph(f.claim, 800),
    [
      `- **Rows:** ${counted(f.rows.total, 'row')} (${percent(f.rows.share)})${sources ? `; ${sources}` : ''}`,
      f.phrases.length > 0
        ? `- **Phrase:** ${f.phrases
            .slice(0, 5)
            .map((p) => `<code>${plain(spoken(p), 80)}</code>`)
            .join(', ')}`
        : '',
      also.length > 0
        ? `- **The same rows also:** ${also
            .slice(0, 3)
            .map((other) => `${plain(other.title, 160)} (${plain(other.detector, 80)})`)
            .join('; ')}${also.length > 3 ? `; and ${figure(also.length - 3)} more` : ''}`
        : '',
      `- **How sure:** ${sureness(f.falseDiscovery)}`,
      `- **What to do:** ${plain(f.advice, 400)}`,
    ]
      .filter((line) => line !== '')
      .join('\n'),
    ...f.examples.slice(0, 2).map(example),
  ].join('\n\n');
}

function example({ row, pair }: ReportFinding['examples'][number]): string {
  return [...excerptLines('Row', row), ...(pair ? excerptLines('A like row without it', pair) : [])].join(
    '\n>\n',
  );
}

function excerptLines(name: string, excerpt: ReportFinding['examples'][number]['row']): string[] {
  const parts = [
    ...tellingParts(excerpt, 'context').slice(0, 2),
    ...tellingParts(excerpt, 'outcome').slice(0, 1),
  ];
  return [
    `> **${name}** ${plain(fileName(excerpt.file), 120)} row ${excerpt.row}`,
    ...parts.map((part) => `> *${plain(part.field, 60)}:* ${markedText(part, 400)}`),
    ...(excerpt.label === undefined ? [] : [`> *label:* <b>${plain(excerpt.label, 100)}</b>`]),
  ];
}

function sourceLines({ sources, baseline, markers }: Report): string[] {
  const lines = baseline ? [baselineInWords(baseline), ''] : [];
  if (markers) lines.push(markersInWords(markers), '');
  if (!sources) return lines;
  const rows = sources.table.slice(0, maxSources).map(
    ({ source, rows: n, share, findings }) =>
      `| ${plain(source || '(no source)', 80)} | ${figure(n)} | ${percent(share)} | ${
        findings
          .slice(0, 5)
          .map((f) => `${f.id} ${figure(f.rows)}${f.rests ? ' (would vanish without it)' : ''}`)
          .join(', ') || '–'
      } |`,
  );
  return [
    ...lines,
    sourcesInWords(sources),
    '',
    '| source | rows | share | rows in findings |',
    '|---|--:|--:|---|',
    ...rows,
  ];
}

function powerLines(report: Report): string[] {
  return report.power.slice(0, 20).map((p) => `- ${plain(powerInWords(p), 300)}`);
}

function problemLines(report: Report): string[] {
  return report.coverage.problems
    .slice(0, maxProblems)
    .map((p) => `- ${plain(p.file, 120)}${p.line > 0 ? ` line ${p.line}` : ''}: ${plain(p.reason, 200)}`);
}

function folded(title: string, lines: readonly string[]): string {
  return lines.length === 0
    ? ''
    : `<details><summary>${title}</summary>\n\n${lines.join('\n')}\n\n</details>`;
}
