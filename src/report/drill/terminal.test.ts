import { describe, expect, it } from 'vitest';
import { drillWith, sampleDrill } from '../../../test/fixtures/drill-report.ts';
import { hostileTexts } from '../../../test/fixtures/hostile-report.ts';
import { drillReport } from './schema.ts';
import { renderDrill } from './terminal.ts';

const options = { colour: false, width: 100, folder: 'bezoar-drill' };

describe('a drill on the terminal', () => {
  it('tells what is found from how few rows, and what is not', () => {
    expect(drillReport.parse(sampleDrill)).toEqual(sampleDrill);
    const text = renderDrill(sampleDrill, options);
    expect(text).toContain('1 of 2 attacks would be found with the rows tried; 1 was never found');
    expect(text).toContain('5,000 of 9,000 rows, taken at random');
    expect(text).toMatch(/^attack +10 +50 +from +caught by$/m);
    expect(text).toMatch(/^rare-token +3\/5 +5\/5 +50 rows +planted-trigger$/m);
    expect(text).toMatch(/^no-overlap +0\/5 +0\/5 +not found$/m);
    expect(text).toMatch(/^annotator-capture +· +· +not possible here$/m);
    expect(text).toMatch(
      /^Not caught +no-overlap: What no-overlap does \(up to 50 rows; named among other rows/m,
    );
    expect(text).toMatch(/^Not possible +annotator-capture: no row names an annotator$/m);
    expect(text).toMatch(/^False alarms +0 high and 2 medium in 20 scans/m);
    expect(text).toMatch(/^Not done +10 of 31 trials/m);
  });

  it('lets no text of a row steer the terminal', () => {
    for (const hostile of hostileTexts) {
      // eslint-disable-next-line no-control-regex
      expect(renderDrill(drillWith(hostile), options)).not.toMatch(
        /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/,
      );
    }
  });
});
