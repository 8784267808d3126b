import { expect } from 'storybook/test';
import { eventually, type ReportPage } from '../test/support/report-page.ts';
import { appears, drag, find, focused, press, pressKey, write } from './support/reader.ts';
import { playedInDocs, reportMeta, settled, type ReportMeta, type Story } from './support/report.ts';

/** Which columns there are, in which order, and how wide. Each can be done by mouse and by keyboard. */
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

/** Every column that the data has, in groups, and the order of those that show. */
export const ColumnSelector: Story = {
  name: 'Selector, open',
  play: async ({ canvasElement, args, globals }) => {
    await openColumns(await settled(canvasElement, args, globals));
  },
};

/** A column comes and another one goes at once. */
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

/** Columns are found by name and by definition. */
export const FindColumn: Story = {
  name: 'Find a column',
  play: async ({ canvasElement, args, globals, step }) => {
    const page = await settled(canvasElement, args, globals);
    await step('Open the selector', () => openColumns(page));
    await step('Look for “bot”', () => write(page, 'searchbox', 'Find a column', 'bot'));
    await appears(page, 'checkbox', 'Opened (no bots)');
    await expect(page.all('[type=checkbox]')).toHaveLength(2);
  },
};

export const NoColumnFound: Story = {
  name: 'No column found',
  play: async ({ canvasElement, args, globals, step }) => {
    const page = await settled(canvasElement, args, globals);
    await step('Open the selector', () => openColumns(page));
    await step('Look for what is not there', () => write(page, 'searchbox', 'Find a column', 'revenue'));
    await eventually('the sentence', () => page.text.includes('No columns match “revenue”.'));
  },
};

/** By the buttons of the selector; there, Alt and an arrow key do the same. */
export const OrderInSelector: Story = {
  name: 'Order, in the selector',
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

/** Back to the columns that the page came with. */
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

/** A heading is dragged to where another one is. */
export const OrderByMouse: Story = {
  name: 'Order, by mouse',
  play: async ({ canvasElement, args, globals, step }) => {
    const page = await settled(canvasElement, args, globals);
    await step('Drag sent behind hard bounced', () => drag(sortButton(page, 'Sent'), page.header('Hard bounced')));
    await page.settled();
    await expect(page.element.columns).toMatch(/firstSentAt,delivered,hardBounced,sent,/);
  },
};

/** Alt, Shift and an arrow key on a heading. */
export const OrderByKeyboard: Story = {
  name: 'Order, by keyboard',
  play: async ({ canvasElement, args, globals, step }) => {
    const page = await settled(canvasElement, args, globals);
    sortButton(page, 'Sent').focus();
    await step('Alt, Shift and arrow right', async () => {
      pressKey('ArrowRight', { altKey: true, shiftKey: true });
      await page.settled();
    });
    await expect(page.element.columns).toMatch(/firstSentAt,delivered,sent,/);
    await expect(focused() === sortButton(page, 'Sent')).toBe(true);
  },
};

/** Arrow keys on the edge of a heading, with Shift in longer steps; the mouse drags it. */
export const Widths: Story = {
  play: async ({ canvasElement, args, globals, step }) => {
    const page = await settled(canvasElement, args, globals);
    const before = page.header('Sent').offsetWidth;
    await step('Shift and arrow right on the edge of sent', async () => {
      find(page, 'separator', 'Width of Sent').focus();
      pressKey('ArrowRight', { shiftKey: true });
      await page.settled();
    });
    await expect(page.header('Sent').offsetWidth).toBe(before + 40);
  },
};

/** A double click on its edge makes a column as wide as its texts. */
export const WidthThatFits: Story = {
  name: 'Width that fits',
  args: { scenario: 'long-names' },
  play: async ({ canvasElement, args, globals, step }) => {
    const page = await settled(canvasElement, args, globals);
    const before = page.header('Campaign / email').offsetWidth;
    await step('Double click', async () => {
      find(page, 'separator', 'Width of Campaign / email').dispatchEvent(new MouseEvent('dblclick', { bubbles: true }));
      await page.settled();
    });
    await expect(page.header('Campaign / email').offsetWidth).toBeGreaterThan(before);
  },
};

/** The host chooses the columns. */
export const ColumnsOfTheHost: Story = {
  name: 'Chosen by the host',
  args: { columns: 'emailName,sent,humanOpened,humanOpenedRate,humanClicked,humanClickedRate' },
};
