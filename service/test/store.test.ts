import assert from 'node:assert/strict';
import { readdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { describe, it, onTestFinished } from 'vitest';
import { run as runActivities } from '../activities/command.ts';
import { run as runImport } from '../import/command.ts';
import { run as runRemove } from '../remove/command.ts';
import { fullAccess } from '../serve/access.ts';
import { parseReportRequest } from '../serve/report-parameters.ts';
import { sizeOfReport, smallReport } from '../serve/report-size.ts';
import type { ClickHouseNode } from '../store/clickhouse-node.ts';
import { NodeUnavailable, type Unavailability } from '../store/node-failure.ts';
import { parseStore } from '../store/store-option.ts';
import { createStoreState } from '../store/store-state.ts';
import { UsageError } from '../usage-error.ts';
import { createDelivery } from './support/delivery.ts';
import { activity, createDatabase, csv, databaseIn, type TestDatabase } from './support/import.ts';
import { getReport, reportUrl, startServer } from './support/server.ts';
import { openSnapshot } from './support/snapshot.ts';
import { createSync } from './support/sync.ts';

describe('--store', () => {
  it('names servers in their order', () => {
    const urls = parseStore('clickhouse:http://user:secret@a.example:8123/report,https://b.example/report');
    assert.deepEqual(urls?.map(String), ['http://user:secret@a.example:8123/report', 'https://b.example/report']);
    assert.equal(parseStore(undefined), undefined);
  });

  it('refuses anything but a list of servers, without its passwords', () => {
    const invalid = [
      '',
      'http://a.example',
      'clickhouse:',
      'clickhouse:a.example',
      'clickhouse:ftp://u:secret@a.example',
      'clickhouse:http://u:secret@a.example,',
    ];
    for (const text of invalid) {
      assert.throws(
        () => parseStore(text),
        (error) => error instanceof UsageError && !error.message.includes('secret'),
      );
    }
  });

  it('refuses URLs with parameters, without quoting them', () => {
    const message =
      '--store must not have parameters (?…) or fragments (#…) in its URLs. Name a user as in http://user:password@host.';
    for (const text of [
      'http://a.example/x?password=secret',
      'http://a.example#secret',
      'http://b.example,http://a.example?',
    ]) {
      assert.throws(() => parseStore(`clickhouse:${text}`), new UsageError(message));
    }
  });

  it('refuses the same server twice', () => {
    assert.throws(() => parseStore('clickhouse:http://a.example/x,http://u:p@a.example/x'), /names a server twice/);
    assert.equal(parseStore('clickhouse:http://a.example/x,http://a.example/y')?.length, 2);
  });

  it('refuses options that it does not support', async () => {
    const store = ['--database', 'x.duckdb', '--store', 'clickhouse:http://127.0.0.1:1'];
    await assert.rejects(runImport([...store, '--compact', 'a.csv'], '/', {}), /--compact has no files/);
    await assert.rejects(runImport([...store, '--compact'], '/', {}), /The database \/x\.duckdb does not exist/);
    await assert.rejects(
      runImport(['--database', 'x.duckdb', '--compact'], '/', {}),
      /--compact needs --store: only servers have rows of earlier imports/,
    );
    await assert.rejects(
      runImport(['--database', 'x.duckdb', 'a.csv'], '/', { IMPORT_STORE: 'x' }),
      /--store must be clickhouse:/,
    );
  });
});

/** Creates a database whose records are on a server. */
async function createClusterDatabase(): Promise<TestDatabase> {
  const database = await createDatabase();
  await database.importExtracts({}, { afterMerge: createStoreState });
  return database;
}

const inClickHouse = (error: unknown): boolean =>
  error instanceof UsageError &&
  /^The records of the database .* are in ClickHouse\. Name the servers with --store\.$/.test(error.message);
const oneSend = { 'a.csv': csv([activity('send')]) };

describe('a database whose records are in ClickHouse', () => {
  it('is only used with --store', async () => {
    const database = await createClusterDatabase();
    await assert.rejects(database.importExtracts(oneSend), inClickHouse);
    await assert.rejects(openSnapshot(database.path), inClickHouse);
    const path = ['--database', database.path];
    await assert.rejects(runActivities([...path, '--campaign', '1', '--email', '1'], '/'), inClickHouse);
  });

  it('is refused by sync before Marketo is called', async () => {
    const { database, marketo, sync } = await createSync();
    await database.importExtracts({}, { afterMerge: createStoreState });
    await assert.rejects(sync(), inClickHouse);
    await assert.rejects(sync(['--every', '24h']), inClickHouse);
    await assert.rejects(sync(['--dry-run']), inClickHouse);
    assert.deepEqual(marketo.requests, []);
  });

  it('is refused by remove', async () => {
    const database = await createClusterDatabase();
    const path = ['--database', database.path];
    await assert.rejects(runRemove([...path, '--list-files'], '/'), inClickHouse);
    await assert.rejects(runRemove([...path, '--guid', 'guid-1'], '/'), inClickHouse);
  });

  it('is refused by deliver, also before an email is due', async () => {
    const { directory, database, mails, deliver } = await createDelivery();
    await databaseIn(directory).importExtracts({}, { afterMerge: createStoreState });
    const to = ['--to', 'jane@example.com'];
    for (const args of [[], ['--every', 'week'], ['--dry-run', 'emails']]) {
      await assert.rejects(deliver([...to, ...args]), inClickHouse);
    }
    assert.deepEqual(mails.received, []);
    assert.deepEqual(
      (await readdir(directory)).filter((name) => name.startsWith(`${basename(database)}.`)),
      [],
    );
  });

  it('is used with as many servers as it has', async () => {
    const database = await createDatabase();
    await database.importExtracts(
      {},
      {
        afterMerge: async (connection) => {
          await createStoreState(connection);
          await connection.run('UPDATE record_store SET shards = 2');
        },
      },
    );
    const nodes = [{} as ClickHouseNode];
    await assert.rejects(openSnapshot(database.path, nodes), /are on 2 servers, but --store names 1/);
    await assert.rejects(
      database.importExtracts(oneSend, { cluster: { nodes } }),
      /are on 2 servers, but --store names 1/,
    );
  });
});

/** Creates a database with one row, whose records are said to be on a server. */
async function createPublished(records: number): Promise<TestDatabase> {
  const database = await createDatabase();
  await database.importExtracts(oneSend, {
    afterMerge: async (connection) => {
      await createStoreState(connection);
      await connection.run(
        `UPDATE record_store SET shards = 1, generation = 3, last_import = 'a', records = ${records}`,
      );
    },
  });
  return database;
}

describe('a report from servers', () => {
  it('is empty before the first import, also while no server responds', async () => {
    const database = await createClusterDatabase();
    const { address, close } = await startServer({ database: database.path, nodes: [{} as ClickHouseNode] });
    onTestFinished(close);
    assert.equal((await getReport(address)).rowCount, 0);
    assert.equal((await fetch(`${address}/api/series`)).status, 200);
  });

  it('says why a server does not give its part, without naming it', async () => {
    const database = await createPublished(1);
    const reasons: [Unavailability, string][] = [
      ['unreachable', 'A server with a part of the data does not respond. Try again later.'],
      [
        'overloaded',
        'A server with a part of the data has reached a limit of time or memory. Choose a shorter time frame, or try again later.',
      ],
    ];
    for (const [reason, detail] of reasons) {
      const fail = () => Promise.reject(new NodeUnavailable('The server http://a.example failed.', reason, undefined));
      const { address, close } = await startServer({ database: database.path, nodes: [{ readJson: fail } as never] });
      onTestFinished(close);
      const response = await fetch(reportUrl(address));
      assert.deepEqual([response.status, response.headers.get('retry-after')], [503, '5']);
      assert.equal(((await response.json()) as { detail: string }).detail, detail);
    }
  });
});

describe('a server without the last import', () => {
  it('gives no reports until it has it', async () => {
    const database = await createPublished(1);
    let found = 0;
    const node = { name: 'a', read: () => Promise.resolve([[found]]), readJson: () => Promise.resolve('{"data": []}') };
    const { address, close } = await startServer({ database: database.path, nodes: [node as never] });
    onTestFinished(close);
    const response = await fetch(reportUrl(address));
    assert.equal(response.status, 503);
    assert.equal(
      ((await response.json()) as { detail: string }).detail,
      'A server does not have the data of the last import. Contact the administrator of this report.',
    );
    found = 1;
    assert.equal((await fetch(reportUrl(address))).status, 200);
  });
});

describe('the size of a report', () => {
  it('is that of the records on the servers', async () => {
    for (const [records, size] of [
      [smallReport.records, 'small'],
      [smallReport.records + 1, 'large'],
    ] as const) {
      const database = await createPublished(records);
      const { snapshot, close } = await openSnapshot(database.path, [{} as ClickHouseNode]);
      const request = parseReportRequest({}, fullAccess);
      assert.equal((await sizeOfReport(snapshot, request, true)).size, size);
      assert.equal((await sizeOfReport(snapshot, request, false)).size, 'small');
      close();
    }
  });
});

describe('a database that has its records', () => {
  it('is not used with --store', async () => {
    const database = await createDatabase();
    await database.importExtracts(oneSend);
    const nodes = [{} as ClickHouseNode];
    await assert.rejects(openSnapshot(database.path, nodes), /has its records itself/);
    await assert.rejects(database.importExtracts(oneSend, { cluster: { nodes } }), /has its records itself/);
  });
});

describe('an import with a server that does not respond', () => {
  it('fails, and leaves a database without data', async () => {
    const database = await createDatabase();
    await database.write('a.csv', oneSend['a.csv']);
    const store = ['--database', database.path, '--store', 'clickhouse:http://user:secret@127.0.0.1:1/report'];
    await assert.rejects(
      runImport([...store, join(database.directory, 'a.csv')], '/', {}),
      /^Error: The server http:\/\/127.0.0.1:1\/report does not respond: connect ECONNREFUSED 127\.0\.0\.1:1$/,
    );
    assert.deepEqual(await database.query('SELECT shards, generation FROM record_store'), [
      { shards: 0, generation: 0 },
    ]);
  });
});
