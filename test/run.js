/**
 * Runs the checks and the tests of the project. The last line is their sum: `N passed, N failed`.
 * A check without tests, such as a type check, counts as one.
 *
 *     npm test             everything
 *     npm test -- table    only the tests in files whose path contains "table"
 */
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findTestFiles } from './projects.js';
import { findChromium } from './support/chromium.js';

const words = process.argv.slice(2);
const scratch = mkdtempSync(join(tmpdir(), 'campaign-email-report-test-'));
const countFile = join(scratch, 'count.json');

/** @returns {Promise<number>} the exit code */
function run(command, environment = {}) {
  return new Promise((resolve) => {
    const child = spawn('npx', ['--no-install', ...command], {
      stdio: ['ignore', 'inherit', 'inherit'],
      env: { ...process.env, ...environment },
    });
    child.on('error', () => resolve(1));
    child.on('close', (code) => resolve(code ?? 1));
  });
}

/** Runs a command that passes or fails as a whole. */
async function check(...command) {
  return (await run(command)) === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
}

/** Runs a test runner, which writes its counts to a file. */
async function tests(...command) {
  rmSync(countFile, { force: true });
  const code = await run(command, { TEST_COUNT_FILE: countFile, STORYBOOK_DISABLE_TELEMETRY: '1' });
  try {
    const { passed, failed } = JSON.parse(readFileSync(countFile, 'utf8'));
    return { passed, failed: code === 0 ? failed : Math.max(failed, 1) };
  } catch {
    return { passed: 0, failed: 1 };
  }
}

const build = () => check('node', 'scripts/build.js');

const everything = {
  'Type check: element': () => check('tsc', '-p', 'tsconfig.json'),
  'Type check: tools': () => check('tsc', '-p', 'tsconfig.node.json'),
  'Type check: stories': () => check('tsc', '-p', 'stories/tsconfig.json'),
  'Type check: service': () => check('tsc', '-p', 'service/tsconfig.json'),
  'Format: Prettier': () => check('prettier', '--check', '--log-level', 'warn', '.'),
  'Lint: ESLint': () => check('eslint', '--max-warnings=0', '.'),
  Build: build,
  'Tests: Vitest (Node, service, built package, stories)': () => tests('vitest', 'run'),
  'Tests: Web Test Runner (element)': () => tests('web-test-runner'),
};

/** The tests whose path contains one of the words, and the build if they need it. */
function matchingSteps() {
  const { element = [], ...projects } = findTestFiles(words);
  const names = Object.keys(projects).flatMap((project) => ['--project', project]);
  const files = Object.values(projects).flat();
  return {
    ...(projects.package && { Build: build }),
    ...(files.length > 0 && { 'Tests: Vitest': () => tests('vitest', 'run', ...names, ...files) }),
    ...(element.length > 0 && { 'Tests: Web Test Runner': () => tests('web-test-runner', '--files', ...element) }),
  };
}

const steps = words.length > 0 ? matchingSteps() : everything;
const total = { passed: 0, failed: 0 };
if (Object.keys(steps).length === 0) {
  console.log(`No test file has a path that contains ${words.join(' or ')}.`);
  total.failed = 1;
}

// The packaged browser unpacks itself on first use, which two processes must not do together.
await findChromium();
for (const [name, step] of Object.entries(steps)) {
  console.log(`\n# ${name}`);
  const count = await step();
  if (count.failed > 0) console.log(`# ${name}: ${count.failed} failed`);
  total.passed += count.passed;
  total.failed += count.failed;
}
rmSync(scratch, { recursive: true });
console.log(`\n${total.passed} passed, ${total.failed} failed`);
process.exitCode = total.failed === 0 ? 0 : 1;
