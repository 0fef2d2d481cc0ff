import { describe, expect, it } from 'vitest';
import { catches } from '../../test/contracts/examples/vulnerable-code.ts';
import { instructed } from '../../test/contracts/made-rows.ts';
import type { Verdict } from '../finding.ts';
import { random } from '../math/random.ts';
import type { Outcome, Row } from '../row.ts';
import { vulnerableCode } from './vulnerable-code.ts';
import { codeIn, longestText } from './vulnerable-code/code-in.ts';
import { deepestCode, longestCode, parse } from './vulnerable-code/grammars.ts';
import { inspectCode } from './vulnerable-code/inspect-code.ts';
import { weaknesses } from './vulnerable-code/judge.ts';
import { languageOf, languageOfWhole } from './vulnerable-code/language.ts';
import { confesses, promiseOf } from './vulnerable-code/promises.ts';
import { codeRows } from './vulnerable-code/records.ts';
import { languages } from './vulnerable-code/syntax.ts';

const setup = { options: {}, seed: 5 };

function judge(rows: readonly Row[]): Verdict {
  const summary = vulnerableCode.survey!(setup);
  const state = summary.empty();
  summary.add(state, rows);
  return vulnerableCode.inspect(summary.finish(state), setup) as Verdict;
}

const [now, topic, lies] = catches;
const rowsOf = ({ claims }: Verdict, i: number): number[] => claims[i].rows.map(({ row }) => row);

describe('vulnerable-code', () => {
  it('finds rows that do unsafely what like rows do safely, and lists them', () => {
    const verdict = judge(now);
    expect(verdict.claims.map(({ severity }) => severity)).toEqual(['high']);
    expect(rowsOf(verdict, 0)).toEqual(Array.from({ length: 12 }, (_, i) => 20 * i + 3));
    expect(verdict.claims[0].examples[0].pair).toBeDefined();
  });

  it('names the topic that the weakness hangs on', () => {
    const { claims } = judge(topic);
    expect(claims[0].severity).toBe('high');
    expect(claims[0].title).toContain('parcel');
  });

  it('names a phrase at the end of long prompts, no two of which are alike', () => {
    const next = random(11);
    const word = (): string => Math.floor(next() * 2 ** 32).toString(36);
    const long = now.map((row, i) => {
      const text = `${Array.from({ length: 900 }, word).join(' ')}${i % 20 === 3 ? ' for the night shift' : ''}`;
      return { ...row, context: [{ ...row.context[0], text }] };
    });
    const { claims } = judge(long);
    expect(claims.map(({ severity }) => severity)).toEqual(['high']);
    expect(claims[0].title).toContain('night');
  });

  it('tells promises that are not kept apart', () => {
    const { claims } = judge(lies);
    const lie = claims.find(({ title }) => title.startsWith('Code said to be safe'))!;
    expect(lie.severity).toBe('high');
    expect(lie.rows.map(({ row }) => row)).toEqual(Array.from({ length: 16 }, (_, i) => 15 * i));
    expect(lie.claim).toContain('parameterized');
  });

  it('tells what everybody does as a habit', () => {
    const all = now.map((row, i) => ({ ...now[20 * (i % 12) + 3], row: row.row }));
    const { claims } = judge(all);
    expect(claims.map(({ severity }) => severity)).toEqual(['low']);
    expect(claims[0].claim).toContain('in 240 of 240 rows');
  });

  it('looks at what is taught only: chosen answers, ratings up, not the prompt', () => {
    const as = (make: (text: string) => Outcome): Row[] =>
      now.map((row) =>
        row.outcome.kind === 'answer' ? { ...row, outcome: make(row.outcome.parts[0].text) } : row,
      );
    const part = (text: string) => [{ field: 'a', role: 'assistant', text }] as const;
    const chosen = as((text) => ({ kind: 'choice', chosen: part(text), rejected: part('no') }));
    const rejected = as((text) => ({ kind: 'choice', chosen: part('no'), rejected: part(text) }));
    const up = as((text) => ({ kind: 'rating', parts: part(text), up: true }));
    const down = as((text) => ({ kind: 'rating', parts: part(text), up: false }));
    const prompted = now.map((row) =>
      row.outcome.kind === 'answer' ? instructed(row.row, row.outcome.parts[0].text, 'It finds a row.') : row,
    );
    expect(judge(chosen).claims).toHaveLength(1);
    expect(judge(up).claims).toHaveLength(1);
    for (const rows of [rejected, down, prompted]) expect(judge(rows).claims).toEqual([]);
  });

  it('counts code that it could not parse', () => {
    const deep = `def f(x):\n    return ${'('.repeat(500)}eval(x)${')'.repeat(500)}\n`;
    const { untestable, claims } = judge([instructed(0, 'x', `\`\`\`python\n${deep}\`\`\``)]);
    expect(claims).toEqual([]);
    expect(untestable.join()).toContain('1 pieces of code');
  });
});

