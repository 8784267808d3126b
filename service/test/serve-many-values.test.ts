import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, it } from 'vitest';
import { filterConditions } from '../serve/filter-sql.ts';
import { fullAccess } from '../serve/access.ts';
import { noValue } from '../serve/people-filter.ts';
import { recordSource } from '../store/duckdb-people.ts';
import { parseReportRequest, type Query } from '../serve/report-parameters.ts';
import { activity, csv } from './support/import.ts';
import { getReport, importInto, makeFolder, reportUrl, startServer } from './support/server.ts';

let folder: Awaited<ReturnType<typeof makeFolder>>;
let server: Awaited<ReturnType<typeof startServer>>;

beforeAll(async () => {
  folder = await makeFolder();
  const names = Array.from({ length: 20 }, (_, index) => `field ${index}`);
  // Person 2 has another value in the last field, person 3 has none.
  const rows = [1, 2, 3].map((person) =>
    [person, ...names.map((_, index) => (index < 19 || person === 1 ? 'a' : person === 2 ? 'b' : ''))].join(','),
  );
  const people = join(folder.path, 'people.txt');
  await writeFile(people, [['id', ...names].join(','), ...rows, ''].join('\n'));
  const sends = ['1', '2', '3', '4'].map((leadId) => activity('send', 0, undefined, { leadId }));
  const database = await importInto(folder.path, { 'a.csv': csv(sends) }, ['--people', people]);
  server = await startServer({ database });
});

afterAll(async () => {
  await server.close();
  await folder.remove();
});

const many = <Value>(count: number, value: (index: number) => Value): Value[] =>
  Array.from({ length: count }, (_, index) => value(index));

const filterOf = (query: Query) => parseReportRequest({ limit: '1', ...query }, fullAccess);

describe('many filters of people', () => {
  it('must all match, whether they choose a value or its absence', async () => {
    const fields = (last: readonly string[], count = 19) => [
      ...many(count, (index) => `field ${index}:a`),
      ...last.map((value) => `field 19:${value}`),
    ];
    const counts: [readonly string[], unknown][] = [
      [fields(['a']), 1],
      [fields(['a', 'b']), 2],
      [fields(['b', noValue]), 2],
      [fields([noValue]), 1],
      [fields(['c']), undefined],
      [many(20, (index) => `field ${index}:${noValue}`), 1],
      [many(20, (index) => `nothing ${index}:x`), undefined],
      [many(20, (index) => `nothing ${index}:${noValue}`), 4],
      [[...many(600, (index) => `field 0:${index}`), 'field 0:a'], 3],
    ];
    for (const [people, sent] of counts) {
      assert.equal((await getReport(server.address, { people })).rows[0]?.['sent'], sent, people.slice(-3).join());
    }
  });

  it('are one query, whose text does not depend on their number', () => {
    const sqlOf = (people: string[]) => recordSource(filterOf({ people })).cte;
    assert.equal(sqlOf(many(20, (index) => `a${index}:b`)), sqlOf(['a:b']));
    assert.equal(sqlOf(many(20, (index) => `a${index}:${noValue}`)), sqlOf([`a:${noValue}`]));
  });
});

describe('many campaigns and folders', () => {
  it('are one condition, whose text does not depend on their number', () => {
    const sqlOf = (campaign: string[], folder: string[]) =>
      filterConditions(filterOf({ campaign, folder }), String).conditions;
    const count = 1000;
    const some = (length: number) =>
      sqlOf(
        many(length, (index) => `${index}`),
        many(length, (index) => `/folder ${index}`),
      );
    // A few values are literals.
    assert.deepEqual(some(count), some(21));
  });
});

describe('a parameter that is repeated too often', () => {
  const limits: [name: string, limit: number, value: (index: number) => string, reason: RegExp][] = [
    ['people', 20, (index) => `a${index}:b`, /at most 20 different names/],
    ['people', 1000, (index) => `a:${index}`, /at most 1,000 times/],
    ['campaign', 1000, String, /at most 1,000 times/],
    ['folder', 1000, (index) => `/${index}`, /at most 1,000 times/],
    ['filter', 100, (index) => `sent>=${index}`, /at most 100 times/],
  ];
  const paths = ['/api/report', '/api/series', '/api/emails/1'];

  it.each(limits)('is refused: %s, %d times', async (name, limit, value, reason) => {
    assert.doesNotThrow(() => filterOf({ [name]: many(limit, value) }));
    for (const path of paths) {
      const url = new URL(reportUrl(server.address, { [name]: many(limit + 1, value) }));
      // Longer than the URL of a request may be.
      if (url.search.length > 15_000) continue;
      url.pathname = path;
      const response = await fetch(url);
      const { parameter, detail } = (await response.json()) as { parameter: string; detail: string };
      assert.deepEqual([response.status, parameter], [400, name]);
      assert.match(detail, reason);
    }
    assert.throws(() => filterOf({ [name]: many(limit + 1, value) }), reason);
  });
});
