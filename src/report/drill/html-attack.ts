// One attack on the page of a drill: where it is from, the rates with their intervals, who told what, and planted rows
// beside what they were made from.
import { html, nothing, rowText, type Markup } from '../writers/html-markup.ts';
import { figure, percent } from '../wording.ts';
import type { DrillCell, DrillReport } from './schema.ts';
import { fromRows, interval, outcomeOf, type Attacked } from './wording.ts';

/** The place of a cell on the page. */
export const cellLink = ({ attack, budget }: DrillCell): string => `cell-${attack}-${budget}`;

export function attackSections(report: DrillReport): Markup {
  const known = new Map(report.plan.attacks.map((attack) => [attack.id, attack]));
  return html`<section id="attacks">
    <h2>Attack by attack</h2>
    ${report.attacks.map((attack) => section(report, attack, known.get(attack.id)!))}
  </section>`;
}

function section(
  report: DrillReport,
  attack: Attacked,
  { title, threat, sources }: DrillReport['plan']['attacks'][number],
): Markup {
  const own = report.cells.filter((cell) => cell.attack === attack.id);
  return html`<details class="finding attack ${fate(attack, own)}" id="attack-${attack.id}">
    <summary>
      <span class="pill">${threat}</span>
      <h3>${title}</h3>
      <span class="size">${fromRows(report, attack)}</span>
    </summary>
    <div class="body">
      <p class="claim">${attack.id}, after ${sources.join('; ')}.</p>
      ${attack.impossible === null ? nothing : html`<p class="rest">Not possible here with ${figure(attack.impossible.budget)} rows: ${rowText(attack.impossible.reason)}.</p>`}
      ${own.length === 0 ? nothing : rates(own)} ${own.map(cellBlock)}
    </div>
  </details>`;
}

function fate({ smallest, caughtBy }: Attacked, own: readonly DrillCell[]): string {
  if (own.length === 0) return 'untried';
  if (smallest !== null) return 'found';
  return caughtBy.length > 0 ? 'sometimes' : 'never';
}

function rates(cells: readonly DrillCell[]): Markup {
  const share = (value: number | null): string => (value === null ? '' : percent(value));
  return html`<div class="wide">
    <table>
      <thead>
        <tr>
          ${['rows', 'found', '95 %', 'as high', '95 %', 'rows found', 'of them planted', 'among others', 'false high / medium', 'caught by'].map((name) => html`<th scope="col">${name}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${cells.map(
          (cell) =>
            html`<tr>
              <th scope="row"><a href="#${cellLink(cell)}">${figure(cell.budget)}</a></th>
              <td>${cell.found} of ${cell.seeds}</td>
              <td>${interval(cell.foundShare)}</td>
              <td>${cell.high} of ${cell.seeds}</td>
              <td>${interval(cell.highShare)}</td>
              <td>${share(cell.recall)}</td>
              <td>${share(cell.precision)}</td>
              <td>${cell.mixed === 0 ? '' : `${cell.mixed} of ${cell.seeds}`}</td>
              <td>${figure(cell.falseHigh)} / ${figure(cell.falseMedium)}</td>
              <td class="by">${cell.by.map(({ detector, found }) => `${detector} (${found})`).join(', ')}</td>
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}

function cellBlock(cell: DrillCell): Markup {
  return html`<details class="more" id="${cellLink(cell)}">
    <summary>
      <span class="dot was-${outcomeOf(cell)}"></span> ${figure(cell.budget)} planted rows, for example
    </summary>
    <p class="rest">
      ${cell.trigger === '' ? 'No trigger' : html`Trigger: ${rowText(cell.trigger)}`}. Teaches:
      ${rowText(cell.teaches)}.
    </p>
    ${cell.by.map(({ detector, title }) => html`<p class="rest"><b>${detector}</b> says: ${rowText(title)}</p>`)}
    ${cell.examples.map(
      ({ seed, row, given, teaches, givenBefore, taughtBefore }) =>
        html`<div class="example paired">
          ${panel(`planted: row ${row} of seed ${seed}`, 'hit', given, teaches)}
          ${panel('what it was made from', 'like', givenBefore ?? given, taughtBefore ?? teaches)}
        </div>`,
    )}
  </details>`;
}

function panel(name: string, kind: 'hit' | 'like', given: string, teaches: string): Markup {
  const side = (what: string, text: string): Markup =>
    text === ''
      ? nothing
      : html`<div class="side">
          <h5>${what}</h5>
          <p class="text" dir="auto">${rowText(text)}</p>
        </div>`;
  return html`<section class="row ${kind}">
    <header><strong>${name}</strong></header>
    ${side('given', given)} ${side('taught', teaches)}
  </section>`;
}