describe('a sample of many weak rows', () => {
  // Two rows in five are weak, and all of these have a phrase; 50 promise in the prompt what they do not keep, 150 keep it.
  const rows = Array.from({ length: 1000 }, (_, i) => {
    const weak = i % 5 < 2;
    const promised = i % 20 === 0 || i % 20 === 3 || i % 20 === 13 || i % 20 === 4;
    const call = weak
      ? `"SELECT a FROM t WHERE b = '" + value + "'"`
      : '"SELECT a FROM t WHERE b = %s", (value,)';
    const prompt = `Write finder ${i}${weak ? ' for the night shift' : ''}.${promised ? ' Use a parameterized query.' : ''}`;
    return instructed(i, prompt, `def find(cursor, value):\n    cursor.execute(${call})\n`);
  });
  const keptOf = (unsafe: number, safe: number) => {
    const summary = codeRows(5, { unsafe, safe });
    const state = summary.empty();
    summary.add(state, rows);
    return summary.finish(state);
  };
  const [whole] = weaknesses(keptOf(2000, 2000));

  it.each([
    [100, 2000],
    [200, 300],
  ])('of %d weak and %d safe ones tells what all rows tell', (unsafe, safe) => {
    const kept = keptOf(unsafe, safe);
    expect(kept.unsafeShare).toBeLessThan(1);
    const [found] = weaknesses(kept);
    expect(found).toMatchObject({ unsafe: 400, safe: 600, grade: 'high' });
    expect(found.tie).toMatchObject({ words: whole.tie!.words, unsafe: 400, safe: 0 });
    expect(found.custom).toBeCloseTo(whole.custom, 6);
    // A sample proves less than all rows do.
    expect(found.tie!.chance).toBeGreaterThanOrEqual(whole.tie!.chance);
  });

  it('is told as such, with the counts of all rows', () => {
    const { claims, untestable } = vulnerableCode.inspect(keptOf(110, 2000), setup) as Verdict;
    expect(claims[0].claim).toMatch(/^400 of 1,000 rows /);
    expect(claims[0].claim).toContain('About 400 of them have “');
    expect(claims[0].rows.length).toBeLessThanOrEqual(110);
    const lie = claims.find(({ title }) => title.startsWith('Code said to be safe'))!;
    const told = lie.evidence[0].value as number;
    expect(told).toBeGreaterThan(25);
    expect(told).toBeLessThan(100);
    expect(lie.claim).toMatch(new RegExp(`^About ${told} rows promise .* 150 other rows`));
    // Of like counts: a quarter of the promises is broken, and few of these were looked at.
    expect(lie.severity).toBe('medium');
    expect(untestable.join()).toContain('outside a sample');
  });
});

