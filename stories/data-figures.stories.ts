import { reportMeta, type ReportMeta, type Story } from './support/report.ts';

/** Figures that are missing, odd, huge or impossible. */
const meta: ReportMeta = { ...reportMeta, title: 'Data/Figures' };
export default meta;

/** What is unknown is a dash, and is not 0 in any rate or total. */
export const UnknownValues: Story = { name: 'Unknown values', args: { scenario: 'unknown-values', groupBy: 'none' } };

/** A rate with nothing to divide by is a dash, never 0 %. */
export const ZeroDenominators: Story = {
  name: 'Zero denominators',
  args: { scenario: 'zero-denominators', groupBy: 'none' },
};

/** Up to the greatest figure that the contract allows. */
export const HugeFigures: Story = { name: 'Huge figures', args: { scenario: 'huge-figures', groupBy: 'none' } };

/** Shown as they came, and marked. */
export const Contradictions: Story = {
  name: 'Counts that contradict each other',
  args: { scenario: 'contradictions', groupBy: 'none' },
};
