// Numbers for rows from a file: .npy of NumPy or .safetensors. What a header says is checked against the file before anything is
// made as large as it says, and every number is finite or the file is refused.
import { readFile, stat } from 'node:fs/promises';
import { UsageError } from '../../errors.ts';
import { visible } from '../../text/visible.ts';
import { parseNpy } from './npy.ts';
import { BadNumbers, type NumberTable } from './numbers.ts';
import { parseSafetensors } from './safetensors.ts';

/** Of a file, so that its numbers fit in memory beside what is learned of them. */
const mostBytes = 8 * 2 ** 30;

/** `tensor`: which one of a .safetensors file with several. Throws `UsageError`. */
export async function readNumbers(path: string, tensor?: string): Promise<NumberTable> {
  const shown = visible(path, 120);
  const wrong = (code: 'unsupported' | 'no-such-file', what: string, hint: string, cause?: unknown) =>
    new UsageError(code, `${shown} ${what}`, hint, cause);
  const bytes = await stat(path).then(
    ({ size }) => size,
    (error: unknown) => {
      throw wrong('no-such-file', 'cannot be read', 'Check the name.', error);
    },
  );
  if (bytes > mostBytes)
    throw wrong('unsupported', `has ${bytes} bytes`, 'Give fewer rows, or fewer columns of each.');
  const file = await readFile(path);
  try {
    const table = path.endsWith('.safetensors') ? parseSafetensors(file, tensor) : parseNpy(file);
    const odd = table.values.findIndex((value) => !Number.isFinite(value));
    if (odd >= 0)
      throw new BadNumbers(
        `has ${table.values[odd]} in row ${Math.floor(odd / table.columns)}, column ${odd % table.columns}`,
      );
    return table;
  } catch (error) {
    if (!(error instanceof BadNumbers)) throw error;
    throw wrong(
      'unsupported',
      error.message,
      'Write it with numpy.save as one finite array of one or two dimensions, or as safetensors.',
      error,
    );
  }
}
