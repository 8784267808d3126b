import assert from 'node:assert/strict';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, it, onTestFinished } from 'vitest';
import { createFile } from '../create-file.ts';
import { makeFolder } from './support/server.ts';

async function createFolder(): Promise<{ path: string; file: string }> {
  const { path, remove } = await makeFolder();
  onTestFinished(remove);
  return { path, file: join(path, 'secret') };
}

describe('a new file', () => {
  it('has its name once it is complete', async () => {
    const { path, file } = await createFolder();
    await createFile(file, async (part) => {
      await writeFile(part, 'a');
      assert.equal((await readdir(path)).includes('secret'), false);
      await writeFile(part, 'b', { flag: 'a' });
    });
    assert.deepEqual([await readdir(path), await readFile(file, 'utf8')], [['secret'], 'ab']);
  });

  it('leaves nothing if it cannot be written', async () => {
    const { path, file } = await createFolder();
    const failing = createFile(file, async (part) => {
      await writeFile(part, '');
      throw new Error('ENOSPC');
    });
    await assert.rejects(failing, /ENOSPC/);
    assert.deepEqual(await readdir(path), []);
  });

  it('does not replace one that another process has created meanwhile', async () => {
    const { path, file } = await createFolder();
    await createFile(file, async (part) => {
      await writeFile(file, 'first');
      await writeFile(part, 'second');
    });
    assert.deepEqual([await readdir(path), await readFile(file, 'utf8')], [['secret'], 'first']);
  });
});
