import assert from 'node:assert/strict';
import { readFile, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, it } from 'vitest';
import { gzipSync } from 'node:zlib';
import { activity, columns, createDatabase, csv, record } from './support/import.ts';
import type { ExtractRecord, TestDatabase } from './support/import.ts';

const header = columns.join(',');
const good = csv([record({ marketoGUID: 'good-1' }), record({ marketoGUID: 'good-2', leadId: '2' })]);

describe('an import', () => {
  it('accepts columns in any order, without actionResult, and unknown columns', async () => {
    const database = await createDatabase();
    const order = [...columns.slice(0, 8)].reverse();
    const counts = await database.importExtracts({
      'a.csv': csv([record({ leadId: '1' })], order),
      'b.csv': csv([record({ leadId: '2' })], ['unknown', ...columns]).replaceAll('undefined', 'x'),
    });
    assert.equal(counts.imported, 2);
    assert.equal((await database.rows())[0]?.['sent'], 2);
  });

  const fileFormats: Record<string, string | Buffer> = {
    'CRLF line breaks': good.replaceAll('\n', '\r\n'),
    'CR line breaks': good.replaceAll('\n', '\r'),
    'mixed line breaks': good.replace('\n', '\r\n'),
    'a byte-order mark': `\uFEFF${good}`,
    'no line break at the end': good.trimEnd(),
    'blank lines': `\n\n${good.replaceAll('\n', '\n\n')}`,
    'gzip compression but another extension': gzipSync(good),
    'two gzip members': Buffer.concat([gzipSync(good.slice(0, 150)), gzipSync(good.slice(150))]),
    'quoted line breaks': good.replaceAll('Invite', '"Invite,\r\n""twice"""'),
    'bytes that are not UTF-8': Buffer.from(good.replaceAll('Invite', 'Invit\u00e9'), 'latin1'),
    'trailing commas': good.replace(/,\n/g, ',,,\n'),
  };

  for (const [format, content] of Object.entries(fileFormats)) {
    it(`accepts a file with ${format}`, async () => {
      const database = await createDatabase();
      const counts = await database.importExtracts({ 'a.csv': content });
      assert.equal(counts.imported, 2);
      assert.equal(counts.malformed, 0);
      assert.equal((await database.rows())[0]?.['sent'], 2);
    });
  }

  it('finds no records in an empty file or in one that only has a header', async () => {
    const database = await createDatabase();
    const { total, ...counts } = await database.importExtracts({
      'a.csv': '',
      'b.csv': `${header}\n`,
      'c.csv': header,
    });
    assert.deepEqual(new Set(Object.values({ ...counts, ...total })), new Set([0]));
  });

  for (const [problem, content, message] of [
    [
      'with missing columns',
      good.replace('campaignId', 'campaign').replace('attributes', 'rest'),
      ': the header is missing campaignId, attributes \\(separator: comma\\)\\.',
    ],
    ['with a repeated column', good.replace('actionResult', 'leadId'), ': the header has the column leadId twice\\.'],
    ['with truncated gzip data', gzipSync(good.repeat(500)).subarray(0, 200), ' cannot be read'],
  ] as const) {
    it(`imports nothing if there is a file ${problem}, and names the file`, async () => {
      const database = await createDatabase();
      await database.importExtracts({ 'first.csv': csv([record()]) });
      const before = await readFile(database.path);
      await assert.rejects(
        database.importExtracts({ 'a.csv': good, 'bad.csv': content }),
        new RegExp(`^Error: bad\\.csv${message}`),
      );
      assert.deepEqual(await readFile(database.path), before);
      assert.deepEqual(
        (await readdir(database.directory)).filter((name) => name.includes('import')),
        [],
      );
    });
  }

  it('resolves glob patterns against the caller’s directory, unless a file has that name', async () => {
    const database = await createDatabase();
    await database.write('part-1.csv', csv([record()]));
    await database.write('part-2.csv', csv([record({ leadId: '2' })]));
    await database.write("o'clock [1].csv", csv([record({ leadId: '3' })]));
    const counts = await database.importExtracts({}, { extracts: ['part-*.csv', "o'clock [1].csv"] });
    assert.equal(counts.imported, 3);
    await assert.rejects(database.importExtracts({}, { extracts: ['none-*.csv'] }), /none-\*\.csv: no such file/);
  });

  it('does not read its own rejects file as an extract', async () => {
    const database = await createDatabase();
    const rejects = join(database.directory, 'rejects.csv');
    await database.write('a.csv', good);
    for (let run = 0; run < 2; run++) await database.importExtracts({}, { extracts: ['*.csv'], rejects });
    assert.equal((await database.rows())[0]?.['sent'], 2);
  });

  const malformedRecords: [fields: Partial<ExtractRecord>, reason: string][] = [
    [{ marketoGUID: '' }, 'marketoGUID is missing'],
    [{ leadId: 'NULL' }, 'leadId is missing'],
    [{ leadId: '1.5' }, 'leadId is not a decimal integer'],
    [{ leadId: '-1' }, 'leadId is not a decimal integer'],
    [{ leadId: ' 1' }, 'leadId is not a decimal integer'],
    [{ leadId: '99999999999999999999' }, 'leadId is not a decimal integer'],
    [{ activityDate: '' }, 'activityDate is missing'],
    ...[
      '2026-03-01T08:00:00',
      '2026-03-01',
      '2026-02-30T08:00:00Z',
      '2026-3-1T08:00:00Z',
      '-026-03-01T08:00:00Z',
      '2026-03-1 T08:00:00Z',
      '2026-03-01T08:00:60Z',
      'yesterday',
      '2026-03-01T08:00:00 Europe/Paris',
    ].map((activityDate): [Partial<ExtractRecord>, string] => [
      { activityDate },
      'activityDate is not an instant with a zone or an offset',
    ]),
    [{ activityTypeId: '' }, 'activityTypeId is missing'],
    [{ activityTypeId: '6.1' }, 'activityTypeId is not a decimal integer'],
    [{ activityDate: '1999-12-31T23:59:59Z' }, 'activityDate is before the year 2000'],
    [{ activityDate: '2026-12-03T00:00:01Z' }, 'activityDate is more than two days after the import'],
    [{ activityDate: '9999-12-31T00:00:00Z' }, 'activityDate is more than two days after the import'],
    [{ campaignId: '-1' }, 'campaignId is not a decimal integer'],
    [{ campaignId: '1e3' }, 'campaignId is not a decimal integer'],
    [{ primaryAttributeValueId: '' }, 'primaryAttributeValueId is missing'],
    [{ primaryAttributeValueId: 'x' }, 'primaryAttributeValueId is not a decimal integer'],
  ];

  it('counts, stores and lists malformed records with file, number and reason, and imports the others', async () => {
    const database = await createDatabase();
    const path = join(database.directory, 'rejects.csv');
    const records = malformedRecords.flatMap(([fields]) => [record(fields), record()]);
    const counts = await database.importExtracts({ 'a.csv': good, 'b, "c".csv': csv(records) }, { rejects: path });
    assert.equal(counts.malformed, malformedRecords.length);
    assert.equal(counts.imported, malformedRecords.length + 2);
    const expected = malformedRecords.map(([, reason], index) => ({
      file: 'b, "c".csv',
      record: 2 * index + 1,
      reason,
    }));
    assert.deepEqual(await database.query('SELECT file, record, reason FROM malformed ORDER BY record'), expected);
    assert.deepEqual(
      await database.query(`SELECT file, record, reason FROM read_csv('${path}', all_varchar = true)`),
      expected,
    );
  });

  it('accepts unusual but valid values', async () => {
    const database = await createDatabase();
    const fields: Partial<ExtractRecord>[] = [
      { activityDate: '2026-03-01T08:00:00.123456789+05:30' },
      { activityDate: '2026-03-01T08:00Z' },
      { activityDate: '2026-03-01t08:00:00z' },
      { activityDate: '2026-03-01T08:00:00+0000' },
      { activityDate: '2026-03-01T08:00:00-08' },
      { activityDate: '2000-01-01T00:00:00Z' },
      { activityDate: '2026-12-03T00:00:00Z' },
      { leadId: '007' },
      { leadId: '1060.0', activityTypeId: '6.0' },
      { attributes: ' {"a": "x,}"}' },
      { attributes: '{"a":"NaN, Infinity"}' },
      { attributes: 'nULL' },
      ...['[]', '"{}"', '{', '{"a":1,}', '{"a":NaN}', 'true', "{'a':1}"].map((attributes) => ({ attributes })),
      { primaryAttributeValue: '' },
      { campaignId: 'null' },
      { campaignId: '0' },
    ];
    const counts = await database.importExtracts({ 'a.csv': csv(fields.map(record)) });
    assert.deepEqual([counts.imported, counts.malformed, counts.withoutCampaign], [fields.length, 0, 2]);
    const [first] = await database.query(
      "SELECT min(activity_date)::VARCHAR AS first FROM activities WHERE activity_date > '2001-01-01'",
    );
    assert.equal(first?.['first'], '2026-03-01 02:30:00.123456', 'an offset is applied');
  });

  it('does not validate records of other types', async () => {
    const database = await createDatabase();
    const broken = { leadId: 'x', activityDate: '9999-12-31T00:00:00Z', primaryAttributeValueId: '', attributes: '[' };
    const text = `${csv([record({ activityTypeId: '1', ...broken }), record({ activityTypeId: '046' })])}g,1,2026,12,3\n`;
    const { otherTypes, malformed, imported } = await database.importExtracts({ 'a.csv': text });
    assert.deepEqual({ otherTypes, malformed, imported }, { otherTypes: 3, malformed: 0, imported: 0 });
  });

  it('counts a record with a broken quote, and each line within the quote, as malformed', async () => {
    const database = await createDatabase();
    const [first, second, third, last] = [1, 2, 3, 4].map(
      (leadId) => csv([record({ leadId: String(leadId), attributes: '{"a":"b"}' })]).split('\n')[1] ?? '',
    );
    const opened = first?.replace(/"",?$|}",?$/, '}') ?? '';
    const counts = await database.importExtracts({
      'a.csv': [header, opened, second, third, last, `x,"never closed,1`, record().marketoGUID].join('\n'),
    });
    assert.deepEqual([counts.imported, counts.malformed], [2, 4]);
    const kept = await database.query('SELECT record, reason, content FROM malformed ORDER BY record');
    assert.deepEqual(
      kept.map(({ record: number, reason }) => [number, reason]),
      [
        [1, 'the record has a broken quote'],
        [2, 'the line is inside the broken quote of record 1'],
        [5, 'the record has a quote that is not closed'],
        [6, 'the line is inside the broken quote of record 5'],
      ],
    );
    assert.equal(JSON.parse(String(kept[1]?.['content'])), second);
  });

  it('counts a record with too few or too many fields as malformed', async () => {
    const database = await createDatabase();
    const counts = await database.importExtracts({ 'a.csv': `${good}x,1\n${'a,'.repeat(9)}b\n` });
    assert.deepEqual([counts.imported, counts.malformed], [2, 2]);
  });

  it('keeps activities with unreadable attributes, and counts them', async () => {
    const database = await createDatabase();
    const attributes = ['[]', '{"a":1}', '', '[', '"{}"', 'true', "{'a':1}", '[1]', '{"Link":"x'];
    const counts = await database.importExtracts({
      'a.csv': csv(attributes.map((each) => record({ attributes: each }))),
    });
    assert.deepEqual([counts.imported, counts.malformed, counts.unreadableAttributes], [attributes.length, 0, 6]);
    assert.equal(counts.total.unreadableAttributes, 6);
  });

  const later = '2026-03-02T08:00:00Z';
  const versions = {
    earlier: record({ marketoGUID: 'same', leadId: '9' }),
    smaller: record({ marketoGUID: 'same', leadId: '1', activityDate: later }),
    greater: record({ marketoGUID: 'same', leadId: '10', activityDate: later, campaignId: '11' }),
    greatest: record({
      marketoGUID: 'same',
      leadId: '10',
      activityDate: later,
      campaignId: '11',
      primaryAttributeValue: 'Other',
    }),
  };

  async function keptVersions(database: TestDatabase): Promise<unknown> {
    const rows = await database.query('SELECT campaign_id, lead_id FROM records');
    return rows.map((row) => [row['campaign_id'], row['lead_id']]);
  }

  it('keeps the earlier version of an activity, then the smaller one field by field, in any order of import', async () => {
    const database = await createDatabase();
    const importTwice = (
      version: ExtractRecord,
    ): Promise<{ imported: number; conflicts: number; duplicates: number; total: object }> =>
      database.importExtracts({ 'a.csv': csv([version, version]) });
    const first = await importTwice(versions.greatest);
    assert.deepEqual([first.imported, first.duplicates, first.conflicts], [1, 1, 0]);
    const second = await importTwice(versions.greater);
    assert.deepEqual([second.imported, second.duplicates, second.conflicts], [0, 0, 2]);
    await importTwice(versions.smaller);
    assert.deepEqual(await keptVersions(database), [['10', '1']], 'the record of the old version is removed');
    await importTwice(versions.earlier);
    assert.deepEqual(await keptVersions(database), [['10', '9']]);
    const last = await importTwice(versions.greater);
    assert.deepEqual(await keptVersions(database), [['10', '9']]);
    assert.deepEqual(last.total, {
      imported: 1,
      conflicts: 3,
      skippedSends: 0,
      withoutCampaign: 0,
      orphans: 0,
      unreadableAttributes: 0,
      malformed: 0,
      records: 1,
    });
  });

  it('counts several versions of an activity in one import as one imported activity', async () => {
    const database = await createDatabase();
    const { greater, smaller, earlier } = versions;
    const counts = await database.importExtracts({ 'a.csv': csv([greater, earlier, smaller, earlier, greater]) });
    assert.deepEqual([counts.imported, counts.duplicates, counts.conflicts, counts.total.conflicts], [1, 1, 3, 2]);
    assert.deepEqual(await keptVersions(database), [['10', '9']]);
  });

  it('compares the fields that a rule reads, attributes as values', async () => {
    const database = await createDatabase();
    const open = (attributes: string, fields: Partial<ExtractRecord> = {}): ExtractRecord =>
      record({ marketoGUID: 'open', activityTypeId: '10', attributes, ...fields });
    const counts = await database.importExtracts({
      'a.csv': csv([
        open('{"Is Bot Activity":true,"User Agent":"x"}'),
        open(' {"Is Bot Activity" : "TRUE", "Browser":"y"}', { actionResult: 'succeeded' }),
        open('[{"name":"Is Bot Activity","value":"true"}]', { activityDate: '2026-03-01T09:00:00+0100' }),
        open('{"Is Bot Activity":false}'),
      ]),
    });
    assert.deepEqual([counts.imported, counts.duplicates, counts.conflicts, counts.total.conflicts], [1, 0, 3, 1]);
  });

  it('keeps a copy with an action result instead of one without, without a conflict, in any order', async () => {
    const copies = [{}, { actionResult: 'skipped' }, {}].map((fields) => record({ marketoGUID: 'same', ...fields }));
    for (const order of [copies, copies.toReversed()]) {
      const database = await createDatabase();
      for (const copy of order) await database.importExtracts({ 'a.csv': csv([copy]) });
      const { total } = await database.importExtracts({ 'a.csv': csv([record({ leadId: '2' })]) });
      assert.deepEqual([total.skippedSends, total.conflicts, total.records], [1, 0, 1]);
    }
  });

  it('compares people after merges, in any order of import', async () => {
    const copies = ['1', '2'].map((leadId) => record({ marketoGUID: 'same', leadId }));
    const merge = activity('merge', 0, { 'Merge IDs': [1] }, { leadId: '2', primaryAttributeValueId: '2' });
    for (const order of [
      [...copies, merge],
      [merge, ...copies],
      [copies[1], merge, copies[0]],
    ]) {
      const database = await createDatabase();
      let conflicts;
      for (const each of order) {
        const { total } = await database.importExtracts({ 'a.csv': csv(each ? [each] : []) });
        ({ conflicts } = total);
      }
      assert.equal(conflicts, 0);
      assert.deepEqual(await keptVersions(database), [['10', '2']]);
    }
  });

  it('compares people again when their merge is overridden', async () => {
    const database = await createDatabase();
    const merge = (person: string, hours: number): ExtractRecord =>
      activity('merge', hours, { 'Merge IDs': [1] }, { leadId: person, primaryAttributeValueId: person });
    const copies = ['1', '2'].map((leadId) => record({ marketoGUID: 'same', leadId }));
    const first = await database.importExtracts({ 'a.csv': csv([...copies, merge('2', 1)]) });
    assert.deepEqual([first.duplicates, first.total.conflicts], [1, 0]);
    const second = await database.importExtracts({ 'b.csv': csv([merge('3', 2)]) });
    assert.deepEqual([second.imported, second.total.conflicts], [1, 1]);
    assert.deepEqual(await keptVersions(database), [['10', '2']]);
  });

  it('adds orphans to a record when their send is imported', async () => {
    const database = await createDatabase();
    const first = await database.importExtracts({ 'a.csv': csv([activity('open', 1), activity('click', 2)]) });
    assert.deepEqual([first.orphans, first.total.orphans, (await database.rows()).length], [2, 2, 0]);
    const second = await database.importExtracts({ 'b.csv': csv([activity('send')]) });
    assert.deepEqual([second.orphans, second.total.orphans], [0, 0]);
    assert.equal((await database.rows())[0]?.['clicked'], 1);
  });

  it('counts skipped sends, activities without a campaign and orphans as imported, too', async () => {
    const database = await createDatabase();
    const counts = await database.importExtracts({
      'a.csv': csv([
        activity('send'),
        activity('send', 1, undefined, { actionResult: 'skipped' }),
        activity('send', 1, undefined, { campaignId: '', actionResult: 'skipped' }),
        activity('send', 1, undefined, { leadId: '2', actionResult: 'skipped' }),
        activity('open', 1, undefined, { leadId: '3' }),
      ]),
    });
    const { imported, skippedSends, withoutCampaign, orphans } = counts;
    assert.deepEqual(
      { imported, skippedSends, withoutCampaign, orphans },
      { imported: 5, skippedSends: 3, withoutCampaign: 1, orphans: 2 },
    );
  });

  it('does not overwrite a file that is not a database', async () => {
    const database = await createDatabase();
    await writeFile(database.path, 'precious');
    await assert.rejects(database.importExtracts({ 'a.csv': good }));
    assert.equal(await readFile(database.path, 'utf8'), 'precious');
  });
});
