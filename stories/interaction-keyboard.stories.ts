import { expect } from 'storybook/test';
import { eventually } from '../test/support/report-page.ts';
import { find, focused, openTimeFrames, press, pressKey } from './support/reader.ts';
import { playedInDocs, reportMeta, settled, type ReportMeta, type Story } from './support/report.ts';

/** All features work without a mouse. Replay the steps in the Interactions panel. */
const meta: ReportMeta = {
  ...reportMeta,
  title: 'Interaction/Keyboard',
  parameters: { docs: { story: playedInDocs } },
  args: { scenario: 'one-row' },
};
export default meta;

/** Moves the focus through all tab stops, each with a visible focus ring. */
export const KeyboardWalk: Story = {
  name: 'All tab stops',
  play: async ({ canvasElement, args, globals, step }) => {
    const page = await settled(canvasElement, args, globals);
    const stops = page
      .all('button, input, summary, [tabindex="0"]')
      .filter((stop) => (stop as HTMLElement).tabIndex >= 0 && stop.checkVisibility({ visibilityProperty: true }));
    for (const stop of stops) {
      const name = stop.getAttribute('aria-label') ?? stop.textContent.replace(/\s+/g, ' ').trim();
      await step(name, async () => {
        (stop as HTMLElement).focus();
        // The table passes the focus on to a cell.
        await expect(stop.contains(focused())).toBe(true);
      });
    }
    // Search, time frame, filter, columns, share and refresh, and the table.
    await expect(stops.length).toBe(7);
  },
};

/**
 * The table is one tab stop. Arrow keys move between cells, and expand and collapse a campaign on its name. In a header,
 * F2 leads to the width of the column.
 */
export const KeyboardInTheTable: Story = {
  name: 'Cells of the table',
  args: { scenario: 'fifty' },
  play: async ({ canvasElement, args, globals, step }) => {
    const page = await settled(canvasElement, args, globals);
    page.scroller.focus();
    await eventually('the focus in the header', () => page.focusedCell);
    const name = () => focused()?.closest('tr');
    await step('Arrow down', () => pressKey('ArrowDown'));
    await expect(name()?.ariaRowIndex).toBe('2');
    await step('Arrow right', () => pressKey('ArrowRight'));
    await expect(focused()?.ariaColIndex).toBe('2');
    await step('Ctrl + End', () => pressKey('End', { ctrlKey: true }));
    await expect(name()?.querySelector('th')?.textContent).toContain('Total');
    await step('Ctrl + Home', () => pressKey('Home', { ctrlKey: true }));
    await step('F2', () => pressKey('F2'));
    await expect(focused()?.role).toBe('separator');
    await step('Escape', () => pressKey('Escape'));
    await expect(focused()?.closest('thead')).not.toBeNull();
  },
};

/** Arrow keys move through the time frames. Escape closes them and returns the focus to the button. */
export const KeyboardInTheTimeFrames: Story = {
  name: 'Time frames',
  play: async ({ canvasElement, args, globals, step }) => {
    const page = await settled(canvasElement, args, globals);
    const button = page.all('[aria-haspopup=dialog]')[0] as HTMLElement;
    button.focus();
    await step('Open', () => openTimeFrames(page));
    await eventually('the focus in the time frames', () => focused()?.matches('[role=option]'));
    const before = focused();
    await step('Arrow down', () => pressKey('ArrowDown'));
    await expect(focused() === before).toBe(false);
    await expect(focused()?.matches('[role=option]')).toBe(true);
  },
};

/** The viewer takes the focus, and returns it to the name of the email when closed. */
export const KeyboardInAnEmail: Story = {
  name: 'Opening and closing an email',
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
