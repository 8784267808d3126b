import { reportIn, reportMeta, settled, type ReportMeta, type Story } from './support/report.ts';

/** The element never shows data that breaks the contract. The details list the first errors, and their number. */
const meta: ReportMeta = {
  ...reportMeta,
  title: 'States/Contract errors',
  play: async ({ canvasElement, args, globals }) => {
    await settled(canvasElement, args, globals);
    for (const details of reportIn(canvasElement).all('details')) (details as HTMLDetailsElement).open = true;
  },
};
export default meta;

export const Version: Story = { name: 'Unsupported version', args: { scenario: 'breach-version' } };
export const NotAnObject: Story = { name: 'Report is not an object', args: { scenario: 'breach-not-an-object' } };
export const NoRows: Story = { name: 'Missing rows', args: { scenario: 'breach-no-rows' } };
export const RowCount: Story = { name: 'More rows than announced', args: { scenario: 'breach-row-count' } };
export const Date: Story = { name: 'Invalid date', args: { scenario: 'breach-date' } };
export const TimeZone: Story = { name: 'Offset instead of a time zone', args: { scenario: 'breach-time-zone' } };
export const DateBasis: Story = { name: 'Invalid date basis', args: { scenario: 'breach-date-basis' } };
export const Row: Story = { name: 'Row is not an object', args: { scenario: 'breach-row' } };
export const Id: Story = { name: 'Missing id', args: { scenario: 'breach-id' } };
export const Name: Story = { name: 'Name is a number', args: { scenario: 'breach-name' } };
export const Flag: Story = { name: 'Flag is a string', args: { scenario: 'breach-flag' } };
export const NoCount: Story = { name: 'Missing sent count', args: { scenario: 'breach-no-count' } };
export const CountAsText: Story = { name: 'Count is a string', args: { scenario: 'breach-count-as-text' } };
export const NegativeCount: Story = { name: 'Negative count', args: { scenario: 'breach-negative-count' } };
export const Fraction: Story = { name: 'Fractional count', args: { scenario: 'breach-fraction' } };
export const Instant: Story = { name: 'Instant without a time zone', args: { scenario: 'breach-instant' } };
export const Pair: Story = { name: 'Duplicate row', args: { scenario: 'breach-pair' } };
export const Head: Story = { name: 'Stream without a header', args: { scenario: 'breach-head' } };
export const Window: Story = {
  name: 'Window in a different order than requested',
  args: { scenario: 'breach-window' },
};
export const Everywhere: Story = { name: 'Errors in many places', args: { scenario: 'breach-everywhere' } };
