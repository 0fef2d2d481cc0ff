// The page of `bezoar watch`: how the losses of the rows of each finding went, among those of all rows.
import { severities } from '../../finding.ts';
import { counted, figure } from '../wording.ts';
import type { WatchReport } from '../watch-report.ts';
import { html, nothing, rowText, type Markup } from '../writers/html-markup.ts';
import { tile } from '../writers/html-tile.ts';
import { curveInBand } from './charts.ts';
import type { OwnPage } from './own-page.ts';
import { renderStandAlone } from './stand-alone.ts';

const mostCurves = 24;
const shownRows = 12;

export function watchPage(report: WatchReport): OwnPage {
  return {
    about: 'the losses of a training',
    calm: { word: 'Looks ordinary', title: `Nothing found in ${losses(report)}` },
    none: 'None: the losses of no row or source went otherwise than those of the others, as far as could be looked at.',
    tile: lossesTile(report),
    sections: curves(report),
    links: [{ id: 'curves', name: 'Curves' }],
  };
}

/** For a log without its data: findings tell rows as the log calls them. */
export function renderWatch(report: WatchReport): string {
  const { log, findings, untestable, notes } = report;
  const told = findings.filter(({ severity }) => severity !== 'note');
  return renderStandAlone({
    about: 'the losses of a training',
    mood: severities.find((each) => told.some(({ severity }) => severity === each)) ?? 'note',
    word: told.length > 0 ? 'Worth a look' : 'Looks ordinary',
    title:
      told.length > 0
        ? `${counted(told.length, 'finding')} in ${losses(report)}`
        : `Nothing found in ${losses(report)}`,
    tiles: html`${lossesTile(report)}
    ${tile('lines left out', figure(log.unreadable + log.late + log.crowded), 'named below, where there are any')}`,
    links: [
      { id: 'findings', name: 'Findings' },
      { id: 'curves', name: 'Curves' },
    ],
    sections: html`<section id="findings">
        <h2>Findings</h2>
        ${findings.length === 0 ? html`<p class="none">None.</p>` : nothing}
        ${findings.map(
          ({ severity, title, claim, advice, rows }) =>
            html`<details class="finding ${severity}" open>
              <summary>
                <span class="pill">${severity}</span>
                <h3>${rowText(title)}</h3>
                <span class="size"><b>${figure(rows.length)}</b> ${rows.length === 1 ? 'row' : 'rows'}</span>
              </summary>
              <div class="body">
                <p class="claim">${rowText(claim)}</p>
                <p class="places">
                  rows
                  ${rowText(rows.slice(0, shownRows).join(', '))}${rows.length > shownRows ? ` and ${figure(rows.length - shownRows)} more, in watch.json` : ''}
                </p>
                <div class="advice">
                  <span class="icon" aria-hidden="true">→</span>
                  <p><b>What to do.</b> ${rowText(advice)}</p>
                </div>
              </div>
            </details>`,
        )}
      </section>
      ${curves(report)} ${limits([...untestable, ...notes])}`,
    footer: `Made by bezoar ${report.tool.version}. With --data the rows are shown, and bezoar clean can set them aside.`,
  });
}

const losses = ({ log }: WatchReport): string =>
  `${counted(log.entries, 'loss', 'losses')} of ${counted(log.rows, 'row')}`;

const lossesTile = ({ log }: WatchReport): Markup =>
  tile('losses read', figure(log.entries), `steps ${figure(log.firstStep)} to ${figure(log.lastStep)}`);

function curves({ curves: all, findings }: WatchReport): Markup {
  const shown = findings.filter(({ curve }) => curve.some((loss) => loss !== null)).slice(0, mostCurves);
  return html`<section id="curves">
    <h2>How the rows were learned</h2>
    <p class="lead">
      ${
        all.steps.length < 2
          ? 'Most rows were seen once: there is no curve to draw.'
          : 'The line is the mean loss, in nats, of the rows of a finding; the dashed one is the middle of all rows, and half of them lie in the band.'
      }
    </p>
    ${
      all.steps.length < 2
        ? nothing
        : html`<div class="cards">
            ${shown.map(
              ({ title, rows, curve }) =>
                html`<figure class="power">
                  <figcaption>${rowText(title)} <small>${counted(rows.length, 'row')}</small></figcaption>
                  ${curveInBand(all.steps, curve, all, {
                    x: 'step',
                    described: `Mean loss from ${figure(curve[0] ?? 0)} to ${figure(curve.at(-1) ?? 0)} nats; of all rows the middle goes from ${figure(all.middle[0])} to ${figure(all.middle.at(-1) ?? 0)}`,
                  })}
                </figure>`,
            )}
          </div>`
    }
  </section>`;
}

function limits(told: readonly string[]): Markup {
  if (told.length === 0) return nothing;
  return html`<section id="limits">
    <h2>What was left out and not looked for</h2>
    <div class="blind">
      <ul>
        ${told.map((each) => html`<li>${rowText(each)}</li>`)}
      </ul>
    </div>
  </section>`;
}
