import { expect } from 'storybook/test';
import { eventually, type ReportPage } from '../test/support/report-page.ts';
import { focused, press, write } from './support/reader.ts';
import { playedInDocs, reportMeta, settled, type ReportMeta, type Story } from './support/report.ts';

/** Campaigns and emails are found by their names, in any case, with and without accents. */
const meta: ReportMeta = {
  ...reportMeta,
  title: 'Interaction/Search',
  parameters: { docs: { story: playedInDocs } },
  args: { scenario: 'fifty' },
};
export default meta;

const search = (page: ReportPage, text: string) => write(page, 'searchbox', 'Search campaigns and emails', text);

/** How many match stands where the number of emails was; totals are of what matches. */
export const Matches: Story = {
  name: 'Some match',
  play: async ({ canvasElement, args, globals, step }) => {
    const page = await settled(canvasElement, args, globals);
    await step('Search for “zurich”', () => search(page, 'zurich'));
    await eventually('the matches alone', () => page.names[0]?.includes('Zürich'));
    await expect(page.text).toMatch(/\d of 50 emails match/);
  },
};

/** One sentence and one action. */
export const NothingMatches: Story = {
  name: 'Nothing matches',
  play: async ({ canvasElement, args, globals, step }) => {
    const page = await settled(canvasElement, args, globals);
    await step('Search for what is not there', () => search(page, 'carrier pigeon'));
    await eventually('the sentence', () => page.text.includes('No results for “carrier pigeon”.'));
  },
};

/** From nothing back to everything; the focus is in the field. */
export const Clear: Story = {
  play: async ({ canvasElement, args, globals, step }) => {
    const page = await settled(canvasElement, args, globals);
    const names = page.names.length;
    await step('Search for what is not there', () => search(page, 'carrier pigeon'));
    await eventually('no rows', () => page.names.length === 0);
    await step('Clear search', () => press(page, 'button', 'Clear search'));
    await eventually('all rows', () => page.names.length === names);
    await expect(focused()?.matches('[type=search]')).toBe(true);
  },
};

/** The host searches. */
export const SearchOfTheHost: Story = { name: 'Set by the host', args: { search: 'webinar' } };
