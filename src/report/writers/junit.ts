// report.junit.xml: a scan as a test run, for CI. One suite per detector, a failure per finding of medium or
// graver, and a suite that fails when the scan did not see every file to its end.
import { visible, visibleLines } from '../../text/visible.ts';
import type { Report, ReportFinding } from '../schema.ts';
import { counted, coverageInWords, percent, sureness } from '../wording.ts';

type Detector = Report['plan']['detectors'][number];

export function renderJunit(report: Report): string {
  const suites = [coverageSuite(report), ...report.plan.detectors.map((d) => detectorSuite(d, report))];
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="bezoar ${attribute(report.tool.version)}"${totals(suites)}>`,
    ...suites.map(
      (s) =>
        `  <testsuite name="${attribute(s.name)}"${totals([s])}>\n${s.cases.map((c) => c.xml).join('\n')}\n  </testsuite>`,
    ),
    '</testsuites>',
    '',
  ].join('\n');
}

interface Case {
  readonly result: 'passed' | 'failures' | 'errors' | 'skipped';
  readonly xml: string;
}

interface Suite {
  readonly name: string;
  readonly cases: readonly Case[];
}

function coverageSuite(report: Report): Suite {
  const problems = report.coverage.problems.map((p) => `${p.file}, line ${p.line}: ${p.reason}`);
  const detail = [coverageInWords(report), ...problems].join('\n');
  const whole = report.coverage.complete && report.coverage.rows > 0;
  return {
    name: 'coverage',
    cases: [
      whole
        ? passed('coverage', 'every file was read to its end', detail)
        : failed('coverage', 'every file was read to its end', 'errors', coverageInWords(report), detail),
    ],
  };
}

function detectorSuite(detector: Detector, report: Report): Suite {
  const name = detector.id;
  if (!detector.looked)
    return { name, cases: [skipped(name, detector.title, `does not judge ${report.corpus.shape} rows`)] };
  const findings = report.findings.filter((f) => f.detector === detector.id);
  if (findings.length === 0) return { name, cases: [passed(name, detector.title, 'nothing found')] };
  return { name, cases: findings.map((f) => findingCase(name, f)) };
}

function findingCase(suite: string, f: ReportFinding): Case {
  const name = `${f.id}: ${f.title}`;
  const detail = [
    f.claim,
    `${counted(f.rows.total, 'row')} (${percent(f.rows.share)})`,
    ...f.rows.first.slice(0, 10).map((r) => `  ${r.file} row ${r.row}`),
    sureness(f.falseDiscovery),
    f.advice,
  ].join('\n');
  if (f.severity === 'low' || f.severity === 'note') return passed(suite, name, `${f.severity}: ${detail}`);
  return failed(suite, name, 'failures', `${f.severity}: ${f.title}`, detail, f.severity);
}

function passed(suite: string, name: string, output: string): Case {
  return { result: 'passed', xml: testcase(suite, name, `<system-out>${content(output)}</system-out>`) };
}

function skipped(suite: string, name: string, why: string): Case {
  return { result: 'skipped', xml: testcase(suite, name, `<skipped message="${attribute(why)}"/>`) };
}

function failed(
  suite: string,
  name: string,
  result: 'failures' | 'errors',
  message: string,
  detail: string,
  type = 'incomplete',
): Case {
  const tag = result === 'failures' ? 'failure' : 'error';
  return {
    result,
    xml: testcase(
      suite,
      name,
      `<${tag} type="${attribute(type)}" message="${attribute(message)}">${content(detail)}</${tag}>`,
    ),
  };
}

function testcase(suite: string, name: string, inner: string): string {
  return `    <testcase classname="${attribute(suite)}" name="${attribute(name)}">\n      ${inner}\n    </testcase>`;
}

function totals(suites: readonly Suite[]): string {
  const cases = suites.flatMap((s) => s.cases);
  const of = (result: Case['result']) => cases.filter((c) => c.result === result).length;
  return ` tests="${cases.length}" failures="${of('failures')}" errors="${of('errors')}" skipped="${of('skipped')}"`;
}

// `visible` escapes every character that XML 1.0 forbids: controls, lone surrogates, U+FFFE and U+FFFF.
function attribute(text: string): string {
  return entities(visible(text, 500));
}

function content(text: string): string {
  return entities(visibleLines(text));
}

function entities(text: string): string {
  return text.replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`);
}