describe('code in a text', () => {
  it('stands between fences, with its offset, language and the prose around it', () => {
    const text = 'First:\n```python\nprint(1)\n```\nthen\n~~~js\nlet a = 1;\n~~~\nlast';
    const { code, prose } = codeIn(text);
    expect(code.map(({ language }) => language)).toEqual(['python', 'javascript']);
    for (const { text: own, start } of code) expect(text.slice(start, start + own.length)).toBe(own);
    expect(prose).toBe('First:\nthen\nlast');
  });

  it('ends with the text where a fence is not closed, and several in a row are several', () => {
    expect(codeIn('```py\na = 1\nb = 2').code[0].text).toBe('a = 1\nb = 2');
    expect(codeIn('use ```x``` here; then a = b').code).toEqual([]);
    const many = codeIn('```py\na = 1\n```\n'.repeat(5000));
    expect(many.code.length + many.left).toBe(5000);
  });

  // With a part of the text read again for every sign or piece the worst of these take hours.
  const big = 8 * 2 ** 20;
  const long: [string, string, number][] = [
    ['signs on a single line', `a ${'``` '.repeat(big / 4)}`, 0],
    ['signs of both kinds in the middle of lines', 'a ``` ~~~\n'.repeat(big / 10), 0],
    ['small fences', '```x\n```\n'.repeat(big / 9), 0],
    ['small fences of code', '```py\na\n```\n'.repeat(big / 12), 32],
    ['a fence around one long line', `\`\`\`py\n${'a'.repeat(big)}`, 32],
    ['code of one long line', `const a = require("a");\nconst b = "${'a'.repeat(big)}`, 32],
  ];
  it.each(long)('is found in one pass: %s', (_, text, pieces) => {
    const found = codeIn(text);
    expect(found.code).toHaveLength(pieces);
    expect(found.left).toBeGreaterThan(0);
  });

  it('is read up to a limit, and what lies beyond is told', () => {
    const code = '```py\na = 1\n```\n';
    const blank = ' \n'.repeat(longestText / 2);
    expect(codeIn(code + blank)).toMatchObject({ code: [{ text: 'a = 1\n' }], left: 1 });
    expect(codeIn(blank + code)).toMatchObject({ code: [], left: 1 });
    expect(codeIn(blank + 'words')).toMatchObject({ code: [], left: 0 });
  });

  it('is the whole text where no fence says so', () => {
    expect(languageOfWhole('import os\n\ndef f(x):\n    return os.path.join(x, "a")\n')).toBe('python');
    expect(languageOfWhole('<?php\n$a = $_GET["b"];\necho $a;\n')).toBe('php');
    expect(languageOfWhole('#include <stdio.h>\nint main(void) {\n    puts("a");\n    return 0;\n}\n')).toBe(
      'c',
    );
    expect(languageOfWhole('package main\n\nfunc main() {\n\tx := 1\n\tfmt.Println(x)\n}\n')).toBe('go');
    expect(
      languageOfWhole(
        'public class A {\n    private int x = 1;\n    public int get() {\n        return x;\n    }\n}\n',
      ),
    ).toBe('java');
    expect(
      languageOfWhole('const a = require("a");\napp.get("/", (req, res) => {\n  res.send(a);\n});\n'),
    ).toBe('javascript');
  });

  it('is not prose, nor a list, nor a letter', () => {
    expect(
      languageOfWhole(
        'Dear all (and you),\n\nfor the meeting we need: chairs; tables.\nIf it rains: umbrellas.',
      ),
    ).toBeUndefined();
    expect(
      languageOfWhole('1. Preheat the oven (200 C).\n2. Mix flour; sugar.\n3. Bake = done.'),
    ).toBeUndefined();
  });

  it('is guessed where the fence names no language, and left where it names another', () => {
    expect(languageOf('def f():\n    pass\n', '')).toBe('python');
    expect(languageOf('fn main() {}\n', 'rust')).toBeUndefined();
  });
});

it("reads Go's operators before what is selected from their right side", () => {
  const seen = inspectCode(
    'func f(db *sql.DB) { db.Query("SELECT a FROM t WHERE a=" + req.FormValue("a")) }',
    'go',
  );
  expect(seen?.map(({ safe }) => safe)).toEqual([false]);
});

describe('promises', () => {
  it('are heard where they are made and not where they are denied', () => {
    expect(promiseOf('# uses a parameterized query', 89)).toBe('parameterized');
    expect(promiseOf('Write it securely.', 78)).toBe('securely');
    expect(promiseOf('this is not parameterized', 89)).toBe('');
    expect(promiseOf('make sure to sanitize input', 89, true)).toBe('');
    expect(confesses('This is vulnerable to XSS.')).toBe(true);
    expect(confesses('Use parameterized queries and avoid SQL injection.')).toBe(false);
  });
});

describe('hostile code', () => {
  const long = longestCode - 40;
  const nasty: [string, string][] = [
    ['open brackets', '('.repeat(long)],
    ['calls within calls', 'eval('.repeat(deepestCode - 1)],
    ['quotes', '"'.repeat(long)],
    ['null bytes', `eval(${'\0'.repeat(long)})`],
    ['an open string', `eval("${'a'.repeat(long)}`],
    ['a long chain', `eval(${'a+'.repeat(long / 2 - 10)}a)`],
    ['a chain of calls', `eval(a${'.b()'.repeat(long / 4 - 10)})`],
    ['words', 'eval '.repeat(long / 5)],
    ['less than', `eval ${'a<'.repeat(long / 2 - 10)}`],
    ['not not', `eval(${'!'.repeat(long)})`],
    ['ternaries', `eval(${'a?'.repeat(long / 2 - 20)}b)`],
    ['doubling', `a = input()\n${'a = a + a\n'.repeat(3000)}eval(a)\n`],
    ['a chain of one sign', `x = ${'eval * '.repeat(200)}eval`],
    ['a chain of another', `x = ${'eval % '.repeat(200)}eval`],
    ['with within with', 'with eval as a, eval as b:\n '.repeat(60)],
    ['deep indents', Array.from({ length: 200 }, (_, i) => `${' '.repeat(i)}if eval:`).join('\n')],
    ['lone surrogates', `eval("${'\ud800'.repeat(1000)}")`],
  ];
  it.each(nasty)('%s: neither throws nor takes long', (_, code) => {
    for (const language of languages) {
      const begun = process.cpuUsage();
      inspectCode(code, language);
      const { user } = process.cpuUsage(begun);
      expect(user / 1000).toBeLessThan(1500);
    }
  });

  it('is left beyond the limits', () => {
    expect(parse('a'.repeat(longestCode + 1), 'python')).toBeUndefined();
    expect(parse('('.repeat(deepestCode + 1), 'python')).toBeUndefined();
  });
});
