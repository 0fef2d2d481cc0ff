// From places within shards, as detectors know them, to rows and lines of files, as people know them.
import type { Corpus } from '../corpus/corpus.ts';
import type { Problem } from '../corpus/shard.ts';
import type { ShardCoverage } from '../engines/engine.ts';
import type { Place } from '../row.ts';

export interface FileRow {
  readonly file: string;
  /** 0-based data row of the file. */
  readonly row: number;
}

export interface Places {
  resolve(place: Place): FileRow;
  /** Index of a place's file, for an order that two files of one name do not upset. */
  fileOf(place: Place): number;
  /** Rows of each file, unreadable ones included. */
  readonly fileRows: readonly number[];
  /** In file order; at most the first few of each shard, as they were kept. */
  readonly problems: readonly Problem[];
}

export function placesOf(corpus: Corpus, coverage: readonly ShardCoverage[]): Places {
  const rowsBefore: number[] = [];
  const fileRows = corpus.files.map(() => 0);
  const fileLines = corpus.files.map(() => 0);
  const problems: Problem[] = [];
  // Shards of a file follow one another in its order.
  corpus.shards.forEach(({ file }, shard) => {
    rowsBefore.push(fileRows[file]);
    for (const problem of coverage[shard].problems) {
      problems.push({
        ...problem,
        row: problem.row < 0 ? problem.row : problem.row + fileRows[file],
        line: problem.line === 0 ? 0 : problem.line + fileLines[file],
      });
    }
    fileRows[file] += coverage[shard].rows;
    fileLines[file] += coverage[shard].lines;
  });
  const fileOf = (place: Place): number => corpus.shards[place.shard].file;
  return {
    resolve: (place) => ({
      file: corpus.files[fileOf(place)].path,
      row: rowsBefore[place.shard] + place.row,
    }),
    fileOf,
    fileRows,
    problems,
  };
}
