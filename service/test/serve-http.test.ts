import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdir, rename, writeFile } from 'node:fs/promises';
import { request, type IncomingMessage } from 'node:http';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { openForImport } from '../database.ts';
import { run } from '../serve/command.ts';
import { UsageError } from '../usage-error.ts';
import { assets, reportExtract, reportFiles, sendsAt } from './support/report-extract.ts';
import {
  extractOf,
  getReport,
  importInto,
  makeFolder,
  reportUrl,
  startServer,
  startService,
} from './support/server.ts';

const origin = 'https://reports.example.com';
let folder: Awaited<ReturnType<typeof makeFolder>>;
let server: Awaited<ReturnType<typeof startServer>>;
let database: string;

/** Enough rows that a body is worth compressing, and does not fit into the buffers on its way. */
const many = sendsAt(
  7000,
  1_000_000,
  Array.from({ length: 6_000 }, (_, index) => new Date(Date.UTC(2025, 0, 1) + index * 60_000).toISOString()),
);

before(async () => {
  folder = await makeFolder();
  database = await importInto(folder.path, { ...reportFiles, 'many.csv': extractOf(many, 'many') });
  server = await startServer({ database, cors: [origin] });
});

after(async () => {
  await server.close();
  await folder.remove();
});

/** A request as it goes over the wire: `fetch` would decompress the body and hide the headers. */
async function rawGet(url: string, headers: Record<string, string>, method = 'GET') {
  const outgoing = request(url, { headers, method });
  outgoing.end();
  const [response] = (await once(outgoing, 'response')) as [IncomingMessage];
  const parts: Buffer[] = [];
  for await (const part of response) parts.push(part as Buffer);
  return { status: response.statusCode, headers: response.headers, body: Buffer.concat(parts) };
}

describe('caching', () => {
  it('answers 304 without a body to who has the report already', async () => {
    const url = reportUrl(server.address, { campaign: 1001 });
    const first = await rawGet(url, {});
    const tag = first.headers.etag ?? '';
    assert.match(tag, /^W\/"[\w-]+"$/);
    assert.equal(first.headers['cache-control'], 'private, no-cache');
    for (const known of [tag, tag.slice(2), `"other", ${tag}`, '*']) {
      const again = await rawGet(url, { 'if-none-match': known });
      assert.deepEqual([again.status, again.headers.etag, again.body.length], [304, tag, 0]);
    }
    assert.equal((await rawGet(url, { 'if-none-match': 'W/"other"' })).status, 200);
  });

  it('has one tag for each different answer, whatever the order of the parameters', async () => {
    const tagOf = async (query: string, accept = 'application/json'): Promise<string | undefined> =>
      (await rawGet(`${server.address}/api/report?${query}`, { accept })).headers.etag;
    assert.equal(await tagOf('limit=1&sort=sent'), await tagOf('sort=sent&unknown=1&limit=1'));
    const different = [
      await tagOf('limit=1'),
      await tagOf('limit=2'),
      await tagOf('limit=1', 'application/x-ndjson'),
      await tagOf('limit=1&sort=sent'),
      await tagOf('limit=1&dateBasis=sent'),
      await tagOf('limit=1&timeZone=Europe/Paris'),
      await tagOf('limit=1&search=a'),
      await tagOf('limit=1&search=a&groupBy=campaign'),
    ];
    assert.equal(new Set(different).size, different.length);
  });
});

describe('compression', () => {
  for (const [encoding, decompress] of [
    ['br', brotliDecompressSync],
    ['gzip', gunzipSync],
  ] as const) {
    for (const accept of ['application/json', 'application/x-ndjson']) {
      it(`by ${encoding} of ${accept} is the same report`, async () => {
        const plain = await rawGet(reportUrl(server.address), { accept });
        const packed = await rawGet(reportUrl(server.address), { accept, 'accept-encoding': encoding });
        assert.equal(plain.headers['content-encoding'], undefined);
        assert.equal(packed.headers['content-encoding'], encoding);
        assert.equal(packed.headers.etag, plain.headers.etag);
        for (const { headers } of [plain, packed]) assert.match(headers.vary ?? '', /accept-encoding/i);
        assert.ok(packed.body.length < plain.body.length / 4);
        assert.ok(decompress(packed.body).equals(plain.body));
      });
    }
  }
});

