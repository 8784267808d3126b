import type { Preview } from '@storybook/web-components-vite';
import { setCustomElementsManifest } from '@storybook/web-components-vite';
import { http } from 'msw';
import { setupWorker } from 'msw/browser';
import manifest from 'virtual:custom-elements-manifest';
import '../src/define.ts';
import { stage, viewports } from '../stories/support/stage.ts';
import { scenarioHandlers, scenarios } from '../src/testing/testing.ts';
import './preview.css';
import section from './section.mdx';
import { lightTheme } from './theme.ts';

setCustomElementsManifest(manifest);
const worker = setupWorker(...scenarioHandlers(http.get));

const preview: Preview = {
  beforeAll: async () => {
    await worker.start({
      quiet: true,
      onUnhandledFrame: 'bypass',
      serviceWorker: { url: `${import.meta.env.BASE_URL}mockServiceWorker.js` },
    });
  },
  decorators: [stage],
  tags: ['autodocs'],
  initialGlobals: { scenario: '', language: 'en', direction: 'ltr', scheme: 'light', clock: 'frozen' },
  globalTypes: {
    scenario: {
      description: 'How the endpoint behaves',
      toolbar: {
        icon: 'database',
        title: 'Scenario',
        items: [
          { value: '', title: 'Scenario: the story’s own' },
          ...scenarios.map(({ id, title, group }) => ({ value: id, title: `${group}: ${title}` })),
        ],
        dynamicTitle: true,
      },
    },
    language: {
      description: 'The language of the page',
      toolbar: {
        icon: 'globe',
        items: [
          { value: 'en', title: 'Language: English' },
          { value: 'fr', title: 'Language: français' },
        ],
        dynamicTitle: true,
      },
    },
    direction: {
      description: 'The direction of the page',
      toolbar: {
        icon: 'transfer',
        items: [
          { value: 'ltr', title: 'Direction: LTR' },
          { value: 'rtl', title: 'Direction: RTL' },
        ],
        dynamicTitle: true,
      },
    },
    scheme: {
      description: 'The colour scheme of the page',
      toolbar: {
        icon: 'mirror',
        items: [
          { value: 'light', title: 'Colours: light' },
          { value: 'dark', title: 'Colours: dark' },
          { value: 'light dark', title: 'Colours: as the system' },
        ],
        dynamicTitle: true,
      },
    },
    clock: {
      description: 'The time that the element goes by',
      toolbar: {
        icon: 'time',
        items: [
          { value: 'frozen', title: 'Clock: frozen' },
          { value: 'real', title: 'Clock: real' },
        ],
        dynamicTitle: true,
      },
    },
  },
  parameters: {
    layout: 'fullscreen',
    backgrounds: { disable: true },
    viewport: { options: viewports },
    a11y: {
      test: 'error',
      // No script runs in the frame of an email, that of axe neither: it would be asked in vain.
      options: {
        iframes: false,
        runOnly: { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] },
      },
    },
    controls: { expanded: true, sort: 'none' },
    docs: { page: section, theme: lightTheme, source: { excludeDecorators: true }, codePanel: true },
    options: {
      storySort: {
        method: '',
        order: [
          'Start',
          ['Introduction', 'Présentation', 'Playground', 'Parts', 'Custom properties'],
          'States',
          ['All states', 'From first load to stale', 'Errors', 'Breaches of the contract'],
          'Data',
          ['Amounts', 'Windows', 'Figures', 'Names'],
          'Interaction',
          ['Time frame', 'Search', 'Columns', 'Sort and groups', 'Refresh and retry', 'By keyboard', 'Email preview'],
          'Hosts',
          ['Pages', 'Brands', 'Places', 'Slots', 'View', 'Strict policy'],
        ],
      },
    },
  },
};

export default preview;
