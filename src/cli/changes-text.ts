// A comparison in plain words for the terminal: files first, then rows of each kind, then sources.
import { changesBySource, countsOf } from '../provenance/changes.ts';
import {
  rowChangeKinds,
  type Comparison,
  type FileChange,
  type RowChange,
  type RowPlace,
} from '../provenance/compare.ts';
import { visible } from '../text/visible.ts';

/** Shown of each list; --json has all. */
const shown = 10;

export function changesLines(comparison: Comparison): string[] {
  const { files, rows } = comparison;
  const counts = countsOf(rows);
  const lines = ['files', ...some(files.map(fileLine), 'files')];
  for (const kind of rowChangeKinds) {
    if (counts[kind] === 0) continue;
    const own = rows.filter((row) => row.kind === kind);
    lines.push(
      `rows ${kind} (${counts[kind].toLocaleString('en')})`,
      ...some(own.slice(0, shown).map(rowLine), 'rows', own.length),
    );
  }
  const sources = changesBySource(rows);
  if (sources.length > 0) lines.push('by source', ...some(sources.map(sourceLine), 'sources'));
  return lines;
}

function some(lines: readonly string[], what: string, all = lines.length): string[] {
  const rest = all - Math.min(shown, lines.length);
  return [
    ...lines.slice(0, shown).map((line) => `  ${line}`),
    ...(rest > 0 ? [`  … and ${rest.toLocaleString('en')} more ${what}; --json writes all`] : []),
  ];
}

const fileWords: Record<FileChange['kind'], string> = {
  changed: 'rows differ',
  added: 'new',
  removed: 'gone',
  renamed: 'renamed',
  're-encoded': 'the same rows, written otherwise',
  frame: 'the same rows; what stands around them differs',
  'no-rows': 'its bytes differ; it holds no rows',
  unreadable: 'not as it was, and its rows cannot be read',
};

function fileLine({ kind, path, before, reason }: FileChange): string {
  const from = before === undefined ? '' : ` (was ${visible(before)})`;
  return `${visible(path)}${from}: ${fileWords[kind]}${reason ? `: ${visible(reason, 200)}` : ''}`;
}

function rowLine(change: RowChange): string {
  const source = `source ${visible(change.source, 80)}`;
  switch (change.kind) {
    case 'added':
      return `${placed(change.after)} · ${source}`;
    case 'removed':
      return `${placed(change.before)} · ${source}`;
    default: {
      const { before, after, sourceBefore } = change;
      const place = before.file === after.file ? `row ${before.row}` : placed(before);
      const moved = before.file === after.file && before.row === after.row ? '' : ` (was ${place})`;
      const other = sourceBefore === undefined ? '' : ` (was ${visible(sourceBefore, 80)})`;
      return `${placed(after)}${moved} · ${source}${other}`;
    }
  }
}

const placed = ({ file, row }: RowPlace): string => `${visible(file)} row ${row}`;

function sourceLine({ source, ...counts }: ReturnType<typeof changesBySource>[number]): string {
  const parts = rowChangeKinds
    .filter((kind) => counts[kind] > 0)
    .map((kind) => `${counts[kind].toLocaleString('en')} ${kind}`);
  return `${visible(source, 80)}: ${parts.join(', ')}`;
}
