import { join } from 'node:path';
import '../../../test/node-20.js';
import { defineConfig } from 'vitest/config';
import { temporaryFolder } from '../../../test/temporary-folder.ts';

/** The tests of `npm run test:cluster`, which need servers of ClickHouse. */
export default defineConfig({
  test: {
    root: join(import.meta.dirname, '..', '..', '..'),
    include: ['service/test/cluster/cluster.ts'],
    env: { TMPDIR: temporaryFolder() },
    testTimeout: 600_000,
    hookTimeout: 120_000,
  },
});
