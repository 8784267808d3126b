import { expect } from 'storybook/test';
import { eventually, type ReportPage } from '../test/support/report-page.ts';
import { appears, drag, find, focused, press, pressKey, write } from './support/reader.ts';
import { playedInDocs, reportMeta, settled, type ReportMeta, type Story } from './support/report.ts';

/** Show, hide, reorder and resize columns, with the mouse or the keyboard. */
const meta: ReportMeta = {
  ...reportMeta,
  title: 'Interaction/Columns',
  parameters: { docs: { story: playedInDocs } },
  args: { scenario: 'fifty' },
};
export default meta;

async function openColumns(page: ReportPage): Promise<void> {
  await press(page, 'button', 'Columns');
  await appears(page, 'searchbox', 'Find a column');
}

const sortButton = (page: ReportPage, column: string) => page.header(column).querySelector('.sort') as HTMLElement;

/** All columns that the report offers, in groups, and the order of those on screen. */
export const ColumnSelector: Story = {
  name: 'Column selector',
  play: async ({ canvasElement, args, globals }) => {
    await openColumns(await settled(canvasElement, args, globals));
  },
};

/** A right click, a long press, the button in the heading, or Shift + F10 opens the menu of a column. */
export const HeadingMenu: Story = {
  name: 'Heading menu',
  play: async ({ canvasElement, args, globals, step }) => {
    const page = await settled(canvasElement, args, globals);
    await page.enterTable();
    const openMenu = async () => {
      sortButton(page, 'Opened').dispatchEvent(
        new MouseEvent('contextmenu', { bubbles: true, composed: true, cancelable: true }),
      );
      await appears(page, 'menuitem', 'Hide column');
    };
    await step('Open the menu', openMenu);
    await step('Sort ascending', () => press(page, 'menuitem', 'Sort ascending'));
    await expect(page.element.sort).toBe('opened');
    await step('Open it again', openMenu);
  },
};

/** Changes apply immediately. */
export const ShowAndHide: Story = {
  name: 'Show and hide',
  play: async ({ canvasElement, args, globals, step }) => {
    const page = await settled(canvasElement, args, globals);
    await step('Open the selector', () => openColumns(page));
    await step('Show % delivered', () => press(page, 'checkbox', '% delivered'));
    await step('Hide hard bounced', () => press(page, 'checkbox', 'Hard bounced'));
    await expect(page.element.columns).toMatch(/delivered,deliveredRate,softBounced/);
  },
};

/** Searches names and definitions. */
export const FindColumn: Story = {
  name: 'Find a column',
  play: async ({ canvasElement, args, globals, step }) => {
    const page = await settled(canvasElement, args, globals);
    await step('Open the selector', () => openColumns(page));
    await step('Search for “bot”', () => write(page, 'searchbox', 'Find a column', 'bot'));
    await appears(page, 'checkbox', 'Opened (no bots)');
    await expect(page.all('[type=checkbox]')).toHaveLength(4);
  },
};

export const NoColumnFound: Story = {
  name: 'No column found',
  play: async ({ canvasElement, args, globals, step }) => {
    const page = await settled(canvasElement, args, globals);
    await step('Open the selector', () => openColumns(page));
    await step('Search for an unknown column', () => write(page, 'searchbox', 'Find a column', 'revenue'));
    await eventually('the message', () => page.text.includes('No columns match “revenue”.'));
  },
};

/** Reorders columns with the buttons of the selector, or with Alt + arrow key on them. */
export const OrderInSelector: Story = {
  name: 'Reorder in the selector',
  play: async ({ canvasElement, args, globals, step }) => {
    const page = await settled(canvasElement, args, globals);
    await step('Open the selector', () => openColumns(page));
    await step('Move opened up, twice', async () => {
      await press(page, 'button', 'Move Opened up');
      await press(page, 'button', 'Move Opened up');
    });
    await expect(page.announcement).toMatch(/Opened moved to position 6 of 13\./);
    await expect(page.element.columns).toMatch(/hardBounced,opened,softBounced/);
  },
};

/** Restores the default columns. */
export const ResetColumns: Story = {
  name: 'Reset columns',
  args: { columns: 'emailName,sent,opened' },
  play: async ({ canvasElement, args, globals, step }) => {
    const page = await settled(canvasElement, args, globals);
    await step('Open the selector', () => openColumns(page));
    await step('Reset', () => press(page, 'button', 'Reset'));
    await expect(page.headers).toHaveLength(13);
  },
};

/** Drag a column header to the position of another one. */
export const OrderByMouse: Story = {
  name: 'Reorder with the mouse',
  play: async ({ canvasElement, args, globals, step }) => {
    const page = await settled(canvasElement, args, globals);
    await page.enterTable();
    await step('Drag sent to hard bounced', () => drag(sortButton(page, 'Sent'), page.header('Hard bounced')));
    await page.settled();
    await expect(page.element.columns).toMatch(/firstSentAt,delivered,hardBounced,sent,/);
  },
};

/** Press Alt + Shift + arrow key on a column header. */
export const OrderByKeyboard: Story = {
  name: 'Reorder with the keyboard',
  play: async ({ canvasElement, args, globals, step }) => {
    const page = await settled(canvasElement, args, globals);
    await page.enterTable();
    sortButton(page, 'Sent').focus();
    await step('Alt + Shift + right arrow', async () => {
      pressKey('ArrowRight', { altKey: true, shiftKey: true });
      await page.settled();
    });
    await expect(page.element.columns).toMatch(/firstSentAt,delivered,sent,/);
    await expect(focused() === sortButton(page, 'Sent')).toBe(true);
  },
};

/** Drag the edge of a column header, or press an arrow key on it. Shift makes larger steps. */
export const Widths: Story = {
  name: 'Resize a column',
  play: async ({ canvasElement, args, globals, step }) => {
    const page = await settled(canvasElement, args, globals);
    await page.enterTable();
    const before = page.header('Sent').offsetWidth;
    await step('Shift + right arrow on the edge of sent', async () => {
      find(page, 'separator', 'Width of Sent').focus();
      pressKey('ArrowRight', { shiftKey: true });
      await page.settled();
    });
    await expect(page.header('Sent').offsetWidth).toBe(before + 40);
  },
};

/** Double-click the edge of a column header to fit the column to its content. */
export const WidthThatFits: Story = {
  name: 'Fit to content',
  args: { scenario: 'long-names' },
  play: async ({ canvasElement, args, globals, step }) => {
    const page = await settled(canvasElement, args, globals);
    await page.enterTable();
    const before = page.header('Campaign / email').offsetWidth;
    await step('Double-click', async () => {
      find(page, 'separator', 'Width of Campaign / email').dispatchEvent(new MouseEvent('dblclick', { bubbles: true }));
      await page.settled();
    });
    await expect(page.header('Campaign / email').offsetWidth).toBeGreaterThan(before);
  },
};

/** The host sets the columns with the `columns` attribute. */
export const ColumnsOfTheHost: Story = {
  name: 'Set by the host',
  args: { columns: 'emailName,sent,humanOpened,humanOpenedRate,humanClicked,humanClickedRate' },
};
