// The data files below a folder, in the order of their names. Links are followed once; a link back to a folder
// around it is a loop and is told.
import { readdirSync, realpathSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { formatByName } from './kind.ts';
import type { Problem } from './shard.ts';

/** Files of a dataset folder that describe the data and are none. */
const descriptions =
  /^(?:readme|license|licence|notice|changelog|citation)\b|^(?:dataset_infos?|state|config|package|package-lock|tokenizer|tokenizer_config|special_tokens_map|vocab|metadata)\.json$|^(?:requirements|merges|vocab)\.txt$|^cache-.*\.arrow$/i;

/** Whether a file of this name is about the data, by custom. */
export function describes(name: string): boolean {
  return descriptions.test(name);
}

export interface FolderFiles {
  readonly paths: readonly string[];
  readonly skipped: readonly Problem[];
  /** Those of the skipped that may well hold data. */
  readonly unread: readonly Problem[];
  /** A folder that holds a link to itself or to one around it. */
  readonly loop?: string;
}

export function filesBelow(folder: string): FolderFiles {
  const paths: string[] = [];
  const skipped: Problem[] = [];
  let loop: string | undefined;
  const unread: Problem[] = [];
  const note = (path: string, reason: string): Problem => {
    const problem = { file: path, row: -1, line: 0, reason };
    skipped.push(problem);
    return problem;
  };

  function visit(path: string, around: readonly string[]): void {
    const real = realpathSync(path);
    if (around.includes(real)) {
      loop ??= path;
      note(path, 'a folder loop: this link leads back to a folder around it');
      return;
    }
    let names: string[];
    try {
      names = readdirSync(path).sort();
    } catch (error) {
      unread.push(
        note(path, isDenied(error) ? 'no permission to read the folder' : 'the folder cannot be read'),
      );
      return;
    }
    for (const name of names) {
      if (name.startsWith('.') || name === 'node_modules') continue;
      const inside = join(path, name);
      let stat;
      try {
        stat = statSync(inside);
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'ELOOP') {
          loop ??= inside;
          note(inside, 'a folder loop: this link leads back to itself');
        } else unread.push(note(inside, 'the link leads nowhere'));
        continue;
      }
      if (stat.isDirectory()) visit(inside, [...around, real]);
      else if (stat.isFile() && formatByName(name) && !describes(name)) paths.push(inside);
    }
  }

  visit(folder, []);
  return { ...withoutStrayTexts(paths, note), skipped, unread, ...(loop === undefined ? {} : { loop }) };
}

/** Beside tables and records, a text file is a note about them. */
function withoutStrayTexts(paths: readonly string[], note: (path: string, reason: string) => unknown) {
  const structured = paths.filter((path) => formatByName(basename(path)) !== 'text');
  if (structured.length === 0 || structured.length === paths.length) return { paths };
  for (const path of paths) {
    if (!structured.includes(path))
      note(path, 'a text file beside structured data: left out, name it to read it');
  }
  return { paths: structured };
}

function isDenied(error: unknown): boolean {
  const { code } = error as NodeJS.ErrnoException;
  return code === 'EACCES' || code === 'EPERM';
}