describe('pages of another origin', () => {
  it('may ask with a sign-in and headers of their own', async () => {
    for (const path of ['/api/report', '/api/emails/71', '/health']) {
      const { status, headers } = await rawGet(
        server.address + path,
        {
          origin,
          'access-control-request-method': 'GET',
          'access-control-request-headers': 'authorization, x-tenant',
        },
        'OPTIONS',
      );
      assert.equal(status, 204);
      assert.equal(headers['access-control-allow-origin'], origin);
      assert.match(headers['access-control-allow-headers'] ?? '', /authorization.*x-tenant/);
      assert.match(headers['access-control-allow-methods'] ?? '', /GET/);
    }
  });

  it('may read the answers, errors too, with ETag and Retry-After', async () => {
    for (const path of ['/api/report?limit=1', '/api/report?limit=x', '/api/emails/none']) {
      const { headers } = await rawGet(server.address + path, { origin });
      assert.equal(headers['access-control-allow-origin'], origin);
      assert.equal(headers['access-control-expose-headers'], 'ETag, Retry-After');
      assert.match(headers.vary ?? '', /Origin/);
    }
  });

  it('may not if they are not named', async () => {
    const { headers } = await rawGet(reportUrl(server.address, { limit: 1 }), { origin: 'https://other.example' });
    assert.equal(headers['access-control-allow-origin'], undefined);
  });
});

describe('other requests', () => {
  it('HEAD has the headers of GET and no body', async () => {
    const { status, headers, body } = await rawGet(reportUrl(server.address), {}, 'HEAD');
    const get = await rawGet(reportUrl(server.address), {});
    assert.deepEqual([status, headers.etag, body.length], [200, get.headers.etag, 0]);
  });

  it('other methods are refused by name, unknown addresses by a problem document', async () => {
    for (const method of ['POST', 'PUT', 'PATCH', 'DELETE']) {
      const response = await fetch(`${server.address}/api/report`, { method, body: 'x' });
      assert.deepEqual([response.status, response.headers.get('allow')], [405, 'GET, HEAD']);
      assert.match(response.headers.get('content-type') ?? '', /problem\+json/);
      await response.arrayBuffer();
    }
    const missing = await fetch(`${server.address}/api/reports?x=1`);
    assert.equal(missing.status, 404);
    assert.equal(((await missing.json()) as { detail: string }).detail, 'There is nothing at /api/reports.');
    assert.equal(missing.headers.get('x-content-type-options'), 'nosniff');
  });

  it('health says up to when the data is complete', async () => {
    assert.deepEqual(await (await fetch(`${server.address}/health`)).json(), {
      status: 'ok',
      asOf: '2026-11-20T08:00:00Z',
    });
  });

  it('a client that goes away in the middle leaves the server able to answer and to stop', async () => {
    for (let round = 0; round < 5; round += 1) {
      const controller = new AbortController();
      const response = await fetch(reportUrl(server.address), { signal: controller.signal });
      await response.body?.getReader().read();
      controller.abort();
      const early = new AbortController();
      const never = fetch(reportUrl(server.address), { signal: early.signal });
      early.abort();
      await assert.rejects(never);
    }
    assert.equal((await getReport(server.address, { limit: 1 })).rows.length, 1);
    assert.deepEqual(server.troubles, []);
  });
});

describe('an import while it serves', () => {
  it('fails no request and is served when it ends', async () => {
    const own = await makeFolder();
    const path = await importInto(own.path, { 'one.csv': extractOf(reportExtract) });
    const live = await startServer({ database: path });
    try {
      const old = await fetch(reportUrl(live.address, { limit: 1 }));
      const before = ((await old.json()) as { rowCount: number }).rowCount;
      const importing = importInto(own.path, {
        'two.csv': extractOf(sendsAt(8000, 1, ['2026-11-21T08:00:00Z']), 'two'),
      });
      while ((await Promise.race([importing, pause(20, 'importing')])) === 'importing') await getReport(live.address);
      const response = await fetch(reportUrl(live.address, { limit: 1 }), {
        headers: { 'if-none-match': old.headers.get('etag') ?? '' },
      });
      assert.equal(response.status, 200);
      const report = (await response.json()) as { rowCount: number; asOf: string };
      assert.deepEqual([report.rowCount, report.asOf], [before + 1, '2026-11-21T08:00:00Z']);
      assert.notEqual(response.headers.get('etag'), old.headers.get('etag'));
      assert.deepEqual(live.troubles, []);
    } finally {
      await live.close();
      await own.remove();
    }
  });

  it('that leaves a broken file takes nothing away, and is reported once', async () => {
    const own = await makeFolder();
    const path = await importInto(own.path, { 'one.csv': extractOf(reportExtract) });
    const live = await startServer({ database: path });
    try {
      const before = await getReport(live.address);
      await writeFile(`${path}.new`, 'This is not a database.');
      await rename(`${path}.new`, path);
      assert.deepEqual(await getReport(live.address), before);
      assert.deepEqual(await getReport(live.address), before);
      assert.equal(live.troubles.length, 1);
    } finally {
      await live.close();
      await own.remove();
    }
  });
});

