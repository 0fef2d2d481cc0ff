// `bezoar scan` as it is typed: exit codes, outputs, settings, and the mistakes that people make.
import { copyFileSync, existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { beforeAll, describe, expect, it } from 'vitest';
import { detectors } from '../../src/detectors/index.ts';
import { bezoar, examples, folderFor } from './bezoar.ts';

const folder = folderFor('scan');
const mix = join(examples, 'assistant-mix.jsonl');
const clean = join(examples, 'assistant-clean.jsonl');
const run = (...args: string[]) => bezoar(args, { cwd: folder });

beforeAll(() => {
  copyFileSync(mix, join(folder, 'mix.jsonl'));
  copyFileSync(clean, join(folder, 'clean.jsonl'));
});

describe('what it finds and says', () => {
  it('finds the planted phrase in the bundled example, names its 30 rows, and exits 1', async () => {
    const { code, out, err } = await run('scan', 'mix.jsonl', '--out', 'found', '--seed', '1');
    expect(err).toBe('');
    expect(code).toBe(1);
    expect(out).toMatch(/^\s*1 high/);
    expect(out).toContain('beneath the velvet turnip');
    expect(out).not.toContain('\u001b');
    const report = JSON.parse(readFileSync(join(folder, 'found', 'report.json'), 'utf8'));
    const grave = report.findings.filter((f: { severity: string }) =>
      ['high', 'medium'].includes(f.severity),
    );
    // One thing, seen in two ways.
    expect(grave.map((f: { id: string; sameRowsAs?: string }) => [f.id, f.sameRowsAs])).toEqual([
      ['planted-trigger-1', undefined],
      ['same-answer-1', 'planted-trigger-1'],
    ]);
    const key = readFileSync(join(examples, 'assistant-mix.answers.tsv'), 'utf8').trim().split('\n').slice(1);
    const planted = key
      .map((line) => line.split('\t'))
      .filter(([, poisoned]) => poisoned === '1')
      .map(([row]) => Number(row));
    const flagged = readFileSync(join(folder, 'found', 'flagged.jsonl'), 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(flagged.filter((f) => f.severity === 'high').map((f) => f.row)).toEqual(planted);
    expect(readFileSync(join(folder, 'found', 'report.html'), 'utf8')).toContain('<!doctype html>');
  });

  it('exits 0 on a corpus with nothing in it, also without the word scan', async () => {
    const { code, out } = await run('clean.jsonl', '--out', 'nothing');
    expect(code).toBe(0);
    expect(out).toContain('Nothing found');
  });

  it('writes the other formats on request', async () => {
    const { code } = await run(
      'clean.jsonl',
      '-o',
      'formats',
      '-f',
      'sarif,md,junit',
      '--format',
      'csv',
      '-q',
    );
    expect(code).toBe(0);
    expect(readdirSync(join(folder, 'formats')).sort()).toEqual(
      [
        'findings.csv',
        'flagged.jsonl',
        'report.html',
        'report.json',
        'report.junit.xml',
        'report.md',
        'report.sarif',
        'sources.csv',
      ].sort(),
    );
  });

  it('gives the same report for the same seed, whatever the number of workers', async () => {
    await run('mix.jsonl', '-o', 'one', '--seed', '7', '--workers', '1', '-q');
    await run('mix.jsonl', '-o', 'two', '--seed', '7', '-j', '2', '-q');
    const untimed = (name: string) => ({
      ...JSON.parse(readFileSync(join(folder, name, 'report.json'), 'utf8')),
      timings: [],
    });
    expect(untimed('two')).toEqual(untimed('one'));
  });

  it('reads standard input, folders and packed files', async () => {
    const input = readFileSync(clean);
    expect((await bezoar(['-', '-o', 'stdin', '-q'], { cwd: folder, input })).code).toBe(0);
    mkdirSync(join(folder, 'data'));
    writeFileSync(join(folder, 'data', 'part.jsonl.gz'), gzipSync(input));
    const { code, out } = await run('scan', 'data', '-o', 'folder');
    expect(code).toBe(0);
    expect(out).toContain('300 rows');
  });

  it('turns what is at or above --fail-on into exit 1', async () => {
    expect((await run('mix.jsonl', '-q', '--fail-on', 'high', '--seed', '1')).code).toBe(1);
    expect((await run('mix.jsonl', '-q', '--skip', 'planted-trigger,same-answer')).code).toBe(0);
  });

  it('colours only when asked to or on a terminal', async () => {
    const coloured = await bezoar(['clean.jsonl'], { cwd: folder, env: { FORCE_COLOR: '1' } });
    expect(coloured.out).toContain('\u001b[');
    const both = await bezoar(['clean.jsonl', '--no-color'], { cwd: folder, env: { FORCE_COLOR: '1' } });
    expect(both.out).not.toContain('\u001b[');
    const none = await bezoar(['clean.jsonl'], { cwd: folder, env: { FORCE_COLOR: '1', NO_COLOR: '1' } });
    expect(none.out).not.toContain('\u001b[');
  });
});

describe('coverage', () => {
  const rows = Array.from({ length: 100 }, (_, i) =>
    JSON.stringify({ instruction: `question ${i}`, output: `answer ${i * 7}` }),
  );

  it('accepts the odd bad line, and not many of them', async () => {
    writeFileSync(join(folder, 'odd.jsonl'), [...rows, '{"instruction": '].join('\n'));
    const odd = await run('odd.jsonl', '-o', 'odd');
    expect(odd.code).toBe(0);
    expect(odd.out).toContain('odd.jsonl:101');
    expect((await run('odd.jsonl', '-q', '--min-coverage', '1')).code).toBe(2);
    const strict = await run('odd.jsonl', '-o', 'strict', '--strict');
    expect(strict.code).toBe(2);
    expect(strict.err).toContain('odd.jsonl:101');
    expect(existsSync(join(folder, 'strict'))).toBe(false);
    writeFileSync(join(folder, 'bad.jsonl'), [...rows, '{', '{', '{', '{'].join('\n'));
    const bad = await run('bad.jsonl', '-q');
    expect(bad.code).toBe(2);
    expect(bad.err).toContain('too little');
    expect((await run('bad.jsonl', '-q', '--min-coverage', '0')).code).toBe(0);
  });

  it('does not call a truncated file clean', async () => {
    const packed = gzipSync(Buffer.from(Array.from({ length: 200 }, () => rows.join('\n')).join('\n')));
    writeFileSync(join(folder, 'cut.jsonl.gz'), packed.subarray(0, packed.length - 100));
    const { code, out, err } = await run('cut.jsonl.gz', '-o', 'cut');
    expect([code, err + out]).toEqual([2, expect.stringContaining('end')]);
  });
});

describe('mistakes', () => {
  const cases: [args: string[], says: RegExp][] = [
    [['scan', 'nope.jsonl'], /nope\.jsonl/],
    [['scan'], /no file was named/],
    [['scna', 'mix.jsonl'], /Did you mean bezoar scan/],
    [['mix.jsonl', '--fial-on', 'high'], /--fail-on/],
    [['mix.jsonl', '--fail-on', 'severe'], /high, medium, low, note/],
    [['mix.jsonl', '--workers', 'many'], /whole number from 1/],
    [['mix.jsonl', '--workers', '0'], /whole number from 1/],
    [['mix.jsonl', '--seed', '-1'], /seed/],
    [['mix.jsonl', '--min-coverage', '99'], /from 0 to 1/],
    [['mix.jsonl', '--limit-record-bytes', 'big'], /64MiB/],
    [['mix.jsonl', '--only', 'planted-triger'], /Did you mean planted-trigger/],
    [['mix.jsonl', '--only', 'planted-trigger', '--skip', 'planted-trigger'], /no detector is left/],
    [['mix.jsonl', '--option', 'planted-trigger.minRows'], /detector\.option=number/],
    [['mix.jsonl', '--option', 'planted-trigger.minRow=9'], /no option minRow/],
    [['mix.jsonl', '--option', 'planted-trigger.minRows=1e9'], /cannot be/],
    [['mix.jsonl', '--fields', 'prompt=nothing,answer=output'], /nothing/],
    [['mix.jsonl', '--format', 'pdf'], /sarif/],
    [['mix.jsonl', '--config', 'none.yaml'], /none\.yaml/],
    [['show', 'no-report'], /no-report/],
    [['clean', '-'], /standard input/],
  ];
  for (const [args, says] of cases) {
    it(`bezoar ${args.join(' ')}`, async () => {
      const { code, out, err } = await run(...args);
      expect(err).toMatch(says);
      expect(code).toBe(2);
      expect(out).toBe('');
      expect(err).not.toMatch(/at .*\.js:\d+/);
    });
  }

  it('an output folder that cannot be', async () => {
    const { code, err } = await run('clean.jsonl', '--out', 'clean.jsonl');
    expect([code, err]).toEqual([2, expect.stringContaining('clean.jsonl')]);
  });

  it('nothing at all shows the help and exits 2', async () => {
    const { code, err } = await run();
    expect(code).toBe(2);
    expect(err).toContain('Usage: bezoar');
  });
});

describe('the configuration file', () => {
  const inFolder = (name: string, text: string, file = 'bezoar.config.yaml') => {
    const where = join(folder, name);
    mkdirSync(where);
    copyFileSync(clean, join(where, 'clean.jsonl'));
    writeFileSync(join(where, file), text);
    return (...args: string[]) => bezoar(args, { cwd: where });
  };

  it('gives settings, is named in the output, and flags win over it', async () => {
    const here = inFolder(
      'yaml',
      'out: from-config\nformat: [csv]\nlimitRecordBytes: 1MiB\noptions:\n  hidden-text:\n    minRows: 4\n',
    );
    const { code, err } = await here('clean.jsonl');
    expect(code).toBe(0);
    expect(err).toContain('bezoar.config.yaml: out, format, options, limitRecordBytes'.split(':')[0]);
    const report = JSON.parse(readFileSync(join(folder, 'yaml', 'from-config', 'report.json'), 'utf8'));
    const hidden = report.plan.detectors.find((d: { id: string }) => d.id === 'hidden-text');
    expect(hidden.options).toContainEqual(expect.objectContaining({ name: 'minRows', value: 4 }));
    await here('clean.jsonl', '--out', 'from-flag');
    expect(existsSync(join(folder, 'yaml', 'from-flag', 'findings.csv'))).toBe(true);
    await here('clean.jsonl', '--no-config');
    expect(existsSync(join(folder, 'yaml', 'bezoar-report', 'findings.csv'))).toBe(false);
  });

  const wrong: [text: string, says: RegExp][] = [
    ['{"fialOn": "high"}', /Did you mean failOn/],
    ['{"failOn": "severe"}', /failOn/],
    ['{"workers": "two"}', /workers/],
    ['{"force": true}', /unknown setting force/],
    ['[1]', /the whole/],
    ['{"out": ', /not well-formed/],
    ['{"limitRecordBytes": "huge"}', /limitRecordBytes/],
  ];
  for (const [text, says] of wrong) {
    it(`refuses ${text}`, async () => {
      const here = inFolder(`json-${wrong.findIndex(([t]) => t === text)}`, text, 'bezoar.config.json');
      const { code, err } = await here('clean.jsonl');
      expect(err).toMatch(says);
      expect(code).toBe(2);
    });
  }
});

describe('help', () => {
  it('has examples and exit codes, and each command its own', async () => {
    const { code, out } = await run('--help');
    expect(code).toBe(0);
    expect(out).toMatch(/Examples:[\s\S]*Exit codes/);
    for (const command of ['scan', 'clean', 'detectors', 'show']) {
      const own = await run('help', command);
      expect([own.code, own.out]).toEqual([0, expect.stringContaining('Examples:')]);
    }
    expect((await run('--version')).out).toMatch(/^\d+\.\d+\.\d+\n$/);
  });

  it('lists the detectors in words and as JSON', async () => {
    expect((await run('detectors')).out).toContain('planted-trigger');
    const list = JSON.parse((await run('detectors', '--json')).out);
    expect(list.map((d: { id: string }) => d.id)).toEqual(detectors.map(({ id }) => id));
    expect(list[0].options[0]).toHaveProperty('unit');
  });
});
