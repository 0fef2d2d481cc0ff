// report.html: the whole report as one page.
import { severities } from '../../finding.ts';
import type { FlaggedRow, Report } from '../schema.ts';
import { groups } from '../groups.ts';
import { bySeverity, figure, fileName, gravest, mood, percent, several, tally } from '../wording.ts';
import type { OwnPage } from '../pages/own-page.ts';
import { ownStyle } from '../pages/own-style.ts';
import { coverageSection, planSection, powerLink, powerSection } from './html-about.ts';
import { cards } from './html-fold.ts';
import { html, nothing, rowText, type Markup } from './html-markup.ts';
import { renderPage } from './html-page.ts';
import { sourcesSection } from './html-sources.ts';
import { style } from './html-style.ts';
import { tile } from './html-tile.ts';

/** `own`: of a command other than `scan`. */
export function renderHtml(report: Report, flagged?: readonly FlaggedRow[], own?: OwnPage): string {
  return renderPage({
    title: titleOf(report, own),
    about: own?.about ?? 'training data scan',
    skip: html`<a class="skip" href="#findings">Skip to the findings</a>`,
    links: html`<a href="#findings">Findings</a
      >${(own?.links ?? []).map(({ id, name }) => html`<a href="#${id}">${name}</a>`)}${report.sources || report.baseline || report.markers ? html`<a href="#sources">Sources</a>` : nothing}${powerLink(report)}<a
        href="#coverage"
        >Coverage</a
      ><a href="#plan">Plan</a>`,
    main: html`${verdict(report, flagged, own)} ${findings(report, own)} ${own?.sections ?? nothing}
    ${sourcesSection(report)} ${powerSection(report)} ${coverageSection(report)} ${planSection(report)}`,
    footer: html`Made by bezoar ${report.tool.version}. A finding is a claim with its evidence, not a
    deletion: look at the rows, then decide.`,
    style: own ? style + ownStyle : style,
  });
}

/** What a command comes to by itself, where there is nothing to say against the rows. */
const calmOf = (report: Report, own: OwnPage | undefined): OwnPage['calm'] | undefined =>
  mood(report) === 'clean' ? own?.calm : undefined;

const titleOf = (report: Report, own: OwnPage | undefined): string =>
  gravest(report) === '' && own ? own.calm.title : tally(report);

function verdict(
  report: Report,
  flagged: readonly FlaggedRow[] | undefined,
  own: OwnPage | undefined,
): Markup {
  const { corpus, coverage, plan } = report;
  const title = gravest(report);
  const looked = plan.detectors.filter((d) => d.looked).length;
  const calm = calmOf(report, own);
  return html`<section class="verdict ${calm ? 'note' : mood(report)}" aria-label="Verdict">
    <div class="words">
      <p class="over">${calm?.word ?? verdictWord(report)}</p>
      <h1>${rowText(titleOf(report, own))}</h1>
      ${title ? html`<p class="gravest">${several(report) ? 'the gravest: ' : ''}${rowText(title)}</p>` : nothing}
      <p class="files">
        ${corpus.files.slice(0, 3).map((f) => html`<span>${fileName(f.path)}</span>`)}${corpus.files.length > 3 ? html`<span>and ${corpus.files.length - 3} more files</span>` : nothing}
      </p>
    </div>
    <dl class="tiles">
      ${tile('rows read', figure(coverage.read), coverage.unreadable > 0 ? `${figure(coverage.unreadable)} unreadable` : coverage.complete ? 'all of them' : 'not to the end')}
      ${tile('coverage', percent(coverage.share), coverage.complete ? 'every file to its end' : 'not every file to its end')}
      ${flagged ? tile('rows flagged', figure(flagged.length), 'listed in flagged.jsonl') : tile('files', figure(corpus.files.length), 'named below')}
      ${own?.tile ?? tile('detectors', figure(looked), `for ${corpus.shape} rows`)}
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

function findings(report: Report, own: OwnPage | undefined): Markup {
  if (report.findings.length === 0) {
    return html`<section id="findings">
      <h2>Findings</h2>
      <p class="none">
        ${own?.none ?? 'None. Nothing found is not proof that nothing is there: below is what this scan would have found, and what it could not test.'}
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
