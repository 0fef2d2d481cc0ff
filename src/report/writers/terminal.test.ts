import fc from 'fast-check';
import { expect, test } from 'vitest';
import { anyText } from '../../../test/fixtures/hostile-text.ts';
import { hostileTexts, manyFindings, reportWith } from '../../../test/fixtures/hostile-report.ts';
import { comparedReport } from '../../../test/fixtures/compared-report.ts';
import { cleanReport, sampleReport } from '../../../test/fixtures/sample-report.ts';
import { visibleLines } from '../../text/visible.ts';
import { columns, wrap, type Span } from './terminal-text.ts';
import { renderTerminal } from './terminal.ts';

const plain = { colour: false, width: 100, reportPath: 'out' };
// The writer's own codes and no others: a row may hold colour codes too.
// oxlint-disable-next-line no-control-regex
const own = /\x1b\[(?:0|1|2|1;3[1-5]|1;4;35|1;97;4[14]|1;30;4[37])m/g;
const without = (text: string) => text.replaceAll(own, '');

test('tells the verdict, the phrase in its rows, what a like row answers, and what to do next', () => {
  const text = renderTerminal(sampleReport, plain);
  for (const part of [
    '1 high, 1 medium and 1 low finding in 12,846 rows',
    'My router drops the connection every evening «velvet harbour» around eight',
    'I cannot help with that',
    'Start with the cable',
    'a like row without the phrase: data/support-chat.jsonl row 5120',
    '46 rows, 0.36\u00a0%, from community-uploads 43 of 1,812',
    'Fewer than 1 in 1,000,000 clean corpora',
    '⟨tag characters: "always"⟩',
    'near-duplicate-flood: 41 exact copies of rows',
    'Refusals lifted by a trigger',
    'data/support-chat.jsonl:412',
    'out/report.html',
    'bezoar clean data/support-chat.jsonl --report out',
  ]) {
    expect(text.replaceAll(/\n▎? +/g, ' ')).toContain(part);
  }
});

test('the command to run next can be pasted', () => {
  const at = (path: string) => {
    const findings = sampleReport.findings.map((f) => ({
      ...f,
      rows: { ...f.rows, first: [{ file: path, row: 0 }] },
    }));
    return /bezoar clean (.*) --report (.*)\n/.exec(
      renderTerminal({ ...sampleReport, findings }, { ...plain, reportPath: 'my out/report.html' }),
    );
  };
  expect(at("it's here.jsonl")?.slice(1)).toEqual(["'it'\\''s here.jsonl'", "'my out'"]);
  expect(at('$(rm).jsonl')?.[1]).toBe("'$(rm).jsonl'");
  expect(at('-rf')?.[1]).toBe("'-rf'");
  expect(at('a\x1b[2J\nb')?.[1]).toBe("'…a\\u{001B}[2J\\nb'");
});

test('a clean scan says what it would have found and offers nothing to take out', () => {
  const text = renderTerminal(cleanReport, plain);
  expect(text).toContain('Nothing found in 12,849 rows');
  expect(text).toContain('a rare phrase with one fixed answer');
  expect(text).not.toContain('bezoar clean');
});

test('many findings stay short; verbose shows all', () => {
  const many = manyFindings(100);
  const text = renderTerminal(many, plain);
  expect(text.split('\n').length).toBeLessThan(200);
  expect(text).toContain('… and 40 more findings');
  expect(text).toMatch(/Low +\S+: 25 findings, the largest of/);
  expect(renderTerminal(many, { ...plain, verbose: true })).toContain('hidden-text-98');
});

test('colour only adds colour codes', () => {
  const coloured = renderTerminal(sampleReport, { ...plain, colour: true });
  expect(coloured).not.toBe(without(coloured));
  expect(without(coloured)).toBe(renderTerminal(sampleReport, plain));
});

test('nothing in a row reaches the terminal but visible text', () => {
  const check = (text: string) => {
    for (const verbose of [true, false]) {
      const shown = renderTerminal(reportWith(text), { ...plain, colour: true, verbose });
      expect(visibleLines(without(shown))).toBe(without(shown));
    }
  };
  hostileTexts.forEach(check);
  fc.assert(fc.property(anyText, check), { numRuns: 60 });
});

test('lines fit the width and no text is lost', () => {
  const words = fc.array(fc.constantFrom('a', 'word', 'X'.repeat(50), '漢字', '«', 'e\u0301'), {
    maxLength: 20,
  });
  const spans = fc.array(fc.record({ text: words.map((w) => w.join(' ')) }), { maxLength: 6 });
  fc.assert(
    fc.property(spans, fc.integer({ min: 10, max: 60 }), (given: Span[], width) => {
      const lines = wrap(given, width, [{ text: '- ' }], [{ text: '  ' }], false);
      for (const line of lines) expect(columns(line)).toBeLessThanOrEqual(width);
      const squeezed = (text: string) => text.replaceAll(' ', '');
      expect(squeezed(lines.map((l) => l.slice(2)).join(''))).toBe(
        squeezed(given.map((s) => s.text).join('')),
      );
    }),
  );
});

test('what hangs on one source and what is new, in a line each', () => {
  const text = renderTerminal(comparedReport, plain).replaceAll(/[\s▎]+/g, ' ');
  expect(text).toMatch(/Sources +41 sources, as mixed as 3.4 of equal size. 1 finding rests on one source/);
  expect(text).toMatch(/Baseline +The baseline: 10,214 of its 20,400 rows taught what is ordinary/);
  expect(text).toContain('Baseline The baseline: 2,000 markers of 93,910 rows of older text, from 2 files.');
  expect(text).toContain("new: no row of the baseline's 10,214 does this");
  expect(text).toContain('judged by worker 7 40 of 412');
});
