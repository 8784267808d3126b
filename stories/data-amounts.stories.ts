import { reportMeta, type ReportMeta, type Story } from './support/report.ts';

/** From nothing to more than anybody reads. */
const meta: ReportMeta = { ...reportMeta, title: 'Data/Amounts' };
export default meta;

export const None: Story = { args: { scenario: 'empty' } };

export const OneRow: Story = { name: '1 row', args: { scenario: 'one-row' } };

export const Fifty: Story = { name: '50 rows', args: { scenario: 'fifty' } };

/** No more rows are in the page than fit on the screen. */
export const TenThousand: Story = { name: '10,000 rows', args: { scenario: 'ten-thousand', groupBy: 'none' } };

/** An endpoint that knows names and sends alone: other columns are not offered. */
export const LeastFields: Story = { name: 'As few columns as can be', args: { scenario: 'least-fields' } };