describe('an email', () => {
  it('has what is known of it and the links that were clicked', async () => {
    const own = await makeFolder();
    const emails = join(own.path, 'emails');
    try {
      await mkdir(emails);
      await writeFile(join(emails, '71.html'), '<p>Été</p>');
      const subject = { type: 'Text', value: 'You are invited' };
      await writeFile(join(emails, '71.json'), JSON.stringify({ result: [{ id: 71, name: 'Invite', subject }] }));
      await writeFile(join(emails, '72.txt'), 'Plain');
      const path = await importInto(own.path, { ...assets, 'one.csv': extractOf(reportExtract) }, ['--emails', emails]);
      const live = await startServer({ database: path });
      try {
        const report = await getReport(live.address, { campaign: 1001, sort: 'emailName' });
        assert.deepEqual(
          report.rows.map((row) => row['hasPreview']),
          [true, true],
        );
        const url = new URL(String(report['previewUrl']).replace('{emailId}', '71'), `${live.address}/api/report?x=1`);
        const response = await fetch(url);
        const email = (await response.json()) as Record<string, unknown>;
        assert.equal(email['id'], '71');
        assert.equal(email['html'], '<p>Été</p>');
        assert.equal(email['subject'], 'You are invited');
        assert.equal('text' in email, false);
        assert.deepEqual(email['links'], [{ url: 'https://example.com/71', clicks: 4, people: 2 }]);
        const again = await fetch(url, { headers: { 'if-none-match': response.headers.get('etag') ?? '' } });
        assert.equal(again.status, 304);
        assert.equal(((await (await fetch(`${live.address}/api/emails/72`)).json()) as { text: string }).text, 'Plain');
        for (const id of ['73', '0', 'x', '-1', '999999999999999999999999']) {
          assert.equal((await fetch(`${live.address}/api/emails/${id}`)).status, 404);
        }
      } finally {
        await live.close();
      }
    } finally {
      await own.remove();
    }
  });
});

describe('a failure inside', () => {
  it('is a problem document that gives nothing away, and is reported', async () => {
    const own = await makeFolder();
    const path = join(own.path, 'odd.duckdb');
    const instance = await openForImport(path, own.path);
    const connection = await instance.connect();
    await connection.run(`CREATE MACRO as_of() AS TABLE SELECT TIMESTAMP '2026-01-01' AS as_of`);
    connection.closeSync();
    instance.closeSync();
    const live = await startServer({ database: path });
    try {
      const response = await fetch(reportUrl(live.address));
      assert.equal(response.status, 500);
      assert.doesNotMatch(await response.text(), /report_rows|odd\.duckdb|catalog/i);
      assert.equal(response.headers.get('etag'), null);
      assert.match(String(live.troubles[0]), /report_rows/);
    } finally {
      await live.close();
      await own.remove();
    }
  });
});

describe('the command', () => {
  it('says where it listens, serves, and ends when it is told to', async () => {
    const { child, finished } = startService(['serve', '--database', database, '--port', '0', '--cors', `${origin}/`]);
    const [line] = (await once(child.stdout, 'data')) as [Buffer];
    const address = /^listening on (http:\/\/127\.0\.0\.1:\d+)\n$/.exec(line.toString())?.[1];
    assert.ok(address, line.toString());
    const response = await fetch(reportUrl(address, { limit: 1 }), { headers: { origin } });
    assert.deepEqual([response.status, response.headers.get('access-control-allow-origin')], [200, origin]);
    await response.arrayBuffer();
    child.kill('SIGTERM');
    assert.deepEqual((await finished).code, 0);
  });

  for (const [args, word] of [
    [[], '--database'],
    [['--database', 'x', '--port', '80000'], '--port'],
    [['--database', 'x', '--window', '0'], '--window'],
    [['--database', 'x', '--cors', 'example.com/path'], '--cors'],
    [['--database', 'x', '--colour'], '--colour'],
  ] as const) {
    it(`called with ${args.join(' ') || 'nothing'} says what is wrong`, async () => {
      await assert.rejects(run([...args], folder.path), (error: Error) => {
        assert.ok(UsageError.is(error));
        assert.match(error.message, new RegExp(word));
        return true;
      });
    });
  }

  it('called wrongly says so in one line', async () => {
    const { code, stdout, stderr } = await startService(['serve', '--port', '1']).finished;
    assert.deepEqual([code, stdout], [2, '']);
    assert.match(stderr, /^[^\n]*--database[^\n]*\n$/);
  });

  it('without a database file fails in one line that names it', async () => {
    const { code, stderr } = await startService(['serve', '--database', '/nowhere/report.duckdb', '--port', '0'])
      .finished;
    assert.equal(code, 1);
    assert.match(stderr, /^[^\n]*\/nowhere\/report\.duckdb[^\n]*import makes one\.\n$/);
  });
});
