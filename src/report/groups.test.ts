// A finding about the same rows as a graver one is told beneath it, and counts once.
import { expect, it } from 'vitest';
import { groupedReport, sampleReport } from '../../test/fixtures/sample-report.ts';
import { groups } from './groups.ts';
import { tally } from './wording.ts';
import { renderHtml } from './writers/html.ts';
import { renderMarkdown } from './writers/markdown.ts';
import { renderTerminal } from './writers/terminal.ts';

it('puts it beneath its lead, or on its own where that is missing', () => {
  const ids = (report: typeof sampleReport) =>
    groups(report).map(({ finding, also }) => [finding.id, ...also.map(({ id }) => id)]);
  expect(ids(groupedReport)[0]).toEqual(['planted-trigger-1', 'same-answer-1']);
  const [, orphan] = groupedReport.findings;
  expect(ids({ ...groupedReport, findings: [orphan] })).toEqual([['same-answer-1']]);
});

it('counts the rows once in the verdict, and names both ways', () => {
  expect(tally(groupedReport)).toBe(tally(sampleReport));
  const terminal = renderTerminal(groupedReport, { colour: false, width: 110, reportPath: 'out' });
  expect(terminal).toContain('The same answer to 46 unlike prompts · 46 rows · same-answer-1');
  expect(renderMarkdown(groupedReport)).toContain('The same answer to 46 unlike prompts (same-answer)');
  const page = renderHtml(groupedReport);
  expect(page).toContain('The same rows, seen in 1 other way');
  expect(page).toContain('id="finding-1-1"');
});
