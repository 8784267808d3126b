import assert from 'node:assert/strict';
import { describe, it } from 'vitest';
import { createDatabase, csv, record } from './support/import.ts';

describe('an import of assets', () => {
  it('joins campaigns, folders and emails by id, and prefers the latest import', async () => {
    const database = await createDatabase();
    const asset = (name: string, result: object[]): Promise<string> => database.write(name, JSON.stringify({ result }));
    await asset('campaigns.json', [
      { id: 10, name: 'Old', folder: { id: 5, type: 'Folder', folderName: 'guess' }, isActive: false },
      { id: 11, name: 'Unfiled', folder: { id: 6 }, isActive: false },
    ]);
    await asset('newer.json', [{ id: 10, name: 'Spring', folder: { id: 5, type: 'Folder' } }]);
    await asset('folders.json', [
      { folderId: { id: 5, type: 'Program' }, path: '/program', isArchive: false },
      { folderId: { id: 5, type: 'Folder' }, path: '/EMEA/2026', isArchive: true },
    ]);
    await database.write(
      '20.json',
      JSON.stringify({ name: 'N', subject: { type: 'Text', value: 'S' }, preHeader: 'P' }),
    );
    await database.write('20.html', '<p>é</p>');
    const inDirectory = (name: string): string => `${database.directory}/${name}`;
    const sends = [record(), record({ campaignId: '11' }), record({ campaignId: '12', primaryAttributeValueId: '21' })];
    await database.importExtracts({ 'a.csv': csv(sends) }, { campaigns: [inDirectory('campaigns.json')] });
    await database.importExtracts(
      {},
      {
        campaigns: [inDirectory('newer.json')],
        folders: [inDirectory('folders.json')],
        emails: [database.directory],
      },
    );
    const rows = await database.rows();
    assert.deepEqual(
      rows.map((row) => [row['campaignName'], row['campaignFolder'], row['campaignArchived'], row['hasPreview']]),
      [
        ['Spring', '/EMEA/2026', true, true],
        ['Unfiled', null, null, true],
        ['12', null, null, false],
      ],
    );
    assert.deepEqual(
      await database.query('FROM emails'),
      [
        {
          email_id: '20',
          name: 'N',
          subject: 'S',
          preheader: 'P',
          from_name: null,
          from_address: null,
          html: '<p>é</p>',
          text: null,
          is_open_tracking_disabled: null,
          is_partial: false,
        },
      ].map((email) => ({ ...email })),
    );
  });
});
