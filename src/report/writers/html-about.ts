// The rest of the page: what would have been found, what could not be tested, what was read and what not, and
// the plan that the scan followed, so that it can be repeated.
import { threats } from '../../threat.ts';
import type { Report } from '../schema.ts';
import { coverageInWords, figure, powerInWords, sawEverything } from '../wording.ts';
import { powerCurve } from './html-charts.ts';
import { commands } from './html-finding.ts';
import { html, nothing, type Markup } from './html-markup.ts';

/** To the section, where there is one. */
export function powerLink({ power, untestable }: Report): Markup {
  if (power.length === 0 && untestable.length === 0) return nothing;
  return html`<a href="#power">${power.length > 0 ? 'Power' : 'Limits'}</a>`;
}

export function powerSection({ power, untestable }: Report): Markup {
  if (power.length === 0 && untestable.length === 0) return nothing;
  return html`<section id="power">
    <h2>${power.length > 0 ? 'What this scan would have found' : 'What this cannot tell'}</h2>
    ${
      power.length > 0
        ? html`<p class="lead">
              The chance of a finding, by the number of poisoned rows, had such poison been planted in this
              corpus.
            </p>
            <div class="cards">
              ${power.map(
                (p) =>
                  html`<figure class="power">
                    <figcaption>${powerInWords(p)}.</figcaption>
                    ${powerCurve(p.points)}
                  </figure>`,
              )}
            </div>`
        : nothing
    }
    ${
      untestable.length > 0
        ? html`<div class="blind">
            ${power.length > 0 ? html`<h3>Not testable here</h3>` : nothing}
            <ul>
              ${untestable.map((u) => html`<li>${commands(u.reason)} <small>${u.detector}</small></li>`)}
            </ul>
          </div>`
        : nothing
    }
  </section>`;
}

export function coverageSection(report: Report): Markup {
  const { corpus } = report;
  return html`<section id="coverage">
    <h2>What was read</h2>
    <p class="lead${sawEverything(report) ? '' : ' warn'}">${coverageInWords(report)}</p>
    <div class="wide">
      <table>
        <thead>
          <tr>
            <th>file</th>
            <th>format</th>
            <th class="number">rows</th>
            <th class="number">size</th>
            <th>SHA-256</th>
          </tr>
        </thead>
        <tbody>
          ${corpus.files.map(
            (f) =>
              html`<tr>
                <td class="path">${f.path}</td>
                <td>${f.format}${f.compression === 'none' ? '' : `, ${f.compression}`}</td>
                <td class="number">${figure(f.rows)}</td>
                <td class="number">${size(f.bytes)}</td>
                <td><code class="hash">${f.sha256}</code></td>
              </tr>`,
          )}
          ${(report.markers ?? []).map(
            (f) =>
              html`<tr>
                <td class="path">${f.path}</td>
                <td>${figure(f.markers)} markers</td>
                <td class="number">of ${figure(f.rows)}</td>
                <td></td>
                <td><code class="hash">${f.sha256}</code></td>
              </tr>`,
          )}
        </tbody>
      </table>
    </div>
    ${problems(report)}
  </section>`;
}

function problems({ coverage }: Report): Markup {
  if (coverage.problems.length === 0) return nothing;
  const shown =
    coverage.problems.length < coverage.unreadable
      ? `the first ${figure(coverage.problems.length)} of ${figure(coverage.unreadable)}`
      : figure(coverage.problems.length);
  return html`<details class="more" open>
    <summary>Problems: ${shown}</summary>
    <div class="wide">
      <table>
        <thead>
          <tr>
            <th>file</th>
            <th class="number">line</th>
            <th class="number">row</th>
            <th>reason</th>
          </tr>
        </thead>
        <tbody>
          ${coverage.problems.map(
            (p) =>
              html`<tr>
                <td class="path">${p.file}</td>
                <td class="number">${p.line > 0 ? String(p.line) : '–'}</td>
                <td class="number">${p.row >= 0 ? String(p.row) : 'whole file'}</td>
                <td>${p.reason}</td>
              </tr>`,
          )}
        </tbody>
      </table>
    </div>
  </details>`;
}

export function planSection({ plan, corpus, tool, timings, schemaVersion }: Report): Markup {
  const fields = Object.entries(corpus.fields).map(
    ([name, value]) =>
      html`<div>
        <dt>${name}</dt>
        <dd>${[value].flat().join(', ') || '–'}</dd>
      </div>`,
  );
  return html`<section id="plan">
    <h2>How it was looked for</h2>
    ${plan.detectors.map(detector)}
    <dl class="facts">
      <div>
        <dt>tool</dt>
        <dd>${tool.name} ${tool.version}, report schema ${schemaVersion}</dd>
      </div>
      <div>
        <dt>seed</dt>
        <dd>${plan.seed}</dd>
      </div>
      <div>
        <dt>rows are</dt>
        <dd>${corpus.shape}</dd>
      </div>
      ${fields}
      <div>
        <dt>corpus SHA-256</dt>
        <dd><code class="hash">${corpus.sha256}</code></dd>
      </div>
      ${
        timings.length > 0
          ? html`<div>
              <dt>time</dt>
              <dd>${timings.map((t) => `${t.step} ${figure(Math.round(t.ms / 10) / 100)} s`).join(', ')}</dd>
            </div>`
          : nothing
      }
    </dl>
  </section>`;
}

function detector(d: Report['plan']['detectors'][number]): Markup {
  return html`<details class="detector">
    <summary>
      <b>${d.title}</b>
      <small>${d.id} v${d.version}${d.looked ? '' : ' · did not look: not for rows of this shape'}</small>
    </summary>
    <ul>
      ${d.catches.map((threat) => html`<li>${threat}: ${threats[threat]}</li>`)}
    </ul>
    ${
      d.options.length > 0
        ? html`<div class="wide">
            <table>
              <thead>
                <tr>
                  <th>option</th>
                  <th class="number">value</th>
                  <th>unit</th>
                  <th>why</th>
                </tr>
              </thead>
              <tbody>
                ${d.options.map(
                  (o) =>
                    html`<tr>
                      <td><code>${o.name}</code></td>
                      <td class="number">${figure(o.value)}</td>
                      <td>${o.unit}</td>
                      <td>${o.why}</td>
                    </tr>`,
                )}
              </tbody>
            </table>
          </div>`
        : nothing
    }
    ${d.sources.length > 0 ? html`<p class="rest">After: ${d.sources.join('; ')}</p>` : nothing}
  </details>`;
}

function size(bytes: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB'];
  let value = bytes;
  let unit = 0;
  while (value >= 1000 && unit < units.length - 1) {
    value /= 1000;
    unit += 1;
  }
  return `${unit === 0 ? String(value) : value.toFixed(1)}\u00a0${units[unit]}`;
}
