// report.html: the whole report as one page that needs nothing else: no network, no file beside it. Its policy
// forbids everything but its own style and script, both named by their hash.
import { createHash } from 'node:crypto';
import { severities } from '../../finding.ts';
import type { FlaggedRow, Report } from '../schema.ts';
import { groups } from '../groups.ts';
import { bySeverity, figure, fileName, gravest, mood, percent, several, tally } from '../wording.ts';
import { coverageSection, planSection, powerSection } from './html-about.ts';
import { cards } from './html-fold.ts';
import { html, nothing, own, render, rowText, type Markup } from './html-markup.ts';
import { script } from './html-script.ts';
import { sourcesSection } from './html-sources.ts';
import { style } from './html-style.ts';

const policy = [
  "default-src 'none'",
  `style-src 'sha256-${sha256(style)}'`,
  `script-src 'sha256-${sha256(script)}'`,
  'img-src data:',
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');

// Apart from the templates, because what stands between the tags must be what the hash was made of.
const styleElement = own(`<style>${style}</style>`);
const scriptElement = own(`<script>${script}</script>`);

export function renderHtml(report: Report, flagged?: readonly FlaggedRow[]): string {
  return `<!doctype html>\n${render(page(report, flagged))}\n`;
}

function page(report: Report, flagged: readonly FlaggedRow[] | undefined): Markup {
  return html`<html lang="en">
    <head>
      <meta charset="utf-8" />
      <meta http-equiv="Content-Security-Policy" content="${own(policy)}" />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <meta name="referrer" content="no-referrer" />
      <meta name="color-scheme" content="light dark" />
      <title>Bezoar: ${tally(report)}</title>
      ${styleElement}
    </head>
    <body>
      <a class="skip" href="#findings">Skip to the findings</a>
      <header class="top">
        <div class="mark">${stone}<b>bezoar</b><span>training data scan</span></div>
        <nav aria-label="Sections">
          <a href="#findings">Findings</a
          >${report.sources || report.baseline || report.markers ? html`<a href="#sources">Sources</a>` : nothing}<a
            href="#power"
            >Power</a
          ><a href="#coverage">Coverage</a><a href="#plan">Plan</a>
        </nav>
      </header>
      <main>
        ${verdict(report, flagged)} ${findings(report)} ${sourcesSection(report)} ${powerSection(report)}
        ${coverageSection(report)} ${planSection(report)}
      </main>
      <footer>
        Made by bezoar ${report.tool.version}. A finding is a claim with its evidence, not a deletion: look at
        the rows, then decide.
      </footer>
      ${scriptElement}
    </body>
  </html>`;
}

function verdict(report: Report, flagged: readonly FlaggedRow[] | undefined): Markup {
  const { corpus, coverage, plan } = report;
  const title = gravest(report);
  const looked = plan.detectors.filter((d) => d.looked).length;
  const tile = (name: string, value: string, detail: string) =>
    html`<div class="tile">
      <dt>${name}</dt>
      <dd><b>${value}</b><small>${detail}</small></dd>
    </div>`;
  return html`<section class="verdict ${mood(report)}" aria-label="Verdict">
    <div class="words">
      <p class="over">${verdictWord(report)}</p>
      <h1>${tally(report)}</h1>
      ${title ? html`<p class="gravest">${several(report) ? 'the gravest: ' : ''}${rowText(title)}</p>` : nothing}
      <p class="files">
        ${corpus.files.slice(0, 3).map((f) => html`<span>${fileName(f.path)}</span>`)}${corpus.files.length > 3 ? html`<span>and ${corpus.files.length - 3} more files</span>` : nothing}
      </p>
    </div>
    <dl class="tiles">
      ${tile('rows read', figure(coverage.read), coverage.unreadable > 0 ? `${figure(coverage.unreadable)} unreadable` : coverage.complete ? 'all of them' : 'not to the end')}
      ${tile('coverage', percent(coverage.share), coverage.complete ? 'every file to its end' : 'not every file to its end')}
      ${flagged ? tile('rows flagged', figure(flagged.length), 'listed in flagged.jsonl') : tile('files', figure(corpus.files.length), 'named below')}
      ${tile('detectors', figure(looked), `for ${corpus.shape} rows`)}
    </dl>
  </section>`;
}

function verdictWord(report: Report): string {
  switch (mood(report)) {
    case 'high':
      return 'Poison suspected';
    case 'medium':
      return 'Look at this';
    case 'low':
      return 'Worth a look';
    case 'clean':
      return 'Looks ordinary';
    case 'partial':
      return 'Not everything was read';
  }
}

function findings(report: Report): Markup {
  if (report.findings.length === 0) {
    return html`<section id="findings">
      <h2>Findings</h2>
      <p class="none">
        None. Nothing found is not proof that nothing is there: below is what this scan would have found, and
        what it could not test.
      </p>
    </section>`;
  }
  const counts = bySeverity(report);
  const all = groups(report);
  const choice = (id: string, name: string, n: number, checked: boolean) =>
    html`<input type="radio" name="severity" id="show-${id}" ${checked ? html` checked` : nothing} /><label
        for="show-${id}"
        class="${id}"
        >${name} <b>${n}</b></label
      >`;
  return html`<section id="findings">
    <h2>Findings</h2>
    <div class="bar-of-tools">
      <fieldset class="filter">
        <legend>Show by severity</legend>
        ${choice('all', 'All', all.length, true)}
        ${severities.filter((s) => (counts.get(s) ?? 0) > 0).map((s) => choice(s, s, counts.get(s) ?? 0, false))}
      </fieldset>
      <div id="tools"></div>
    </div>
    ${cards(all)}
  </section>`;
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
