import fc from 'fast-check';
import { expect, test } from 'vitest';
import { anyText } from '../../../test/fixtures/hostile-text.ts';
import { hostileTexts, reportWith } from '../../../test/fixtures/hostile-report.ts';
import { sampleFlagged } from '../../../test/fixtures/sample-report.ts';
import { visibleLines } from '../../text/visible.ts';
import { renderFlagged } from './flagged.ts';
import { renderJson } from './json.ts';

test('report.json holds the values as they are and nothing that a terminal would act on', () => {
  const check = (text: string) => {
    const report = reportWith(text);
    const json = renderJson(report);
    expect(JSON.parse(json)).toEqual(report);
    expect(visibleLines(json)).toBe(json);
  };
  hostileTexts.forEach(check);
  fc.assert(fc.property(anyText, check));
});

test('flagged.jsonl: exactly these keys, one row a line', () => {
  const [line] = renderFlagged(sampleFlagged);
  expect(line).toBe(
    '{"file":"data/support-chat.jsonl","row":211,"severity":"high","findings":["planted-trigger-1"],"strength":0.999999999999999}\n',
  );
  fc.assert(
    fc.property(anyText, (file) => {
      const row = { file, row: 3, severity: 'low' as const, findings: ['a-1', 'b-2'], strength: 0.5 };
      const [text, ...rest] = renderFlagged([{ ...row, extra: 'dropped' } as typeof row]);
      expect(rest).toEqual([]);
      expect(text.indexOf('\n')).toBe(text.length - 1);
      expect(JSON.parse(text)).toEqual(row);
      expect(visibleLines(text)).toBe(text);
    }),
  );
});
