// The page of `bezoar weigh`: how the weights fall, and which classes lost most.
import { counted, figure, percent } from '../wording.ts';
import { tenths, type WeighReport } from '../weigh-report.ts';
import { html, nothing, rowText, type Markup } from '../writers/html-markup.ts';
import { tile } from '../writers/html-tile.ts';
import { columnChart, shareBar } from './charts.ts';
import { figuresTable } from './figures-table.ts';
import type { OwnPage } from './own-page.ts';

export function weighPage(report: WeighReport): OwnPage {
  const { rows, lowered, sumOfWeights, method } = report;
  return {
    about: 'weights to train with',
    calm: {
      word: 'Weighed, not judged',
      title:
        lowered === 0
          ? `No row of ${figure(rows)} weighs less, by ${method}`
          : `${figure(lowered)} of ${counted(rows, 'row')} ${lowered === 1 ? 'weighs' : 'weigh'} less, by ${method}`,
    },
    none: 'None: no row keeps half of its weight or less. Weights say how much to learn from a row, not that it is poisoned.',
    tile: tile('weight kept', percent(rows > 0 ? sumOfWeights / rows : 1), 'of all rows together'),
    sections: html`${weights(report)} ${report.tested ? tests(report.tested) : nothing}`,
    links: [{ id: 'weights', name: 'Weights' }, ...(report.tested ? [{ id: 'tested', name: 'Tested' }] : [])],
  };
}

function weights({ rows, lowered, spread, notes, classes }: WeighReport): Markup {
  const share = (k: number): string => `${k / tenths}`;
  return html`<section id="weights">
    <h2>How the weights fall</h2>
    <p class="lead">
      ${lowered === 0 ? 'Every row keeps its whole weight.' : `${counted(rows - lowered, 'row')} keep${rows - lowered === 1 ? 's' : ''} the whole weight of 1 and ${rows - lowered === 1 ? 'is' : 'are'} left out of the picture.`}
      ${notes.map((note) => html`${note} `)}
    </p>
    ${
      lowered > 0
        ? html`<div class="own">
            <figure class="power">
              <figcaption>Rows of less than their whole weight, by their weight from 0 to 1.</figcaption>
              ${columnChart(
                spread.map((height, k) => ({
                  height,
                  title: `${counted(height, 'row')} from ${share(k)} to ${share(k + 1)}`,
                  tick: `${share(k)}–${share(k + 1)}`,
                  told: height === 0 ? '' : figure(height),
                  strong: k < tenths / 2,
                })),
                spread.map((n, k) => `from ${share(k)}: ${counted(n, 'row')}`).join(', '),
              )}
            </figure>
          </div>`
        : nothing
    }
    ${
      classes.length > 0
        ? figuresTable(
            ['class', ['rows'], ['of less weight'], 'weight kept'],
            classes.map(
              (each) =>
                html`<tr>
                  <th scope="row">${rowText(each.name)}</th>
                  <td class="number">${figure(each.rows)}</td>
                  <td class="number">${figure(each.lowered)}</td>
                  <td class="chart">
                    <b>${percent(each.sumOfWeights / Math.max(1, each.rows))}</b>
                    ${shareBar(each.sumOfWeights / Math.max(1, each.rows))}
                  </td>
                </tr>`,
            ),
          )
        : nothing
    }
  </section>`;
}

function tests(tested: NonNullable<WeighReport['tested']>): Markup {
  // Errors of classes are shares; mean squared errors may be of any size.
  const most = Math.max(...tested.map(({ testError }) => testError), 1e-9);
  return html`<section id="tested">
    <h2>What a linear model gets wrong on the test rows</h2>
    <p class="lead">After learning without a defence and with each; bars beside that of the worst.</p>
    ${figuresTable(
      ['defence', 'error', ['rows taken out or weighed below a half']],
      tested.map(
        ({ method, testError, taken }) =>
          html`<tr>
            <th scope="row">${method}</th>
            <td class="chart">
              <b>${figure(Number(testError.toPrecision(3)))}</b> ${shareBar(testError / most)}
            </td>
            <td class="number">${figure(taken)}</td>
          </tr>`,
      ),
    )}
  </section>`;
}
