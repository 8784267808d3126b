import { writeFileSync } from 'node:fs';
import { playwrightLauncher } from '@web/test-runner-playwright';
import { defaultReporter, summaryReporter } from '@web/test-runner';
import { createServer } from 'vite';
import { msw } from 'msw/vite';
import { findTestFiles } from './test/projects.js';
import { chromiumFlags, findChromium } from './test/support/chromium.js';

/** Routes that are the runner's own; everything else is a module and goes through Vite, as in the build. */
const runnerRoute = /^\/(__web-test-runner__|__web-dev-server__|wtr-|__wds)/;

function viteModules() {
  let vite;
  return {
    name: 'vite-modules',
    async serverStart() {
      vite = await createServer({
        configFile: false,
        // Not that of the demo, which may run at the same time.
        cacheDir: 'node_modules/.vite/test',
        appType: 'custom',
        logLevel: 'error',
        server: { middlewareMode: true, hmr: false, ws: false, host: '127.0.0.1' },
        optimizeDeps: { noDiscovery: true, include: ['axe-core', 'chai', 'fast-check'] },
        plugins: [
          msw({ mode: 'worker-only' }),
          {
            name: 'runner-routes-stay',
            enforce: 'pre',
            resolveId: (id) => (runnerRoute.test(id) ? { id, external: true } : undefined),
          },
        ],
      });
    },
    async serverStop() {
      await vite.close();
    },
    /** @type {import('koa').Middleware} */
    async middleware(context, next) {
      const { path } = context;
      if (runnerRoute.test(path) || path === '/' || path.endsWith('.html')) return next();
      await new Promise((resolve) => {
        context.respond = false;
        context.res.once('close', resolve);
        context.res.statusCode = 200;
        vite.middlewares(context.req, context.res, () => {
          context.res.statusCode = 404;
          context.res.end();
        });
      });
    },
  };
}

/** Writes the counts where `test/run.js` adds them up. */
function countReporter(file) {
  return {
    onTestRunFinished({ sessions }) {
      const count = { passed: 0, failed: 0 };
      const visit = (suite) => {
        for (const test of suite?.tests ?? []) if (!test.skipped) count[test.passed ? 'passed' : 'failed'] += 1;
        for (const child of suite?.suites ?? []) visit(child);
      };
      for (const session of sessions) {
        visit(session.testResults);
        if (session.errors.length > 0) count.failed += 1;
      }
      writeFileSync(file, JSON.stringify(count));
    },
  };
}

/** Fails a test in which an element changes its state after its update: Lit then updates it twice, and warns. */
const failOnLitWarnings = `
  const { warn } = console;
  console.warn = (...values) => {
    warn(...values);
    if (String(values[0]).includes('change-in-update')) reportError(new Error(values[0]));
  };
`;

const countFile = process.env['TEST_COUNT_FILE'];
const executablePath = await findChromium();
const modules = viteModules();

export default {
  files: findTestFiles().element,
  hostname: '127.0.0.1',
  concurrency: 2,
  plugins: [modules],
  middleware: [(context, next) => modules.middleware(context, next)],
  browsers: [playwrightLauncher({ launchOptions: { executablePath, args: chromiumFlags } })],
  // The summary lists the tests, the default reporter explains failures.
  reporters: [
    summaryReporter(),
    defaultReporter({ reportTestProgress: false }),
    ...(countFile ? [countReporter(countFile)] : []),
  ],
  // Only guard against a hang: no test may depend on how fast the machine is.
  testRunnerHtml: (framework) =>
    `<!doctype html><body><script>${failOnLitWarnings}</script><script type="module" src="${framework}"></script></body>`,
  testFramework: { config: { timeout: 180_000 } },
  testsStartTimeout: 120_000,
  testsFinishTimeout: 900_000,
};
