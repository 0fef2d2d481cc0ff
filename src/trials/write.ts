// Poisoned copies with their answer keys in plain files, for people who measure a tool of their own, in any language.
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Attack } from '../attack.ts';
import { UsageError } from '../errors.ts';
import { refuse, writeAtomically } from '../report/atomic-write.ts';
import { plant, type Planted } from './plant.ts';
import type { TrialSubject } from './subject.ts';

export interface WriteRequest {
  readonly subject: TrialSubject;
  readonly attacks: readonly Attack[];
  readonly budgets: readonly number[];
  readonly seeds: readonly number[];
  readonly folder: string;
  /** Paths and digests of the files that the rows are from. */
  readonly files: readonly { readonly path: string; readonly sha256: string }[];
  readonly version: string;
}

export interface Written {
  /** Names without a folder: `<name>.jsonl`, `<name>.answers.jsonl` and `<name>.drill.json` of each. */
  readonly names: readonly string[];
  /** Of each attack the least number of rows that could not be planted. */
  readonly impossible: readonly {
    readonly attack: string;
    readonly budget: number;
    readonly reason: string;
  }[];
}

/** Beside the copies it writes the rows as they are, as `clean.jsonl`. Replaces no file. */
export async function writeDrill(request: WriteRequest): Promise<Written> {
  const { subject, attacks, budgets, seeds, folder } = request;
  await mkdir(folder, { recursive: true }).catch((error: unknown) => refuse(folder, error));
  await write(join(folder, 'clean.jsonl'), Buffer.concat(subject.lines));
  const names: string[] = [];
  const impossible = new Map<
    string,
    { readonly attack: string; readonly budget: number; readonly reason: string }
  >();
  for (const attack of attacks) {
    for (const budget of new Set(budgets)) {
      for (const seed of new Set(seeds)) {
        const planted = plant(subject, attack, budget, seed);
        if (typeof planted === 'string') {
          if (!impossible.has(attack.id))
            impossible.set(attack.id, { attack: attack.id, budget, reason: planted });
          continue;
        }
        const name = `${attack.id}-${budget}-seed${seed}`;
        await writePlanted(request, attack, { budget, seed }, planted, name);
        names.push(name);
      }
    }
  }
  return { names, impossible: [...impossible.values()] };
}

/** The manifest last: where it stands the others do too. */
async function writePlanted(
  { folder, files, version }: WriteRequest,
  attack: Attack,
  { budget, seed }: { readonly budget: number; readonly seed: number },
  { lines, poisoned, trigger, teaches, companions }: Planted,
  name: string,
): Promise<void> {
  const bytes = Buffer.concat(lines);
  await write(join(folder, `${name}.jsonl`), bytes);
  const key = poisoned
    .map(({ row, from, decoy }) => `${JSON.stringify({ row, from, ...(decoy ? { decoy } : {}) })}\n`)
    .join('');
  await write(join(folder, `${name}.answers.jsonl`), key);
  for (const { name: what, text } of companions) await write(join(folder, `${name}.${what}`), text);
  const manifest = {
    what: 'A copy of training data with an attack planted by a drill. Not to be trained on.',
    tool: { name: 'bezoar', version },
    attack: { id: attack.id, version: attack.version, title: attack.title, sources: attack.sources },
    seed,
    rows: lines.length,
    poisoned: budget,
    trigger,
    teaches,
    sha256: createHash('sha256').update(bytes).digest('hex'),
    companions: companions.map((companion) => `${name}.${companion.name}`),
    madeFrom: files,
  };
  await write(join(folder, `${name}.drill.json`), `${JSON.stringify(manifest, null, 2)}\n`);
}

async function write(path: string, content: Uint8Array | string): Promise<void> {
  if (existsSync(path)) {
    throw new UsageError('exists', `${path} is there already`, 'Name an empty folder with --write.');
  }
  await writeAtomically(path, [content]);
}
