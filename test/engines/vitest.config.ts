import { join } from 'node:path';
import '../node-20.js';
import { defineConfig } from 'vitest/config';

/** The tests of `npm run test:engines`, which need Firefox and WebKit too. */
export default defineConfig({
  test: {
    root: join(import.meta.dirname, '..', '..'),
    include: ['test/engines/all-engines.ts'],
    testTimeout: 600_000,
    hookTimeout: 120_000,
  },
});
