import type { Preview } from '@storybook/web-components-vite';
import { setCustomElementsManifest } from '@storybook/web-components-vite';
import { http } from 'msw';
import { setupWorker } from 'msw/browser';
import manifest from 'virtual:custom-elements-manifest';
import '../src/define.ts';
import { stage, viewports } from '../stories/support/stage.ts';
import { scenarioHandlers, scenarios } from '../src/testing/testing.ts';
import { extractArgTypes, nameAttributes } from './arg-types.ts';
import './preview.css';
import section from './section.mdx';
import { lightTheme } from './theme.ts';

setCustomElementsManifest(manifest);
const worker = setupWorker(...scenarioHandlers(http.all));

const preview: Preview = {
  beforeAll: async () => {
    await worker.start({
      quiet: true,
      onUnhandledFrame: 'bypass',
      serviceWorker: { url: `${import.meta.env.BASE_URL}mockServiceWorker.js` },
    });
  },
  decorators: [stage],
  argTypesEnhancers: [nameAttributes],
  tags: ['autodocs'],
  initialGlobals: { scenario: '', language: 'en', direction: 'ltr', scheme: 'light', clock: 'frozen' },
  globalTypes: {
    scenario: {
      description: 'How the endpoint responds',
      toolbar: {
        icon: 'database',
        title: 'Scenario',
        items: [
          { value: '', title: 'Scenario: default' },
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
      description: 'The color scheme of the page',
      toolbar: {
        icon: 'mirror',
        items: [
          { value: 'light', title: 'Color scheme: light' },
          { value: 'dark', title: 'Color scheme: dark' },
          { value: 'light dark', title: 'Color scheme: system' },
        ],
        dynamicTitle: true,
      },
    },
    clock: {
      description: 'The current time for the element',
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
      // axe cannot run in the frame of an email, which blocks all scripts.
      options: {
        iframes: false,
        runOnly: { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] },
      },
    },
    controls: { expanded: true, sort: 'none' },
    docs: { page: section, extractArgTypes, theme: lightTheme, source: { excludeDecorators: true }, codePanel: true },
    options: {
      storySort: {
        method: '',
        order: [
          'Start',
          ['Introduction', 'Playground', 'Parts', 'Custom properties'],
          'Guides',
          ['Anatomy', 'Theming recipes', 'Accessibility and keyboard'],
          'States',
          ['All states', 'Lifecycle', 'Errors', 'Contract errors'],
          'Data',
          ['Report sizes', 'Windows', 'Figures', 'Names'],
          'Interaction',
          ['Time frame', 'Search', 'Columns', 'Sorting and grouping', 'Refresh and retry', 'Keyboard', 'Email preview'],
          'Hosts',
          ['Page settings', 'Brands', 'Containers', 'Slots', 'View', 'Content security policy'],
          'Français',
          ['Présentation', 'Exemples'],
        ],
      },
    },
  },
};

export default preview;
