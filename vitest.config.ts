import { storybookTest } from '@storybook/addon-vitest/vitest-plugin';
import { playwright } from '@vitest/browser-playwright';
import { defineConfig, type TestProjectInlineConfiguration } from 'vitest/config';
import { vitestFiles } from './test/projects.js';
import { chromiumFlags, findChromium } from './test/support/chromium.js';
import './test/node-20.js';
import { CountReporter } from './test/count-reporter.ts';
import { temporaryFolder } from './test/temporary-folder.ts';

const executablePath = await findChromium();

/** Only guards against a hang: no test may depend on how fast the machine is. */
const timeout = 600_000;

/** Tests that run in Node. Projects run one after another, in the order of `groupOrder`. */
function nodeProject(name: 'node' | 'service' | 'package', groupOrder: number): TestProjectInlineConfiguration {
  return {
    test: {
      name,
      ...vitestFiles(name),
      ...(name === 'service' && { env: { TMPDIR: temporaryFolder() } }),
      testTimeout: timeout,
      hookTimeout: timeout,
      sequence: { groupOrder },
    },
  };
}

/** Every story is a test: it renders, its play function passes, and axe finds nothing. */
const stories: TestProjectInlineConfiguration = {
  plugins: [storybookTest({ configDir: '.storybook' })],
  server: { host: '127.0.0.1' },
  test: {
    name: 'stories',
    setupFiles: ['.storybook/vitest.setup.ts'],
    testTimeout: timeout,
    hookTimeout: timeout,
    sequence: { groupOrder: 4 },
    browser: {
      enabled: true,
      headless: true,
      screenshotFailures: false,
      commands: { forceColors: ({ page }, forced: 'active' | 'none') => page.emulateMedia({ forcedColors: forced }) },
      provider: playwright({ launchOptions: { executablePath, args: chromiumFlags } }),
      instances: [{ browser: 'chromium', viewport: { width: 1280, height: 900 } }],
    },
  },
};

export default defineConfig({
  test: {
    api: { host: '127.0.0.1' },
    maxWorkers: 2,
    // Its entries outlive a change of the installed packages.
    fsModuleCache: false,
    slowTestThreshold: 30_000,
    reporters: ['default', new CountReporter()],
    projects: [nodeProject('node', 1), nodeProject('service', 2), nodeProject('package', 3), stories],
  },
});
