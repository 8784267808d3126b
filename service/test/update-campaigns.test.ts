import assert from 'node:assert/strict';
import { DuckDBInstance } from '@duckdb/node-api';
import { describe, it } from 'vitest';
import { installSchema } from '../database.ts';
import { updateCampaigns } from '../import/merge-activities.ts';

/** Returns the campaign details of the report’s rows, with these contents of tables. */
async function detailsOf(sql: string): Promise<Record<string, unknown>[]> {
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  try {
    await installSchema(connection, ':memory:');
    await connection.run(sql);
    await updateCampaigns(connection);
    const result = await connection.runAndReadAll('FROM campaign_details ORDER BY campaign_id');
    return result.getRowObjectsJson();
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}

/** SQL for report rows: campaign id, email id and the name of the email. */
function rows(...each: [campaign: number, email: number, name: string | null][]): string {
  return each
    .map(
      ([campaign, email, name]) => `
        INSERT INTO pairs VALUES (${campaign}, ${email}, '2026-03-01', '2026-03-01');
        ${name === null ? '' : `INSERT OR IGNORE INTO email_names VALUES (${email}, '${name}');`}`,
    )
    .join('');
}

describe('the name of a campaign', () => {
  for (const [source, sql, name] of [
    ['the asset', `INSERT INTO campaigns (campaign_id, name) VALUES (1, 'Asset'); ${rows([1, 2, 'P.E'])}`, 'Asset'],
    ['the attribute of its activities', rows([1, 2, 'P.E']), 'Attribute'],
  ] as const) {
    it(`is that of ${source}`, async () => {
      const [row] = await detailsOf(`INSERT INTO campaign_names VALUES (1, 'Attribute'); ${sql}`);
      assert.equal(row?.['name'], name);
    });
  }

  for (const [emails, name] of [
    [['Spring.2026.Invite', 'Spring.2026.Reminder'], 'Spring.2026 (program)'],
    [['Spring.Invite', 'Autumn.Invite'], '1'],
    [['Spring.Invite', 'Design studio email'], '1'],
    [['Spring.Invite', null], '1'],
    [['.Invite'], '1'],
  ] as const) {
    it(`is ${name} without both, if its emails are ${emails.join(' and ')}`, async () => {
      const [row] = await detailsOf(emails.map((email, index) => rows([1, index, email])).join(''));
      assert.equal(row?.['name'], name);
    });
  }
});

describe('the folder of a campaign', () => {
  const folders = `
    INSERT INTO folders (folder_id, folder_type, name, parent_id, parent_type, archived, path) VALUES
      (1, 'Folder', 'Marketing Activities', NULL, NULL, false, '/Marketing Activities'),
      (2, 'FOLDER', 'A/B 100%', 1, 'folder', NULL, NULL),
      (3, 'folder', 'Old', 1, 'Folder', true, NULL),
      (4, 'Folder', 'EMEA', 3, 'Folder', false, NULL),
      (4, 'Program', 'Launch', 5, 'FOLDER', false, NULL),
      (5, 'Folder', '2026', 1, 'Folder', false, NULL),
      (6, 'Folder', 'Orphan', 99, 'Folder', false, '/Marketing Activities/Hidden/Orphan'),
      (7, 'Folder', 'Archived orphan', 99, 'Folder', true, NULL),
      (8, 'Folder', 'Circle', 9, 'Folder', false, NULL),
      (9, 'Folder', 'Square', 8, 'Folder', false, NULL);`;

  for (const [place, folder, archived, program] of [
    [`5, 'Folder'`, '/2026', false, null],
    [`5, NULL`, '/2026', false, null],
    [`4, 'PROGRAM'`, '/2026/Launch', false, 'Launch'],
    [`4, 'folder'`, '/Old/EMEA', true, null],
    [`2, 'Folder'`, '/A%2FB 100%25', null, null],
    [`1, 'Folder'`, null, false, null],
    [`6, 'Folder'`, '/Hidden/Orphan', null, null],
    [`7, 'Folder'`, '/Archived orphan', true, null],
    [`99, 'Folder'`, null, null, null],
    ['NULL, NULL', null, null, null],
  ] as const) {
    it(`${place} is ${folder}, archived: ${archived}`, async () => {
      const campaign = `INSERT INTO campaigns (campaign_id, folder_id, folder_type, campaign_type, workspace)
        VALUES (1, ${place}, 'Trigger', 'Default');`;
      const [row] = await detailsOf(folders + campaign + rows([1, 2, null]));
      assert.deepEqual(row, {
        ...{ campaign_id: '1', name: '1', folder, archived, campaign_type: 'trigger', program, workspace: 'Default' },
      });
    });
  }

  it('is unknown if folders contain each other', async () => {
    const campaign = `INSERT INTO campaigns (campaign_id, folder_id) VALUES (1, 8);`;
    const [row] = await detailsOf(folders + campaign + rows([1, 2, null]));
    assert.deepEqual([row?.['folder'], row?.['archived']], [null, null]);
  });
});
