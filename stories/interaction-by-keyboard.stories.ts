import { expect } from 'storybook/test';
import { eventually } from '../test/support/report-page.ts';
import { find, focused, openTimeFrames, press, pressKey } from './support/reader.ts';
import { playedInDocs, reportMeta, settled, type ReportMeta, type Story } from './support/report.ts';

/** Everything can be done without a mouse; the Interactions panel plays it again. */
const meta: ReportMeta = {
  ...reportMeta,
  title: 'Interaction/By keyboard',
  parameters: { docs: { story: playedInDocs } },
  args: { scenario: 'one-row' },
};
export default meta;

/** From the first stop to the last, each with a ring that shows where one is. */
export const KeyboardWalk: Story = {
  name: 'From the first stop to the last',
  play: async ({ canvasElement, args, globals, step }) => {
    const page = await settled(canvasElement, args, globals);
    const stops = page
      .all('button, summary, [tabindex="0"]')
      .filter((stop) => stop.checkVisibility({ visibilityProperty: true }));
    for (const stop of stops) {
      const name = stop.getAttribute('aria-label') ?? stop.textContent.replace(/\s+/g, ' ').trim();
      await step(name, async () => {
        (stop as HTMLElement).focus();
        await expect(focused() === stop).toBe(true);
      });
    }
    await expect(stops.length).toBeGreaterThan(5);
  },
};

/** The arrow keys move among the time frames, Escape closes them and gives the focus back. */
export const KeyboardInTheTimeFrames: Story = {
  name: 'In the time frames',
  play: async ({ canvasElement, args, globals, step }) => {
    const page = await settled(canvasElement, args, globals);
    const button = page.all('[aria-haspopup=dialog]')[0] as HTMLElement;
    button.focus();
    await step('Open', () => openTimeFrames(page));
    await eventually('the focus among the time frames', () => focused()?.matches('[role=option]'));
    const before = focused();
    await step('Arrow down', () => pressKey('ArrowDown'));
    await expect(focused() === before).toBe(false);
    await expect(focused()?.matches('[role=option]')).toBe(true);
  },
};

/** An email takes the focus, and gives it back to its name when it is closed. */
export const KeyboardInAnEmail: Story = {
  name: 'Into an email and back',
  play: async ({ canvasElement, args, globals, step }) => {
    const page = await settled(canvasElement, args, globals);
    const name = find(page, 'button', 'Invite');
    name.focus();
    await step('Open it', () => press(page, 'button', 'Invite'));
    await eventually('the focus in the dialog', () => focused()?.closest('dialog'));
    await step('Close it', () => press(page, 'button', 'Close'));
    await eventually('the focus on the name', () => focused() === name);
  },
};
