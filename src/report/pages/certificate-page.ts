// The page of `bezoar weigh --certify`: the share of rows that stay right, by the number of poisoned rows, of all and of each class.
import type { CertificateReport } from '../certificate-report.ts';
import { counted, figure, percent } from '../wording.ts';
import { shareCurve } from '../writers/html-charts.ts';
import { html, rowText, type Markup } from '../writers/html-markup.ts';
import { tile } from '../writers/html-tile.ts';
import { renderStandAlone } from './stand-alone.ts';

const mostClasses = 24;

export function renderCertificate(report: CertificateReport): string {
  const {
    rows,
    accuracy,
    balancedAccuracy,
    certified,
    medianRadius,
    partitions,
    filled,
    classes,
    learnedFrom,
  } = report;
  return renderStandAlone({
    about: 'certificate',
    mood: 'note',
    word: 'Certified by a vote',
    title:
      medianRadius < 0
        ? 'Less than half of the rows are right'
        : `Half of the rows are right and stay so with ${counted(medianRadius, 'poisoned row')}`,
    tiles: html`${tile('rows asked about', figure(rows), `learned from ${figure(learnedFrom)}`)}
    ${tile('models', figure(partitions), filled < partitions ? `${figure(filled)} of them have rows` : 'each from rows of its own')}
    ${tile('right', percent(accuracy), 'of the rows, without poison')}
    ${tile('right, balanced', percent(balancedAccuracy), `mean of ${counted(classes.length, 'class', 'classes')}`)}`,
    links: [{ id: 'certified', name: 'Certified' }],
    sections: html`<section id="certified">
      <h2>What poison cannot change</h2>
      <p class="lead">
        The share of rows that are right, and provably stay right whatever so many poisoned rows say. A row
        added, removed or relabelled counts once, one whose text is replaced twice. It holds of these small
        models alone.
      </p>
      <div class="cards">
        ${curve(report, 'All rows', rows, accuracy, certified)}
        ${classes.slice(0, mostClasses).map((each) => curve(report, each.name, each.rows, each.recall, each.certified))}
      </div>
    </section>`,
    footer: `Made by bezoar ${report.tool.version}. The radius of each row is in certified.jsonl.`,
  });
}

function curve(
  { radii }: CertificateReport,
  name: string,
  rows: number,
  right: number,
  certified: readonly number[],
): Markup {
  const points = radii.map((radius, i) => ({ rows: radius, chance: certified[i] }));
  return html`<figure class="power">
    <figcaption>
      ${rowText(name)} <small>${counted(rows, 'row')}, ${percent(right)} right without poison</small>
    </figcaption>
    ${shareCurve(points, 'Rows that stay right', 0.5)}
  </figure>`;
}
