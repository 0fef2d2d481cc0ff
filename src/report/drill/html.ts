// drill.html: the coverage matrix as a heat map; each attack leads to what was planted, what was told of it, and how sure
// the rates are.
import { html, nothing, rowText, type Markup } from '../writers/html-markup.ts';
import { renderPage } from '../writers/html-page.ts';
import { style } from '../writers/html-style.ts';
import { tile } from '../writers/html-tile.ts';
import { figure } from '../wording.ts';
import { attackSections, cellLink } from './html-attack.ts';
import { drillStyle } from './html-style.ts';
import type { DrillReport } from './schema.ts';
import {
  falseAlarms,
  fromRows,
  headline,
  impossibleInWords,
  itselfInWords,
  outcomeOf,
  subjectInWords,
  titleOf,
  uncaughtInWords,
} from './wording.ts';

export function renderDrillHtml(report: DrillReport): string {
  return renderPage({
    title: headline(report),
    about: 'drill',
    skip: html`<a class="skip" href="#matrix">Skip to the matrix</a>`,
    links: html`<a href="#matrix">Matrix</a><a href="#uncaught">Not caught</a><a href="#attacks">Attacks</a
      ><a href="#plan">Plan</a>`,
    main: html`${summary(report)} ${matrix(report)} ${uncaught(report)} ${attackSections(report)}
    ${plan(report)}`,
    footer: html`Made by bezoar ${report.tool.version}. Copies of the corpus were poisoned and scanned; the
    corpus itself was only read. What is not caught here is not caught in your data either.`,
    style: style + drillStyle,
  });
}

function summary(report: DrillReport): Markup {
  const { trials, cells, plan: planned } = report;
  const scans = cells.reduce((sum, { seeds }) => sum + seeds, 0);
  const ms = cells.reduce((sum, cell) => sum + cell.ms * cell.seeds, 0) / Math.max(1, scans);
  const alarms = cells.reduce((sum, { falseHigh }) => sum + falseHigh, 0);
  return html`<section class="verdict" aria-label="Summary">
    <div class="words">
      <p class="over">Drill</p>
      <h1>${headline(report)}</h1>
      <p class="files"><span>${rowText(subjectInWords(report))}</span></p>
    </div>
    <dl class="tiles">
      ${tile('trials', figure(trials.done), trials.done < trials.planned ? `of ${figure(trials.planned)}: it can be gone on with` : 'all of them')}
      ${tile('seeds', figure(planned.seeds.length), 'for each attack and number of rows')}
      ${tile('false highs', figure(alarms), `in ${figure(scans)} scans`)}
      ${tile('a scan', `${figure(Number((ms / 1000).toPrecision(2)))} s`, `by ${figure(planned.detectors.length)} detectors`)}
    </dl>
  </section>`;
}

function matrix(report: DrillReport): Markup {
  const budgets = [...report.plan.budgets].sort((a, b) => a - b);
  const cells = new Map(report.cells.map((cell) => [`${cell.attack} ${cell.budget}`, cell]));
  return html`<section id="matrix">
    <h2>What is caught, from how few rows</h2>
    <p class="lead">
      Each cell: in how many of the seeds the planted rows were found, as medium or high. Click one for what
      was planted and what was told.
    </p>
    <div class="wide">
      <table class="heat">
        <thead>
          <tr>
            <th scope="col">attack</th>
            ${budgets.map((budget) => html`<th scope="col" class="number">${figure(budget)} rows</th>`)}
            <th scope="col">found from</th>
            <th scope="col">caught by</th>
          </tr>
        </thead>
        <tbody>
          ${report.attacks.map(
            (attack) =>
              html`<tr>
                <th scope="row">
                  <a href="#attack-${attack.id}">${attack.id}</a><small>${titleOf(report, attack.id)}</small>
                </th>
                ${budgets.map((budget) => {
                  const cell = cells.get(`${attack.id} ${budget}`);
                  if (!cell) return html`<td class="cell untried">·</td>`;
                  const label = `${attack.id}, ${figure(budget)} rows: found in ${cell.found} of ${cell.seeds} seeds, ${cell.high} as high`;
                  return html`<td class="cell was-${outcomeOf(cell)}">
                    <a href="#${cellLink(cell)}" title="${label}">${cell.found}/${cell.seeds}</a>
                  </td>`;
                })}
                <td>${fromRows(report, attack)}</td>
                <td class="by">${attack.caughtBy.slice(0, 3).join(', ')}</td>
              </tr>`,
          )}
        </tbody>
      </table>
    </div>
    <p class="key">
      <span class="cell was-high">as high</span><span class="cell was-medium">as medium</span
      ><span class="cell was-some">in some seeds</span><span class="cell was-none">not found</span> in at
      least four of five seeds; "found from" is the least number of rows from which on that holds.
    </p>
  </section>`;
}

function uncaught(report: DrillReport): Markup {
  const words = uncaughtInWords(report);
  const impossible = impossibleInWords(report);
  return html`<section id="uncaught">
    <h2>What nothing here catches</h2>
    ${
      words.length === 0
        ? html`<p class="none">Every attack that was tried was found at least once.</p>`
        : html`<div class="blind">
            <ul>
              ${words.map((text) => html`<li>${text}</li>`)}
            </ul>
          </div>`
    }
    ${
      impossible.length === 0
        ? nothing
        : html`<div class="blind">
            <h3>Not possible in this corpus</h3>
            <ul>
              ${impossible.map((text) => html`<li>${rowText(text)}</li>`)}
            </ul>
          </div>`
    }
    <dl class="facts">
      <div>
        <dt>false alarms</dt>
        <dd>${falseAlarms(report)}</dd>
      </div>
      <div>
        <dt>the corpus as it is</dt>
        <dd>${itselfInWords(report)}</dd>
      </div>
    </dl>
  </section>`;
}

function plan(report: DrillReport): Markup {
  const { plan: planned, corpus } = report;
  return html`<section id="plan">
    <h2>Plan</h2>
    <dl class="facts">
      <div>
        <dt>rows planted</dt>
        <dd>${planned.budgets.map(figure).join(', ')}</dd>
      </div>
      <div>
        <dt>seeds</dt>
        <dd>${planned.seeds.join(', ')}</dd>
      </div>
      ${corpus.files.map(
        ({ path, sha256 }) =>
          html`<div>
            <dt>${rowText(path)}</dt>
            <dd><span class="hash">${sha256}</span></dd>
          </div>`,
      )}
    </dl>
    <div class="wide">
      <table>
        <thead>
          <tr>
            <th>detector</th>
            <th>what it looks for</th>
            <th class="number">attacks it caught</th>
          </tr>
        </thead>
        <tbody>
          ${planned.detectors.map(
            ({ id, title }) =>
              html`<tr>
                <th scope="row">${id}</th>
                <td>${title}</td>
                <td class="number">
                  ${report.attacks.filter(({ caughtBy }) => caughtBy.includes(id)).length}
                </td>
              </tr>`,
          )}
        </tbody>
      </table>
    </div>
  </section>`;
}
