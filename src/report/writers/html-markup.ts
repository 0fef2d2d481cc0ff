// HTML that cannot be broken into: a template in which every value is escaped unless it was made by this very
// template. Text read from a report can never pass for markup.
import { visibleLines } from '../../text/visible.ts';
import { runs } from '../pieces.ts';

const made = Symbol('markup');

export interface Markup {
  readonly [made]: string;
}

type Value = string | number | Markup | readonly Markup[];

/** `html\`<p>${text}</p>\``: strings and numbers are escaped, markup and lists of markup stand as they are. */
export function html(strings: TemplateStringsArray, ...values: readonly Value[]): Markup {
  let text = strings[0];
  values.forEach((value, i) => {
    text += markupOf(value) + strings[i + 1];
  });
  return { [made]: text };
}

export const nothing: Markup = html``;

export function render(markup: Markup): string {
  return markup[made];
}

/** Text of this project's own, such as its style sheet: never of a row. */
export function own(text: string): Markup {
  return { [made]: text };
}

/** Text from a row: what cannot be seen becomes a badge with its code. */
export function rowText(text: string): Markup {
  return html`${runs(text).map((run) => (run.unseen ? html`<i class="unseen">${shortened(run.text)}</i>` : html`${run.text}`))}`;
}

// A long run of unseen characters is one badge: its first few and how many there are.
function shortened(run: string): string {
  const characters = [...run];
  const first = visibleLines(characters.slice(0, 4).join(''));
  return characters.length <= 4 ? first : `${first}… ×${characters.length}`;
}

function markupOf(value: Value): string {
  if (typeof value === 'number') return String(value);
  if (typeof value === 'string') return escaped(value);
  return made in value ? value[made] : value.map((one) => one[made]).join('');
}

function escaped(text: string): string {
  return visibleLines(text).replace(/[&<>"'`]/g, (c) => `&#${c.charCodeAt(0)};`);
}
