// Rows of a finding on the page: the flagged row beside a like row without the pattern, what is marked
// highlighted, what cannot be seen shown as badges.
import { visible } from '../../text/visible.ts';
import { fileName } from '../wording.ts';
import type { Excerpt, ReportFinding } from '../schema.ts';
import { allUnseen, pieces, type ExcerptPart } from '../pieces.ts';
import { html, nothing, rowText, type Markup } from './html-markup.ts';

type Example = ReportFinding['examples'][number];

/** Characters of what a mark says is there. */
const maxShown = 160;

export function exampleBlock({ row, pair }: Example, phrased: boolean): Markup {
  return html`<div class="example${pair ? ' paired' : ''}">
    ${panel(row, phrased ? 'with the phrase' : 'flagged row', 'hit')}
    ${pair ? panel(pair, phrased ? 'a like row without it' : 'a like row', 'like') : nothing}
  </div>`;
}

function panel(excerpt: Excerpt, name: string, kind: 'hit' | 'like'): Markup {
  return html`<section class="row ${kind}">
    <header>
      <strong>${name}</strong
      ><span
        >${fileName(excerpt.file)} · row ${excerpt.row}${excerpt.source ? ` · ${excerpt.source}` : ''}</span
      >
    </header>
    ${side(excerpt, 'context', 'given')}
    ${
      excerpt.label === undefined
        ? nothing
        : html`<div class="side outcome">
            ${what('taught', 'label')}
            <p class="text" dir="auto">${rowText(excerpt.label)}</p>
          </div>`
    }
    ${side(excerpt, 'outcome', excerpt.parts.some((p) => p.side === 'rejected') ? 'preferred' : 'taught')}
    ${side(excerpt, 'rejected', 'rejected')}
  </section>`;
}

function side(excerpt: Excerpt, which: ExcerptPart['side'], name: string): Markup {
  const parts = excerpt.parts.filter((part) => part.side === which);
  if (parts.length === 0) return nothing;
  return html`<div class="side ${which}">
    ${parts.map(
      (part, i) =>
        html`${what(i === 0 ? name : '', part.field)}
          <p class="text" dir="auto">${excerptText(part)}</p>`,
    )}
  </div>`;
}

function what(name: string, field: string): Markup {
  return html`<h5>${name} <span>${field}</span></h5>`;
}

function excerptText(part: ExcerptPart): Markup {
  const ellipsis = html`<span class="cut">…</span>`;
  return html`${part.cutBefore ? ellipsis : nothing}${pieces(part).map((piece) => {
    if (!piece.marked) return rowText(piece.text);
    const named = piece.shown ? html`<span class="badge">${visible(piece.shown, maxShown)}</span>` : nothing;
    return html`<mark>${piece.shown && allUnseen(piece.text) ? nothing : rowText(piece.text)}${named}</mark>`;
  })}${part.cutAfter ? ellipsis : nothing}`;
}
