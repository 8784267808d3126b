import { expect } from 'storybook/test';
import type { ExtraColumn, ReportResponse, ReportResponseRow } from '../src/index.ts';
import { scenarioFetcher } from '../src/testing/testing.ts';
import { eventually } from '../test/support/report-page.ts';
import { playedInDocs, reportMeta, settled, type ReportMeta, type Story } from './support/report.ts';

const owners = ['Ana', 'Élise', 'Zoé'];

/** Adds the fields of the extra columns to a row. */
function withOwnFields(row: ReportResponseRow, index: number): ReportResponseRow {
  const leads = Math.floor((row.clicked ?? 0) / 8);
  const own = { leads, revenue: leads * 120.5, owner: owners[Number(row.campaignId) % 3] };
  return { ...row, ...own, reviewedAt: index % 4 === 0 ? null : row.lastActivityAt } as ReportResponseRow;
}

/** Answers with the rows of the scenario, and additional fields. */
const fetcher: typeof fetch = async (input, init) => {
  const response = await scenarioFetcher(input, init);
  const report = (await response.json()) as ReportResponse;
  return Response.json({ ...report, rows: report.rows.map(withOwnFields) });
};

const euros = new Intl.NumberFormat('en', { style: 'currency', currency: 'EUR' });
const extraColumns: readonly ExtraColumn[] = [
  { id: 'leads', label: 'Leads', kind: 'count', definition: 'People who asked for a demo.' },
  { id: 'leadRate', label: '% leads', kind: 'rate', numerator: 'leads', denominator: 'delivered' },
  { id: 'revenue', label: 'Revenue', kind: 'number', sum: true, format: (value) => euros.format(value) },
  { id: 'owner', label: 'Owner', kind: 'text' },
  { id: 'reviewedAt', label: 'Reviewed', kind: 'instant' },
];

/** `extraColumns` shows additional fields of the rows. */
const meta: ReportMeta = {
  ...reportMeta,
  title: 'Hosts/Own columns',
  parameters: { docs: { story: playedInDocs } },
  args: {
    scenario: 'fifty',
    fetcher,
    extraColumns,
    columns: 'emailName,sent,leads,leadRate,revenue,owner,reviewedAt',
  },
};
export default meta;

/** The columns of the page are sorted, summed and searched like the built-in ones. */
export const Shown: Story = {
  play: async ({ canvasElement, args, globals, step }) => {
    const page = await settled(canvasElement, args, globals);
    await step('Show the values', async () => {
      await expect(page.cell('Total', 'Revenue')).toMatch(/^€/);
      await expect(page.cell('Total', 'Owner')).toBe('');
    });
    await step('Sort by revenue', () => page.sortBy('Revenue'));
    await expect(page.header('Revenue').getAttribute('aria-sort')).toBe('descending');
    const revenues = page.element
      .getRows()
      .flatMap(({ emailId, revenue }) => (emailId === null ? [Number(revenue)] : []));
    await expect(revenues.length).toBeGreaterThan(0);
  },
};

/** A column with a mistake is ignored, and the console says why. The other columns work. */
export const Mistake: Story = {
  name: 'With a mistake',
  args: {
    columns: 'emailName,sent,leads',
    extraColumns: [
      { id: 'leads', label: 'Leads', kind: 'count' },
      { id: 'margin', label: 'Margin', kind: 'rate', numerator: 'lead', denominator: 'sent' },
    ],
  },
  play: async ({ canvasElement, args, globals }) => {
    const page = await settled(canvasElement, args, globals);
    await eventually('the column', () => page.headers.some(({ textContent }) => textContent.includes('Leads')));
    await expect(page.headers.some(({ textContent }) => textContent.includes('Margin'))).toBe(false);
  },
};
