import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, it } from 'vitest';
import { assets, reportExtract } from './support/report-extract.ts';
import { extractOf, getReport, importInto, makeFolder, startServer } from './support/server.ts';

describe('email', () => {
  it('has its known fields and the clicked links', async () => {
    const own = await makeFolder();
    const emails = join(own.path, 'emails');
    try {
      await mkdir(emails);
      await writeFile(join(emails, '71.html'), '<p>Été</p>');
      const subject = { type: 'Text', value: 'You are invited' };
      await writeFile(join(emails, '71.json'), JSON.stringify({ result: [{ id: 71, name: 'Invite', subject }] }));
      await writeFile(join(emails, '72.txt'), 'Plain');
      const path = await importInto(own.path, { ...assets, 'one.csv': extractOf(reportExtract) }, ['--emails', emails]);
      const live = await startServer({ database: path });
      try {
        const report = await getReport(live.address, { campaign: 1001, sort: 'emailName' });
        assert.deepEqual(
          report.rows.map((row) => row['hasPreview']),
          [true, true],
        );
        const url = new URL(
          String(report['previewUrl']).replace('{emailId}', '71').replace('{campaignId}', '1001'),
          `${live.address}/api/report?x=1`,
        );
        const response = await fetch(url);
        const email = (await response.json()) as Record<string, unknown>;
        assert.equal(email['id'], '71');
        assert.equal(email['html'], '<p>Été</p>');
        assert.equal(email['subject'], 'You are invited');
        assert.equal('text' in email, false);
        assert.equal(email['contentVersion'], 'current');
        assert.equal('partial' in email, false);
        const counts = { clicks: 2, people: 2, humanClicks: 2, humanPeople: 2 };
        assert.deepEqual(email['links'], [{ url: 'https://example.com/71', ...counts }]);
        assert.deepEqual(email['ignoredLinks'], []);
        const inAllCampaigns = `${live.address}/api/emails/71`;
        const linksOf = async (query: string): Promise<unknown> => {
          const row = await fetch(`${inAllCampaigns}?${query}`);
          return ((await row.json()) as { links: { clicks: number }[] }).links.map(({ clicks }) => clicks);
        };
        assert.deepEqual(await linksOf(''), [4]);
        assert.deepEqual(await linksOf('campaign=1002'), [2]);
        assert.deepEqual(await linksOf('campaign=1002&from=2026-03-02&to=2026-03-02&dateBasis=sent'), [2]);
        assert.deepEqual(await linksOf('from=2026-03-03'), []);
        assert.equal((await fetch(`${inAllCampaigns}?campaign=x`)).status, 400);
        assert.deepEqual(await linksOf('campaign=99999999999999999999'), []);
        const again = await fetch(url, { headers: { 'if-none-match': response.headers.get('etag') ?? '' } });
        assert.equal(again.status, 304);
        assert.equal(((await (await fetch(`${live.address}/api/emails/72`)).json()) as { text: string }).text, 'Plain');
        for (const id of ['73', '0', 'x', '-1', '999999999999999999999999']) {
          assert.equal((await fetch(`${live.address}/api/emails/${id}`)).status, 404);
        }
      } finally {
        await live.close();
      }
    } finally {
      await own.remove();
    }
  });
});
