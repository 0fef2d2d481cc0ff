// One number of a page's summary: its name, the number, and what is to be known about it.
import { html, type Markup } from './html-markup.ts';

export function tile(name: string, value: string, detail: string): Markup {
  return html`<div class="tile">
    <dt>${name}</dt>
    <dd><b>${value}</b><small>${detail}</small></dd>
  </div>`;
}
