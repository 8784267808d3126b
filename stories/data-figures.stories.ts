import { reportMeta, type ReportMeta, type Story } from './support/report.ts';

/** Unknown, huge and contradictory figures, and everything that is known from Marketo. */
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

/**
 * Programs, types, workspaces, open tracking and privacy proxies. Opens of some emails are not tracked: a tooltip on – and on
 * each total gives the reason. The oldest emails may have begun before the data, which a mark tells.
 */
export const FromMarketo: Story = {
  name: 'Everything known from Marketo',
  args: {
    scenario: 'from-marketo',
    columns:
      'emailName,program,campaignType,workspace,sent,delivered,openTracked,opened,openedRate,privacyOpened,privacyOpenedRate,clicked',
  },
};
