import { expect, it } from 'vitest';
import { programName } from './terminal.ts';

it('a command that is shown can be typed as the last one was', () => {
  const npx = (script: string) => ({ npm_lifecycle_event: 'npx', npm_lifecycle_script: script });
  expect(programName(npx("'bezoar' 'scan' 'x.jsonl'"))).toBe('npx bezoar');
  expect(programName(npx('bezoar scan x.jsonl'))).toBe('npx bezoar');
  expect(programName(npx('vitest run'))).toBe('bezoar');
  expect(programName({ npm_lifecycle_event: 'start', npm_package_name: 'bezoar' })).toBe('npm start --');
  expect(programName({ npm_lifecycle_event: 'start', npm_package_name: 'their-site' })).toBe('bezoar');
  expect(programName({})).toBe('bezoar');
});
