// `bezoar detectors`: what is looked for, in which data, after which papers, with which numbers to turn.
import { detectors } from '../../detectors/index.ts';
import type { Detector } from '../../detector.ts';
import type { Option } from '../../option.ts';
import { threats } from '../../threat.ts';
import type { InForce } from '../flags.ts';
import { print, wantsColour } from '../terminal.ts';

export async function runDetectors(set: InForce): Promise<number> {
  if (set.on('json')) await print(JSON.stringify(detectors.map(described), null, 2));
  else {
    const colour = wantsColour(process.stdout, set.on('noColor'));
    await print(detectors.map((detector) => inWords(detector, colour)).join('\n'));
  }
  return 0;
}

/** The facts of a detector as plain data. */
export function described(detector: Detector) {
  const { id, version, title, catches, shapes, sources } = detector;
  return { id, version, title, catches, shapes, sources, options: optionsOf(detector) };
}

export function optionsOf({ options }: Detector): readonly (Option & { readonly name: string })[] {
  return Object.entries<Option>(options).map(([name, option]) => ({ name, ...option }));
}

function inWords(detector: Detector, colour: boolean): string {
  const strong = (text: string) => (colour ? `\u001b[1m${text}\u001b[22m` : text);
  const faint = (text: string) => (colour ? `\u001b[2m${text}\u001b[22m` : text);
  const lines = [
    strong(detector.id) + faint(`  version ${detector.version}`),
    `  ${detector.title}`,
    ...detector.catches.map((threat) => `  against  ${threat}: ${threats[threat]}`),
    `  in       ${detector.shapes.join(', ')} rows`,
    ...detector.sources.map((source) => `  after    ${source}`),
    ...optionsOf(detector).map(
      ({ name, default: standard, min, max, unit, why, from }) =>
        `  --option ${detector.id}.${name}=${standard}  ${faint(`${unit}, ${min} to ${max}. ${why}${from ? ` Measured in ${from}.` : ''}`)}`,
    ),
  ];
  return `${lines.join('\n')}\n`;
}
