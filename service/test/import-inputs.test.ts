import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, it } from 'vitest';
import { gzipSync } from 'node:zlib';
import { activity, columns, createDatabase, csv, record } from './support/import.ts';
import type { ExtractRecord } from './support/import.ts';
import { delimited, restResponse } from './support/input-formats.ts';

const campaign = [
  activity('send', 1, { 'Step ID': 90 }),
  activity('delivered', 2, { 'Choice Number': 0 }),
  activity('open', 3, { 'Is Bot Activity': false, 'Bot Activity Pattern': 'N/A' }),
];
const bare = columns.slice(0, 8);
const noNames = { marketoGUID: '', leadId: 'x' };

async function countsOf(content: string | Buffer, name = 'a.csv'): Promise<Record<string, unknown>> {
  const database = await createDatabase();
  const counts = await database.importExtracts({ [name]: content });
  const [row = {}] = await database.rows();
  return { imported: counts.imported, malformed: counts.malformed, sent: row['sent'], opened: row['opened'] };
}

const allImported = { imported: 3, malformed: 0, sent: 1, opened: 1 };

describe('an import of activities', () => {
  const displayNames =
    'Marketo GUID,Person ID,Activity Date,Activity Type ID,Campaign ID,Attribute ID,Attribute Value,Secondary Attributes';
  const text = csv(campaign, bare);
  const inputs: Record<string, string | Buffer> = {
    'a TSV extract': delimited(campaign, '\t'),
    'an SSV extract': delimited(campaign, ';'),
    'a TSV extract with gzip compression': gzipSync(delimited(campaign, '\t')),
    'display names in the header': text.replace(bare.join(','), displayNames),
    'API names in upper case': text.replace(bare.join(','), bare.join(',').toUpperCase()),
    'a response of the REST API': restResponse(campaign),
    'a response of the REST API over several lines': JSON.stringify(JSON.parse(restResponse(campaign)), null, 2),
    'a response of the REST API with gzip compression': gzipSync(restResponse(campaign)),
    'one response per line, the last without a result': campaign
      .map((each) => restResponse([each]))
      .concat('{"success":true,"requestId":"x"}')
      .join('\n'),
    'one activity per line': campaign.map((each) => JSON.stringify(each)).join('\r\n'),
    'NUL bytes': text
      .replaceAll('Invite', 'In\0vite')
      .replace('Step', 'St\0ep')
      .replace('marketoGUID', 'marketo\0GUID'),
    'lone CRs in unquoted fields': text.replaceAll('Invite', 'In\rvite'),
    'lone CRs in unquoted fields of a file with CRLF': text.replaceAll('Invite', 'In\rvite').replaceAll('\n', '\r\n'),
    'lone CRs in quoted fields': text.replaceAll('Invite', '"In\rvite"'),
  };
  for (const [name, content] of Object.entries(inputs)) {
    it(`accepts ${name}`, async () => {
      assert.deepEqual(await countsOf(content), allImported);
    });
  }

  it('drops NUL bytes and keeps lone CRs in names', async () => {
    const database = await createDatabase();
    await database.importExtracts({ 'a.csv': csv([record()], bare).replace('Invite', 'A\0\rB') });
    assert.equal((await database.rows())[0]?.['emailName'], 'A\rB');
  });

  it('imports attributes that are a list of names and values like an object', async () => {
    const database = await createDatabase();
    const list = JSON.stringify([{ name: 'Link', value: 'https://example.com/a' }]);
    await database.importExtracts({ 'a.json': JSON.stringify([{ ...activity('click'), attributes: list }]) });
    await database.importExtracts({
      'b.json': restResponse([activity('click', 1, { Link: 'https://example.com/b' })]),
    });
    const links = await database.query('SELECT link FROM activities WHERE link IS NOT NULL');
    assert.ok(links.some(({ link }) => link === 'https://example.com/b'));
  });

  it('repairs line breaks, tabs and half characters in attributes', async () => {
    const database = await createDatabase();
    const { total, malformed } = await database.importExtracts({
      'a.csv': csv([
        activity('send', 1),
        record({ activityTypeId: '27', attributes: '{"Category":"3","Details":"552-5.2.2 over quota.\r\n552\tx"}' }),
        record({
          activityTypeId: '11',
          leadId: '2',
          attributes: '{"Link":"https://example.com/\\ud83d","Device":"\\ud83d\\ude00"}',
        }),
      ]),
    });
    assert.deepEqual([total.imported, malformed], [3, 0]);
    const [row] = await database.rows();
    assert.deepEqual([row?.['sent'], row?.['softBounced']], [1, 1]);
    assert.deepEqual(
      await database.query(
        `SELECT attributes->>'Details' AS details, attributes->>'Link' AS link, attributes->>'Device' AS device
         FROM activities WHERE attributes IS NOT NULL ORDER BY activity_type`,
      ),
      [
        { details: null, link: 'https://example.com/\uFFFD', device: '😀' },
        { details: '552-5.2.2 over quota.  552 x', link: null, device: null },
      ],
    );
  });

  it('keeps an activity whose attributes cannot be read', async () => {
    const content = csv([activity('send', 1), record({ activityTypeId: '10', attributes: '{"Browser":"a"b"}' })]);
    assert.deepEqual(await countsOf(content), { imported: 2, malformed: 0, sent: 1, opened: 1 });
  });

  it('counts a line that is not JSON as malformed, and imports the others', async () => {
    const lines = campaign.map((each) => JSON.stringify(each));
    const content = [lines[0], '{"leadId": 1', ...lines.slice(1), '7'].join('\n');
    assert.deepEqual(await countsOf(content), { ...allImported, malformed: 2 });
  });

  it('stores the persons of Delete Lead activities', async () => {
    const database = await createDatabase();
    const deleted = { id: 1, leadId: 7, activityTypeId: 37, activityDate: '2026-03-05T00:00:00Z', attributes: [] };
    const counts = await database.importExtracts({
      'a.csv': csv(campaign),
      'deleted.json': JSON.stringify({ success: true, result: [deleted, { ...deleted, leadId: null }] }),
    });
    assert.deepEqual([counts.deletions, counts.malformed, counts.otherTypes], [1, 1, 0]);
    assert.deepEqual(await database.query('SELECT lead_id FROM deletions'), [{ lead_id: '7' }]);
  });

  const refused: [problem: string, content: string | Buffer, message: RegExp][] = [
    [
      'UTF-16 text',
      Buffer.from(`\uFEFF${csv(campaign)}`, 'utf16le'),
      /^bad is UTF-16 text\. Save it as UTF-8\. Nothing/,
    ],
    ['UTF-16 text without a mark', Buffer.from(csv(campaign), 'utf16le'), /^bad is UTF-16 text/],
    ['a zip archive', Buffer.from('PK\x03\x04rest', 'latin1'), /^bad is a zip archive or an Excel workbook/],
    ['an HTML page', '\n<!DOCTYPE html><html>', /^bad is an HTML page/],
    ['a zip archive in gzip', gzipSync(Buffer.from('PK\x03\x04', 'latin1')), /^bad is a zip archive/],
    ['data that is compressed twice', gzipSync(gzipSync('x')), /^bad is compressed with gzip twice/],
    [
      'a failed response',
      '{"requestId":"1","success":false,"errors":[{"code":"606","message":"Max rate limit exceeded"}]}',
      /^bad is a failed request, not a result\. Marketo says: 606: Max rate limit exceeded\. Nothing/,
    ],
    [
      'a missing column in a TSV',
      'marketoGUID\tleadId',
      /^bad: the header is missing activityDate, .*\(separator: tab\)/,
    ],
    ['broken JSON over several lines', '{\n"result": [\n', /^bad is not valid JSON \(.*\)\. Nothing/],
    [
      'only malformed records',
      csv([record(noNames), record({ leadId: '' })]),
      /^All 2 records are malformed, so nothing was imported; the first is record 1 of bad: marketoGUID is missing \(.*\)\.$/,
    ],
  ];
  for (const [problem, content, message] of refused) {
    it(`fails for ${problem}, and says so`, async () => {
      const database = await createDatabase();
      await assert.rejects(database.importExtracts({ bad: content }), ({ message: text }: Error) => message.test(text));
    });
  }

  it('fails if more than 1 % and more than 100 records are malformed, unless the limit is higher', async () => {
    const database = await createDatabase();
    const records = (malformed: number, valid: number): ExtractRecord[] => [
      ...Array.from({ length: malformed }, () => record(noNames)),
      ...Array.from({ length: valid }, () => record()),
    ];
    assert.equal((await database.importExtracts({ 'a.csv': csv(records(100, 1)) })).malformed, 100);
    const rejects = join(database.directory, 'rejects.csv');
    const many = { 'b.csv': csv(records(101, 9)) };
    await assert.rejects(database.importExtracts(many, { rejects }), /^Error: 101 of 110 records are malformed/);
    assert.match(await readFile(rejects, 'utf8'), /marketoGUID is missing/);
    assert.equal((await database.importExtracts(many, { maxMalformed: { records: 101 } })).malformed, 101);
    assert.equal((await database.importExtracts(many, { maxMalformed: { share: 0.95 } })).malformed, 101);
    await assert.rejects(database.importExtracts(many, { maxMalformed: { share: 0.9 } }));
  });
});

