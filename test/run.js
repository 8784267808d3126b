/**
 * Runs every check of the project and ends with the sum of them all, alone on a line: `N passed, N failed`.
 * A check without tests of its own, such as the type check, counts as one.
 */
import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findChromium } from './support/chromium.js';

const scratch = mkdtempSync(join(tmpdir(), 'campaign-email-report-test-'));
const countFile = join(scratch, 'count.json');

/** @returns {Promise<{ code: number, output: string }>} */
function run(command, environment = {}) {
  return new Promise((resolve) => {
    const child = spawn(command[0], command.slice(1), {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: { ...process.env, ...environment },
    });
    let output = '';
    child.stdout.on('data', (chunk) => {
      output += chunk;
      process.stdout.write(chunk);
    });
    child.on('error', () => resolve({ code: 1, output }));
    child.on('close', (code) => resolve({ code: code ?? 1, output }));
  });
}

async function check(...command) {
  const { code } = await run(command);
  return code === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
}

/** node:test ends its report with `pass N` and `fail N`; a run that did not get there has failed. */
async function nodeTests(...files) {
  const { code, output } = await run(['node', '--import', 'tsx', '--test', '--test-reporter=spec', ...files]);
  const count = (word) => Number(new RegExp(`^\\S* ?${word} (\\d+)$`, 'm').exec(output)?.[1] ?? 0);
  const failed = count('fail') + count('cancelled');
  return { passed: count('pass'), failed: code === 0 ? failed : Math.max(failed, 1) };
}

/** Runs what writes its counts into a file. */
async function countedTests(...command) {
  rmSync(countFile, { force: true });
  const { code } = await run(command, { TEST_COUNT_FILE: countFile, STORYBOOK_DISABLE_TELEMETRY: '1' });
  try {
    const count = JSON.parse(readFileSync(countFile, 'utf8'));
    return { passed: count.passed, failed: code === 0 ? count.failed : Math.max(count.failed, 1) };
  } catch {
    return { passed: 0, failed: 1 };
  }
}

const testFiles = (folder) =>
  readdirSync(folder, { recursive: true })
    .filter((name) => name.endsWith('.test.ts'))
    .sort()
    .map((name) => join(folder, name));

const steps = {
  'type check of the element': () => check('npx', 'tsc', '-p', 'tsconfig.json'),
  'type check of the tools': () => check('npx', 'tsc', '-p', 'tsconfig.node.json'),
  'type check of the stories': () => check('npx', 'tsc', '-p', 'stories/tsconfig.json'),
  'type check of the service': () => check('npx', 'tsc', '-p', 'service/tsconfig.json'),
  lint: () => check('npx', 'eslint', '--max-warnings=0', '.'),
  'service tests': () => nodeTests(...testFiles('service/test')),
  build: () => check('npm', 'run', '--silent', 'build'),
  'tests of the house': () => nodeTests(...testFiles('test/node')),
  'tests of the built package': () => nodeTests(...testFiles('test/embed')),
  'element tests': () => countedTests('npx', 'web-test-runner'),
  stories: () => countedTests('npx', 'vitest', 'run'),
};

// The packaged browser unpacks itself on first use; two at once would meet half of it.
await findChromium();
const total = { passed: 0, failed: 0 };
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
