// The cards of all findings: grave ones each by itself, the many small ones of one detector folded into a line.
import type { Severity } from '../../finding.ts';
import type { Group } from '../groups.ts';
import { counted, figure } from '../wording.ts';
import { findingCard } from './html-finding.ts';
import { html, rowText, type Markup } from './html-markup.ts';

// More unfolded cards than this are a wall, not a report.
const maxOpen = 8;
/** Up to this many small findings of a detector are shown as they are. */
const few = 2;

export function cards(groups: readonly Group[]): Markup[] {
  const numbered = groups.map((group, i) => ({
    ...group,
    number: `${i + 1}`,
    open: isGrave(group) && i < maxOpen,
  }));
  const card = ({ finding, also, number, open }: (typeof numbered)[number]): Markup =>
    findingCard(finding, also, number, open);
  const shown: Markup[] = [];
  const folded = new Set<string>();
  for (const one of numbered) {
    const { severity, detector } = one.finding;
    const like = numbered.filter(({ finding: f }) => f.severity === severity && f.detector === detector);
    if (isGrave(one) || like.length <= few) shown.push(card(one));
    else if (!folded.has(`${severity} ${detector}`)) {
      folded.add(`${severity} ${detector}`);
      shown.push(fold(severity, detector, like, like.map(card)));
    }
  }
  return shown;
}

const isGrave = ({ finding: { severity } }: Group): boolean => severity === 'high' || severity === 'medium';

function fold(
  severity: Severity,
  detector: string,
  groups: readonly Group[],
  inside: readonly Markup[],
): Markup {
  const largest = groups.reduce((a, b) => (b.finding.rows.total > a.finding.rows.total ? b : a)).finding;
  const many = counted(groups.length, severity === 'note' ? 'note' : `${severity} finding`);
  return html`<details class="finding ${severity} fold">
    <summary>
      <span class="pill">${severity}</span>
      <h3>${detector}: ${many}, the largest ${rowText(largest.title)}</h3>
      <span class="size"
        ><b>${figure(largest.rows.total)}</b> ${largest.rows.total === 1 ? 'row' : 'rows'}</span
      >
    </summary>
    <div class="body">${inside}</div>
  </details>`;
}
