import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, it } from 'vitest';
import { contractSchema, schemaProblems, schemaProblemsInLines } from '../../test/endpoint/contract-schema.ts';
import { assets, reportExtract } from './support/report-extract.ts';
import { extractOf, importInto, makeFolder, startServer } from './support/server.ts';

let folder: Awaited<ReturnType<typeof makeFolder>>;
let server: Awaited<ReturnType<typeof startServer>>;

beforeAll(async () => {
  folder = await makeFolder();
  const emails = join(folder.path, 'emails');
  await mkdir(emails);
  await writeFile(join(emails, '71.html'), '<p>Été</p>');
  await writeFile(join(emails, '72.txt'), 'Plain');
  const files = { ...assets, 'one.csv': extractOf(reportExtract) };
  const database = await importInto(folder.path, files, ['--emails', emails]);
  server = await startServer({ database });
});

afterAll(async () => {
  await server.close();
  await folder.remove();
});

const requests = [
  '',
  '?from=2026-03-01&to=2026-03-31&timeZone=europe/paris&dateBasis=sent&sort=-clickToOpenRate,emailName',
  '?explain=1',
  '?campaign=1001&email=71&explain=1',
  '?from=2030-01-01',
  '?age=28d&deleted=hide&people=Country:(none)',
  '?age=24h&limit=3&groupBy=campaign',
  '?limit=3&offset=2',
  '?limit=3&groupBy=campaign&explain=1',
  '?limit=3&search=INVITE&campaign=1001&campaign=1002&folder=/EMEA&archived=exclude&filter=sent>=1',
  '?limit=3&search=nothing-has-this-name&groupBy=campaign',
];

describe('the published schema of the contract', () => {
  for (const request of requests) {
    it(`describes the report ${request || 'without parameters'}`, async () => {
      const url = `${server.address}/api/report${request}`;
      const json = await fetch(url, { headers: { accept: 'application/json' } });
      assert.equal(json.status, 200);
      assert.deepEqual(schemaProblems('ReportResponse', await json.json()), []);
      const lines = await fetch(url, { headers: { accept: 'application/x-ndjson' } });
      assert.deepEqual(schemaProblemsInLines(await lines.text()), []);
    });
  }

  it('describes the emails', async () => {
    for (const id of ['71', '72']) {
      const response = await fetch(`${server.address}/api/emails/${id}`);
      assert.equal(response.status, 200);
      assert.deepEqual(schemaProblems('EmailResponse', await response.json()), []);
    }
  });

  const invalid: Readonly<Record<string, string>> = {
    ...{ from: '2026-02-29', to: 'today', timeZone: '+02:00', dateBasis: 'opened', sort: 'nothing' },
    ...{ offset: '-1', limit: 'all', groupBy: 'email', campaign: 'x', folder: 'EMEA', archived: 'yes' },
    ...{ filter: 'sent', email: 'x', explain: 'yes', people: 'x', deleted: 'show', age: '1h' },
    ...{ activity: 'all', rateBase: 'delivered' },
  };

  it('has all parameters of the service, and its errors', async () => {
    const parameters = Object.keys(contractSchema.$defs['ReportParameters']?.['properties'] as object);
    // Every text can be searched for.
    assert.deepEqual(parameters.filter((name) => name !== 'search').sort(), Object.keys(invalid).sort());
    for (const [name, value] of Object.entries(invalid)) {
      const query = new URLSearchParams({ [name]: value, ...(name === 'limit' ? {} : { limit: '1' }) });
      const response = await fetch(`${server.address}/api/report?${query.toString()}`);
      assert.equal(response.status, 400, name);
      assert.equal(response.headers.get('content-type'), 'application/problem+json; charset=utf-8');
      assert.deepEqual(schemaProblems('ProblemResponse', await response.json()), []);
    }
    const missing = await fetch(`${server.address}/api/emails/1`);
    assert.equal(missing.status, 404);
    assert.deepEqual(schemaProblems('ProblemResponse', await missing.json()), []);
  });
});
