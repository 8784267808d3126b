import assert from 'node:assert/strict';
import { createWriteStream } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { describe, it } from 'vitest';
import { createGzip, gzipSync } from 'node:zlib';
import { importFiles } from '../import/import-files.ts';
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

  it('accepts any number of pages, an empty last page, and several pages in a file', async () => {
    const database = await createDatabase();
    const page = (...ids: number[]): object => ({
      success: true,
      result: ids.map((id) => ({ id, name: `Campaign ${id}`, type: 'Batch', isActive: true, workspace: 'EU' })),
    });
    const empty = { success: true, warnings: ['No assets found for the given search criteria.'] };
    await database.write('1.json', JSON.stringify(page(10), null, 2));
    await database.write('2.json', [page(11), page(12), empty].map((each) => JSON.stringify(each)).join('\n'));
    await database.write('3.json.gz', gzipSync(JSON.stringify(empty)));
    const campaigns = ['1.json', '2.json', '3.json.gz'].map((name) => join(database.directory, name));
    await database.importExtracts({}, { campaigns });
    assert.deepEqual(
      await database.query('SELECT name, campaign_type, is_active, workspace FROM campaigns ORDER BY campaign_id'),
      [10, 11, 12].map((id) => ({ name: `Campaign ${id}`, campaign_type: 'batch', is_active: true, workspace: 'EU' })),
    );
  });

  it('refuses a small file that has too much after decompression', async () => {
    const database = await createDatabase();
    const path = join(database.directory, 'campaigns.json.gz');
    const blank = Buffer.alloc(1e6, ' ');
    await pipeline(
      Readable.from(Array.from({ length: 401 }, () => blank)),
      createGzip({ level: 1 }),
      createWriteStream(path),
    );
    await assert.rejects(
      database.importExtracts({}, { campaigns: [path] }),
      /campaigns\.json\.gz is too large: it has more than 400 MB\./,
    );
  });

  it('leaves out assets without a valid id, counts them, and says which', async () => {
    const database = await createDatabase();
    const write = async (name: string, result: unknown[]): Promise<string[]> => [
      join(database.directory, await database.write(name, JSON.stringify({ success: true, result }))),
    ];
    const warnings: string[] = [];
    const counts = await importFiles({
      ...{ database: database.path, directory: database.directory, extracts: [], rejects: undefined },
      campaigns: await write('campaigns.json', [{ id: 10, name: 'Send' }, null]),
      programs: await write('programs.json', [{ id: 'x', name: 'Spring' }, { id: 5 }]),
      folders: await write('folders.json', [{ folderId: { id: 5 } }, { folderId: { id: 1.5 }, name: '2026' }]),
      emails: await write('emails.json', [
        { id: 20, name: 'Invite' },
        { id: null, name: 'Draft' },
      ]),
      onProgress: () => undefined,
      onWarning: (message) => warnings.push(message.replace(/^.*\//, '')),
    });
    assert.equal(counts.malformedAssets, 4);
    assert.deepEqual(warnings.sort(), [
      'campaigns.json: expected an id, a decimal integer, but found none in the smart campaign without a name, number 2 of the list. It was left out.',
      'emails.json: expected an id, a decimal integer, but found null in the email "Draft", number 2 of the list. It was left out.',
      'folders.json: expected an id, a decimal integer, but found 1.5 in the folder "2026", number 2 of the list. It was left out.',
      'programs.json: expected an id, a decimal integer, but found "x" in the program "Spring", number 1 of the list. It was left out.',
    ]);
    assert.deepEqual(await database.query('SELECT email_id, name FROM emails'), [{ email_id: '20', name: 'Invite' }]);
  });

  it('stores the way from a campaign through programs and folders, which may share ids', async () => {
    const database = await createDatabase();
    const write = async (name: string, result: object[]): Promise<string[]> => [
      join(database.directory, await database.write(name, JSON.stringify({ success: true, result }))),
    ];
    const campaigns = await write('campaigns.json', [
      { id: 10, name: 'Send', folder: { id: 5, type: 'PROGRAM' } },
      { id: 11, name: 'System' },
      { id: 12, name: 'Old list', programId: 5, active: false, workspaceName: 'EU' },
    ]);
    const programs = await write('programs.json', [{ id: 5, name: 'Spring', folder: { type: 'Folder', value: 5 } }]);
    const folders = await write('folders.json', [
      { folderId: { id: 5, type: 'FOLDER' }, name: '2026', parent: { id: 1, type: 'folder' }, isArchive: true },
      { folderId: { id: 1, type: 'Folder' }, name: 'Marketing Activities', parent: null, isArchive: false },
    ]);
    await database.importExtracts({}, { campaigns, programs });
    await database.importExtracts({}, { folders });
    await database.importExtracts({}, { programs });
    assert.deepEqual(await database.query('SELECT folder_id, folder_type FROM campaigns ORDER BY campaign_id'), [
      { folder_id: '5', folder_type: 'Program' },
      { folder_id: null, folder_type: null },
      { folder_id: '5', folder_type: 'Program' },
    ]);
    assert.deepEqual(await database.query('SELECT * EXCLUDE path FROM folders ORDER BY folder_id, folder_type'), [
      {
        folder_id: '1',
        folder_type: 'Folder',
        archived: false,
        name: 'Marketing Activities',
        parent_id: null,
        parent_type: null,
      },
      { folder_id: '5', folder_type: 'Folder', archived: true, name: '2026', parent_id: '1', parent_type: 'Folder' },
      {
        folder_id: '5',
        folder_type: 'Program',
        archived: false,
        name: 'Spring',
        parent_id: '5',
        parent_type: 'Folder',
      },
    ]);
  });

  for (const [problem, content, message] of [
    [
      'a failed request',
      '{"success":false,"errors":[{"code":"601","message":"Access token invalid"}]}',
      /601: Access token invalid/,
    ],
    ['another JSON file', '{"rows":[]}', /not a response of the Asset API/],
    ['an HTML page', '<html>', /is an HTML page/],
    ['a UTF-16 file', Buffer.from('{"result":[]}', 'utf16le'), /is UTF-16 text/],
    ['an asset without an id', '{"result":[{"name":"x"}]}', /expected an id, a decimal integer, but found none/],
  ] as const) {
    it(`fails for ${problem}, and says so`, async () => {
      const database = await createDatabase();
      await database.write('campaigns.json', content);
      const campaigns = [join(database.directory, 'campaigns.json')];
      await assert.rejects(database.importExtracts({}, { campaigns }), message);
    });
  }

  it('reads emails from lists, full content and HTML files in any declared encoding', async () => {
    const database = await createDatabase();
    const directory = join(database.directory, 'emails');
    const write = async (name: string, content: string | Buffer): Promise<void> => {
      await mkdir(join(directory, name, '..'), { recursive: true });
      await writeFile(join(directory, name), content);
    };
    const fullContent = (id: number, content: string): string =>
      JSON.stringify({ success: true, result: [{ id, status: 'approved', content }] });
    await write('20.HTML', Buffer.from('<meta charset="windows-1252"><p>\x80</p>', 'latin1'));
    await write('21.htm', Buffer.from('\uFEFF<p>é</p>', 'utf16le'));
    await write('22.html', Buffer.from('<p>\xe9</p>', 'latin1'));
    await write('23-fullContent.json', fullContent(23, '<p>23</p>'));
    await write('24/fullContent.json', fullContent(24, '<p>24</p>'));
    await write('fullContent.json', fullContent(25, '<p>25</p>'));
    await write(
      '26/content.json',
      JSON.stringify({
        success: true,
        result: [
          {
            htmlId: 'a',
            contentType: 'Text',
            value: [
              { type: 'HTML', value: '<p>26</p>' },
              { type: 'Text', value: '26' },
            ],
          },
        ],
      }),
    );
    await write('27.json', '{"success":true,"warnings":["No assets found for the given search criteria."]}');
    await write('notes.html', '<p>ignored</p>');
    const list = await database.write(
      'emails.json',
      JSON.stringify({
        success: true,
        result: [
          { id: 20, name: 'Listed', isOpenTrackingDisabled: true, subject: { type: 'DynamicContent', value: '77' } },
        ],
      }),
    );
    await database.importExtracts({}, { emails: [directory, join(database.directory, list)] });
    const rows = await database.query('SELECT email_id, html, is_partial FROM emails ORDER BY email_id');
    assert.deepEqual(
      rows.map((row) => Object.values(row)),
      [
        ['20', '<meta charset="windows-1252"><p>€</p>', false],
        ['21', '<p>é</p>', false],
        ['22', '<p>é</p>', false],
        ['23', '<p>23</p>', false],
        ['24', '<p>24</p>', false],
        ['25', '<p>25</p>', false],
        ['26', '<p>26</p>', true],
      ],
    );
    assert.deepEqual(
      await database.query(
        'SELECT name, subject, is_open_tracking_disabled AS disabled FROM emails WHERE name IS NOT NULL',
      ),
      [{ name: 'Listed', subject: null, disabled: true }],
    );
  });
});
