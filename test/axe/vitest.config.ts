import { join } from 'node:path';
import '../node-20.js';
import { defineConfig } from 'vitest/config';

/** The tests of `npm run test:axe`, which open every story in every condition. */
export default defineConfig({
  test: {
    root: join(import.meta.dirname, '..', '..'),
    include: ['test/axe/every-story.ts'],
    // Only guard against a hang: no test may depend on how fast the machine is.
    testTimeout: 600_000,
    hookTimeout: 600_000,
  },
});
