// The two small charts of the page, drawn as SVG from the report's own numbers: how many rows of a source are
// meant, and the chance of a finding by the number of poisoned rows.
import type { Report } from '../schema.ts';
import { figure, percent } from '../wording.ts';
import { html, type Markup } from './html-markup.ts';

/** A bar of `share` (0 to 1) of the full width. Widths are attributes: the page's policy allows no inline style. */
export function bar(share: number): Markup {
  const width = Math.max(0.8, Math.min(1, share) * 100).toFixed(1);
  return html`<svg class="bar" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">
    <rect class="track" width="100" height="8" />
    <rect class="fill" width="${width}" height="8" />
  </svg>`;
}

const left = 40;
const right = 304;
const top = 12;
const bottom = 118;

/** The chance of a finding over the number of poisoned rows. */
export const powerCurve = (points: Points): Markup => shareCurve(points, 'Chance of a finding', 0.9);

type Points = Report['power'][number]['points'];

/** A share (0 to 100 %) over the number of poisoned rows, which is spaced by its logarithm; a dashed line at `mark`. */
export function shareCurve(points: Points, what: string, mark: number): Markup {
  if (points.length === 0) return html``;
  const logs = points.map((p) => Math.log(Math.max(1, p.rows)));
  const low = Math.min(...logs);
  const span = Math.max(...logs) - low || 1;
  const x = (rows: number) => left + ((Math.log(Math.max(1, rows)) - low) / span) * (right - left);
  const y = (chance: number) => bottom - chance * (bottom - top);
  const path = points.map((p) => `${x(p.rows).toFixed(1)},${y(p.chance).toFixed(1)}`).join(' ');
  const described = points.map((p) => `${figure(p.rows)} rows ${percent(p.chance)}`).join(', ');
  return html`<svg class="curve" viewBox="0 0 320 148" role="img" aria-label="${what}: ${described}">
    ${[0, 0.5, 0.9, 1].map((c) => html`<line class="grid${c === mark ? ' sure' : ''}" x1="${left}" x2="${right}" y1="${y(c).toFixed(1)}" y2="${y(c).toFixed(1)}" />`)}
    ${[0, 0.5, 0.9].map((c) => html`<text class="tick end" x="${left - 6}" y="${(y(c) + 3.5).toFixed(1)}">${percent(c)}</text>`)}
    <polygon
      class="area"
      points="${x(points[0].rows).toFixed(1)},${bottom} ${path} ${x(points[points.length - 1].rows).toFixed(1)},${bottom}"
    />
    <polyline class="line" points="${path}" />
    ${points.map((p) => html`<circle class="dot" cx="${x(p.rows).toFixed(1)}" cy="${y(p.chance).toFixed(1)}" r="3"><title>${figure(p.rows)} rows: ${percent(p.chance)}</title></circle>`)}
    ${labelled(points.map((p) => ({ rows: p.rows, x: x(p.rows) })))}
    <text class="tick mid" x="${(left + right) / 2}" y="146">poisoned rows</text>
  </svg>`;
}

// Labels that would touch are left out: a number is about 26 units wide at most.
function labelled(ticks: readonly { rows: number; x: number }[]): Markup[] {
  const shown: Markup[] = [];
  let end = -Infinity;
  for (const tick of ticks) {
    if (tick.x - end < 26) continue;
    shown.push(html`<text class="tick mid" x="${tick.x.toFixed(1)}" y="132">${figure(tick.rows)}</text>`);
    end = tick.x;
  }
  return shown;
}
