// Downloads that are files of their own, each with a row about it under the same name, as img2dataset leaves them: 000000012.jpg
// and 000000012.json. Which file belongs to a row is told by names on disk alone, never by what the row says.
import type { DataFile } from '../data-files.ts';

const kinds =
  /\.(?:jpe?g|jfif|png|webp|gif|bmp|tiff?|avif|heic|jxl|svg|mp3|m4a|wav|flac|ogg|opus|mp4|m4v|mov|webm|mkv|avi|pdf|html?)$/i;
const row = /\.json$/i;
/** Of img2dataset: how a part of the download went. */
const statistics = /(?:^|\/)\d+_stats\.json$/;

export interface DownloadedFiles {
  /** Files that may hold rows. */
  readonly rows: readonly DataFile[];
  /** Where the file lies that the row is about; undefined for rows that stand by themselves. */
  beside(file: DataFile): string | undefined;
  /** Whether it is a row about a file that is not there, though files lie beside the others of its folder. */
  isAlone(file: DataFile): boolean;
  /** Those that belong to no row. */
  readonly strays: readonly DataFile[];
}

export function downloadedFiles(files: readonly DataFile[]): DownloadedFiles {
  const downloads = new Map<string, DataFile>();
  for (const file of files) {
    const name = file.path.replace(kinds, '');
    if (kinds.test(file.path) && !downloads.has(name)) downloads.set(name, file);
  }
  const rows = files.filter(({ path }) => !kinds.test(path) && !statistics.test(path));
  const about = rows.filter(({ path }) => row.test(path) && downloads.has(path.replace(row, '')));
  const folders = new Set(about.map(({ path }) => folderOf(path)));
  const named = new Set(about.map(({ path }) => path.replace(row, '')));
  return {
    // A caption beside it is no row of its own.
    rows: rows.filter(({ path }) => !/\.txt$/i.test(path) || !named.has(path.replace(/\.txt$/i, ''))),
    beside: ({ path }) => (row.test(path) ? downloads.get(path.replace(row, ''))?.location : undefined),
    isAlone: ({ path }) =>
      row.test(path) && folders.has(folderOf(path)) && !downloads.has(path.replace(row, '')),
    strays: files.filter((file) => {
      const name = file.path.replace(kinds, '');
      return kinds.test(file.path) && !(named.has(name) && downloads.get(name) === file);
    }),
  };
}

const folderOf = (path: string): string => path.slice(0, path.lastIndexOf('/') + 1);
