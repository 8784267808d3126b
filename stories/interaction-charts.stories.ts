import { expect } from 'storybook/test';
import { eventually, type ReportPage } from '../test/support/report-page.ts';
import { appears, press } from './support/reader.ts';
import { playedInDocs, reportMeta, settled, type ReportMeta, type Story } from './support/report.ts';

/** Bars and tints in cells, and charts of a row: over time, from sent to clicked, bounces. */
const meta: ReportMeta = {
  ...reportMeta,
  title: 'Interaction/Charts',
  parameters: { docs: { story: playedInDocs } },
  args: { scenario: 'fifty' },
};
export default meta;

/** A bar in each cell, on the scale of its column. Sums of campaigns have none. */
export const Bars: Story = { args: { figures: 'show=bars' } };

/** A tint in each cell. */
export const HeatMap: Story = { name: 'Heat map', args: { figures: 'show=heat' } };

/** A whisker on the bar of a rate shows its 95 % interval. */
export const Whiskers: Story = { args: { figures: 'show=bars,intervals' } };

/** The most important figures above the table, with their trends and their differences to the previous period. */
export const OverviewAboveTable: Story = {
  name: 'Overview',
  args: { scenario: 'compared', dateBasis: 'sent', figures: 'compare=previous-period;show=overview' },
  play: async ({ canvasElement, args, globals }) => {
    const page = await settled(canvasElement, args, globals);
    await eventually('the trends', () => page.all('.trend svg').length === 4);
  },
};

/** Both can be chosen in the column selector. */
export const Choice: Story = {
  play: async ({ canvasElement, args, globals, step }) => {
    const page = await settled(canvasElement, args, globals);
    await step('Open the column selector', () => press(page, 'button', 'Columns'));
    const box = await eventually('the choice', () => page.all('.in-cells input')[0] as HTMLInputElement | undefined);
    await step('Show bars', () => box.click());
    await expect(page.element.figures).toBe('show=bars');
  },
};

/** Opens the charts of the first row with a selector, from the menu of a cell. */
async function showCharts(page: ReportPage, row = 'tbody tr.email'): Promise<void> {
  await page.enterTable();
  const cell = page.all(`${row} td.count`)[0] as HTMLElement;
  cell.tabIndex = -1;
  cell.focus();
  cell.dispatchEvent(new KeyboardEvent('keydown', { key: 'F10', shiftKey: true, bubbles: true, composed: true }));
  await appears(page, 'menuitem', 'Show charts');
  await press(page, 'menuitem', 'Show charts');
  await eventually('the charts', () => page.all('cer-chart').length > 0);
}

/** How an email came about over time, the steps from sent to clicked, and its bounces. */
export const Development: Story = {
  args: { scenario: 'from-marketo' },
  play: async ({ canvasElement, args, globals }) => {
    const page = await settled(canvasElement, args, globals);
    await showCharts(page);
    await eventually('the chart over time', () => page.all('cer-chart').length === 3);
  },
};

/** The same for everything that the search and the filter leave. */
export const DevelopmentOfAll: Story = {
  name: 'Charts of all emails',
  args: { scenario: 'from-marketo' },
  play: async ({ canvasElement, args, globals }) => showCharts(await settled(canvasElement, args, globals), 'tfoot tr'),
};

/** Without `seriesUrl`, there is no chart over time. */
export const WithoutSeries: Story = {
  name: 'Without series',
  play: async ({ canvasElement, args, globals }) => showCharts(await settled(canvasElement, args, globals)),
};

/** The chart over time fails to load. */
export const SeriesFailing: Story = {
  name: 'Series fails',
  args: { scenario: 'series-failing' },
  play: async ({ canvasElement, args, globals }) => showCharts(await settled(canvasElement, args, globals)),
};

/** The series is of other emails: it is not drawn. */
export const SeriesDiffering: Story = {
  name: 'Series differs',
  args: { scenario: 'series-differing' },
  play: async ({ canvasElement, args, globals }) => showCharts(await settled(canvasElement, args, globals)),
};

/** In windows, the scale is that of the emails that have been in view. */
export const Windows: Story = { args: { scenario: 'windows', figures: 'show=bars', groupBy: 'none' } };
