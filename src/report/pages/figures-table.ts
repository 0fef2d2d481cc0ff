// A table of figures, as the pages of the commands have them.
import { html, type Markup } from '../writers/html-markup.ts';

/** `headings`: of the columns; [name] of one that holds numbers. */
export function figuresTable(
  headings: readonly (string | readonly [name: string])[],
  rows: readonly Markup[],
): Markup {
  return html`<div class="wide">
    <table class="figures">
      <thead>
        <tr>
          ${headings.map((each) =>
            typeof each === 'string' ? html`<th>${each}</th>` : html`<th class="number">${each[0]}</th>`,
          )}
        </tr>
      </thead>
      <tbody>
        ${rows}
      </tbody>
    </table>
  </div>`;
}
