import { reportIn, reportMeta, settled, type ReportMeta, type Story } from './support/report.ts';

/** Half-understood figures are never shown: the details name the first broken places, by path, and how many there are. */
const meta: ReportMeta = {
  ...reportMeta,
  title: 'States/Breaches of the contract',
  play: async ({ canvasElement, args, globals }) => {
    await settled(canvasElement, args, globals);
    for (const details of reportIn(canvasElement).all('details')) (details as HTMLDetailsElement).open = true;
  },
};
export default meta;

export const Version: Story = { name: 'Another version', args: { scenario: 'breach-version' } };
export const NotAnObject: Story = { name: 'Not an object', args: { scenario: 'breach-not-an-object' } };
export const NoRows: Story = { name: 'No rows', args: { scenario: 'breach-no-rows' } };
export const RowCount: Story = { name: 'More rows than announced', args: { scenario: 'breach-row-count' } };
export const Date: Story = { name: 'A date that is none', args: { scenario: 'breach-date' } };
export const TimeZone: Story = { name: 'An offset for a time zone', args: { scenario: 'breach-time-zone' } };
export const DateBasis: Story = { name: 'A date basis that is none', args: { scenario: 'breach-date-basis' } };
export const Row: Story = { name: 'A row that is none', args: { scenario: 'breach-row' } };
export const Id: Story = { name: 'No id', args: { scenario: 'breach-id' } };
export const Name: Story = { name: 'A number for a name', args: { scenario: 'breach-name' } };
export const Flag: Story = { name: 'A word for yes or no', args: { scenario: 'breach-flag' } };
export const NoCount: Story = { name: 'No number of those sent to', args: { scenario: 'breach-no-count' } };
export const CountAsText: Story = { name: 'Text for a count', args: { scenario: 'breach-count-as-text' } };
export const NegativeCount: Story = { name: 'A count below 0', args: { scenario: 'breach-negative-count' } };
export const Fraction: Story = { name: 'A count with a fraction', args: { scenario: 'breach-fraction' } };
export const Instant: Story = { name: 'A moment without its zone', args: { scenario: 'breach-instant' } };
export const Pair: Story = { name: 'The same email of a campaign twice', args: { scenario: 'breach-pair' } };
export const Head: Story = { name: 'A stream without its head', args: { scenario: 'breach-head' } };
export const Window: Story = {
  name: 'A window in another order than was asked for',
  args: { scenario: 'breach-window' },
};
export const Everywhere: Story = { name: 'Broken in many places', args: { scenario: 'breach-everywhere' } };
