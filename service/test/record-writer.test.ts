import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { describe, it, onTestFinished } from 'vitest';
import { isDiskFull } from '../import/disk-full.ts';
import { RecordWriter } from '../import/record-writer.ts';

describe('a full disk', () => {
  it('rejects the next write of records and the end, also if it fills between two writes', async () => {
    const directory = await mkdtemp(join(tmpdir(), 'csv-test-'));
    onTestFinished(() => rm(directory, { recursive: true, force: true }));
    const malformed = join(directory, 'malformed');
    const writer = new RecordWriter({ readable: '/dev/full', malformed });
    await writer.writeLines('a\n');
    // The other file takes at least as long.
    while ((await readFile(malformed).catch(() => '')).length < 100_000) {
      await writer.writeMalformed('a', 1, 'is broken', Buffer.alloc(1000));
    }
    const writeUntilFull = async (): Promise<void> => {
      for (;;) {
        await writer.writeLines('a\n');
        await setImmediate();
      }
    };
    await assert.rejects(writeUntilFull(), isDiskFull);
    await assert.rejects(writer.close(), isDiskFull);
  });
});
