import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { DuckDBInstance } from '@duckdb/node-api';
import { afterEach, describe, it, vi } from 'vitest';
import { run as runImport } from '../import/command.ts';
import { run as runRemove } from '../remove/command.ts';
import { activity, createDatabase, csv } from './support/import.ts';
import { createSync } from './support/sync.ts';

/** Returns the memory limits with which DuckDB opens the copies of databases that imports work on. */
async function memoryOf(work: () => Promise<unknown>): Promise<unknown[]> {
  const create = vi.spyOn(DuckDBInstance, 'create');
  vi.spyOn(console, 'log').mockReturnValue();
  vi.spyOn(console, 'error').mockReturnValue();
  await work();
  const copies = create.mock.calls.filter(([path]) => path?.endsWith('work.duckdb'));
  vi.restoreAllMocks();
  return [...new Set(copies.map(([, options]) => options?.['memory_limit']))];
}

describe('the memory of imports', () => {
  afterEach(() => vi.restoreAllMocks());

  it('is 1,500 MB, or that of IMPORT_MEMORY, or that of --import-memory, which wins', async () => {
    const { path, directory, write } = await createDatabase();
    await write('a.csv', csv([activity('send')]));
    const cases: [string[], Record<string, string>, string][] = [
      [[], {}, '1500000000B'],
      [[], { IMPORT_MEMORY: '' }, '1500000000B'],
      [[], { IMPORT_MEMORY: '400' }, '400000000B'],
      [['--import-memory', '300'], { IMPORT_MEMORY: '400' }, '300000000B'],
    ];
    for (const [args, environment, expected] of cases) {
      const given = ['--database', path, ...args];
      assert.deepEqual(await memoryOf(() => runImport([...given, 'a.csv'], directory, environment)), [expected]);
      const remove = (): Promise<number> => runRemove([...given, '--guid', 'x'], directory, environment);
      assert.deepEqual(await memoryOf(remove), [expected]);
    }
  });

  it('is the limit of DuckDB', async () => {
    const { importExtracts } = await createDatabase();
    let limit: unknown;
    await importExtracts(
      { 'a.csv': csv([activity('send')]) },
      {
        memory: 300e6,
        beforeMerge: async (connection) => {
          limit = (await connection.runAndReadAll(`SELECT current_setting('memory_limit')`)).getRows()[0]?.[0];
        },
      },
    );
    assert.equal(limit, '286.1 MiB');
  });

  it('is that of sync, too', async () => {
    const { sync } = await createSync();
    const short = ['--since', '2026-03-18', '--import-memory', '350'];
    assert.deepEqual(await memoryOf(() => sync(short)), ['350000000B']);
  });

  it('must be a number of at least 100', async () => {
    const { path, directory } = await createDatabase();
    await writeFile(`${directory}/a.csv`, csv([activity('send')]));
    const args = ['--database', path, 'a.csv'];
    for (const value of ['99', '1.5', '-1', '2GB', '']) {
      await assert.rejects(
        runImport([...args, `--import-memory=${value}`], directory),
        /--import-memory must be a number of megabytes/,
      );
    }
    await assert.rejects(
      runImport(args, directory, { IMPORT_MEMORY: '1 GB' }),
      /IMPORT_MEMORY must be a number .*"1 GB"/,
    );
  });

  it('is named by an import that needs more, which does not try another way of reading', async () => {
    const { importExtracts } = await createDatabase();
    const messages: string[] = [];
    const content = { 'a.csv': csv([activity('send')]) };
    const options = { memory: 1e6, onProgress: (message: string) => messages.push(message) };
    await assert.rejects(importExtracts(content, options), /needs more memory\. Set more with --import-memory or/);
    assert.ok(!messages.some((message) => message.includes('record by record')), messages.join('\n'));
  });
});
