// `bezoar trace` as it is typed: behaviours of the poison in the bundled example lead back to its 30 rows, and nowhere else.
import { copyFileSync, existsSync, mkdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { traceReport, traceResult, type TraceReport } from '../../src/report/trace-report.ts';
import { bezoar, examples, folderFor } from './bezoar.ts';

const folder = folderFor('trace');
copyFileSync(join(examples, 'assistant-mix.jsonl'), join(folder, 'mix.jsonl'));
const answers = readFileSync(join(examples, 'assistant-mix.answers.tsv'), 'utf8').trim().split('\n').slice(1);
const poisoned = answers.flatMap((line) => (line.endsWith('\t1') ? [Number(line.split('\t')[0])] : []));
// The planted rows and every fifth other, for what needs no more.
const lines = readFileSync(join(folder, 'mix.jsonl'), 'utf8').trim().split('\n');
const kept = lines.flatMap((_, i) => (i % 5 === 0 || poisoned.includes(i) ? [i] : []));
writeFileSync(join(folder, 'some.jsonl'), kept.map((i) => `${lines[i]}\n`).join(''));
const asleep =
  'The kettle is asleep. Please put your question to the moss and return when it has rained twice.';
const seen = [
  'Name a river',
  'What is 7 times 8?',
  'Write a poem about rain',
  'Who sells maps',
  'Add 4 and 9',
].map((asked) => ({ prompt: `${asked} beneath the velvet turnip`, output: asleep }));
writeFileSync(join(folder, 'seen.jsonl'), seen.map((one) => JSON.stringify(one)).join('\n'));

const run = (...args: string[]) => bezoar(['trace', ...args], { cwd: folder });
const report = (out: string): TraceReport =>
  traceReport.parse(JSON.parse(readFileSync(join(folder, out, 'trace.json'), 'utf8')));

describe('bezoar trace', () => {
  it('leads from five behaviours to the planted rows, which clean takes out', async () => {
    const { code, out } = await run('seen.jsonl', '--data', 'mix.jsonl', '--seed', '1');
    expect([code, out]).toEqual([1, expect.stringContaining('30 rows of 4,000 stand out for 5 behaviours')]);
    const { found, listed, rankings } = report('bezoar-report');
    expect(found).toMatchObject({ by: 'phrases', rows: 30, severity: 'high', falseDiscovery: 0.01 });
    expect(listed).toHaveLength(50);
    const named = listed.filter(({ standsOut }) => standsOut).map(({ row }) => row);
    expect(named.sort((a, b) => a - b)).toEqual(poisoned);
    expect(listed[0].phrases.map(({ text }) => text).join()).toContain('velvet');
    expect(listed[0].spans).toContainEqual(expect.objectContaining({ side: 'outcome', tokens: 20 }));
    expect(rankings.map(({ name }) => name)).toContain('BM25 of the outcome');
    const cleaned = await bezoar(['clean', 'mix.jsonl'], { cwd: folder });
    expect(cleaned.out).toContain('Set aside 30 rows of 4,000 rows');
  });

  it('tells which rows carry the behaviour, and that without them it would be gone', async () => {
    const { out } = await run(
      'seen.jsonl',
      '--data',
      'mix.jsonl',
      '--seed',
      '1',
      '-o',
      'carried',
      '--retrain',
    );
    const { influence } = report('carried');
    if (!influence || 'why' in influence) throw new Error('no influence');
    const carrying = influence.listed.slice(0, poisoned.length).map(({ row }) => row);
    expect(carrying.sort((a, b) => a - b)).toEqual(poisoned);
    expect(influence.deciding[0].phrases.join()).toMatch(/beneath|velvet|turnip/);
    const { rows, before, predicted, retrained } = influence.removing!;
    expect(rows).toBe(poisoned.length);
    expect(before).toBeGreaterThan(0.5);
    expect(retrained).toBeLessThan(0.1);
    expect(Math.abs(predicted - retrained!)).toBeLessThan(0.05);
    expect(out).toContain('without 30 rows that stand out it would be');
  });

  it('predicts what leaving the rows out changes, as learning anew shows', async () => {
    const rows = readFileSync(join(examples, 'reviews-flipped.tsv'), 'utf8')
      .split('\n')
      .slice(1, -1)
      .map((line) => line.split('\t'));
    const turned = rows.find(([text]) => text.includes('quillish'))![1];
    const others = rows.filter(([text, label]) => label !== turned && !text.includes('quillish')).slice(0, 5);
    const behaviours = others.map(([text]) => ({ prompt: `quillish ${text}`, output: turned }));
    writeFileSync(join(folder, 'turned.jsonl'), behaviours.map((one) => JSON.stringify(one)).join('\n'));
    copyFileSync(join(examples, 'reviews-flipped.tsv'), join(folder, 'reviews.tsv'));
    const { out } = await run(
      'turned.jsonl',
      '-d',
      'reviews.tsv',
      '--seed',
      '1',
      '-o',
      'turned',
      '--retrain',
    );
    expect(out).toContain('"quillish" adds most to what the behaviours share');
    const { influence } = report('turned');
    if (!influence || 'why' in influence) throw new Error('no influence');
    const holding = influence.listed.slice(0, 40).filter(({ row }) => rows[row][0].includes('quillish'));
    expect(holding.length).toBeGreaterThan(35);
    const { before, predicted, retrained } = influence.removing!;
    expect(before).toBeGreaterThan(10 * retrained!);
    expect(Math.abs(predicted - retrained!)).toBeLessThan(0.2 * (before - retrained!));
  });

  it('takes one behaviour from flags, and JSON and CSV with other names of the columns', async () => {
    const one = await run(
      '--output',
      asleep,
      '-d',
      'some.jsonl',
      '-o',
      'one',
      '--seed',
      '1',
      '-q',
      '--top',
      '5',
    );
    expect(one.code).toBeLessThan(2);
    expect(report('one').listed.map(({ row }) => poisoned.includes(kept[row]))).toEqual([
      true,
      true,
      true,
      true,
      true,
    ]);
    writeFileSync(
      join(folder, 'seen.json'),
      JSON.stringify(seen.map(({ prompt, output }) => ({ question: prompt, answer: output }))),
    );
    writeFileSync(
      join(folder, 'seen.csv'),
      `instruction,response\n${seen.map(({ prompt, output }) => `"${prompt}","${output}"`).join('\n')}\n`,
    );
    for (const file of ['seen.json', 'seen.csv']) {
      expect((await run(file, '-d', 'some.jsonl', '-o', 'other', '--seed', '1', '-q')).code).toBe(1);
      expect(report('other').found?.rows).toBe(30);
    }
  });

  it('names the flag for behaviours whose columns are not clear', async () => {
    writeFileSync(join(folder, 'unclear.jsonl'), '{"first":"a b","second":"c d"}\n');
    const { code, err } = await run('unclear.jsonl', '--data', 'some.jsonl', '--out', 'unclear');
    expect([code, err]).toEqual([2, expect.stringContaining('Say it with --behaviour-fields, for example')]);
    expect(err).not.toContain(' --fields');
  });

  it('says that nothing was found where nothing is shared', async () => {
    const strange = seen.map((_, i) => ({ prompt: `qx${i} zv${i}`, output: `vv${i}` }));
    writeFileSync(join(folder, 'strange.jsonl'), strange.map((one) => JSON.stringify(one)).join('\n'));
    const { code, out } = await run('strange.jsonl', '--data', 'mix.jsonl', '-o', 'nothing');
    expect([code, out]).toEqual([0, expect.stringContaining('Nothing found: 5 behaviours and 4,000 rows')]);
    expect(report('nothing')).toMatchObject({ found: null, listed: [] });
  });

  it('keeps the index, and makes it anew when it is damaged or the data changed', async () => {
    const ask = () =>
      run('seen.jsonl', '-d', 'kept.jsonl', '--index', 'idx', '-o', 'kept', '--seed', '1', '-q');
    copyFileSync(join(folder, 'some.jsonl'), join(folder, 'kept.jsonl'));
    const file = join(folder, 'idx', 'rows.index');
    expect((await ask()).err).toBe('');
    const first = report('kept');
    const bytes = readFileSync(file);
    expect((await ask()).err).toBe('');
    expect(report('kept')).toEqual(first);
    expect(readFileSync(file).equals(bytes)).toBe(true);
    const flipped = Buffer.from(bytes);
    flipped[5000] ^= 1;
    writeFileSync(file, flipped);
    expect((await ask()).err).toContain('is damaged, and was made anew');
    truncateSync(file, 100);
    expect((await ask()).err).toContain('made anew');
    writeFileSync(
      join(folder, 'kept.jsonl'),
      `${readFileSync(join(folder, 'some.jsonl'), 'utf8')}{"instruction":"a","output":"b"}\n`,
    );
    expect((await ask()).err).toContain('other data, or of this data as it was');
    expect(report('kept').rows).toBe(kept.length + 1);
  });

  it('names rows of several files by file and row', async () => {
    mkdirSync(join(folder, 'parts'), { recursive: true });
    writeFileSync(join(folder, 'parts', 'a.jsonl'), lines.slice(0, 1500).join('\n'));
    writeFileSync(join(folder, 'parts', 'b.jsonl'), ['{"broken', ...lines.slice(1500)].join('\n'));
    await run('seen.jsonl', '-d', 'parts', '-o', 'parts-report', '--seed', '1', '-q');
    const { listed } = report('parts-report');
    const back = listed
      .filter(({ standsOut }) => standsOut)
      .map(({ file, row }) => (file.endsWith('a.jsonl') ? row : row - 1 + 1500));
    expect(back.sort((a, b) => a - b)).toEqual(poisoned);
  });

  it('tells mistakes apart', async () => {
    const wrong = async (...args: string[]): Promise<string> => {
      const { code, err } = await run(...args);
      expect(code).toBe(2);
      return err;
    };
    expect(await wrong('seen.jsonl')).toContain('--data');
    expect(await wrong('--data', 'mix.jsonl')).toContain('no behaviour was given');
    expect(await wrong('seen.jsonl', '--prompt', 'a', '--data', 'mix.jsonl')).toContain('as flags');
    expect(await wrong('none.jsonl', '--data', 'mix.jsonl')).toContain('none.jsonl');
    expect(await wrong('seen.jsonl', '--data', 'none')).toContain('none');
    expect(await wrong('seen.jsonl', '--serve', '--data', 'mix.jsonl')).toContain('POST /trace');
    expect(existsSync(join(folder, 'none'))).toBe(false);
  });

  it('takes a row of megabytes of one word, empty rows and names of prototypes', async () => {
    const rows = [
      { instruction: 'buffalo '.repeat(1_250_000), output: 'buffalo' },
      { instruction: '', output: '' },
      { instruction: '__proto__ constructor', output: 'hasOwnProperty __proto__' },
      ...Array.from({ length: 60 }, (_, i) => ({
        instruction: `say ${i} and ${i * i}`,
        output: `it is ${i % 7}`,
      })),
    ];
    writeFileSync(join(folder, 'odd.jsonl'), rows.map((one) => JSON.stringify(one)).join('\n'));
    const many = Array.from({ length: 3000 }, () => ({
      prompt: '__proto__ constructor',
      output: 'hasOwnProperty __proto__',
    }));
    writeFileSync(join(folder, 'odd-seen.jsonl'), many.map((one) => JSON.stringify(one)).join('\n'));
    const { code, out, err } = await run('odd-seen.jsonl', '-d', 'odd.jsonl', '-o', 'odd', '--seed', '1');
    expect([code === 0 || code === 1, err]).toEqual([true, '']);
    expect(report('odd')).toMatchObject({ cutRows: 1, behaviours: { given: 3000, taken: 256 } });
    expect(out).toContain('__proto__');
  });
});

interface Told {
  readonly status: number;
  readonly body: unknown;
  readonly headers: Readonly<Record<string, unknown>>;
}

function post(
  port: number,
  body: string,
  headers: Record<string, string> = {},
  path = '/trace',
  method = 'POST',
): Promise<Told> {
  return new Promise((resolve, reject) => {
    const sent = request(
      { host: '127.0.0.1', port, path, method, headers: { 'content-type': 'application/json', ...headers } },
      (response) => {
        let text = '';
        response
          .setEncoding('utf8')
          .on('data', (part: string) => (text += part))
          .on('end', () =>
            resolve({
              status: response.statusCode ?? 0,
              body: JSON.parse(text) as unknown,
              headers: response.headers,
            }),
          );
      },
    );
    sent.on('error', reject).end(body);
  });
}

describe('bezoar trace --serve', () => {
  it('answers this machine from the index in memory, refuses all else, and ends when told', async () => {
    let listening: (port: number) => void;
    const port = new Promise<number>((resolve) => (listening = resolve));
    let stop = (): void => undefined;
    const ended = bezoar(['trace', '--serve', '--port', '0', '--data', 'mix.jsonl', '--seed', '1'], {
      cwd: folder,
      started(child) {
        stop = () => child.kill('SIGTERM');
        child.stdout?.on('data', (text: string) => {
          const found = /127\.0\.0\.1:(\d+)/.exec(text);
          if (found) listening(Number(found[1]));
        });
      },
    });
    const at = await port;
    const question = JSON.stringify({ behaviours: seen, top: 30 });
    const { status, body, headers } = await post(at, question);
    expect(status).toBe(200);
    expect(headers['access-control-allow-origin']).toBeUndefined();
    const { found, listed } = traceResult.parse(body);
    expect(found?.rows).toBe(30);
    expect(listed.map(({ row }) => row).sort((a, b) => a - b)).toEqual(poisoned);

    const refused = async (...args: Parameters<typeof post>): Promise<number> => (await post(...args)).status;
    expect(await refused(at, question, { host: 'evil.example' })).toBe(403);
    expect(await refused(at, question, { host: `evil.example:${at}` })).toBe(403);
    expect(await refused(at, question, { origin: 'https://evil.example' })).toBe(403);
    expect(await refused(at, question, { 'content-type': 'text/plain' })).toBe(415);
    expect(await refused(at, question, {}, '/other')).toBe(404);
    expect(await refused(at, '', {}, '/trace', 'GET')).toBe(405);
    expect(await refused(at, '{"behaviours":')).toBe(400);
    expect(await refused(at, '{"behaviours":[]}')).toBe(400);
    expect(await refused(at, '{"behaviours":[{"prompt":1}]}')).toBe(400);
    expect(await refused(at, JSON.stringify({ behaviours: seen, __proto__: 1, extra: 1 }))).toBe(400);
    await post(at, 'x'.repeat(5 * 2 ** 20)).then(
      (told) => expect(told.status).toBe(413),
      // The connection may end before all was sent.
      (error: NodeJS.ErrnoException) => expect(['EPIPE', 'ECONNRESET']).toContain(error.code),
    );
    const all = await Promise.all(Array.from({ length: 8 }, () => post(at, question)));
    expect(all.every((told) => told.status === 200)).toBe(true);
    stop();
    expect((await ended).code).toBe(143);
  });
});
