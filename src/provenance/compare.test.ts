// Random edits of random small sets: what is reported, done to the old version, gives the new one, row by row.
import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { changesText, sameContents } from './changes.ts';
import { compare, type Comparison, type RowPlace, type Version } from './compare.ts';
import { digestBytes, recordBytes } from './row-records.ts';

/** A row: what it says, and how it is written. */
interface Row {
  readonly says: number;
  readonly as: number;
}
/** By path, the rows of each file and what stands around them. */
type Set_ = ReadonlyMap<string, { readonly rows: readonly Row[]; readonly frame: number }>;

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
const sourceOf = ({ says }: Row): number => says % 3;

function versionOf(set: Set_): Version {
  return {
    files: new Map(
      [...set].map(([path, file]) => [path, { sha256: digest(JSON.stringify(file)).toString('hex') }]),
    ),
    async rowsOf(path) {
      const rows = set.get(path)?.rows ?? [];
      const records = Buffer.alloc(rows.length * recordBytes);
      for (const [i, row] of rows.entries()) {
        digest(`${row.says} ${row.as}`).copy(records, i * recordBytes);
        digest(`${row.says}`).copy(records, i * recordBytes + digestBytes);
        records.writeUInt32LE(sourceOf(row), i * recordBytes + 2 * digestBytes);
      }
      return { records, rows: rows.length, nameOf: (source) => `source ${source}` };
    },
  };
}

const row = fc.record({ says: fc.nat(12), as: fc.nat(1) });
const path = fc.constantFrom('a.jsonl', 'a.csv', 'b.jsonl', 'c/a.jsonl', 'd.txt', 'e.md');
const file = fc.record({ rows: fc.array(row, { maxLength: 9 }), frame: fc.nat(1) });
const edit = fc.oneof(
  fc.record({ kind: fc.constant('insert' as const), path, at: fc.nat(9), row }),
  fc.record({ kind: fc.constant('delete' as const), path, at: fc.nat(9) }),
  fc.record({ kind: fc.constant('change' as const), path, at: fc.nat(9), row }),
  fc.record({ kind: fc.constant('duplicate' as const), path, at: fc.nat(9), to: fc.nat(9) }),
  fc.record({ kind: fc.constant('move' as const), path, at: fc.nat(9), toPath: path, to: fc.nat(9) }),
  fc.record({ kind: fc.constant('rename' as const), path, toPath: path }),
  fc.record({ kind: fc.constant('copy' as const), path, toPath: path }),
  fc.record({ kind: fc.constant('remove' as const), path }),
  fc.record({ kind: fc.constant('rewrite' as const), path }),
  fc.record({ kind: fc.constant('frame' as const), path }),
);
type Edit = typeof edit extends fc.Arbitrary<infer T> ? T : never;

function edited(set: Set_, edits: readonly Edit[]): Set_ {
  const now = new Map([...set].map(([name, { rows, frame }]) => [name, { rows: [...rows], frame }]));
  for (const one of edits) {
    const own = now.get(one.path);
    if (!own) continue;
    const { rows } = own;
    if (one.kind === 'insert') rows.splice(one.at, 0, one.row);
    else if (one.kind === 'delete') rows.splice(one.at, 1);
    else if (one.kind === 'change') rows.splice(one.at, 1, one.row);
    else if (one.kind === 'duplicate' && rows[one.at]) rows.splice(one.to, 0, rows[one.at]);
    else if (one.kind === 'move') now.get(one.toPath)?.rows.splice(one.to, 0, ...rows.splice(one.at, 1));
    else if (one.kind === 'frame') own.frame = 1 - own.frame;
    else if (one.kind === 'rewrite') own.rows = rows.map(({ says, as }) => ({ says, as: as + 2 }));
    else if (one.kind === 'remove') now.delete(one.path);
    else if (one.kind === 'copy') now.set(one.toPath, { rows: [...rows], frame: own.frame });
    else if (one.kind === 'rename') {
      now.delete(one.path);
      now.set(one.toPath, own);
    }
  }
  return now;
}

/** Does what is reported to the old version. Throws where a row would be taken twice, or is not there. */
function applied(before: Set_, { files, rows }: Comparison, after: Set_): Map<string, number[]> {
  const said = (set: Set_, { file: name, row: at }: RowPlace): number => {
    const found = set.get(name)?.rows[at];
    if (!found) throw new Error(`no row ${at} of ${name}`);
    return found.says;
  };
  /** What became of the files of the old version. */
  const names = new Map([...before.keys()].map((name): [string, string | undefined] => [name, name]));
  for (const change of files) {
    if (change.kind === 'removed') names.set(change.path, undefined);
    else if (change.before !== undefined) names.set(change.before, change.path);
  }
  const gone = new Set<string>();
  const placed = new Map<string, number>();
  for (const change of rows) {
    if ('before' in change) {
      const key = JSON.stringify(change.before);
      if (gone.has(key)) throw new Error(`${key} is taken twice`);
      gone.add(key);
    }
    if (!('after' in change)) continue;
    const key = JSON.stringify(change.after);
    if (placed.has(key)) throw new Error(`${key} is filled twice`);
    const moved = change.kind === 'moved' || change.kind === 'rewritten';
    placed.set(key, moved ? said(before, change.before) : said(after, change.after));
  }
  const made = new Map<string, number[]>();
  for (const change of files) if (change.kind === 'added') made.set(change.path, []);
  for (const [name, now] of names) {
    const left = (before.get(name)?.rows ?? []).filter(
      (_, at) => !gone.has(JSON.stringify({ file: name, row: at })),
    );
    if (now !== undefined)
      made.set(
        now,
        left.map(({ says }) => says),
      );
    else if (left.length > 0) throw new Error(`rows of ${name} are gone and not told`);
  }
  for (const [name, left] of made) {
    const all: number[] = [];
    for (let at = 0; ; at++) {
      const put = placed.get(JSON.stringify({ file: name, row: at }));
      if (put !== undefined) all.push(put);
      else if (left.length > 0) all.push(left.shift() as number);
      else break;
    }
    made.set(name, all);
  }
  return made;
}

