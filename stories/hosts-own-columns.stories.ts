import { expect } from 'storybook/test';
import type { ExtraColumn } from '../src/index.ts';
import { eventually } from '../test/support/report-page.ts';
import { playedInDocs, reportMeta, settled, type ReportMeta, type Story } from './support/report.ts';
import { scenarioWithFields } from './support/scenario-with-fields.ts';

const owners = ['Ana', 'Élise', 'Zoé'];

const fetcher = scenarioWithFields(({ clicked, campaignId, lastActivityAt }, index) => {
  const leads = Math.floor((clicked ?? 0) / 8);
  const reviewedAt = index % 4 === 0 ? null : lastActivityAt;
  return { leads, revenue: leads * 120.5, owner: owners[Number(campaignId) % 3], reviewedAt };
});

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
