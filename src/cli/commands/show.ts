// `bezoar show`: prints a report again, from its folder, with no data needed.
import { readReport } from '../../report/read-report.ts';
import { renderTerminal } from '../../report/writers/terminal.ts';
import type { InForce } from '../flags.ts';
import { print, programName, wantsColour, widthOf } from '../terminal.ts';

export async function runShow(dir: string, set: InForce): Promise<number> {
  const report = await readReport(dir);
  const colour = wantsColour(process.stdout, set.on('noColor'));
  const width = widthOf(process.stdout);
  const options = { colour, width, verbose: set.on('all'), reportPath: dir, program: programName() };
  await print(renderTerminal(report, options));
  return 0;
}
