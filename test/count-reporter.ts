import { writeFileSync } from 'node:fs';
import type { Reporter, SerializedError, TestModule } from 'vitest/node';

/** Writes how many tests passed and failed to the file named by `TEST_COUNT_FILE`, for `test/run.js`. */
export class CountReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], errors: readonly SerializedError[]): void {
    const file = process.env['TEST_COUNT_FILE'];
    if (!file) return;
    const count = { passed: 0, failed: errors.length };
    for (const module of modules) {
      count.failed += module.errors().length;
      for (const test of module.children.allTests()) {
        const { state } = test.result();
        if (state === 'passed') count.passed += 1;
        // A test that did not run has not passed, unless it is marked as skipped.
        else if (state !== 'skipped' || test.options.mode === 'run') count.failed += 1;
      }
    }
    writeFileSync(file, JSON.stringify(count));
  }
}
