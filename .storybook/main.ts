import type { StorybookConfig } from '@storybook/web-components-vite';
import { msw } from 'msw/vite';
import { mergeConfig, type Plugin } from 'vite';
import { createManifest } from '../scripts/manifest.js';

const manifestModule = 'virtual:custom-elements-manifest';

/** The manifest as a module, made from the sources as they are now. */
function manifest(): Plugin {
  return {
    name: 'custom-elements-manifest',
    resolveId: (id) => (id === manifestModule ? `\0${id}` : undefined),
    load: (id) => (id === `\0${manifestModule}` ? `export default ${JSON.stringify(createManifest())}` : undefined),
  };
}

/** The package promises that its modules do nothing by being imported, but for those that are published to do so. */
const sideEffects: Plugin = {
  name: 'own-side-effects',
  transform: (code, id) => (id.includes('/node_modules/') ? undefined : { code, map: null, moduleSideEffects: true }),
};

const config: StorybookConfig = {
  // The configuration of the library's build is none for pages.
  framework: {
    name: '@storybook/web-components-vite',
    options: { builder: { viteConfigPath: '.storybook/vite.config.ts' } },
  },
  stories: ['../stories/**/*.mdx', '../stories/**/*.stories.ts'],
  // A service worker does not reach what a sandboxed frame asks for: the page of an email is a file.
  staticDirs: ['./static'],
  addons: ['@storybook/addon-docs', '@storybook/addon-a11y', '@storybook/addon-vitest'],
  core: { disableTelemetry: true, disableWhatsNewNotifications: true },
  features: { sidebarOnboardingChecklist: false },
  viteFinal: (base) =>
    mergeConfig(base, {
      plugins: [msw({ mode: 'worker-only' }), manifest(), sideEffects],
      // Older targets would have light-dark() rewritten into something that needs a color-scheme beside it.
      // A page of its own loads the element as one script of several chunks.
      worker: { format: 'es' },
      build: { cssTarget: ['chrome123', 'firefox120', 'safari17.5'] },
      // What Storybook imports of Lit is to be the same copy that the element has.
      optimizeDeps: { include: ['lit', 'lit/directive-helpers.js', 'lit/directives/ref.js'] },
    }),
};

export default config;
