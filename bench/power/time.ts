// What the power statements cost: whole scans under the sampling profiler, and the share of the samples that lie in or beneath
// what makes the statements. Both are of one run, so that a busy machine slows them alike.
import { Session, type Profiler } from 'node:inspector/promises';

/** Files that do nothing else. */
const making = /\/(power|canaries)\.js$/;

export interface Cost {
  /** Milliseconds of the scan, and of them for statements. */
  readonly scan: number;
  readonly statements: number;
}

export async function costOf(scan: () => Promise<unknown>): Promise<Cost> {
  const session = new Session();
  session.connect();
  await session.post('Profiler.enable');
  await session.post('Profiler.start');
  await scan();
  const { profile } = await session.post('Profiler.stop');
  session.disconnect();
  return costIn(profile);
}

function costIn({ nodes, samples = [], timeDeltas = [] }: Profiler.Profile): Cost {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const within = new Set<number>();
  const take = (id: number): void => {
    within.add(id);
    byId.get(id)?.children?.forEach(take);
  };
  for (const { id, callFrame } of nodes) if (making.test(callFrame.url)) take(id);
  let scan = 0;
  let statements = 0;
  samples.forEach((id, i) => {
    const name = byId.get(id)?.callFrame.functionName;
    if (name === '(idle)' || name === '(program)') return;
    scan += timeDeltas[i] / 1000;
    if (within.has(id)) statements += timeDeltas[i] / 1000;
  });
  return { scan, statements };
}

export function timePage(costs: readonly (Cost & { readonly corpus: string })[]): string {
  const lines = costs.map(
    ({ corpus, scan, statements }) =>
      `| ${corpus} | ${scan.toFixed(0)} | ${statements.toFixed(0)} | ${((100 * statements) / (scan - statements)).toFixed(1)} % |`,
  );
  return `${[
    '# What the power statements cost',
    '',
    'Made by `npm run bench:power -- --time`: scans with all detectors on one thread, each of three times in turn, under the sampling',
    'profiler. Time of the scan while it ran, and of it in what makes the statements (`power.ts`, `canaries.ts` and what they call);',
    'extra: against the same scan without them. The worst of the three.',
    '',
    '| corpus | scan, ms | statements, ms | extra |',
    '|---|---|---|---|',
    ...lines,
  ].join('\n')}\n`;
}
