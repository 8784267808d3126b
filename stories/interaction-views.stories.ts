import { expect } from 'storybook/test';
import { eventually } from '../test/support/report-page.ts';
import { playedInDocs, reportMeta, settled, type ReportMeta, type Story } from './support/report.ts';

/** Restores the address of the page. */
const restored = (work: NonNullable<Story['play']>): NonNullable<Story['play']> =>
  async function play(context) {
    const { href } = location;
    try {
      await work(context);
    } finally {
      history.replaceState(null, '', href);
    }
  };

/** Views in the address: each choice is a step, and a link opens the same view elsewhere. */
const meta: ReportMeta = {
  ...reportMeta,
  title: 'Interaction/Views',
  parameters: { docs: { story: playedInDocs } },
  args: { scenario: 'fifty' },
};
export default meta;

/** `view-storage="url"` keeps the view in the address. Back and Forward step through views. */
export const Address: Story = {
  name: 'In the address',
  args: { viewStorage: 'url', viewPrefix: 'story' },
  play: restored(async ({ canvasElement, args, globals, step }) => {
    const page = await settled(canvasElement, args, globals);
    await step('Sort by sent', () => page.sortBy('Sent'));
    await expect(location.search).toContain('story.sort=-sent');
    await step('Go back', async () => {
      history.back();
      await eventually('the previous view', () => page.element.sort === '-firstSentAt');
    });
  }),
};

/** A part of a long view is only in this browser. The reader is told that a link to it is incomplete. */
export const LongView: Story = {
  name: 'Too long for a link',
  args: { viewStorage: 'url', viewPrefix: 'long' },
  play: restored(async ({ canvasElement, args, globals }) => {
    const page = await settled(canvasElement, args, globals);
    const ids = Array.from({ length: 1200 }, (_, index) => `campaign=${index + 1001}`);
    page.element.filter = ids.join(';');
    await eventually('the notice', () => page.all('[part~=notice]').length > 0);
  }),
};

/** `view-storage="local:NAME"` keeps the view in the browser. */
export const Browser: Story = {
  name: 'In the browser',
  args: { viewStorage: 'local:story' },
  play: async ({ canvasElement, args, globals }) => {
    const page = await settled(canvasElement, args, globals);
    await page.sortBy('Sent');
    await expect(localStorage.getItem('campaign-email-report.view.story')).toContain('"sort":"');
    localStorage.removeItem('campaign-email-report.view.story');
  },
};

/** The browser's storage is full or blocked. The reader is told, and the report works as before. */
export const Denied: Story = {
  name: 'Storage denied',
  args: { viewStorage: 'local:denied' },
  play: async ({ canvasElement, args, globals }) => {
    const page = await settled(canvasElement, args, globals);
    const original = Object.getOwnPropertyDescriptor(Storage.prototype, 'setItem') as PropertyDescriptor;
    Storage.prototype.setItem = () => {
      throw new DOMException('The storage is full.', 'QuotaExceededError');
    };
    try {
      await page.sortBy('Sent');
      await eventually('the notice', () => page.all('[part~=notice]').length > 0);
    } finally {
      Object.defineProperty(Storage.prototype, 'setItem', original);
    }
  },
};

/** Ctrl+Z undoes a change of the view, and Ctrl+Shift+Z redoes it. */
export const Undo: Story = {
  name: 'Undo and redo',
  play: async ({ canvasElement, args, globals }) => {
    const page = await settled(canvasElement, args, globals);
    await page.sortBy('Sent');
    const press = (shiftKey: boolean) =>
      page
        .sortButton('Sent')
        .dispatchEvent(
          new KeyboardEvent('keydown', { key: 'z', ctrlKey: true, shiftKey, bubbles: true, composed: true }),
        );
    press(false);
    await eventually('the first view', () => page.element.sort === '-firstSentAt');
    press(true);
    await eventually('the second view', () => page.element.sort === '-sent');
  },
};

const views = [
  { name: 'Best clicks', view: { sort: '-clickedRate', columns: 'emailName,sent,clickedRate' } },
  { name: 'Everything', view: { timeFrame: 'all-time' } },
];

/** The views menu has views of the page. A view that the reader has changed is marked. */
export const Menu: Story = {
  name: 'Views menu with a changed view',
  args: { views, viewStorage: 'local:views-menu' },
  play: async ({ canvasElement, args, globals }) => {
    const page = await settled(canvasElement, args, globals);
    const button = page.all('[part~=views-button]')[0] as HTMLButtonElement;
    button.click();
    await eventually('the menu', () => page.all('li .entry').length > 0);
    (page.all('li .entry')[0] as HTMLButtonElement).click();
    await eventually('the view', () => page.element.sort === '-clickedRate');
    await page.sortBy('Sent');
    await expect(button.textContent).toContain('Best clicks');
    localStorage.removeItem('campaign-email-report.view.views-menu');
  },
};
