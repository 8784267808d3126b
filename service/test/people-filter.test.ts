import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it, onTestFinished } from 'vitest';
import { readLinks } from '../serve/email-links.ts';
import { noValue } from '../serve/people-sql.ts';
import { ReportDatabase, type Snapshot } from '../serve/report-database.ts';
import { parseReportRequest, type Query } from '../serve/report-parameters.ts';
import { queryReport } from '../serve/report-query.ts';
import { BruteForceReport, type Scope } from './support/brute-force-report.ts';
import { activity, createDatabase, csv } from './support/import.ts';
import { hour, randomExtract, start } from './support/random-extract.ts';
import { sumsOf } from './support/report-rows.ts';
import { getReport, reportUrl, startServer, type Row } from './support/server.ts';

interface Person {
  readonly Country: string;
  readonly Segment: string;
  readonly isDeleted: boolean;
}

const ids = ['1', '2', '3', '4', '5'];

const person: fc.Arbitrary<Person> = fc.record({
  Country: fc.constantFrom('France', 'Spain', ''),
  Segment: fc.constantFrom('a:b', 'c', ''),
  isDeleted: fc.boolean(),
});

interface Choice {
  readonly people: readonly string[];
  readonly deleted: 'hide' | undefined;
}

const chosen: fc.Arbitrary<Choice> = fc.record({
  people: fc.subarray(['Country:France', 'Country:Spain', `Country:${noValue}`, 'Segment:a:b', `Segment:${noValue}`]),
  deleted: fc.constantFrom('hide', undefined),
});

function peopleFile(people: readonly Person[]): string {
  const lines = people.map(({ Country, Segment }, index) => `${ids[index] ?? ''},${Country},${Segment}`);
  return ['id,Country,Segment', ...lines, ''].join('\n');
}

function deletionsOf(people: readonly Person[]): string {
  const result = ids
    .filter((_, index) => people[index]?.isDeleted)
    .map((leadId) => ({
      ...{ marketoGUID: `deletion-${leadId}`, leadId, activityTypeId: 37, activityDate: '2026-03-20T00:00:00Z' },
    }));
  return JSON.stringify({ success: true, result });
}

/** Reads the parameters independently of the service: a person matches all names, each with one of its values. */
function isChosenBy(query: Choice, people: readonly Person[]) {
  return (id: string): boolean => {
    const { isDeleted, ...fields } = people[ids.indexOf(id)] ?? { isDeleted: false, Country: '', Segment: '' };
    const names = new Set(query.people.map((text) => text.replace(/:.*/, '') as keyof typeof fields));
    const matches = [...names].every((name) => query.people.includes(`${name}:${fields[name] || noValue}`));
    return matches && !(query.deleted === 'hide' && isDeleted);
  };
}

async function read(snapshot: Snapshot, query: Query): Promise<{ head: Record<string, unknown>; rows: Row[] }> {
  const { head, batches } = await queryReport(snapshot, parseReportRequest(query), undefined);
  const rows: Row[] = [];
  for await (const batch of batches) rows.push(...batch.map((json) => JSON.parse(json) as Row));
  return { head, rows };
}

/** Reduces a row to the fields that `BruteForceReport` computes. */
function comparable(row: Row): Record<string, unknown> {
  const others = ['emailName', 'hasPreview', 'openTracked', 'program', 'workspace', 'mayHaveBegunEarlier'];
  return Object.fromEntries(
    Object.entries(row)
      .filter(([name]) => !others.includes(name) && !/^campaign[A-HJ-Z]/.test(name))
      .map(([name, value]) => [name, name.endsWith('At') ? Date.parse(String(value)) : value]),
  );
}

/** Rows have no `tooYoung` without an age. */
function withoutAge({ tooYoung: _, mayHaveBegunEarlier: __, ...row }: Record<string, unknown>): Row {
  return row as Row;
}

function sorted(items: readonly object[]): object[] {
  const key = (item: object): string => JSON.stringify(Object.entries(item).toSorted());
  return items.toSorted((a, b) => (key(a) < key(b) ? -1 : 1));
}

/** The same time frame for the direct reading and for the service. */
const scopes: readonly (readonly [Scope, Query])[] = [
  [{ basis: 'first-sent' }, {}],
  [
    { basis: 'first-sent', from: start + 24 * hour, to: start + 72 * hour },
    { from: '2026-03-02', to: '2026-03-03' },
  ],
  [
    { basis: 'sent', from: start + 24 * hour },
    { from: '2026-03-02', dateBasis: 'sent' },
  ],
];

/** Compares the report, a window of it, and its groups. */
async function checkReport(
  snapshot: Snapshot,
  expected: BruteForceReport,
  query: Choice,
  isChosen: (person: string) => boolean,
  [scope, parameters]: (typeof scopes)[number],
): Promise<void> {
  const rows = expected.rows({ ...scope, isChosen }).map(withoutAge);
  const request = { ...query, ...parameters };
  const context = JSON.stringify(request);
  const whole = await read(snapshot, { ...request, explain: '1' });
  assert.deepEqual(sorted(whole.rows.map(comparable)), sorted(rows), context);
  const window = await read(snapshot, { ...request, limit: '1', sort: '-clicked', explain: '1' });
  assert.deepEqual([window.head['rowCount'], window.head['people']], [rows.length, query.people], context);
  const grouped = await read(snapshot, { ...request, limit: '10', groupBy: 'campaign' });
  const sums = Object.entries(sumsOf(rows));
  for (const totals of [window.head['totals'], grouped.head['totals']] as Row[]) {
    assert.deepEqual(Object.entries(sumsOf([totals])), sums, context);
  }
  assert.deepEqual(Object.entries(sumsOf(grouped.rows)), sums, context);
}

