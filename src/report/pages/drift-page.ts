// The page of `bezoar drift`: how far off each phrase is, what it does to ordinary rows, and what each comparison showed.
import type { DriftReport } from '../drift-report.ts';
import { figure, percent } from '../wording.ts';
import { html, nothing, rowText, type Markup } from '../writers/html-markup.ts';
import { tile } from '../writers/html-tile.ts';
import { shareBar } from './charts.ts';
import { figuresTable } from './figures-table.ts';
import type { OwnPage } from './own-page.ts';

type Comparison = DriftReport['comparisons'][number];
type Flips = Comparison['phrases'][number]['first'];

const mostPhrases = 12;
const mostComparisons = 60;

export function driftPage(report: DriftReport): OwnPage {
  const { residual, comparisons, rows } = report;
  const [top] = residual.ranked;
  return {
    about: 'what training would change',
    calm: { word: 'No drift seen', title: `Nothing found in ${figure(rows.judged)} rows` },
    none: 'None. No phrase and no comparison is further off than chance explains; below are the figures, and what was not looked for.',
    tile: tile(
      'strongest phrase',
      top ? `${figure(Math.abs(top.departure))} sd` : 'none',
      `chance stays below ${figure(residual.ordinary)} sd`,
    ),
    sections: html`${top ? phrases(report) : nothing} ${comparisons.length > 0 ? compared(report) : nothing}`,
    links: [
      ...(top ? [{ id: 'phrases', name: 'Phrases' }] : []),
      ...(comparisons.length > 0 ? [{ id: 'comparisons', name: 'Comparisons' }] : []),
    ],
  };
}

/** What a comparison is with. `name` comes from the data. */
export function besideWhat({ kind }: Comparison, name: string): string {
  return {
    trusted: 'beside the trusted rows alone',
    version: 'beside the older version',
    'without source': `without source ${name}`,
    'without finding': `without the rows of ${name}`,
  }[kind];
}

function phrases({ residual, outcomes }: DriftReport): Markup {
  const { ranked, ordinary, draws, phrases: judged, fewestRows } = residual;
  const shown = ranked.slice(0, mostPhrases);
  const scale = Math.max(ordinary, ...shown.map(({ departure }) => Math.abs(departure))) * 1.05;
  return html`<section id="phrases">
    <h2>How far off phrases are</h2>
    <p class="lead">
      ${figure(judged)} phrases in ${figure(fewestRows)} or more different rows were held against learners
      that did not see their rows. The line is what 95 % of ${figure(draws)} corpora drawn without drift stay
      below: ${figure(ordinary)} standard deviations (sd).
    </p>
    ${figuresTable(
      ['phrase', 'rows that are so', 'how far off', 'ordinary rows that it turns', ['p']],
      shown.map(
        ({ phrase, outcome, more, departure, p, held, so, expected, flips }) =>
          html`<tr>
            <th scope="row">
              <code>${rowText(phrase)}</code><small>${rowText(towards(outcomes, outcome, more))}</small>
            </th>
            <td><b>${figure(so)}</b> of ${figure(held)}<small>${figure(expected)} expected</small></td>
            <td class="chart">
              <b>${figure(Math.abs(departure))}</b> sd
              ${shareBar(Math.abs(departure) / scale, { chance: ordinary / scale })}
            </td>
            <td class="chart">${turned(flips)}</td>
            <td class="number">${figure(p)}</td>
          </tr>`,
      ),
    )}
    ${ranked.length > shown.length ? html`<p class="rest">and ${figure(ranked.length - shown.length)} more in drift.json</p>` : nothing}
  </section>`;
}

/** Where a phrase leads. */
function towards({ names, without }: DriftReport['outcomes'], outcome: string, to: boolean): string {
  return to ? outcome : without[names.indexOf(outcome)];
}

function compared({ comparisons: all, outcomes }: DriftReport): Markup {
  const shown = all.slice(0, mostComparisons);
  // The same whole for every report, so that a small share looks small.
  const most = Math.max(...shown.flatMap(({ ordinary: { share, byChance } }) => [share, byChance]));
  const scale = most > 0.25 ? 1 : 0.25;
  return html`<section id="comparisons">
    <h2>What learning otherwise changes</h2>
    <p class="lead">
      Learners from these rows beside learners from others: of how many ordinary rows they expect something
      else (the line is chance, the whole bar ${scale === 1 ? 'all rows' : 'a quarter of them'}), and what the
      phrase that moved most does to rows that it is put into.
    </p>
    ${figuresTable(
      ['comparison', 'ordinary rows otherwise', 'most moved phrase', 'rows that it turns', ['p']],
      shown.map((each) => {
        const { kind, name, ordinary, adjusted, phrases: moved } = each;
        const [first] = moved;
        const [here, there] = sides[kind];
        return html`<tr>
          <th scope="row">${rowText(besideWhat(each, name))}</th>
          <td class="chart">
            <b>${percent(ordinary.share)}</b>, ${percent(ordinary.byChance)} by chance
            ${shareBar(ordinary.share / scale, { chance: ordinary.byChance / scale })}
          </td>
          <td>
            ${first ? html`<code>${rowText(first.phrase)}</code><small>${rowText(towards(outcomes, first.outcome, first.shift > 0))}</small>` : html`–`}
          </td>
          <td class="chart">
            ${first ? html`${turned(first.first, here)} ${turned(first.second, there)} ${first.tuned ? turned(first.tuned, 'all, then trusted') : nothing}` : html`–`}
          </td>
          <td class="number">${figure(adjusted)}</td>
        </tr>`;
      }),
    )}
    <p class="rest">
      p is of the most moved phrase, for all comparisons of a kind at once.
      ${all.length > shown.length ? `${figure(all.length - shown.length)} more are in drift.json.` : ''}
    </p>
  </section>`;
}

const sides: Readonly<Record<Comparison['kind'], readonly [here: string, there: string]>> = {
  trusted: ['all rows', 'trusted rows'],
  version: ['newer version', 'older version'],
  'without source': ['with them', 'without them'],
  'without finding': ['with them', 'without them'],
};

function turned({ flipped, of, interval }: Flips, who = ''): Markup {
  if (of === 0) return html`<div>${who} –</div>`;
  return html`<div>
    <b>${figure(flipped)}</b> of ${figure(of)}${who === '' ? nothing : html` · ${who}`}
    ${shareBar(flipped / of, { interval })}
  </div>`;
}
