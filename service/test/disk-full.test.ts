import assert from 'node:assert/strict';
import { describe, it } from 'vitest';
import { isDiskFull } from '../import/disk-full.ts';

describe('a full disk', () => {
  for (const message of [
    'ENOSPC: no space left on device, write',
    'EDQUOT: disk quota exceeded, write',
    'EFBIG: file too large, write',
    'IO Error: Could not write file "/data/report.duckdb": No space left on device',
    'IO Error: Could not write file "/data/report.duckdb": Disk quota exceeded',
    'IO Error: Could not write file "/data/report.duckdb": File too large',
  ])
    it(`is the cause of “${message}”`, () => assert.ok(isDiskFull(new Error(message))));

  for (const message of [
    'Export daily quota exceeded',
    '552 5.2.2 Mailbox quota exceeded',
    '413 File too large',
    'IO Error: Could not write file "/data/report.duckdb": Permission denied',
  ])
    it(`is not the cause of “${message}”`, () => assert.ok(!isDiskFull(new Error(message))));
});
