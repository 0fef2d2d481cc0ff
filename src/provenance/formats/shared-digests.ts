// One digest that stands at several files: copies, or a digest that was pasted and never computed. Of files that are said to
// differ in size it cannot be true.
import { visible } from '../../text/visible.ts';
import type { ForeignFile, Problem } from './foreign-manifest.ts';

export function sharedDigests(files: readonly ForeignFile[]): Problem[] {
  const holders = new Map<string, ForeignFile[]>();
  for (const file of files) {
    if (file.sha256 === undefined || file.bytes === 0) continue;
    const holding = holders.get(file.sha256);
    if (holding === undefined) holders.set(file.sha256, [file]);
    else holding.push(file);
  }
  const problems: Problem[] = [];
  for (const [digest, holding] of holders) {
    const [first, second] = holding;
    if (holding.length < 2) continue;
    const sizes = new Set(holding.map((f) => f.bytes).filter((bytes) => bytes !== undefined));
    const others = holding.length > 2 ? ` and ${holding.length - 2} more` : '';
    problems.push({
      kind: 'shared-digest',
      path: visible(first.path, 300),
      claim:
        `The SHA-256 ${digest.slice(0, 12)}… is also that of ${visible(second.path, 120)}${others}` +
        (sizes.size > 1
          ? ', though they are said to differ in size: it can be true of one at most.'
          : ': they are copies, or the digest was not computed.'),
      severity: sizes.size > 1 ? 'high' : 'low',
    });
  }
  return problems;
}
