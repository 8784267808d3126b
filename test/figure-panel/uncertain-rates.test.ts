import { expect } from 'chai';
import { eventually, ReportPage } from '../support/report-page.ts';
import { numberedRow, reportResponse } from '../support/report-response.ts';
import { FigurePage } from './figure-page.ts';

/** Delivered and opened, from few people to many. */
const counts = [
  [4, 3],
  [12, 9],
  [80, 8],
  [200, 10],
  [950, 80],
  [8000, 320],
] as const;
const rows = counts.map(([delivered, opened], index) => ({
  ...numberedRow(index + 1, { sent: delivered, delivered, opened, clicked: 0, unsubscribed: 0 }),
  ...{ hardBounced: 0, softBounced: 0, pending: 0, aborted: 0, humanOpened: null, humanClicked: null },
}));

describe('an uncertain rate', () => {
  afterEach(() => ReportPage.clear());

  for (const [lang, column, warning] of [
    ['en', '% opened', /This rate is uncertain.*“Sort by cautious value”.* counts it as ([\d.]+)/],
    ['fr', '% ouverts', /Ce taux est incertain.*« Trier par estimation basse ».* le compte comme ([\d,]+)/],
  ] as const) {
    it(`is the same in cells, in the explanation and in the sort order (${lang})`, async () => {
      const panel = await FigurePage.mount({
        ...{ report: reportResponse(rows), lang, groupBy: 'none', columns: 'emailName,delivered,openedRate' },
        ...{ sort: '-openedRate.low', figures: 'show=intervals' },
      });
      const cells = () => panel.page.all('tbody td.rate') as HTMLElement[];
      await eventually('the intervals', () => cells().every(({ dataset }) => dataset['extra']));
      const lowerEnds: number[] = [];
      for (const name of panel.page.names) {
        const cell = panel.cell(name, column);
        const [, isMarked, low] = /^(\?\u2009)?([\d.,]+)–/.exec(cell.dataset['extra'] ?? '') ?? [];
        await panel.open(name, column);
        await eventually('its explanation', () => panel.dialog?.ariaLabel?.includes(name) ?? panel.text.includes(name));
        const [, cautious] = warning.exec(panel.text) ?? [];
        expect(cautious, name).to.equal(isMarked ? low : undefined);
        lowerEnds.push(Number(low?.replace(',', '.')));
      }
      expect(lowerEnds.length).to.equal(counts.length);
      expect(lowerEnds).to.deep.equal(lowerEnds.toSorted((one, other) => other - one));
      expect(cells().filter(({ dataset }) => dataset['extra']?.startsWith('?')).length).to.equal(4);
    });
  }
});
