import { writeFileSync } from 'node:fs';
import { storybookTest } from '@storybook/addon-vitest/vitest-plugin';
import { playwright } from '@vitest/browser-playwright';
import { defineConfig } from 'vitest/config';
import type { Reporter, SerializedError, TestModule } from 'vitest/node';
import { chromiumFlags, findChromium } from './test/support/chromium.js';

/** One line a file, what failed and why, and the counts, which `test/run.js` adds up. */
class CountingReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], errors: readonly SerializedError[]): void {
    const count = { passed: 0, failed: errors.length };
    const complain = (what: string, why: readonly SerializedError[]) =>
      console.log(
        `  ✗ ${what}\n${why.map(({ message }) => `    ${message.slice(0, 2000).replaceAll('\n', '\n    ')}`).join('\n')}`,
      );
    for (const module of modules) {
      const tests = [...module.children.allTests()];
      const failed = tests.filter((test) => !test.ok());
      console.log(`${failed.length === 0 ? '✓' : '✗'} ${module.relativeModuleId} (${tests.length} stories)`);
      for (const test of failed) complain(test.fullName, test.result().errors ?? []);
      if (module.errors().length > 0) complain(module.relativeModuleId, module.errors());
      count.passed += tests.length - failed.length;
      count.failed += failed.length + module.errors().length;
    }
    if (errors.length > 0) complain('outside of any story', errors);
    console.log(`${count.passed} passed, ${count.failed} failed`);
    const file = process.env['TEST_COUNT_FILE'];
    if (file) writeFileSync(file, JSON.stringify(count));
  }
}

const executablePath = await findChromium();

/** Every story is a test: it renders, its play function passes, and axe finds nothing. */
export default defineConfig({
  plugins: [storybookTest({ configDir: '.storybook' })],
  server: { host: '127.0.0.1' },
  test: {
    name: 'stories',
    setupFiles: ['.storybook/vitest.setup.ts'],
    testTimeout: 30_000,
    api: { host: '127.0.0.1' },
    reporters: [new CountingReporter()],
    browser: {
      enabled: true,
      headless: true,
      screenshotFailures: false,
      commands: { forceColors: ({ page }, forced: 'active' | 'none') => page.emulateMedia({ forcedColors: forced }) },
      provider: playwright({ launchOptions: { executablePath, args: chromiumFlags } }),
      instances: [{ browser: 'chromium', viewport: { width: 1280, height: 900 } }],
    },
  },
});
