// One finding as a card: what was seen, in numbers, by source, in rows, how sure it is and what to do.
import { threats } from '../../threat.ts';
import type { ReportFinding } from '../schema.ts';
import { counted, figure, newness, percent, spoken, sureness } from '../wording.ts';
import { bar } from './html-charts.ts';
import { exampleBlock } from './html-example.ts';
import { html, nothing, rowText, type Markup } from './html-markup.ts';

const maxSources = 12;
const maxPlaces = 200;

/** `also`: the same rows seen in other ways; `number` makes the card's address on the page; `open` unfolds it. */
export function findingCard(
  f: ReportFinding,
  also: readonly ReportFinding[],
  number: string,
  open: boolean,
): Markup {
  const [first, ...others] = f.examples;
  const phrased = f.phrases.length > 0;
  return html`<details class="finding ${f.severity}" id="finding-${number}" ${open ? html` open` : nothing}>
    <summary>
      <span class="pill">${f.severity}</span>
      <h3>${rowText(f.title)}</h3>
      <span class="size"
        ><b>${figure(f.rows.total)}</b> ${f.rows.total === 1 ? 'row' : 'rows'} ·
        ${percent(f.rows.share)}</span
      >
    </summary>
    <div class="body">
      <p class="claim">${f.claim}</p>
      ${phrased ? html`<p class="phrases"><span>Phrase</span>${f.phrases.slice(0, 12).map((p) => html`<code>${rowText(spoken(p))}</code>`)}${f.phrases.length > 12 ? html`<span>and ${f.phrases.length - 12} more</span>` : nothing}</p>` : nothing}
      ${
        first
          ? html`<h4>In the rows</h4>
              ${exampleBlock(first, phrased)}`
          : nothing
      }
      ${
        others.length > 0
          ? html`<details class="more">
              <summary>${counted(others.length, 'more example')}</summary>
              ${others.map((e) => exampleBlock(e, phrased))}
            </details>`
          : nothing
      }
      ${f.baseline ? html`<p class="rest">Against the baseline: ${newness(f.baseline)}.</p>` : nothing}
      <div class="columns">
        ${evidence(f)} ${shares('source', f.rows.bySource, f.rows.total)}
        ${shares('annotator', f.rows.byAnnotator ?? [], f.rows.total)}
      </div>
      <div class="sure">
        <span class="icon" aria-hidden="true">≈</span>
        <p><b>How sure?</b> ${sureness(f.falseDiscovery)}</p>
      </div>
      <div class="advice">
        <span class="icon" aria-hidden="true">→</span>
        <p><b>What to do.</b> ${commands(f.advice)}</p>
      </div>
      ${places(f)}
      ${
        also.length > 0
          ? html`<h4>The same rows, seen in ${counted(also.length, 'other way')}</h4>
              ${also.map((other, i) => findingCard(other, [], `${number}-${i + 1}`, false))}`
          : nothing
      }
      <p class="origin">${f.id} · ${f.detector} v${f.detectorVersion} · ${f.threat}: ${threats[f.threat]}</p>
    </div>
  </details>`;
}

/** A sentence with its commands, which stand between backticks, set as code. */
export function commands(text: string): Markup[] {
  return text.split('`').map((piece, i) => (i % 2 === 1 ? html`<code>${piece}</code>` : html`${piece}`));
}

function evidence(f: ReportFinding): Markup {
  if (f.evidence.length === 0) return nothing;
  return html`<div>
    <h4>Measured</h4>
    <table class="evidence">
      <tbody>
        ${f.evidence.map(
          (e) =>
            html`<tr>
              <th scope="row">${e.name}</th>
              <td><b>${figure(e.value)}</b> ${e.unit}</td>
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}

interface Share {
  readonly source?: string;
  readonly annotator?: string;
  readonly rows: number;
  readonly of: number;
}

/** By whom the rows of a finding are, where the data says so. */
function shares(kind: 'source' | 'annotator', list: readonly Share[], total: number): Markup {
  if (list.every((share) => !share[kind])) return nothing;
  const shown = list.slice(0, maxSources);
  return html`<div>
    <h4>By ${kind}, as a share of these rows</h4>
    <table class="sources">
      <tbody>
        ${shown.map(
          (s) =>
            html`<tr>
              <th scope="row">
                ${s[kind] ? html`<bdi>${rowText(s[kind])}</bdi>` : html`<em>no ${kind} given</em>`}
              </th>
              <td class="chart">${bar(total > 0 ? s.rows / total : 0)}</td>
              <td class="number">
                <b>${figure(s.rows)}</b
                >${s.of > 0 ? html` of its ${figure(s.of)}<small>${percent(Math.min(1, s.rows / s.of))}</small>` : nothing}
              </td>
            </tr>`,
        )}
      </tbody>
    </table>
    ${list.length > shown.length ? html`<p class="rest">and ${list.length - shown.length} more ${kind}s</p>` : nothing}
  </div>`;
}

function places(f: ReportFinding): Markup {
  const shown = f.rows.first.slice(0, maxPlaces);
  if (shown.length === 0) return nothing;
  const byFile = new Map<string, number[]>();
  for (const { file, row } of shown) byFile.set(file, [...(byFile.get(file) ?? []), row]);
  const title =
    shown.length < f.rows.total
      ? `The first ${figure(shown.length)} of ${counted(f.rows.total, 'row')}`
      : `All ${counted(f.rows.total, 'row')}`;
  return html`<details class="more">
    <summary>${title}</summary>
    <div class="places">
      ${[...byFile].map(([file, rows]) => html`<p><b>${file}</b> ${rows.join(', ')}</p>`)}
      <p class="rest">
        Rows count from 0 without the header.
        ${f.severity === 'note' ? 'A note flags none of them.' : 'All of them are in flagged.jsonl.'}
      </p>
    </div>
  </details>`;
}
