// A page of a command that judges no rows of a corpus, so that there is no report of findings to be part of.
import type { Severity } from '../../finding.ts';
import { html, rowText, type Markup } from '../writers/html-markup.ts';
import { renderPage } from '../writers/html-page.ts';
import { style } from '../writers/html-style.ts';
import type { OwnPage } from './own-page.ts';
import { ownStyle } from './own-style.ts';

export interface StandAlone extends Pick<OwnPage, 'about' | 'sections' | 'links'> {
  readonly mood: Severity;
  readonly word: string;
  readonly title: string;
  readonly tiles: Markup;
  readonly footer: string;
}

export function renderStandAlone(page: StandAlone): string {
  const [first] = page.links;
  return renderPage({
    title: page.title,
    about: page.about,
    skip: html`<a class="skip" href="#${first.id}">Skip to ${first.name.toLowerCase()}</a>`,
    links: html`${page.links.map(({ id, name }) => html`<a href="#${id}">${name}</a>`)}`,
    main: html`<section class="verdict ${page.mood}" aria-label="Summary">
        <div class="words">
          <p class="over">${page.word}</p>
          <h1>${rowText(page.title)}</h1>
        </div>
        <dl class="tiles">${page.tiles}</dl>
      </section>
      ${page.sections}`,
    footer: html`${page.footer}`,
    style: style + ownStyle,
  });
}
