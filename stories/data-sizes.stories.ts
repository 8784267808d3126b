import { reportMeta, type ReportMeta, type Story } from './support/report.ts';

/** From an empty report to 10,000 rows. */
const meta: ReportMeta = { ...reportMeta, title: 'Data/Report sizes' };
export default meta;

export const None: Story = { name: 'No rows', args: { scenario: 'empty' } };

export const OneRow: Story = { name: '1 row', args: { scenario: 'one-row' } };

export const Fifty: Story = { name: '50 rows', args: { scenario: 'fifty' } };

/** Only the rows in the viewport are in the document. */
export const TenThousand: Story = { name: '10,000 rows', args: { scenario: 'ten-thousand', groupBy: 'none' } };

/** An endpoint that sends only names and sent counts. No other columns are offered. */
export const LeastFields: Story = { name: 'Only the required fields', args: { scenario: 'least-fields' } };
