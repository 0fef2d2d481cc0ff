// Where the rows and the findings came from: one line a source, those behind findings first, with which findings would
// vanish without it; and what the baseline, when there is one, has in common with the corpus.
import type { Report } from '../schema.ts';
import { baselineInWords, figure, markersInWords, percent, sourcesInWords } from '../wording.ts';
import { bar } from './html-charts.ts';
import { html, nothing, rowText, type Markup } from './html-markup.ts';

type Line = NonNullable<Report['sources']>['table'][number];

const maxFindings = 6;

export function sourcesSection(report: Report): Markup {
  const { sources, baseline, markers } = report;
  if (!sources && !baseline && !markers) return nothing;
  return html`<section id="sources">
    <h2>Where it came from</h2>
    ${sources ? html`<p class="lead">${sourcesInWords(sources)}</p>` : nothing}
    ${baseline ? html`<p class="lead">${baselineInWords(baseline)}</p>` : nothing}
    ${markers ? html`<p class="lead">${markersInWords(markers)}</p>` : nothing}
    ${sources ? table(sources) : nothing}
  </section>`;
}

function table({ table: lines, distinct }: NonNullable<Report['sources']>): Markup {
  const timed = lines.some(({ first }) => first !== undefined);
  const compared = lines.some(({ baselineRows }) => baselineRows !== undefined);
  return html`<div class="wide">
      <table class="origins">
        <thead>
          <tr>
            <th>source</th>
            <th>share</th>
            <th class="number">rows</th>
            ${compared ? html`<th class="number">in the baseline</th>` : nothing}
            ${timed ? html`<th>first and last</th>` : nothing}
            <th>rows in findings</th>
            <th>noticed</th>
          </tr>
        </thead>
        <tbody>
          ${lines.map(
            (line) =>
              html`<tr>
                <th scope="row">
                  ${line.source ? html`<bdi>${rowText(line.source)}</bdi>` : html`<em>no source given</em>`}
                </th>
                <td class="chart">${bar(line.share)}</td>
                <td class="number"><b>${figure(line.rows)}</b><small>${percent(line.share)}</small></td>
                ${compared ? html`<td class="number">${line.baselineRows ? figure(line.baselineRows) : html`<b>new</b>`}</td>` : nothing}
                ${timed ? html`<td>${line.first ? `${line.first.slice(0, 10)} – ${(line.last ?? line.first).slice(0, 10)}` : '–'}</td>` : nothing}
                <td>${findings(line)}</td>
                <td>
                  ${line.facts.map((fact) => html`<div>${fact.name}: <b>${figure(fact.value)}</b> ${fact.unit}</div>`)}
                </td>
              </tr>`,
          )}
        </tbody>
      </table>
    </div>
    ${distinct > lines.length ? html`<p class="rest">and ${figure(distinct - lines.length)} more sources</p>` : nothing}`;
}

function findings({ findings: list, rows }: Line): Markup {
  if (list.length === 0) return html`–`;
  return html`${list
    .slice(0, maxFindings)
    .map(
      ({ id, rows: n, rests }) =>
        html`<div>
          ${id}: <b>${figure(n)}</b> of its
          ${figure(rows)}${rests ? html`<small>would vanish without it</small>` : nothing}
        </div>`,
    )}${list.length > maxFindings ? html`<div>and ${list.length - maxFindings} more</div>` : nothing}`;
}
