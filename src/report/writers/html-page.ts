// The frame of every page: one file that needs nothing else, no network, no file beside it. Its policy forbids everything
// but its own style and script, both named by their hash.
import { createHash } from 'node:crypto';
import { html, own, render, type Markup } from './html-markup.ts';
import { script } from './html-script.ts';

export interface PageParts {
  /** Behind the name of the tool, in the title. */
  readonly title: string;
  /** What kind of page it is, beside the mark. */
  readonly about: string;
  /** A link to what matters, for those who do not see the page. */
  readonly skip: Markup;
  /** To the sections. */
  readonly links: Markup;
  readonly main: Markup;
  readonly footer: Markup;
  /** The style sheet: of this project's own. */
  readonly style: string;
}

// Apart from the template, because what stands between the tags must be what the hash was made of.
const scriptElement = own(`<script>${script}</script>`);

export function renderPage({ title, about, skip, links, main, footer, style }: PageParts): string {
  const policy = [
    "default-src 'none'",
    `style-src 'sha256-${sha256(style)}'`,
    `script-src 'sha256-${sha256(script)}'`,
    'img-src data:',
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
  const page = html`<html lang="en">
    <head>
      <meta charset="utf-8" />
      <meta http-equiv="Content-Security-Policy" content="${own(policy)}" />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <meta name="referrer" content="no-referrer" />
      <meta name="color-scheme" content="light dark" />
      <title>Bezoar: ${title}</title>
      ${own(`<style>${style}</style>`)}
    </head>
    <body>
      ${skip}
      <header class="top">
        <div class="mark">${stone}<b>bezoar</b><span>${about}</span></div>
        <nav aria-label="Sections">${links}</nav>
      </header>
      <main>${main}</main>
      <footer>${footer}</footer>
      ${scriptElement}
    </body>
  </html>`;
  return `<!doctype html>\n${render(page)}\n`;
}

function sha256(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('base64');
}

// A bezoar: a stone of many layers around what was swallowed.
const stone = html`<svg class="stone" viewBox="0 0 32 32" aria-hidden="true">
  <path class="s1" d="M16 2c8 0 14 5 14 13.5S24 30 15.5 30 2 24.5 2 16 8 2 16 2z" />
  <path class="s2" d="M16 7c5.5 0 9.5 3.5 9.5 9S21 25 15.5 25 7 21.5 7 16s3.5-9 9-9z" />
  <path class="s3" d="M16.5 12c2.8 0 4.5 1.7 4.5 4.2S19 20.5 16 20.5s-4.5-1.9-4.5-4.4 2.2-4.1 5-4.1z" />
</svg>`;
