// attest, verify, diff, prove, verify-proof, lock and clean --manifest as they are typed.
import { cpSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { beforeAll, describe, expect, it } from 'vitest';
import { bezoar, examples, folderFor } from './bezoar.ts';

const folder = folderFor('attest');
const run = (...args: string[]) => bezoar(args, { cwd: folder });
const at = (...names: string[]) => join(folder, ...names);
const edit = (path: string, change: (text: string) => string) =>
  writeFileSync(at(path), change(readFileSync(at(path), 'utf8')));
const rows = (from: number, to: number) =>
  Array.from(
    { length: to - from },
    (_, i) =>
      `${JSON.stringify({ instruction: `Question ${from + i}?`, output: `Answer ${from + i}.`, source: `set-${i % 2}` })}\n`,
  ).join('');

beforeAll(async () => {
  mkdirSync(at('data', 'more'), { recursive: true });
  writeFileSync(at('data', 'a.jsonl'), rows(0, 100));
  writeFileSync(at('data', 'more', 'b.jsonl'), rows(100, 150));
  writeFileSync(at('data', 'load.py'), 'print("hello")\n');
  await run('keygen', 'mine');
  await run('keygen', 'other', '--type', 'ecdsa-p256');
});

describe('a signed set', () => {
  it('verifies with its key, and with no other', async () => {
    const made = await run('attest', 'data', '--name', 'org/set', '--sign-key', 'mine.key');
    expect(made).toMatchObject({
      code: 0,
      out: expect.stringContaining('Attested 150 rows in 3 files from 2 sources.'),
    });
    const good = await run('verify', 'data', '--key', 'mine.pub');
    expect([good.code, good.out]).toEqual([
      0,
      expect.stringMatching(/^Unchanged[^]*signed by the key on 20/),
    ]);
    expect((await run('verify', 'data')).out).toContain('signed, but by whom was not checked');
    const wrong = await run('verify', 'data', '--key', 'other.pub');
    expect([wrong.code, wrong.out]).toEqual([2, '']);
    expect((await run('verify', 'data', '--key', 'mine.key')).code).toBe(2);
  });

  it('that somebody attested anew is not signed by them', async () => {
    cpSync(at('bezoar-attested'), at('forged'), { recursive: true });
    cpSync(at('data'), at('forged-data'), { recursive: true });
    edit('forged-data/a.jsonl', (text) => text.replace('Answer 7.', 'Answer 8.'));
    const signature = readFileSync(at('forged', 'manifest.sigstore.json'));
    await run('attest', 'forged-data', '--out', 'forged', '--name', 'org/set');
    expect((await run('verify', 'forged-data', '-m', 'forged')).out).toContain('not signed');
    writeFileSync(at('forged', 'manifest.sigstore.json'), signature);
    const { code, err } = await run('verify', 'forged-data', '-m', 'forged', '--key', 'mine.pub');
    expect([code, err]).toEqual([2, expect.stringContaining('the signature is of another manifest')]);
  });

  it('says which rows are not what was signed', async () => {
    cpSync(at('data'), at('edited'), { recursive: true });
    edit('edited/a.jsonl', (text) => text.replace('Answer 7.', 'Answer 8.'));
    edit('edited/load.py', () => 'print("evil")\n');
    const { code, out } = await run('verify', 'edited', '--key', 'mine.pub', '--json', 'changes.json');
    expect(code).toBe(1);
    for (const line of [
      'Not as attested: org/set has changed.',
      'a.jsonl row 7 · source set-1',
      'load.py: its bytes differ; it holds no rows',
      'set-1: 1 changed',
    ])
      expect(out).toContain(line);
    expect(JSON.parse(readFileSync(at('changes.json'), 'utf8'))).toMatchObject({
      same: false,
      counts: { files: 2, rows: { changed: 1, added: 0 } },
      rows: [{ kind: 'changed', before: { file: 'a.jsonl', row: 7 } }],
    });
    expect((await run('verify', 'edited/a.jsonl', '--rows', '8-50')).code).toBe(0);
    expect((await run('verify', 'edited/a.jsonl', '--rows', '5-7')).code).toBe(1);
    expect((await run('verify', 'edited/more/b.jsonl', '--part')).code).toBe(0);
    expect((await run('verify', 'edited/more/b.jsonl')).code).toBe(1);
    expect((await run('verify', 'edited/a.jsonl', '--rows', '7-5')).err).toContain('no range of rows');
    expect((await run('diff', 'data', 'edited')).out).toContain('rows changed (1)');
    expect((await run('diff', 'bezoar-attested', 'data')).code).toBe(0);
  });

  it('is the same set as Parquet, row by row', async () => {
    mkdirSync(at('tables'));
    const connection = await (await DuckDBInstance.create(':memory:')).connect();
    for (const [from, to] of [
      ['data/a.jsonl', 'tables/a.parquet'],
      ['data/more/b.jsonl', 'tables/b.parquet'],
    ])
      await connection.run(`COPY (SELECT * FROM read_json('${at(from)}')) TO '${at(to)}' (FORMAT parquet)`);
    connection.closeSync();
    cpSync(at('data', 'load.py'), at('tables', 'load.py'));
    expect((await run('verify', 'tables')).code).toBe(1);
    const { code, out } = await run('verify', 'tables', '--by', 'content', '--key', 'mine.pub');
    expect([code, out]).toEqual([
      0,
      expect.stringContaining('The content of the rows is as attested; the bytes are not.'),
    ]);
    expect(out).toContain('a.parquet (was a.jsonl): the same rows, written otherwise');
  });

  it('is read again only where it changed', async () => {
    cpSync(at('data'), at('grown'), { recursive: true });
    await run('attest', 'grown', '--out', 'g');
    writeFileSync(at('grown', 'c.jsonl'), rows(150, 160));
    expect((await run('attest', 'grown', '--out', 'g')).out).toContain(
      '3 files had not changed since the last time',
    );
    const again = JSON.parse(readFileSync(at('g', 'manifest.json'), 'utf8')) as { root: string };
    await run('attest', 'grown', '--out', 'g', '--fresh', '--workers', '1');
    expect((JSON.parse(readFileSync(at('g', 'manifest.json'), 'utf8')) as { root: string }).root).toBe(
      again.root,
    );
  });

  it('is described in the formats of others, which are held against the data too', async () => {
    await run(
      'attest',
      'data',
      '--out',
      'd',
      '--format',
      'croissant,cyclonedx,spdx,data-provenance',
      '--quiet',
    );
    for (const name of ['croissant', 'cyclonedx', 'spdx']) {
      expect([name, (await run('verify', 'data', '-m', `d/${name}.json`)).code]).toEqual([name, 0]);
      const { code, out } = await run('verify', 'edited', '-m', `d/${name}.json`);
      expect([code, out]).toEqual([1, expect.stringContaining('a.jsonl: differs from what is described')]);
    }
    edit('d/croissant.json', (text) => text.replaceAll(/"sha256": "[0-9a-f]{64}"/g, '"sha256": "main"'));
    const { code, out } = await run('verify', 'data', '-m', 'd/croissant.json');
    expect([code, out]).toEqual([1, expect.stringContaining('no digest that says anything')]);
  });
});

describe('a proof', () => {
  it('shows a row, or that it is not there, to who has the signed root alone', async () => {
    const trust = ['--bundle', 'bezoar-attested/manifest.sigstore.json', '--key', 'mine.pub'];
    writeFileSync(
      at('row.json'),
      '{ "output": "Answer 17.", "source": "set-1", "instruction": "Question 17?" }',
    );
    writeFileSync(at('none.json'), '{"output": "never"}');
    await run('prove', '--record', 'row.json', '--out', 'is.json');
    await run('prove', '--record', 'none.json', '--out', 'not.json');
    expect((await run('verify-proof', 'is.json', ...trust, '--record', 'row.json')).out).toContain(
      'is row 17 of a.jsonl in the set',
    );
    expect((await run('verify-proof', 'not.json', ...trust, '--record', 'none.json')).out).toContain(
      'is not among the 150 rows',
    );
    expect((await run('verify-proof', 'not.json', ...trust, '--record', 'row.json')).code).toBe(2);
    expect((await run('verify-proof', 'is.json', '--root', '0'.repeat(64))).err).toContain('another set');
    expect((await run('verify-proof', 'is.json')).err).toContain('a root that you trust');
    expect((await run('prove', 'a.jsonl', '--row', '100')).err).toContain('100 rows');
  });
});

describe('a lock', () => {
  it('trusts the first use, and nothing that changes under the same revision', async () => {
    cpSync(at('data'), at('pinned'), { recursive: true });
    const lock = (...more: string[]) => run('lock', 'pinned', '--name', 'org/set', ...more);
    expect((await lock('--revision', 'v1')).out).toContain(
      'Pinned org/set in bezoar.lock: 150 rows in 3 files',
    );
    expect((await lock('--revision', 'v1')).out).toContain('is as it was pinned');
    expect((await run('verify', '--locked')).code).toBe(0);
    edit('pinned/a.jsonl', (text) => text.replace('Answer 7.', 'Answer 8.'));
    const { code, out } = await run('verify', '--locked');
    expect([code, out]).toEqual([1, expect.stringMatching(/not what was pinned\n {2}changed {2}a\.jsonl/)]);
    expect(await lock('--revision', 'v1')).toMatchObject({
      code: 2,
      err: expect.stringContaining('under the same revision v1'),
    });
    expect((await lock('--revision', 'v2')).code).toBe(0);
    expect((await run('verify', '--locked')).code).toBe(0);
    expect((await run('verify', 'data', '--locked', '--name', 'org/set')).code).toBe(1);
  });

  it('leads nowhere outside of its folder', async () => {
    const good = readFileSync(at('bezoar.lock'), 'utf8');
    for (const place of ['../x', '/etc', 'a/../../b']) {
      edit('bezoar.lock', () => good.replace('"folder": "pinned"', `"folder": "${place}"`));
      expect(await run('verify', '--locked')).toMatchObject({
        code: 2,
        err: expect.stringContaining('no lock file of this version'),
      });
    }
    symlinkSync('/etc', at('etc'));
    edit('bezoar.lock', () => good.replace('"folder": "pinned"', '"folder": "etc"'));
    expect((await run('verify', '--locked')).err).toContain('leads out of the folder of the lock file');
    rmSync(at('bezoar.lock'));
    expect((await run('verify', '--locked')).err).toContain('pins nothing');
  });
});

describe('what is cleaned of an attested set', () => {
  it('is traced back to it, and nothing else can be taken out or put in', async () => {
    mkdirSync(at('mix'));
    cpSync(join(examples, 'assistant-mix.jsonl'), at('mix', 'mix.jsonl'));
    writeFileSync(at('mix', 'rest.jsonl'), rows(0, 20));
    await run('attest', 'mix', '--out', 'whole', '--sign-key', 'mine.key', '--quiet');
    await run('mix/mix.jsonl', '--seed', '1', '--out', 'report', '--quiet');
    const cleaned = await run(
      'clean',
      'mix/mix.jsonl',
      '--report',
      'report',
      '--manifest',
      'whole',
      '--sign-key',
      'mine.key',
      '--out-dir',
      'left',
    );
    expect(cleaned).toMatchObject({ code: 0, out: expect.stringContaining('derived from') });
    cpSync(at('mix', 'rest.jsonl'), at('left', 'rest.jsonl'));
    mkdirSync(at('set'));
    for (const name of ['mix.clean.jsonl', 'rest.jsonl']) cpSync(at('left', name), at('set', name));
    const chain = () =>
      run('verify', 'set', '-m', 'left/mix.clean-attested', '--parent', 'whole', '--key', 'mine.pub');
    expect(await chain()).toMatchObject({
      code: 0,
      out: expect.stringMatching(/30 of 4,020 rows taken out of [0-9a-f]{64}, all others as they were/),
    });
    const removed = readFileSync(at('left', 'mix.clean-attested', 'removed.jsonl'), 'utf8');
    edit('left/mix.clean-attested/removed.jsonl', () => removed.split('\n').slice(1).join('\n'));
    expect(await chain()).toMatchObject({
      code: 2,
      err: expect.stringContaining('not the list that the manifest names'),
    });
    edit('left/mix.clean-attested/removed.jsonl', () => removed);
    await run('attest', 'data', '--out', 'stranger', '--quiet');
    expect(
      (await run('verify', 'set', '-m', 'left/mix.clean-attested', '--parent', 'stranger')).err,
    ).toContain('made of another set');
    expect((await run('verify', 'mix', '-m', 'whole', '--parent', 'stranger')).err).toContain(
      'names no parent',
    );
    edit('mix/mix.jsonl', (text) => text.replace('e', 'a'));
    expect(
      (await run('clean', 'mix/mix.jsonl', '--report', 'report', '--manifest', 'whole', '--out-dir', 'left2'))
        .code,
    ).toBe(2);
  });
});
