// The page of `bezoar trace`: what the behaviours share, the rows best first, and what they did to a small model; of a report of drift
// for each phrase by itself.
import type { TraceAnswer, TracedRow } from '../trace-report.ts';
import { counted, figure, percent } from '../wording.ts';
import { html, nothing, rowText, type Markup } from '../writers/html-markup.ts';
import { tile } from '../writers/html-tile.ts';
import { columnChart, shareBar } from './charts.ts';
import { figuresTable } from './figures-table.ts';
import type { OwnPage } from './own-page.ts';

const mostRows = 20;
const mostPhrases = 12;
const mostColumns = 200;

export function tracePage(answers: readonly TraceAnswer[]): OwnPage {
  const [{ behaviours, rows }] = answers;
  const taken = answers.reduce((sum, answer) => sum + answer.behaviours.taken, 0);
  const asked = counted(taken, 'behaviour');
  const parts = answers.map(partsOf);
  return {
    about: 'from behaviour to rows',
    calm: {
      word: 'Nothing stands out',
      title: `${asked} and ${counted(rows, 'row')} have no more in common than chance`,
    },
    none: 'None. That no row stands out does not say that none taught it: rows may have taught it in other words.',
    tile: tile(
      'behaviours',
      figure(taken),
      answers.length === 1 && behaviours.taken < behaviours.given
        ? `of ${figure(behaviours.given)} given`
        : 'looked for',
    ),
    sections: html`${parts.map(({ sections }) => sections)}`,
    links: parts.flatMap(({ links }) => links),
  };
}

function partsOf(answer: TraceAnswer, at: number): Pick<OwnPage, 'sections' | 'links'> {
  const { probe, phrases, listed, influence } = answer;
  const sections = html`${phrases.length > 0 ? shared(answer, at) : nothing}
  ${listed.length > 0 ? ranked(answer, at) : nothing} ${influence ? did(influence, at) : nothing}`;
  if (probe) {
    const { phrase, outcome, brings, p } = probe;
    return {
      sections: html`<section id="${idOf('probe', at)}">
          <h2>
            <code>${rowText(phrase)}</code>, which leads ${brings ? 'to' : 'away from'}
            <code>${rowText(outcome)}</code>
          </h2>
          <p class="lead">
            Found by drift (p = ${figure(p)}); put into ${counted(answer.behaviours.taken, 'text')} that
            teach${answer.behaviours.taken === 1 ? 'es' : ''} otherwise.
          </p>
        </section>
        ${sections}`,
      links: [{ id: idOf('probe', at), name: `Phrase ${at + 1}` }],
    };
  }
  return {
    sections,
    links: [
      ...(phrases.length > 0 ? [{ id: 'shared', name: 'Shared' }] : []),
      ...(listed.length > 0 ? [{ id: 'rows', name: 'Rows' }] : []),
      ...(influence ? [{ id: 'influence', name: 'Influence' }] : []),
    ],
  };
}

const idOf = (name: string, at: number): string => (at === 0 ? name : `${name}-${at + 1}`);

const sides = { context: 'given', outcome: 'taught' } as const;

function shared({ phrases, behaviours, rows }: TraceAnswer, at: number): Markup {
  const shown = phrases.slice(0, mostPhrases);
  return html`<section id="${idOf('shared', at)}">
    <h2>What the behaviours share</h2>
    <p class="lead">Phrases that several behaviours hold and few of the ${counted(rows, 'row')} do.</p>
    ${figuresTable(
      ['phrase', 'stands in what is', 'behaviours with it', ['rows with it']],
      shown.map(
        ({ text, side, behaviours: holding, rows: held }) =>
          html`<tr>
            <th scope="row"><code>${rowText(text)}</code></th>
            <td>${sides[side]}</td>
            <td class="chart">
              <b>${figure(holding)}</b> of ${figure(behaviours.taken)}
              ${shareBar(holding / Math.max(1, behaviours.taken))}
            </td>
            <td class="number">${figure(held)}<small>${percent(rows > 0 ? held / rows : 0)}</small></td>
          </tr>`,
      ),
    )}
    ${phrases.length > shown.length ? html`<p class="rest">and ${figure(phrases.length - shown.length)} more in trace.json</p>` : nothing}
  </section>`;
}

