import type { StorybookConfig } from '@storybook/web-components-vite';
import { msw } from 'msw/vite';
import { mergeConfig, type Plugin } from 'vite';
import { createManifest } from '../scripts/manifest.js';

const manifestModule = 'virtual:custom-elements-manifest';

/** Provides the custom elements manifest as a module, created from the current sources. */
function manifest(): Plugin {
  return {
    name: 'custom-elements-manifest',
    resolveId: (id) => (id === manifestModule ? `\0${id}` : undefined),
    load: (id) => (id === `\0${manifestModule}` ? `export default ${JSON.stringify(createManifest())}` : undefined),
  };
}

/** Marks all modules as having side effects: `sideEffects` in package.json lists only published modules. */
const sideEffects: Plugin = {
  name: 'own-side-effects',
  transform: (code, id) => (id.includes('/node_modules/') ? undefined : { code, map: null, moduleSideEffects: true }),
};

const config: StorybookConfig = {
  // The library's build configuration does not fit a website.
  framework: {
    name: '@storybook/web-components-vite',
    options: { builder: { viteConfigPath: '.storybook/vite.config.ts' } },
  },
  stories: ['../stories/**/*.mdx', '../stories/**/*.stories.ts'],
  // A service worker cannot answer requests of a sandboxed frame, so the email page is a file.
  staticDirs: ['./static'],
  addons: ['@storybook/addon-docs', '@storybook/addon-a11y', '@storybook/addon-vitest'],
  core: { disableTelemetry: true, disableWhatsNewNotifications: true },
  features: { sidebarOnboardingChecklist: false },
  viteFinal: (base) =>
    mergeConfig(base, {
      plugins: [msw({ mode: 'worker-only' }), manifest(), sideEffects],
      // With older targets, light-dark() would be transformed into code that needs a color-scheme.
      // The strict page loads the element as a script with chunks.
      worker: { format: 'es' },
      build: { cssTarget: ['chrome123', 'firefox120', 'safari17.5'] },
      // Storybook and the element must share one copy of Lit.
      optimizeDeps: { include: ['lit', 'lit/directive-helpers.js', 'lit/directives/ref.js'] },
    }),
};

export default config;
