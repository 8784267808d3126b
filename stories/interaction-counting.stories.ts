import { expect } from 'storybook/test';
import { eventually } from '../test/support/report-page.ts';
import { appears, press } from './support/reader.ts';
import { playedInDocs, reportMeta, settled, type ReportMeta, type Story } from './support/report.ts';

/** The Filter menu chooses which opens, clicks and people are counted, and what rates divide by. Each choice is a chip. */
const meta: ReportMeta = {
  ...reportMeta,
  title: 'Interaction/Counting',
  parameters: { docs: { story: playedInDocs } },
  args: { scenario: 'fifty' },
};
export default meta;

/** Opened, clicked and their rates leave out bots, and say so. A chip says how many opens that are. */
export const WithoutBots: Story = { name: 'Without bots', args: { figures: 'activity=human' } };

/** Opens by mail privacy proxies are left out, too: it is unknown whether a person was there. */
export const WithoutPrivacyProxies: Story = {
  name: 'Without bots and mail privacy',
  args: { scenario: 'from-marketo', figures: 'activity=person' },
};

/** Rates of opens, clicks and unsubscribes divide by Sent. */
export const RatesOfSent: Story = { name: 'Rates of sent', args: { figures: 'rateBase=sent' } };

/** The data does not mark bots: the Filter menu says so, and offers no choice. */
export const WithoutBotMarks: Story = {
  name: 'No bot marks',
  args: { scenario: 'bots-unmarked' },
  play: async ({ canvasElement, args, globals, step }) => {
    const page = await settled(canvasElement, args, globals);
    await step('Open the filter', () => press(page, 'button', 'Filter'));
    await page.shows('This data doesn’t tell bots from people.');
  },
};

/** Each email as it was a week after its send. Those that are younger do not count, and the line above the table says how many. */
export const AtAnAge: Story = { name: 'At an age', args: { scenario: 'ages', figures: 'age=7d' } };

/** The endpoint lists ages, but refuses them: the chip and a notice say so, and the figures stay. */
export const AgeRefused: Story = {
  name: 'Refused age',
  args: { scenario: 'ages-refused' },
  play: async ({ canvasElement, args, globals, step }) => {
    const page = await settled(canvasElement, args, globals);
    await step('Choose an age', () => {
      page.element.figures = 'age=24h';
    });
    await page.shows('The server did not apply “24 hours after each send”.');
    await page.reaches('stale');
  },
};

/** The endpoint lists the people that can be chosen, and counts only them. */
export const People: Story = {
  args: { scenario: 'people', figures: 'people=Country:France;deleted=hide' },
  play: async ({ canvasElement, args, globals, step }) => {
    const page = await settled(canvasElement, args, globals);
    await step('Open the filter', async () => {
      await press(page, 'button', 'Filter');
      await appears(page, 'combobox', 'Country');
    });
    await eventually('the chips', () => page.all('[part=filter-chip]').length === 2);
    await expect(page.element.figures).toBe('people=Country:France;deleted=hide');
  },
};
