import assert from 'node:assert/strict';
import { afterAll, beforeAll, describe, it } from 'vitest';
import { searchCases, searchedNames } from '../../test/support/search-cases.ts';
import { extractOf, getReport, importInto, makeFolder, startServer } from './support/server.ts';

let server: Awaited<ReturnType<typeof startServer>>;
let folder: Awaited<ReturnType<typeof makeFolder>>;

beforeAll(async () => {
  folder = await makeFolder();
  const sends = searchedNames.map((emailName, index) => ({
    ...{ type: 'send' as const, campaign: 1, email: 100 + index, emailName, person: 1, at: '2026-11-01T10:00:00Z' },
  }));
  server = await startServer({ database: await importInto(folder.path, { 'report.csv': extractOf(sends) }) });
});

afterAll(async () => {
  await server.close();
  await folder.remove();
});

describe('a search', () => {
  for (const [search, found] of searchCases) {
    it(`finds the same as the element: ${search}`, async () => {
      const { rows } = await getReport(server.address, { search, limit: 100, sort: 'sent' });
      assert.deepEqual(new Set(rows.map(({ emailName }) => emailName)), new Set(found));
    });
  }
});
