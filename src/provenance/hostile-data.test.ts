// Folders, files and rows laid out by somebody who wants `attest` and `verify` to hang, to fall over or to miss a change.
import { execFileSync } from 'node:child_process';
import { copyFileSync, cpSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { attest } from './attest.ts';
import { canonical } from './canonical.ts';
import { dataFiles } from './data-files.ts';
import { dataVersion } from './data-version.ts';
import { defaultLimits } from '../corpus/reader.ts';
import { formats } from './formats/read-foreign.ts';
import { openManifest, recordsOf } from './open-manifest.ts';
import { digestBytes, recordBytes } from './row-records.ts';
import { descriptionNames } from './set-folder.ts';
import { verify } from './verify.ts';
import { attested, folder, lines } from '../../test/fixtures/small-sets.ts';

describe('a folder', () => {
  it('with pipes in it is read, without them; one that is named is refused', async () => {
    const data = folder({ 'a.jsonl': lines(0, 3) });
    execFileSync('mkfifo', [join(data, 'pipe.jsonl')]);
    expect((await dataFiles([data])).map(({ path }) => path)).toEqual(['a.jsonl']);
    await expect(dataFiles([join(data, 'pipe.jsonl')])).rejects.toThrow('neither file nor folder');
    await expect(dataFiles(['/dev/zero'])).rejects.toThrow('neither file nor folder');
  });

  it('in which a pipe has taken the place of a file has lost it', async () => {
    const { data, open } = await attested({ 'a.jsonl': lines(0, 3), 'b.jsonl': lines(3, 6) });
    rmSync(join(data, 'b.jsonl'));
    execFileSync('mkfifo', [join(data, 'b.jsonl')]);
    const { files } = await verify({ paths: [data], against: open });
    expect(files).toEqual([{ kind: 'removed', path: 'b.jsonl' }]);
  });

  it('that leads back to itself, or nowhere, is refused', async () => {
    const loop = folder({ 'x/a.jsonl': lines(0, 3) });
    symlinkSync('..', join(loop, 'x', 'up'));
    await expect(dataFiles([loop])).rejects.toThrow('leads back');
    const self = folder({ 'a.jsonl': lines(0, 3) });
    symlinkSync('self', join(self, 'self'));
    await expect(dataFiles([self])).rejects.toThrow('leads nowhere');
    await expect(dataFiles([join(self, 'gone')])).rejects.toThrow('There is no file');
  });

  it('may hold names that are no text only if they can be read', async () => {
    const data = folder({ 'a.jsonl': lines(0, 3) });
    const name = Buffer.concat([Buffer.from(`${data}/`), Buffer.from([0xff, 0xfe]), Buffer.from('.jsonl')]);
    try {
      writeFileSync(name, '{}\n');
    } catch {
      return; // Some disks have no such names.
    }
    await expect(dataFiles([data])).rejects.toThrow('is not in UTF-8');
  });

  it.each(['a\\b.jsonl', 'c:x.jsonl'])(
    'with a file %j, which no manifest can name, is not attested',
    async (name) => {
      const data = folder({ [name]: lines(0, 3) });
      const asked = attest({ paths: [data], out: `${data}-attested`, version: '0' });
      await expect(asked).rejects.toThrow('cannot be named in a manifest');
      // And where it has come since, it is told.
      const { open, data: clean } = await attested({ 'a.jsonl': lines(0, 3) });
      writeFileSync(join(clean, name), lines(3, 4));
      const { files } = await verify({ paths: [clean], against: open });
      expect(files).toEqual([{ kind: 'added', path: name }]);
    },
  );

  it('with names as long and odd as a disk takes them is attested and verified', async () => {
    const long = Array.from({ length: 6 }, () => 'long'.repeat(50)).join('/');
    const names = [
      `${long}/a.jsonl`,
      'line\nfeed.jsonl',
      'esc\u001b[2J.jsonl',
      '\u202egpj.jsonl',
      '__proto__',
    ];
    const { data, open } = await attested(Object.fromEntries(names.map((name) => [name, '{"a":1}\n'])));
    expect(open.manifest.files.map(({ path }) => path).sort()).toEqual([...names].sort());
    expect(await verify({ paths: [data], against: open })).toEqual({ files: [], rows: [] });
  });

  it('holds nothing that is passed over but what was written with its manifest', async () => {
    const data = folder({ 'a.jsonl': lines(0, 3) });
    const out = join(data, 'attested');
    await attest({ paths: [data], out, version: '0' });
    const check = async () => (await verify({ paths: [data], against: await openManifest(out) })).files;
    expect(await check()).toEqual([]);
    writeFileSync(join(out, 'evil.jsonl'), lines(3, 4));
    writeFileSync(join(out, 'removed.jsonl'), lines(3, 4));
    expect((await check()).map(({ kind, path }) => `${kind} ${path}`)).toEqual([
      'added attested/evil.jsonl',
      'added attested/removed.jsonl',
    ]);
    expect(descriptionNames).toEqual(expect.arrayContaining(formats.map(({ fileName }) => fileName)));
    expect(descriptionNames).toHaveLength(formats.length);
  });
});

describe('a part', () => {
  it('is held against the file in its own place', async () => {
    const { data, open } = await attested({ 'b.jsonl': lines(0, 3), 'x/b.jsonl': lines(3, 6) });
    const one = (path: string) => verify({ paths: [join(data, path)], against: open, part: true });
    for (const path of ['b.jsonl', 'x/b.jsonl']) expect(await one(path)).toEqual({ files: [], rows: [] });
    // Put in place of one another they are no longer what they were.
    copyFileSync(join(data, 'b.jsonl'), join(data, 'x/b.jsonl'));
    expect((await one('x/b.jsonl')).files).toEqual([{ kind: 'changed', path: 'x/b.jsonl' }]);
  });

  it('of two files that would be one is refused', async () => {
    const { open } = await attested({ 'x/b.jsonl': lines(0, 3) });
    const elsewhere = folder({ 'good/b.jsonl': lines(0, 3), 'evil/x/b.jsonl': lines(7, 9) });
    cpSync(join(elsewhere, 'good/b.jsonl'), join(elsewhere, 'x/b.jsonl'));
    const paths = [join(elsewhere, 'evil/x/b.jsonl'), join(elsewhere, 'x/b.jsonl')];
    await expect(verify({ paths, against: open, part: true })).rejects.toThrow('the same one');
  });

  it('says nothing of rows that there never were', async () => {
    const { data, open } = await attested({ 'a.jsonl': lines(0, 3), 'c.md': 'x' });
    const ask = (first: number, last: number, path = 'a.jsonl') =>
      verify({ paths: [join(data, path)], against: open, rows: { first, last } });
    expect((await ask(0, 2)).files).toEqual([]);
    await expect(ask(2, 3)).rejects.toThrow('attested with the rows 0 to 2');
    await expect(ask(0, 0, 'c.md')).rejects.toThrow('no rows');
    await expect(verify({ paths: [data], against: open, rows: { first: 0, last: 0 } })).rejects.toThrow(
      'one file',
    );
  });
});

describe('a file that changes while it is looked at', () => {
  it('is not described by rows of other bytes than were compared', async () => {
    const data = folder({ 'a.jsonl': lines(0, 3) });
    const version = await dataVersion(await dataFiles([data]), defaultLimits);
    expect((await version.rowsOf('a.jsonl')).rows).toBe(3);
    writeFileSync(join(data, 'a.jsonl'), lines(3, 9));
    await expect(version.rowsOf('a.jsonl')).rejects.toThrow('changed while it was being read');
  });
});

describe('rows', () => {
  async function recordsFor(content: string | Buffer, name = 'a.jsonl', limits = {}) {
    const data = folder({ [name]: content });
    await attest({ paths: [data], out: `${data}-attested`, version: '0', limits });
    const open = await openManifest(`${data}-attested`);
    const records = await recordsOf(open, name);
    const rows = Array.from({ length: records.length / recordBytes }, (_, i) => {
      const one = records.subarray(i * recordBytes);
      return {
        bytes: one.toString('hex', 0, digestBytes),
        content: one.toString('hex', digestBytes, 2 * digestBytes),
      };
    });
    return { rows, entry: open.manifest.files[0], data, open };
  }

  it('that decode to the same text are told apart by their bytes', async () => {
    const invalid = (...bytes: number[]) =>
      Buffer.concat([Buffer.from('{"a":"'), Buffer.from(bytes), Buffer.from('"}\n')]);
    const { rows } = await recordsFor(
      Buffer.concat([invalid(0xff), invalid(0xfe), Buffer.from('{"a":"\ufffd"}\n'), invalid(0xc0)]),
    );
    expect(new Set(rows.map(({ bytes }) => bytes)).size).toBe(4);
  });

  it('have one content however it is written, and another where it is another', async () => {
    const same = ['{"a":1,"b":"x"}', '{"b":"x","a":1.0}', ' {"a":1e0 , "b":"\\u0078","c":null}'];
    const others = [
      '{"a":"1","b":"x"}',
      '{"a":1,"b":"X"}',
      '{"a":1,"b":["x"]}',
      '{"a":1,"b":{"x":1}}',
      '{"a":true,"b":"x"}',
    ];
    const { rows } = await recordsFor([...same, ...others].map((row) => `${row}\n`).join(''));
    const contents = rows.map(({ content }) => content);
    expect(new Set(contents.slice(0, same.length)).size).toBe(1);
    expect(new Set(contents).size).toBe(1 + others.length);
    expect(new Set(rows.map(({ bytes }) => bytes)).size).toBe(rows.length);
  });

  it('with a key twice are told apart from those without', async () => {
    const { rows } = await recordsFor('{"a":1,"a":2}\n{"a":2}\n{"a":1}\n{"a":2,"a":1}\n');
    expect(new Set(rows.map(({ bytes }) => bytes)).size).toBe(4);
    // As every reader has it, the last one holds.
    expect(rows[0].content).toBe(rows[1].content);
    expect(rows[2].content).toBe(rows[3].content);
    expect(rows[0].content).not.toBe(rows[2].content);
  });

  it('that are too long to be read are hashed to their last byte', async () => {
    const long = (end: string) => `{"a":1}\n{"b":"${'x'.repeat(5000)}${end}"}\n{"c":1}\n`;
    const limits = { recordBytes: 1000 };
    const [one, other] = [
      await recordsFor(long('a'), 'a.jsonl', limits),
      await recordsFor(long('b'), 'a.jsonl', limits),
    ];
    expect(one.entry).toMatchObject({ rows: 3, unreadable: 1 });
    expect(one.rows[1]).not.toEqual(other.rows[1]);
    expect([one.rows[0], one.rows[2]]).toEqual([other.rows[0], other.rows[2]]);
    writeFileSync(join(one.data, 'a.jsonl'), long('b'));
    const found = await verify({ paths: [one.data], against: one.open, limits });
    expect(found.rows.map((change) => 'before' in change && change.before.row)).toEqual([1]);
  });

  it('that are none at all are hashed all the same', async () => {
    const { entry, rows } = await recordsFor(
      '{"a":1}\n{"a":2}\n{"a":3}\n{"a":4}\n{"a":5}\n{"a":6}\n{"a":7}\n{"a":8}\n{"a":\nnothing\n{"b":\n[1,2]\n"text"\n\n  \n42\n',
    );
    expect(entry).toMatchObject({ rows: 14, unreadable: 6 });
    expect(new Set(rows.map(({ bytes }) => bytes)).size).toBe(14);
    for (const blank of ['', '\n', ' \n\t\n']) {
      const { entry: none, data, open } = await recordsFor(blank, 'b.jsonl');
      expect(none).toMatchObject({ rows: 0, unreadable: 0 });
      expect(await verify({ paths: [data], against: open })).toEqual({ files: [], rows: [] });
      writeFileSync(join(data, 'b.jsonl'), `${blank} `);
      expect((await verify({ paths: [data], against: open })).files).toEqual([
        { kind: 'no-rows', path: 'b.jsonl' },
      ]);
    }
  });

  it('called as the name for further sources, or as nothing, are of one source like all others', async () => {
    const names = ['(further sources)', '__proto__', 'a.jsonl', 'constructor'];
    const { open } = await recordsFor(
      [...names, ''].map((source) => `${JSON.stringify({ a: 1, source })}\n`).join(''),
    );
    // A row that names no source is of its file.
    expect(open.manifest.sources.map(({ name, rows }) => [name, rows])).toEqual(
      names.map((name) => [name, name === 'a.jsonl' ? 2 : 1]),
    );
    expect(canonical(open.manifest)).toContain('__proto__');
  });
});
