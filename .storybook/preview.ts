import type { Preview } from '@storybook/web-components-vite';
import { setCustomElementsManifest } from '@storybook/web-components-vite';
import { http } from 'msw';
import { setupWorker } from 'msw/browser';
import manifest from 'virtual:custom-elements-manifest';
import '../src/define.ts';
import { stage } from '../stories/support/stage.ts';
import { scenarioHandlers, scenarios } from '../test/support/scenarios/testing.ts';
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
  initialGlobals: { scenario: '', language: 'en', direction: 'ltr', scheme: 'light', width: '', clock: 'frozen' },
  globalTypes: {
    scenario: {
      description: 'How the endpoint behaves',
      toolbar: {
        icon: 'database',
        title: 'Scenario',
        items: [
          { value: '', title: 'Scenario: as the story has it' },
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
          { value: 'en', title: 'English' },
          { value: 'fr', title: 'Français' },
        ],
        dynamicTitle: true,
      },
    },
    direction: {
      description: 'The direction of the page',
      toolbar: {
        icon: 'transfer',
        items: [
          { value: 'ltr', title: 'Left to right' },
          { value: 'rtl', title: 'Right to left' },
        ],
        dynamicTitle: true,
      },
    },
    scheme: {
      description: 'The colour scheme of the page',
      toolbar: {
        icon: 'mirror',
        items: [
          { value: 'light', title: 'Light' },
          { value: 'dark', title: 'Dark' },
          { value: 'light dark', title: 'As the system' },
        ],
        dynamicTitle: true,
      },
    },
    width: {
      description: 'The width that the page gives it',
      toolbar: {
        icon: 'grow',
        items: [
          { value: '', title: 'Full width' },
          ...['1024', '768', '560', '360', '320'].map((value) => ({ value, title: `${value} px` })),
        ],
        dynamicTitle: true,
      },
    },
    clock: {
      description: 'The time that the element goes by',
      toolbar: {
        icon: 'time',
        items: [
          { value: 'frozen', title: '24 November 2026' },
          { value: 'real', title: 'Real time' },
        ],
        dynamicTitle: true,
      },
    },
  },
  parameters: {
    layout: 'fullscreen',
    backgrounds: { disable: true },
    a11y: {
      test: 'error',
      options: { runOnly: { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] } },
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
