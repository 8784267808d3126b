import assert from 'node:assert/strict';
import { chmod, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, it, onTestFinished } from 'vitest';
import { reportFiles } from './support/report-extract.ts';
import { importInto, makeFolder, startService } from './support/server.ts';

describe('the files of an import', () => {
  it('are readable only for their owner, unless a file that is replaced was readable for others', async () => {
    const folder = await makeFolder();
    onTestFinished(folder.remove);
    const rejects = join(folder.path, 'rejects.csv');
    const modeOf = async (path: string): Promise<string> => ((await stat(path)).mode & 0o777).toString(8);
    const extract = { 'report.csv': `${reportFiles['report.csv']}malformed\n` };

    const database = await importInto(folder.path, extract, ['--rejects', rejects]);
    assert.deepEqual([await modeOf(database), await modeOf(rejects)], ['600', '600']);

    await chmod(database, 0o640);
    await importInto(folder.path, extract);
    assert.equal(await modeOf(database), '640');
    await chmod(database, 0o644);
    await writeFile(join(folder.path, 'people.txt'), 'id\n1\n');
    const { code, stderr } = await startService([
      'remove',
      '--database',
      database,
      '--people',
      join(folder.path, 'people.txt'),
    ]).finished;
    assert.equal(code, 0, stderr);
    assert.equal(await modeOf(database), '644');
  });
});
