import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect, test } from 'vitest';
import { hostileTexts, reportWith } from '../../test/fixtures/hostile-report.ts';
import { sampleReport } from '../../test/fixtures/sample-report.ts';
import { reportJsonSchema } from './json-schema.ts';

test('the published schema takes reports and refuses what is none', () => {
  const validate = new Ajv2020({ strict: true }).compile(reportJsonSchema());
  expect(validate(sampleReport), JSON.stringify(validate.errors)).toBe(true);
  for (const text of hostileTexts) expect(validate(JSON.parse(JSON.stringify(reportWith(text))))).toBe(true);
  expect(validate({ ...sampleReport, schemaVersion: '9.9' })).toBe(false);
  expect(validate({ ...sampleReport, extra: 1 })).toBe(false);
  const { findings: _, ...without } = sampleReport;
  expect(validate(without)).toBe(false);
});