function ranked({ listed }: TraceAnswer, at: number): Markup {
  const columns = listed.slice(0, mostColumns);
  const out = listed.filter(({ standsOut }) => standsOut).length;
  return html`<section id="${idOf('rows', at)}">
    <h2>The rows, best first</h2>
    <p class="lead">
      Each column is the score of a row; those in full colour stand out, as the behaviours themselves would.
    </p>
    <div class="own">
      <figure class="power">
        <figcaption>${figure(out)} of the ${figure(listed.length)} listed rows stand out.</figcaption>
        ${columnChart(
          columns.map(({ file, row, score, standsOut }) => ({
            height: Math.max(0, score),
            title: `${file} row ${row}: ${figure(score)}`,
            tick: '',
            told: '',
            strong: standsOut,
          })),
          `Scores of ${figure(columns.length)} rows, falling; the first ${figure(out)} stand out.`,
        )}
      </figure>
    </div>
    ${figuresTable(
      ['row', ['score'], 'why'],
      listed.slice(0, mostRows).map(
        (each) =>
          html`<tr class="${each.standsOut ? 'out' : ''}">
            <th scope="row">
              ${rowText(each.file)} row
              ${figure(each.row)}${each.source && each.source !== each.file ? html`<small>${rowText(each.source)}</small>` : nothing}
            </th>
            <td class="number">${figure(each.score)}</td>
            <td>${why(each)}</td>
          </tr>`,
      ),
    )}
    ${listed.length > mostRows ? html`<p class="rest">and ${figure(listed.length - mostRows)} more in trace.json</p>` : nothing}
  </section>`;
}

function why({ phrases, spans, ranks }: TracedRow): Markup {
  const best = [...ranks].sort((a, b) => a.rank - b.rank)[0];
  if (phrases.length > 0)
    return html`${phrases.slice(0, 3).map(({ side, text }) => html`<div>${sides[side]} <code>${rowText(text)}</code></div>`)}`;
  if (spans.length > 0)
    return html`${spans.slice(0, 2).map(({ side, text, tokens }) => html`<div>${sides[side]}, ${figure(tokens)} words in a row: <code>${rowText(text)}</code></div>`)}`;
  return best ? html`${best.ranking}, rank ${figure(best.rank)}` : html`–`;
}

function did(influence: NonNullable<TraceAnswer['influence']>, at: number): Markup {
  if ('why' in influence)
    return html`<section id="${idOf('influence', at)}">
      <h2>What the rows did</h2>
      <p class="none">Nothing can be told: ${rowText(influence.why)}.</p>
    </section>`;
  const { deciding, removing } = influence;
  const [phrase] = deciding;
  const bars = removing
    ? ([
        ['learned from all rows', removing.before],
        [`without ${counted(removing.rows, 'row')}, predicted`, removing.predicted],
        ...(removing.retrained === undefined
          ? []
          : [['without them, learned anew', removing.retrained] as const]),
      ] as const)
    : [];
  return html`<section id="${idOf('influence', at)}">
    <h2>What the rows did</h2>
    <p class="lead">
      How likely a small model, which learned from these rows, makes what the behaviours share.
      ${phrase?.phrases[0] === undefined ? nothing : html`Of the prompts <code>${rowText(phrase.phrases[0])}</code> adds most to it: ${figure(phrase.nats)} nats.`}
    </p>
    ${
      bars.length > 0
        ? html`<div class="wide">
            <table class="figures">
              <tbody>
                ${bars.map(
                  ([name, chance]) =>
                    html`<tr>
                      <th scope="row">${name}</th>
                      <td class="chart">${shareBar(chance)}</td>
                      <td class="number"><b>${percent(chance)}</b></td>
                    </tr>`,
                )}
              </tbody>
            </table>
          </div>`
        : nothing
    }
  </section>`;
}