const byName = <T>(all: ReadonlyMap<string, T>) => [...all].sort(([a], [b]) => (a < b ? -1 : 1));
const sorted = (set: Set_) => [...set.values()].flatMap(({ rows }) => rows.map(({ says }) => says)).sort();

describe('a comparison', () => {
  const sets = fc.tuple(
    fc.uniqueArray(fc.tuple(path, file), { maxLength: 5, selector: ([name]) => name }),
    fc.array(edit, { maxLength: 6 }),
  );

  it('is complete and exact: done to the old version it gives the new one', async () => {
    await fc.assert(
      fc.asyncProperty(sets, async ([files, edits]) => {
        const before: Set_ = new Map(files);
        const after = edited(before, edits);
        const found = await compare(versionOf(before), versionOf(after));
        const wanted = new Map([...after].map(([name, { rows }]) => [name, rows.map(({ says }) => says)]));
        const made = applied(before, found, after);
        expect(byName(made)).toEqual(byName(wanted));
        // Nothing is told where nothing is, and what is said of contents holds for every copy.
        const isSame = JSON.stringify(byName(before)) === JSON.stringify(byName(after));
        expect(found.files.length === 0).toBe(isSame);
        expect(sameContents(found)).toBe(String(sorted(before)) === String(sorted(after)));
      }),
      { numRuns: 4000 },
    );
  });

  it('tells rows written otherwise where they stayed, and only there', async () => {
    await fc.assert(
      fc.asyncProperty(sets, async ([files, edits]) => {
        const before: Set_ = new Map(files);
        const after = edited(before, edits);
        const { files: changed, rows } = await compare(versionOf(before), versionOf(after));
        const at = (set: Set_, place: RowPlace) => set.get(place.file)?.rows[place.row];
        for (const change of rows) {
          if (change.kind === 'rewritten' || change.kind === 'moved') {
            const [old, now] = [at(before, change.before), at(after, change.after)];
            expect(old?.says).toBe(now?.says);
            if (change.kind === 'rewritten') expect(old?.as).not.toBe(now?.as);
          }
        }
        for (const { kind, path: name, before: was } of changed) {
          if (kind !== 'frame' && kind !== 'renamed') continue;
          expect(after.get(name)?.rows).toEqual(before.get(was ?? name)?.rows);
          expect(after.get(name)?.rows.length === 0 && kind === 'frame').toBe(false);
        }
      }),
      { numRuns: 1500 },
    );
  });

  it('tells copies apart, and files that were renamed together', async () => {
    const rows = [1, 2, 3].map((says) => ({ says, as: 0 }));
    const before: Set_ = new Map([
      ['a.jsonl', { rows, frame: 0 }],
      ['b.jsonl', { rows, frame: 0 }],
    ]);
    const after: Set_ = new Map([
      ['c.jsonl', { rows, frame: 0 }],
      ['d.jsonl', { rows, frame: 0 }],
    ]);
    expect(await compare(versionOf(before), versionOf(after))).toEqual({
      files: [
        { kind: 'renamed', path: 'c.jsonl', before: 'a.jsonl' },
        { kind: 'renamed', path: 'd.jsonl', before: 'b.jsonl' },
      ],
      rows: [],
    });
    // One of two copies is gone, and the other does not make up for it.
    const fewer: Set_ = new Map([['a.jsonl', { rows, frame: 0 }]]);
    expect(sameContents(await compare(versionOf(before), versionOf(fewer)))).toBe(false);
  });
});

describe('changes as JSON', () => {
  it('are JSON, and hold nothing that could steer a terminal', async () => {
    const nasty = 'x\u001b[2J\u009b31m\u202e\u{e0041}\u2028\ud800.jsonl';
    const found: Comparison = {
      files: [{ kind: 'added', path: nasty }],
      rows: [{ kind: 'added', after: { file: nasty, row: 0 }, source: `$&${nasty}` }],
    };
    const text = [...changesText(found, { against: { root: nasty } })].join('');
    expect(text).toMatch(/^[\n\x20-\x7e]*$/);
    expect(JSON.parse(text)).toMatchObject({ same: false, ...found, against: { root: nasty } });
    const none = [...changesText({ files: [], rows: [] }, {})].join('');
    expect(JSON.parse(none)).toMatchObject({ same: true, files: [], rows: [] });
  });
});
