import { reportMeta, type ReportMeta, type Story } from './support/report.ts';

/** Unknown, huge and contradictory figures. */
const meta: ReportMeta = { ...reportMeta, title: 'Data/Figures' };
export default meta;

/** An unknown value is shown as a dash. It never counts as 0 in a rate or total. */
export const UnknownValues: Story = { name: 'Unknown values', args: { scenario: 'unknown-values', groupBy: 'none' } };

/** A rate with a denominator of 0 is shown as a dash, never as 0 %. */
export const ZeroDenominators: Story = {
  name: 'Zero denominators',
  args: { scenario: 'zero-denominators', groupBy: 'none' },
};

/** Counts up to the maximum that the contract allows. */
export const HugeFigures: Story = { name: 'Huge figures', args: { scenario: 'huge-figures', groupBy: 'none' } };

/** Contradictory counts are shown unchanged and marked. */
export const Contradictions: Story = {
  name: 'Contradictory counts',
  args: { scenario: 'contradictions', groupBy: 'none' },
};
