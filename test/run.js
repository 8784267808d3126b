/**
 * Runs the checks and the tests of the project. The last line is their sum: `N passed, N failed`.
 * A check without tests, such as a type check, counts as one.
 *
 *     npm test             everything
 *     npm test -- table    only the tests in files whose path contains "table"
 */
import { Buffer } from 'node:buffer';
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { findTestFiles } from './projects.js';
import { findChromium } from './support/chromium.js';

const words = process.argv.slice(2);
const scratch = mkdtempSync(join(tmpdir(), 'campaign-email-report-test-'));
const countFile = join(scratch, 'count.json');

/**
 * @param {'inherit' | 'pipe'} output where the command writes; piped output is printed when the command ends
 * @returns {Promise<number>} the exit code
 */
function run(command, environment = {}, output = 'inherit') {
  return new Promise((resolve) => {
    const child = spawn('npx', ['--no-install', ...command], {
      stdio: ['ignore', output, output],
      env: { ...process.env, ...environment },
    });
    const chunks = [];
    for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => chunks.push(chunk));
    const end = (code) => {
      process.stdout.write(Buffer.concat(chunks));
      resolve(code);
    };
    child.on('error', () => end(1));
    child.on('close', (code) => end(code ?? 1));
  });
}

/** Runs a command that passes or fails as a whole. */
async function check(...command) {
  return (await run(command, {}, 'pipe')) === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
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

/** Checks use one core each and share no files, so they run side by side. The longest is first. */
const checks = {
  'Lint: ESLint': () => check('eslint', '--max-warnings=0', '.'),
  Build: build,
  'Type check: element': () => check('tsc', '-p', 'tsconfig.json'),
  'Type check: tools': () => check('tsc', '-p', 'tsconfig.node.json'),
  'Type check: stories': () => check('tsc', '-p', 'stories/tsconfig.json'),
  'Type check: service': () => check('tsc', '-p', 'service/tsconfig.json'),
  'Format: Prettier': () => check('prettier', '--check', '--log-level', 'warn', '.'),
};

/** Test runners start workers for all cores, so they run one after another. */
const runners = {
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

const total = { passed: 0, failed: 0 };

/** Runs steps, some of them side by side, and adds up their counts. */
async function runSteps(steps, concurrency) {
  const waiting = Object.entries(steps);
  const runWaiting = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const [name, step] = next;
      console.log(`\n# ${name}`);
      const count = await step();
      if (count.failed > 0) console.log(`# ${name}: ${count.failed} failed`);
      total.passed += count.passed;
      total.failed += count.failed;
    }
  };
  await Promise.all(Array.from({ length: concurrency }, runWaiting));
}

// The packaged browser unpacks itself on first use, which two processes must not do together.
await findChromium();
if (words.length === 0) {
  await runSteps(checks, Math.min(availableParallelism(), 4));
  await runSteps(runners, 1);
} else {
  const steps = matchingSteps();
  if (Object.keys(steps).length === 0) {
    console.log(`No test file has a path that contains ${words.join(' or ')}.`);
    total.failed = 1;
  }
  await runSteps(steps, 1);
}
rmSync(scratch, { recursive: true });
console.log(`\n${total.passed} passed, ${total.failed} failed`);
process.exitCode = total.failed === 0 ? 0 : 1;
