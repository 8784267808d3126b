import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, it } from 'vitest';
import { emailLimits } from '../../src/email/sanitizer/limits.ts';
import { buildEmailDocument } from '../../src/email/sanitizer/frame-document.ts';
import { readEmailTree } from '../../service/serve/email-tree.ts';
import { writeSample } from '../../tools/sample/write-sample.ts';
import type { Row, SampleFile } from './sample-files.ts';
import { parseObject, readAssets, readExtract } from './sample-files.ts';

const UNTIL = '2026-11-24';
const ACTIVITIES = 20_000;
const REQUIRED = [
  'marketoGUID',
  'leadId',
  'activityDate',
  'activityTypeId',
  'campaignId',
  'primaryAttributeValueId',
  'primaryAttributeValue',
  'attributes',
];
const REPORT_TYPES = ['6', '7', '8', '9', '10', '11', '27', '32'];

async function writeSampleTo(directory: string, activities: number, seed: string): Promise<void> {
  await writeSample({ activities, seed, until: Date.parse(UNTIL), directory });
}

function digest(directory: string): Map<string, string> {
  const names = readdirSync(directory, { recursive: true, encoding: 'utf8' }).sort();
  const files = names.filter((name) => name.includes('.'));
  return new Map(
    files.map((name) => [
      name,
      createHash('sha256')
        .update(readFileSync(join(directory, name)))
        .digest('hex'),
    ]),
  );
}

const isEmpty = (value: string): boolean => value === '' || value.toLowerCase() === 'null';

