import { expect } from 'storybook/test';
import { eventually, type ReportPage } from '../test/support/report-page.ts';
import { focused, press, write } from './support/reader.ts';
import { playedInDocs, reportMeta, settled, type ReportMeta, type Story } from './support/report.ts';

/** Search campaigns and emails by name, ignoring case and diacritics. */
const meta: ReportMeta = {
  ...reportMeta,
  title: 'Interaction/Search',
  parameters: { docs: { story: playedInDocs } },
  args: { scenario: 'fifty' },
};
export default meta;

const search = (page: ReportPage, text: string) => write(page, 'searchbox', 'Search campaigns and emails', text);

/** The summary shows the number of matches. Totals include only matches. */
export const Matches: Story = {
  name: 'Matches',
  play: async ({ canvasElement, args, globals, step }) => {
    const page = await settled(canvasElement, args, globals);
    await step('Search for “zurich”', () => search(page, 'zurich'));
    await eventually('only the matches', () => page.names[0]?.includes('Zürich'));
    await expect(page.text).toMatch(/\d of 50 emails match/);
  },
};

/** Offers to clear the search. */
export const NothingMatches: Story = {
  name: 'No matches',
  play: async ({ canvasElement, args, globals, step }) => {
    const page = await settled(canvasElement, args, globals);
    await step('Search for an unknown name', () => search(page, 'carrier pigeon'));
    await eventually('the message', () => page.text.includes('No results for “carrier pigeon”.'));
  },
};

/** Clearing the search shows all rows and focuses the field. */
export const Clear: Story = {
  play: async ({ canvasElement, args, globals, step }) => {
    const page = await settled(canvasElement, args, globals);
    const names = page.names.length;
    await step('Search for an unknown name', () => search(page, 'carrier pigeon'));
    await eventually('no rows', () => page.names.length === 0);
    await step('Clear search', () => press(page, 'button', 'Clear search'));
    await eventually('all rows', () => page.names.length === names);
    await expect(focused()?.matches('[type=search]')).toBe(true);
  },
};

/** The host sets the `search` attribute. */
export const SearchOfTheHost: Story = { name: 'Set by the host', args: { search: 'webinar' } };