describe('an import of people', () => {
  const people = 'id,Country,email,deleted\n1,France,a@Example.com,false\n2,"Côte d’Ivoire",null,true\nx,,,\n';
  const expected = [
    { lead_id: '1', field: 'Country', value: 'France' },
    { lead_id: '1', field: 'domain', value: 'example.com' },
    { lead_id: '2', field: 'Country', value: 'Côte d’Ivoire' },
  ];
  const inputs: Record<string, string | Buffer> = {
    CSV: people,
    TSV: people.replaceAll(',', '\t'),
    'CSV with broken lines and gzip': gzipSync(`${people}3,"a"b",,\n`),
    JSON: JSON.stringify({
      success: true,
      result: [
        { id: 1, Country: 'France', email: 'a@example.com', deleted: false },
        { id: 2, Country: 'Côte d’Ivoire', deleted: true },
        { id: 'x' },
      ],
    }),
  };
  for (const [format, content] of Object.entries(inputs)) {
    it(`stores the values, the mail domain and the deletion of each person of ${format}`, async () => {
      const database = await createDatabase();
      await database.write('people', content);
      const counts = await database.importExtracts({}, { people: [join(database.directory, 'people')] });
      assert.deepEqual([counts.people, counts.malformed], [2, format.includes('broken') ? 2 : 1]);
      assert.deepEqual(await database.query('FROM people ORDER BY ALL'), expected);
      assert.deepEqual(await database.query('SELECT lead_id FROM deletions'), [{ lead_id: '2' }]);
      assert.doesNotMatch(JSON.stringify(await database.query('FROM malformed')), /example|broken line/i);
    });
  }

  it('replaces the values of a field, and keeps other fields', async () => {
    const database = await createDatabase();
    const path = join(database.directory, 'people');
    await database.write('people', people);
    await database.importExtracts({}, { people: [path] });
    await database.write('people', 'Person ID,Country\n1,\n2,Mali\n');
    await database.importExtracts({}, { people: [path] });
    assert.deepEqual(await database.query('FROM people ORDER BY ALL'), [
      expected[1],
      { lead_id: '2', field: 'Country', value: 'Mali' },
    ]);
  });
});
