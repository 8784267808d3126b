import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, it, onTestFinished } from 'vitest';
import { noValue } from '../serve/people-filter.ts';
import { activity, createDatabase, csv } from './support/import.ts';
import { getReport, reportUrl, startServer } from './support/server.ts';

describe('a report of chosen people', () => {
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

  it('has the clicks of the same people on the links of its emails', async () => {
    const database = await createDatabase();
    const emails = join(database.directory, 'emails');
    await mkdir(emails);
    // The id that activities have by default.
    const { primaryAttributeValueId: id } = activity('send');
    await writeFile(join(emails, `${id}.html`), '<p>Hello</p>');
    await database.write('people.csv', ['id,Country', '1,France', '2,Mali', ''].join('\n'));
    const activities = ['1', '2', '3'].flatMap((leadId) => [
      activity('send', 0, undefined, { leadId }),
      activity('click', 1, { Link: 'https://example.com/b' }, { leadId }),
    ]);
    const files = { people: [join(database.directory, 'people.csv')], emails: [emails] };
    await database.importExtracts({ 'a.csv': csv(activities) }, files);
    const { address, close } = await startServer({ database: database.path });
    onTestFinished(close);
    const clicked = async (choice: string) => {
      const response = await fetch(`${address}/api/emails/${id}?${choice}`);
      return ((await response.json()) as { links: { people: number }[] }).links.map(({ people }) => people);
    };
    assert.deepEqual(await clicked(''), [3]);
    assert.deepEqual(await clicked('people=Country:France'), [1]);
    assert.deepEqual(await clicked('people=Country:France&people=Country:Mali'), [2]);
  });
});
