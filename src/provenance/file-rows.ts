// The rows of one file as they come from one stretch of it after another: sources get the numbers that they have in the set,
// records are written.
import type { TakeRecords } from './hash-file.ts';
import type { RecordFile } from './record-file.ts';
import { renumber } from './row-records.ts';
import { gatherSources, type Sources, type Tally } from './source-facts.ts';

export interface Stretch {
  readonly take: TakeRecords;
  /** Takes what all its rows say of their sources. */
  end(tallies: readonly Tally[]): void;
}

export interface FileRows {
  /** Stretches come one after another. */
  stretch(): Stretch;
  /** Ends the file: the root over its rows, and what they say of their sources. */
  end(): { readonly rowsRoot: string; readonly sources: readonly Tally[] };
}

/** `set`: the sources of the set so far. */
export function fileRows(set: Sources, written: RecordFile): FileRows {
  const sources = gatherSources();
  /** Numbers in the set by those within the file. */
  const inSet: number[] = [];
  return {
    stretch() {
      /** Numbers in the set by those within the stretch. */
      const numbers: number[] = [];
      return {
        take(records, names) {
          for (const name of names) {
            const own = sources.numberOf(name);
            inSet[own] ??= set.numberOf(sources.nameOf(own));
            numbers.push(inSet[own]);
          }
          renumber(records, (number) => numbers[number]);
          written.add(records);
        },
        end: sources.join,
      };
    },
    end() {
      const said = sources.tallies();
      set.join(said);
      return { rowsRoot: written.endFile(), sources: said };
    },
  };
}
