import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { describe, it, onTestFinished } from 'vitest';
import { connectNode, type ClickHouseNode } from '../store/clickhouse-node.ts';
import { NodeUnavailable } from '../store/node-failure.ts';
import { constant, sql } from '../store/clickhouse-statement.ts';
import { createDatabase } from './support/import.ts';

/** Connects to a server with its own answers. The first request of a node is for the version. */
async function connectTo(answer: RequestListener): Promise<ClickHouseNode> {
  const server = createServer((request, response) => {
    if (request.url?.includes('report') !== true) response.statusCode = 404;
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      if (body.includes('version()')) response.end('{"data": [["26.7.1"]]}');
      else answer(request, response);
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const node = await connectNode(new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/report`));
  onTestFinished(async () => {
    await node.close();
    server.closeAllConnections();
    server.close();
  });
  return node;
}

function failingWith(status: number, answer: string): Promise<ClickHouseNode> {
  return connectTo((_, response) => response.writeHead(status).end(answer));
}

async function failureOf(work: Promise<unknown>): Promise<Error> {
  const error = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  assert.ok(error instanceof Error);
  return error;
}

const select = sql`SELECT 1`;

describe('a statement with a prefix', () => {
  it('has its own id, which begins with the prefix', async () => {
    const ids: string[] = [];
    const node = await connectTo((request, response) => {
      ids.push(new URL(request.url ?? '', 'http://a.example').searchParams.get('query_id') ?? '');
      response.end('{"data": []}');
    });
    const options = { idPrefix: 'import-' };
    const database = await createDatabase();
    const path = join(database.directory, await database.write('rows.csv', '1\n'));
    await node.read(select, options);
    await node.readJson(select, options);
    await node.run(select, options);
    await text(await node.stream(select, options));
    await node.insertFile('incoming', path, options);
    await node.copyFrom(node, select, 'activities', options);
    assert.equal(ids.length, 7);
    assert.equal(new Set(ids).size, 7);
    assert.ok(
      ids.every((id) => id.startsWith('import-')),
      ids.join(),
    );
  });
});

describe('a failure of a server', () => {
  it('says that a server does not respond only if it does not', async () => {
    const node = await connectNode(new URL('http://user:secret@127.0.0.1:1/report'));
    const error = await failureOf(node.read(select));
    assert.ok(error instanceof NodeUnavailable && error.reason === 'unreachable');
    assert.equal(
      error.message,
      'The server http://127.0.0.1:1/report does not respond: connect ECONNREFUSED 127.0.0.1:1',
    );
    const cut = await connectTo((request) => request.socket.destroy());
    assert.match((await failureOf(cut.read(select))).message, /^The server \S+ does not respond: socket hang up$/);
  });

  it('names the limit that was reached, in the words of old and new servers', async () => {
    for (const [answer, reason] of [
      [
        'Code: 241, e.displayText() = DB::Exception: Memory limit (for query) exceeded: would use 9.5 GiB, e.what() = DB::Exception',
        'Memory limit (for query) exceeded: would use 9.5 GiB',
      ],
      [
        'Code: 202. DB::Exception: Too many simultaneous queries. Maximum: 100. (TOO_MANY_SIMULTANEOUS_QUERIES) (version 26.7.1)',
        'Too many simultaneous queries. Maximum: 100.',
      ],
    ]) {
      const node = await failingWith(500, answer ?? '');
      const error = await failureOf(node.read(select));
      assert.ok(error instanceof NodeUnavailable && error.reason === 'overloaded', error.message);
      assert.equal(error.message, `The server ${node.name} has reached a limit: ${reason}`);
    }
  });

  it('names the reason of a refusal, in the words of old and new servers', async () => {
    for (const answer of [
      'Code: 60, e.displayText() = DB::Exception: Table report.cells does not exist., e.what() = DB::Exception',
      'Code: 60. DB::Exception: Table report.cells does not exist. (UNKNOWN_TABLE) (version 26.7.1)',
    ]) {
      const node = await failingWith(404, answer);
      const error = await failureOf(node.run(constant('DROP TABLE cells')));
      assert.ok(!(error instanceof NodeUnavailable));
      assert.equal(error.message, `The server ${node.name} refused a statement: Table report.cells does not exist.`);
    }
  });

  it('tells an answer that is not from ClickHouse', async () => {
    const node = await failingWith(502, '<html>Bad Gateway</html>');
    const error = await failureOf(node.readJson(select));
    assert.ok(error instanceof NodeUnavailable && error.reason === 'unreachable');
    assert.equal(
      error.message,
      `The server ${node.name} gave an answer that is not from ClickHouse: <html>Bad Gateway</html>`,
    );
  });

  it('is not blamed for a file that cannot be read', async () => {
    const node = await connectTo((_, response) => response.end());
    const { directory } = await createDatabase();
    const missing = join(directory, 'missing.csv');
    for (const [path, reason] of [
      [missing, 'ENOENT'],
      [directory, 'EISDIR'],
    ] as const) {
      const error = await failureOf(node.insertFile('incoming', path));
      assert.ok(!(error instanceof NodeUnavailable), error.message);
      assert.ok(error.message.startsWith(`The file ${path} cannot be read: ${reason}`), error.message);
    }
  });

  it('names the server from which rows are copied', async () => {
    const source = await connectTo((request, response) => {
      response.writeHead(200).write('1\n');
      request.socket.destroy();
    });
    const target = await connectTo((_, response) => response.end());
    const error = await failureOf(target.copyFrom(source, select, 'activities'));
    assert.match(error.message, new RegExp(`^The server ${source.name} does not respond: `));
  });
});
