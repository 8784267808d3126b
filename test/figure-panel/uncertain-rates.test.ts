import { expect } from 'chai';
import { eventually, ReportPage, type ReportProperties } from '../support/report-page.ts';
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

async function show(properties: ReportProperties): Promise<FigurePage> {
  const panel = await FigurePage.mount({
    ...{ report: reportResponse(rows), groupBy: 'none', columns: 'emailName,delivered,openedRate' },
    ...properties,
  });
  await eventually('the second lines', () => cellsOf(panel).every(({ dataset }) => dataset['extra']));
  return panel;
}

const cellsOf = (panel: FigurePage) => panel.page.all('tbody td.rate') as HTMLElement[];

/** Opens the explanation of the rate of each row, from top to bottom. Returns the texts of the cell and the explanation. */
async function explainRows(panel: FigurePage, column: string): Promise<readonly (readonly [string, string])[]> {
  const explained: [string, string][] = [];
  for (const name of panel.page.names) {
    const cell = panel.cell(name, column);
    await panel.open(name, column);
    await eventually('its explanation', () => panel.dialog?.ariaLabel?.includes(name) ?? panel.text.includes(name));
    explained.push([cell.dataset['extra'] ?? '', panel.text]);
  }
  expect(explained.length).to.equal(counts.length);
  return explained;
}

describe('an uncertain rate', () => {
  afterEach(() => ReportPage.clear());

  for (const [lang, column, warning] of [
    ['en', '% opened', /This rate is uncertain.* likely at least ([\d.]+).*“Sort emails by cautious value”/],
    ['fr', '% ouverts', /Ce taux est incertain.* d’au moins ([\d,]+).*« Trier les e‑mails par estimation basse »/],
  ] as const) {
    it(`is the same in cells and in the explanation (${lang})`, async () => {
      const panel = await show({ lang, figures: 'show=intervals' });
      for (const [extra, text] of await explainRows(panel, column)) {
        const [, isMarked, low] = /^(\?\u2009)?([\d.,]+)–/.exec(extra) ?? [];
        expect(warning.exec(text)?.[1], extra).to.equal(isMarked ? low : undefined);
      }
      expect(cellsOf(panel).filter(({ dataset }) => dataset['extra']?.startsWith('?')).length).to.equal(4);
    });
  }
});

describe('a rate by whose cautious value rows are sorted', () => {
  afterEach(() => ReportPage.clear());

  for (const [lang, column, sentence, words] of [
    ['en', '% opened', /the rate is likely at least ([\d.]+)%/, ', likely at least'],
    ['fr', '% ouverts', /le taux est probablement d’au moins ([\d,]+)/, ', probablement au moins'],
  ] as const) {
    it(`shows that value (${lang})`, async () => {
      const panel = await show({ lang, sort: '-openedRate.low' });
      const lows = (await explainRows(panel, column)).map(([extra, text]) => {
        const [, low] = /^≥\u2009([\d.,]+)/.exec(extra) ?? [];
        expect(sentence.exec(text)?.[1], extra).to.equal(low);
        return Number(low?.replace(',', '.'));
      });
      expect(lows).to.deep.equal(lows.toSorted((one, other) => other - one));
      for (const { dataset } of cellsOf(panel)) expect(dataset['words']).to.include(words);
    });
  }

  it('is still uncertain if its interval is wide', async () => {
    const plain = await explainRows(await show({ figures: 'show=intervals' }), '% opened');
    ReportPage.clear();
    const sorted = await explainRows(await show({ sort: '-openedRate.low' }), '% opened');
    const uncertain = (rows: readonly (readonly string[])[]) =>
      rows.filter(([, text = '']) => text.includes('This rate is uncertain: the interval is wide.'));
    expect(uncertain(sorted).length).to.equal(uncertain(plain).length).and.equal(4);
    for (const [extra = '', text = ''] of uncertain(sorted)) {
      const [, low] = /is wide\. It is likely at least ([\d.]+)%, which the order of the table uses\./.exec(text) ?? [];
      expect(extra).to.equal(`≥\u2009${low ?? ''}%`);
    }
  });

  it('has no question mark before its interval', async () => {
    const panel = await show({ sort: '-openedRate.low', figures: 'show=intervals' });
    for (const { dataset } of cellsOf(panel)) expect(dataset['extra']).to.match(/^[\d.]+–[\d.]+$/);
  });

  it('is in the table only while it sorts', async () => {
    const panel = await show({ sort: '-openedRate.low' });
    expect(panel.page.all('tfoot [data-extra]').length, 'the total has no place in the order').to.equal(0);
    panel.page.element.sort = '-openedRate';
    await eventually('plain cells', () => panel.page.all('[data-extra]').length === 0);
  });
});
