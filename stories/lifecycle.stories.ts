import { eventually } from '../test/support/report-page.ts';
import { reportMeta, settled, type ReportMeta, type Story } from './support/report.ts';

/** The states of the element. A host can style each as a custom state: `campaign-email-report:state(stale)`. */
const meta: ReportMeta = { ...reportMeta, title: 'States/Lifecycle' };
export default meta;

/** The host has not set an endpoint yet. */
export const Idle: Story = { args: { endpoint: '' } };

/** A skeleton of the table. A message appears after 4 seconds, and a button to stop after 15 seconds. */
export const Loading: Story = { args: { scenario: 'loading' } };

/** Takes six seconds to load. A message appears after four seconds. */
export const LoadingSlowly: Story = { name: 'Loading slowly', args: { scenario: 'slow' } };

/** Rows appear as they arrive, with a progress bar. */
export const Streaming: Story = { args: { scenario: 'streaming' } };

/** A stream that stalls half-way. */
export const StreamingHalfWay: Story = { name: 'Streaming, stalled', args: { scenario: 'half-way' } };

export const Ready: Story = {};

/** Offers to show all time. */
export const Empty: Story = { args: { scenario: 'empty' } };

/** The reader has stopped loading. */
export const Stopped: Story = {
  args: { scenario: 'loading' },
  play: async ({ canvasElement, args, globals }) => {
    const page = await settled(canvasElement, args, globals);
    // The button becomes visible after 15 seconds, but exists from the start.
    const stop = await eventually('the button to stop', () => page.all('button[part=stop]')[0]);
    (stop as HTMLButtonElement).click();
    await page.reaches('error');
  },
};

/** The previous figures stay, slightly dimmed, during a refresh. */
export const Refreshing: Story = { args: { scenario: 'refreshing' } };

/** A refresh has failed. The previous figures stay, with their age. */
export const Stale: Story = { args: { scenario: 'stale' } };

/** A refresh has failed because the reader is signed out. */
export const StaleSignedOut: Story = { name: 'Stale, signed out', args: { scenario: 'signed-out' } };

/** The endpoint sent fewer rows than it announced. Totals are partial. */
export const Incomplete: Story = { args: { scenario: 'incomplete' } };

/** A stream was interrupted. The loaded rows stay. */
export const IncompleteStream: Story = {
  name: 'Incomplete, interrupted stream',
  args: { scenario: 'truncated-stream' },
};

/** A stream broke the contract half-way. The rows before the error stay. */
export const IncompleteByBreach: Story = {
  name: 'Incomplete, contract error',
  args: { scenario: 'breach-in-stream' },
};
