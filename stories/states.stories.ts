import { eventually } from '../test/support/report-page.ts';
import { reportMeta, settled, type ReportMeta, type Story } from './support/report.ts';

/** Each state is also one for the host's style sheet: `campaign-email-report:state(stale)`. */
const meta: ReportMeta = { ...reportMeta, title: 'States/From first load to stale' };
export default meta;

/** The host has set no endpoint yet. */
export const Idle: Story = { args: { endpoint: '' } };

/** The table that will come, in quiet bars. After 4 seconds a word, after 15 a way to stop. */
export const Loading: Story = { args: { scenario: 'loading' } };

/** It takes six seconds; a word comes after four. */
export const LoadingSlowly: Story = { name: 'Loading slowly', args: { scenario: 'slow' } };

/** Rows show as they come, under a line with its figure. */
export const Streaming: Story = { args: { scenario: 'streaming' } };

/** The same, standing still half-way for whoever wants to look closely. */
export const StreamingHalfWay: Story = { name: 'Streaming, half-way', args: { scenario: 'half-way' } };

export const Ready: Story = {};

/** One sentence and one action. */
export const Empty: Story = { args: { scenario: 'empty' } };

/** The reader has stopped it. */
export const Stopped: Story = {
  args: { scenario: 'loading' },
  play: async ({ canvasElement, args, globals }) => {
    const page = await settled(canvasElement, args, globals);
    // The way to stop shows after 15 seconds; it is there before.
    const stop = await eventually('the way to stop', () => page.all('button[part=stop]')[0]);
    (stop as HTMLButtonElement).click();
    await page.reaches('error');
  },
};

/** Figures stay, dimmed a little, while newer ones come. */
export const Refreshing: Story = { args: { scenario: 'refreshing' } };

/** Newer figures could not be had: the older ones stay, and say when they are from. */
export const Stale: Story = { args: { scenario: 'stale' } };

/** The reader is signed out meanwhile; the figures stay. */
export const StaleSignedOut: Story = { name: 'Stale, signed out meanwhile', args: { scenario: 'signed-out' } };

/** The endpoint sent fewer rows than it announced. Totals are so far. */
export const Incomplete: Story = { args: { scenario: 'incomplete' } };

/** A stream broke off. What came stays. */
export const IncompleteStream: Story = {
  name: 'Incomplete, a stream that broke off',
  args: { scenario: 'truncated-stream' },
};

/** A stream broke the contract half-way. What came before stays. */
export const IncompleteByBreach: Story = {
  name: 'Incomplete, a breach half-way',
  args: { scenario: 'breach-in-stream' },
};