describe('a sample', () => {
  let directory: string;
  let files: SampleFile[];
  let rows: Row[];

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'sample-'));
    await writeSampleTo(directory, ACTIVITIES, 'test');
    const names = readdirSync(directory).filter((name) => name.startsWith('activities-'));
    files = names.sort().map((name) => readExtract(directory, name));
    rows = files.flatMap((file) => file.rows);
  });
  afterAll(() => rm(directory, { recursive: true }));

  const ofType = (type: string): Row[] => rows.filter((row) => row['activityTypeId'] === type);
  const attributesOf = (row: Row): Record<string, unknown> => {
    try {
      return parseObject(row['attributes'] ?? '');
    } catch {
      return {};
    }
  };

  it('has the requested number of activities, within 2 %', () => {
    assert.ok(Math.abs(rows.length + 1 - ACTIVITIES) <= ACTIVITIES * 0.02, `${rows.length}`);
  });

  it('is byte-identical for the same seed and day, and differs for another seed', async () => {
    const again = await mkdtemp(join(tmpdir(), 'sample-'));
    const other = await mkdtemp(join(tmpdir(), 'sample-'));
    await writeSampleTo(again, ACTIVITIES, 'test');
    await writeSampleTo(other, 500, 'another');
    assert.deepEqual(digest(again), digest(directory));
    assert.notDeepEqual(digest(other).get('campaigns.json'), digest(directory).get('campaigns.json'));
    await Promise.all([again, other].map((path) => rm(path, { recursive: true })));
  });

  it('has files in several CSV formats, one of them compressed', () => {
    for (const file of files) {
      assert.deepEqual(
        REQUIRED.filter((column) => !file.header.includes(column)),
        [],
      );
    }
    assert.equal(files.filter((file) => file.name.endsWith('.gz')).length, 1);
    assert.ok(new Set(files.map((file) => file.header.join())).size >= 3);
    assert.ok(files.some((file) => file.header.includes('actionResult')));
    assert.ok(files.some((file) => !file.header.includes('actionResult')));
    assert.ok(files.some((file) => file.hasCrlf));
    assert.deepEqual(
      files.filter((file) => file.isTruncated).map((file) => file.name),
      ['activities-2026-11.csv'],
    );
  });

  it('covers more than a year and ends in the morning of its last day', () => {
    const dates = rows.map((row) => row['activityDate'] ?? '').filter((date) => /^20\d{2}-\S+Z$/.test(date));
    const sorted = dates.sort();
    assert.ok((sorted[0] ?? '') < '2025-11');
    assert.ok((sorted.at(-1) ?? '') <= '2026-11-24T04:00:00Z');
    assert.ok((sorted.at(-1) ?? '') > '2026-11-24');
  });

  it('contains its campaigns, programs and folders, except a few that were deleted', () => {
    const campaigns = readAssets(directory, 'campaigns.json');
    const programs = readAssets(directory, 'programs.json');
    const folders = readAssets(directory, 'folders.json');
    const used = new Set(
      ofType('6')
        .map((row) => row['campaignId'] ?? '')
        .filter((id) => /^[1-9]/.test(id)),
    );
    const unknown = [...used].filter((id) => !campaigns.has(Number(id)));
    assert.ok(unknown.length >= 1 && unknown.length <= 8, `${unknown.length} of ${used.size}`);
    const placeOf = ({ folder }: Record<string, unknown>): Record<string, unknown> =>
      parseObject(JSON.stringify(folder));
    const folderOf = (asset: Record<string, unknown>): unknown => {
      const place = placeOf(asset);
      if (place['type'] === 'Folder') return folders.get(place['id']);
      const program = programs.get(place['id']);
      assert.ok(program, JSON.stringify(place));
      return folders.get(placeOf(program)['value']);
    };
    const listed = [...campaigns.values()].map((asset) => folderOf(asset));
    assert.ok([...campaigns.values()].some((asset) => placeOf(asset)['type'] === 'Folder'));
    assert.ok([...programs.keys()].some((id) => folders.has(id)));
    const withoutFolder = listed.filter((folder) => folder === undefined);
    assert.ok(withoutFolder.length > 0 && withoutFolder.length < listed.length / 4);
    assert.ok([...folders.values()].some((folder) => folder['isArchive'] === true));
    assert.ok([...folders.values()].some((folder) => String(folder['path']).endsWith('/EMEA/2026')));
  });

  it('has campaigns of each type in several workspaces, and one that sends every week', () => {
    const campaigns = [...readAssets(directory, 'campaigns.json').values()];
    const valuesOf = (field: string): unknown[] => [...new Set(campaigns.map((asset) => asset[field]))].sort();
    assert.deepEqual(valuesOf('type'), ['Batch', 'Trigger']);
    assert.deepEqual(valuesOf('workspace'), ['Default', 'France', 'Japan']);
    const weekly = campaigns.find((asset) => JSON.stringify(asset['recurrence']).includes('Weekly'));
    const sends = ofType('6').filter((row) => row['campaignId'] === String(weekly?.['id']));
    const weekdays = sends.map((row) => new Date(row['activityDate'] ?? '').getUTCDay());
    assert.ok(weekdays.filter((day) => day === 2).length > sends.length * 0.9 && sends.length > 10, weekdays.join());
  });

  it('has no opens of emails whose opens are not tracked', () => {
    const names = readdirSync(join(directory, 'emails')).filter((name) => name.endsWith('.json'));
    const emails = names.map((name) => parseObject(readFileSync(join(directory, 'emails', name), 'utf8')));
    const untracked = new Set(
      emails.filter((email) => email['isOpenTrackingDisabled']).map((email) => String(email['id'])),
    );
    const isUntracked = (row: Row): boolean => untracked.has(row['primaryAttributeValueId'] ?? '');
    assert.ok(ofType('6').some(isUntracked) && ofType('11').some(isUntracked));
    assert.deepEqual(ofType('10').filter(isUntracked), []);
  });

  it('has people of several countries, and people who were deleted in the last two weeks', () => {
    const [header, ...lines] = readFileSync(join(directory, 'people.csv'), 'utf8').trimEnd().split('\n');
    assert.equal(header, 'id,country,industry,email');
    const people = lines.map((line) => line.split(','));
    const ids = new Set(people.map(([id]) => id));
    const countries = new Set(people.map(([, country]) => country));
    assert.ok(countries.size > 10 && ['France', 'Germany', ''].every((country) => countries.has(country)));
    const valid = ofType('6').filter((row) => /^1\d{6}$/.test(row['leadId'] ?? ''));
    assert.deepEqual(
      valid.filter((row) => !ids.has(row['leadId'])),
      [],
    );
    assert.ok(ofType('32').every((row) => ids.has(row['leadId'])));
    const deletions: unknown = parseObject(readFileSync(join(directory, 'deletions.json'), 'utf8'))['result'];
    assert.ok(Array.isArray(deletions) && deletions.length > 10);
    for (const deletion of deletions.map((each: unknown) => parseObject(JSON.stringify(each)))) {
      assert.ok(ids.has(String(deletion['leadId'])));
      assert.ok(String(deletion['activityDate']) >= '2026-11-10');
    }
  });

  it('contains files of its emails, except of a few', () => {
    const ids = new Set(
      ofType('6')
        .map((row) => row['primaryAttributeValueId'] ?? '')
        .filter((id) => /^\d+$/.test(id)),
    );
    const names = new Set(readdirSync(join(directory, 'emails')));
    const share = (ending: string): number => [...ids].filter((id) => names.has(id + ending)).length / ids.size;
    assert.ok(share('.json') > 0.97 && share('.json') < 1);
    assert.ok(share('.html') > 0.9 && share('.html') < share('.json'));
    assert.ok(share('.txt') > 0.3);
    for (const name of names) {
      const content = readFileSync(join(directory, 'emails', name), 'utf8');
      assert.ok(content.length < 40_000, name);
      if (!name.endsWith('.json')) assert.match(content, /[?&]mkt_unsubscribe=1/, name);
      else assert.equal(`${String(parseObject(content)['id'])}.json`, name);
    }
  });

  it('embeds only images that email previews show', () => {
    const emails = readdirSync(join(directory, 'emails')).filter((name) => name.endsWith('.html'));
    const svgCount = (html: string): number => html.match(/src="data:image\/svg/g)?.length ?? 0;
    let all = 0;
    for (const name of emails) {
      const html = readFileSync(join(directory, 'emails', name), 'utf8');
      assert.equal(svgCount(buildEmailDocument(readEmailTree(html, emailLimits))), svgCount(html), name);
      all += svgCount(html);
    }
    assert.ok(all > emails.length, `${all} images in ${emails.length} emails`);
  });

  it('has clicks on links that the email contains', () => {
    const clicks = ofType('11').filter((row) => /^\d+$/.test(row['primaryAttributeValueId'] ?? ''));
    const links = clicks.map((row) => ({
      id: row['primaryAttributeValueId'],
      link: attributesOf(row)['Link'],
    }));
    const missing = links.filter(({ id, link }) => {
      if (typeof link !== 'string') return false;
      const name = ['html', 'txt'].map((ending) => join(directory, 'emails', `${id}.${ending}`));
      const texts = name.flatMap((path) => {
        try {
          return [readFileSync(path, 'utf8').replaceAll('&#38;', '&')];
        } catch {
          return [];
        }
      });
      return !texts.some((text) => text.includes(link));
    });
    assert.ok(links.length > 200);
    assert.ok(missing.length <= 2, JSON.stringify(missing.slice(0, 5)));
  });

  it('contains all kinds of activities that the rules distinguish', () => {
    const bots = [...ofType('10'), ...ofType('11')].map((row) => attributesOf(row));
    const guids = new Map<string, Set<string>>();
    for (const row of rows) {
      const guid = row['marketoGUID'] ?? '';
      const fields = [...REQUIRED, 'actionResult'].map((column) => row[column] ?? '');
      const content = fields.map((field) => (isEmpty(field) ? '' : field.replace('.000+00:00', 'Z'))).join('\n');
      guids.set(guid, (guids.get(guid) ?? new Set()).add(content));
    }
    const keys = new Set(
      ofType('6').map((row) => `${row['campaignId']} ${row['primaryAttributeValueId']} ${row['leadId']}`),
    );
    const kinds: Record<string, number> = {
      duplicates: rows.length - guids.size,
      conflicts: [...guids.values()].filter((versions) => versions.size > 1).length,
      'hard bounces': ofType('8').length,
      'soft bounces': ofType('27').length,
      unsubscribes: ofType('9').length,
      'other types': rows.filter((row) => !REPORT_TYPES.includes(row['activityTypeId'] ?? '')).length,
      'skipped sends': ofType('6').filter((row) => /skipped|failed/.test(row['actionResult'] ?? '')).length,
      'boolean bot flags': bots.filter((attributes) => attributes['Is Bot Activity'] === true).length,
      'textual bot flags': bots.filter((attributes) => attributes['Is Bot Activity'] === 'true').length,
      'bot patterns without a flag': bots.filter(
        (attributes) =>
          String(attributes['Is Bot Activity']) === 'false' && attributes['Bot Activity Pattern'] === 'Proximity',
      ).length,
      'unmarked opens': ofType('10').filter((row) => attributesOf(row)['Is Bot Activity'] === undefined).length,
      'privacy-proxy opens': bots.filter((attributes) => attributes['User Agent'] === 'Mozilla/5.0').length,
      merges: ofType('32').length,
      'unsubscribes without a campaign': ofType('9').filter((row) => isEmpty(row['campaignId'] ?? '')).length,
      'mailto clicks': bots.filter((attributes) => /^mailto:/.test(String(attributes['Link']))).length,
      'clicks on unsubscribe links': bots.filter((attributes) => /mkt_unsubscribe=1/.test(String(attributes['Link'])))
        .length,
      'activities without a campaign': ofType('6').filter(
        (row) => isEmpty(row['campaignId'] ?? '') || row['campaignId'] === '0',
      ).length,
      orphans: ofType('10').filter(
        (row) =>
          !isEmpty(row['campaignId'] ?? '') &&
          !keys.has(`${row['campaignId']} ${row['primaryAttributeValueId']} ${row['leadId']}`),
      ).length,
      'dates with an offset': rows.filter((row) => row['activityDate']?.endsWith('+00:00')).length,
    };
    assert.deepEqual(
      Object.keys(kinds).filter((kind) => kinds[kind] === 0),
      [],
    );
    assert.equal(kinds['conflicts'], 2);
  });

  it('has email names in several scripts and with characters that CSV and HTML escape', () => {
    const names = new Set(rows.map((row) => row['primaryAttributeValue'] ?? ''));
    for (const pattern of [
      /[éöß]/,
      /\p{Script=Arabic}/u,
      /\p{Script=Hebrew}/u,
      /\p{Script=Han}/u,
      /🚀/u,
      /"/,
      /,/,
      /&/,
      /<.+>/,
    ]) {
      assert.ok(
        [...names].some((name) => pattern.test(name)),
        String(pattern),
      );
    }
    assert.ok([...names].some((name) => name.length > 150));
  });

  it('contains a few records that are malformed in different ways', () => {
    const malformed: [string, (row: Row) => boolean][] = [
      ['guid', (row) => isEmpty(row['marketoGUID'] ?? '')],
      ['person', (row) => !/^\d+$/.test(row['leadId'] ?? '')],
      ['date', (row) => !/^20[0-9]{2}-.*(Z|[+-]\d\d:\d\d)$/.test(row['activityDate'] ?? '')],
      ['email', (row) => !/^\d+$/.test(row['primaryAttributeValueId'] ?? '')],
      ['campaign', (row) => !/^\d*$/.test(row['campaignId'] ?? '') && !isEmpty(row['campaignId'] ?? '')],
      ['attributes', (row) => !/^(\{.*\}|)$/.test(row['attributes'] ?? '') && row['activityTypeId'] !== '13'],
    ];
    const counts = malformed.map(([name, isMalformed]) => [name, rows.filter((row) => isMalformed(row)).length]);
    assert.deepEqual(Object.fromEntries(counts), {
      guid: 1,
      person: 2,
      date: 4,
      email: 1,
      campaign: 1,
      attributes: 2,
    });
  });
});

describe('writing a sample', () => {
  it('fails in a directory with extracts of another sample', async () => {
    const directory = await mkdtemp(join(tmpdir(), 'sample-'));
    await writeFile(join(directory, 'activities-1999-12.csv'), '');
    await assert.rejects(writeSampleTo(directory, 500, 'test'), /activities-1999-12\.csv/);
    await rm(directory, { recursive: true });
  });

  for (const [day, note] of [
    ['2024-02-29', 'a leap day'],
    ['2025-03-30', 'the start of daylight saving time'],
  ] as const) {
    it(`works for a last day that is ${note}`, async () => {
      const directory = await mkdtemp(join(tmpdir(), 'sample-'));
      await writeSample({ activities: 2000, seed: 's', until: Date.parse(day), directory });
      assert.ok(readdirSync(directory).includes(`activities-${day.slice(0, 7)}.csv`));
      await rm(directory, { recursive: true });
    });
  }
});