/** Compares the links of each row. */
async function checkLinks(
  snapshot: Snapshot,
  expected: BruteForceReport,
  query: Choice,
  isChosen: (person: string) => boolean,
): Promise<void> {
  for (const { campaignId, emailId } of expected.rows({ basis: 'first-sent', isChosen })) {
    const [campaign, email] = [String(campaignId), String(emailId)];
    const { links, ignoredLinks, clicksWithoutLink } = await readLinks(
      snapshot,
      BigInt(email),
      parseReportRequest({ ...query, campaign }),
    );
    const found = [
      ...links.map(({ url, ...counts }) => [url, false, ...Object.values(counts)]),
      ...ignoredLinks.map(({ url, reason: _, ...counts }) => [url, true, ...Object.values(counts)]),
      ...(clicksWithoutLink ? [[null, false, ...Object.values<number>({ ...clicksWithoutLink })]] : []),
    ];
    assert.deepEqual(sorted(found), sorted(expected.links(campaign, email, isChosen)));
  }
}

describe('a report of chosen people', () => {
  it('equals a direct reading of the rules, with windows, groups, explanations and links', async () => {
    const people = fc.array(person, { minLength: ids.length, maxLength: ids.length });
    const choices = fc.array(chosen, { minLength: 3, maxLength: 3 });
    await fc.assert(
      fc.asyncProperty(randomExtract, people, choices, async (records, persons, some) => {
        const database = await createDatabase();
        await database.write('people.csv', peopleFile(persons));
        const files = { 'a.csv': csv(records), 'd.json': deletionsOf(persons) };
        await database.importExtracts(files, { people: [`${database.directory}/people.csv`] });
        const report = new ReportDatabase(database.path, () => undefined);
        const file = await report.lease();
        const snapshot = await file.connect();
        const expected = new BruteForceReport(records);
        for (const [index, query] of some.entries()) {
          const isChosen = isChosenBy(query, persons);
          await checkReport(
            snapshot,
            expected,
            query,
            isChosen,
            scopes[index % scopes.length] ?? [{ basis: 'sent' }, {}],
          );
          await checkLinks(snapshot, expected, query, isChosen);
        }
        snapshot.close();
        file.release();
        report.close();
      }),
      { numRuns: 2, endOnFailure: true, seed: 20261129 },
    );
  });

  it('lists the fields, echoes the choice, and refuses one that it cannot read', async () => {
    const database = await createDatabase();
    const many = Array.from({ length: 201 }, (_, index) => `${index + 1},Écosse,a@example${index}.com`);
    await database.write('people.csv', ['id,Country,email', ...many, '900,France,', '901,"O\'Hara;",', ''].join('\n'));
    const sends = ['1', '2', '900', '903'].map((leadId) => activity('send', 0, undefined, { leadId }));
    await database.importExtracts({ 'a.csv': csv(sends) }, { people: [`${database.directory}/people.csv`] });
    const { address, close } = await startServer({ database: database.path });
    onTestFinished(close);
    const whole = await getReport(address);
    assert.deepEqual(whole['peopleFilters'], [
      { name: 'Country', values: ['Écosse', 'France', "O'Hara;", noValue] },
      { name: 'domain' },
    ]);
    assert.deepEqual([whole['people'], whole['deleted'], whole.rows[0]?.['sent']], [undefined, undefined, 4]);
    const counts: [Record<string, string | string[]>, number | undefined][] = [
      [{ people: 'Country:Écosse' }, 2],
      [{ people: ['Country:Écosse', `Country:${noValue}`], deleted: 'hide' }, 3],
      [{ people: ['Country:Écosse', 'domain:example1.com'] }, 1],
      [{ people: "Country:O'Hara;" }, undefined],
      [{ people: 'country:France' }, undefined],
      [{ people: `'; DROP TABLE people; --:${noValue}` }, 4],
    ];
    for (const [choice, sent] of counts) {
      const { people, deleted, rows } = await getReport(address, choice);
      assert.deepEqual({ people, ...(deleted !== undefined && { deleted }) }, choice);
      assert.equal(rows[0]?.['sent'], sent, JSON.stringify(choice));
    }
    for (const [name, value] of [
      ['people', 'Country'],
      ['people', ':France'],
      ['deleted', 'show'],
    ] as const) {
      const response = await fetch(reportUrl(address, { [name]: value }));
      const { parameter } = (await response.json()) as { parameter: string };
      assert.deepEqual([response.status, parameter], [400, name]);
    }
  });

  it('can hide deleted people without a people file', async () => {
    const database = await createDatabase();
    const sends = ['1', '2'].map((leadId) => activity('send', 0, undefined, { leadId }));
    const deletion = { marketoGUID: 'd', leadId: 1, activityTypeId: 37, activityDate: '2026-03-02T00:00:00Z' };
    await database.importExtracts({ 'a.csv': csv(sends), 'd.json': JSON.stringify({ result: [deletion] }) });
    const { address, close } = await startServer({ database: database.path });
    onTestFinished(close);
    const { peopleFilters, deleted, rows } = await getReport(address, { deleted: 'hide' });
    assert.deepEqual([peopleFilters, deleted, rows[0]?.['sent']], [[], 'hide', 1]);
    assert.equal((await getReport(address)).rows[0]?.['sent'], 2);
  });
});
