// Small pictures for pages of commands, drawn as SVG: shares with how sure they are, columns, and a curve among those of all rows.
// Sizes are attributes: the policy of a page allows no inline style.
import { html, nothing, type Markup } from '../writers/html-markup.ts';
import { figure } from '../wording.ts';

const at = (share: number): string => (100 * Math.max(0, Math.min(1, share))).toFixed(1);

/** A bar of `share` of the width; over it the interval that the share lies in, and a line where chance ends. */
export function shareBar(
  share: number,
  { interval, chance }: { readonly interval?: readonly [number, number]; readonly chance?: number } = {},
): Markup {
  const [low, high] = (interval ?? []).map((end) => Number(at(end)));
  return html`<svg class="bar interval" viewBox="0 0 100 12" preserveAspectRatio="none" aria-hidden="true">
    <rect class="track" y="2" width="100" height="8" />
    <rect class="fill" y="2" width="${at(share)}" height="8" />
    ${interval ? html`<rect class="between" x="${low}" y="5" width="${Math.max(0.8, high - low).toFixed(1)}" height="2" />` : nothing}
    ${chance === undefined ? nothing : html`<rect class="chance" x="${at(Math.min(0.99, chance))}" width="1" height="12" />`}
  </svg>`;
}

export interface Column {
  readonly height: number;
  /** Told when a pointer rests on it. */
  readonly title: string;
  /** Under it and above it; '' for none. */
  readonly tick: string;
  readonly told: string;
  readonly strong: boolean;
}

const [wide, tall, foot] = [640, 150, 22];

/** Columns side by side; `described` says the same to who does not see them. */
export function columnChart(columns: readonly Column[], described: string): Markup {
  const most = Math.max(...columns.map(({ height }) => height), Number.MIN_VALUE);
  const width = wide / columns.length;
  const gap = Math.min(6, width / 5);
  return html`<svg class="curve" viewBox="0 0 ${wide} ${tall + foot}" role="img" aria-label="${described}">
    <line class="grid" x1="0" x2="${wide}" y1="${tall}" y2="${tall}" />
    ${columns.map(({ height, title, tick, told, strong }, i) => {
      const label = (text: string, y: number): Markup =>
        text === ''
          ? nothing
          : html`<text class="tick mid" x="${((i + 0.5) * width).toFixed(1)}" y="${y.toFixed(1)}"
              >${text}</text
            >`;
      const high = height === 0 ? 0 : Math.max(2, (height / most) * (tall - 18));
      return html`<rect
          class="column${strong ? ' strong' : ''}"
          x="${(i * width + gap / 2).toFixed(1)}"
          y="${(tall - high).toFixed(1)}"
          width="${(width - gap).toFixed(1)}"
          height="${high.toFixed(1)}"
        >
          <title>${title}</title>
        </rect>
        ${label(told, tall - high - 5)} ${label(tick, tall + 15)}`;
    })}
  </svg>`;
}

export interface Band {
  readonly low: readonly number[];
  readonly middle: readonly number[];
  readonly high: readonly number[];
}

const [left, right, top, bottom] = [40, 312, 10, 118];

/** One curve among those of all rows, of which half lie in the band. */
export function curveInBand(
  xs: readonly number[],
  curve: readonly (number | null)[],
  { low, middle, high }: Band,
  named: { readonly x: string; readonly described: string },
): Markup {
  const most = Math.max(Number.MIN_VALUE, ...high, ...curve.map((value) => value ?? 0));
  const span = xs[xs.length - 1] - xs[0] || 1;
  const x = (i: number): string => (left + ((xs[i] - xs[0]) / span) * (right - left)).toFixed(1);
  const y = (value: number): string =>
    (bottom - (Math.max(0, Math.min(most, value)) / most) * (bottom - top)).toFixed(1);
  const path = (values: readonly (number | null)[]): string =>
    values.flatMap((value, i) => (value === null ? [] : [`${x(i)},${y(value)}`])).join(' ');
  const back = [...high.keys()].reverse().map((i) => `${x(i)},${y(high[i])}`);
  return html`<svg class="curve" viewBox="0 0 320 148" role="img" aria-label="${named.described}">
    ${[0, 0.5, 1].map(
      (share) =>
        html`<line
            class="grid"
            x1="${left}"
            x2="${right}"
            y1="${y(share * most)}"
            y2="${y(share * most)}"
          /><text class="tick end" x="${left - 6}" y="${(Number(y(share * most)) + 3.5).toFixed(1)}"
            >${figure(Number((share * most).toPrecision(2)))}</text
          >`,
    )}
    <polygon class="all" points="${path(low)} ${back.join(' ')}" />
    <polyline class="middle" points="${path(middle)}" />
    <polyline class="line" points="${path(curve)}" />
    <text class="tick" x="${left}" y="132">${figure(Math.round(xs[0]))}</text>
    <text class="tick end" x="${right}" y="132">${figure(Math.round(xs[xs.length - 1]))}</text>
    <text class="tick mid" x="${(left + right) / 2}" y="146">${named.x}</text>
  </svg>`;
}
