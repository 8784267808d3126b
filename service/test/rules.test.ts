import assert from 'node:assert/strict';
import { test } from 'node:test';
import { activity, createDatabase, csv, record } from './support/import.ts';
import type { ExtractRecord, Row } from './support/import.ts';

const bot = { 'Is Bot Activity': true, 'Bot Activity Pattern': 'IAB' };
const unsubscribeLink = 'https://example.com/u?a=1&MKT_UNSUBSCRIBE=1#top';

/** Activities of one key, and what its row says; a later activity of another key moves the moment of the data. */
const cases: { rule: string; given: ExtractRecord[]; expected: Row }[] = [
  {
    rule: 'a send alone is pending',
    given: [activity('send')],
    expected: { sent: 1, pending: 1, aborted: 0, delivered: 0 },
  },
  {
    rule: 'a send alone is pending until 72 hours have passed',
    given: [activity('send'), activity('open', 71.999, undefined, { campaignId: '' })],
    expected: { pending: 1, aborted: 0 },
  },
  {
    rule: 'a send alone is aborted from 72 hours on, by the latest activity of any kind',
    given: [activity('send'), activity('open', 72, undefined, { campaignId: '' })],
    expected: { sent: 1, pending: 0, aborted: 1 },
  },
  {
    rule: 'an orphan and a skipped send move the moment of the data, too',
    given: [activity('send'), activity('send', 90, undefined, { leadId: '2', actionResult: 'skipped' })],
    expected: { sent: 1, aborted: 1 },
  },
  {
    rule: '72 hours count from the first send',
    given: [activity('send', 0), activity('send', 50), activity('soft', 72, undefined, { leadId: '9' })],
    expected: { sent: 1, aborted: 1 },
  },
  {
    rule: 'a delivery before its send is a delivery',
    given: [activity('delivered', 0), activity('send', 1)],
    expected: { sent: 1, delivered: 1, firstSentAt: '2026-03-01 01:00:00' },
  },
  {
    rule: 'a hard bounce outdoes delivered and soft bounce',
    given: [activity('send'), activity('hard', 1), activity('delivered', 2), activity('soft', 3)],
    expected: { hardBounced: 1, delivered: 0, softBounced: 0 },
  },
  {
    rule: 'soft bounced if the soft bounce is the later',
    given: [activity('send'), activity('delivered', 1), activity('soft', 2)],
    expected: { softBounced: 1, delivered: 0 },
  },
  {
    rule: 'delivered if the delivery is the later, and the bounce is overridden',
    given: [activity('send'), activity('soft', 1), activity('soft', 2), activity('delivered', 3)],
    expected: { softBounced: 0, delivered: 1, explain: { bouncesOverridden: 2 } },
  },
  {
    rule: 'delivered on a tie',
    given: [activity('send'), activity('soft', 1), activity('delivered', 1)],
    expected: { softBounced: 0, delivered: 1 },
  },
  {
    rule: 'an open overrides every bounce and infers the delivery',
    given: [activity('send'), activity('open', 1), activity('hard', 2), activity('soft', 3)],
    expected: {
      delivered: 1,
      hardBounced: 0,
      opened: 1,
      humanOpened: 1,
      clicked: 0,
      explain: { bouncesOverridden: 2, deliveriesInferred: 1, opensInferred: 0 },
    },
  },
  {
    rule: 'who clicked has opened',
    given: [activity('send'), activity('delivered'), activity('click', 1, { Link: 'https://example.com' })],
    expected: { opened: 1, clicked: 1, humanClicked: 1, explain: { opensInferred: 1, deliveriesInferred: 0 } },
  },
  {
    rule: 'a click without a link counts',
    given: [activity('send'), activity('click', 1)],
    expected: { clicked: 1, explain: { clicksIgnored: 0 } },
  },
  {
    rule: 'a click on a mail address proves only that it was opened',
    given: [activity('send'), activity('click', 1, { Link: ' MailTo:a@example.com' })],
    expected: { opened: 1, humanOpened: 1, clicked: 0, humanClicked: 0, explain: { clicksIgnored: 1 } },
  },
  {
    rule: 'a click on the unsubscribe link proves only that it was opened',
    given: [activity('send'), activity('click', 1, { Link: unsubscribeLink })],
    expected: { opened: 1, clicked: 0, unsubscribed: 0, explain: { clicksIgnored: 1 } },
  },
  ...[
    'https://example.com/?mkt_unsubscribe=10',
    'https://example.com/?x_mkt_unsubscribe=1',
    'https://example.com/#?mkt_unsubscribe=1',
    'https://example.com/mkt_unsubscribe=1',
    'https://example.com/?to=mailto:a@example.com',
  ].map((Link) => ({
    rule: `a click on ${Link} counts`,
    given: [activity('send'), activity('click', 1, { Link })],
    expected: { clicked: 1, explain: { clicksIgnored: 0 } },
  })),
  {
    rule: 'who unsubscribed has opened and was reached, but has not clicked',
    given: [activity('send'), activity('hard', 1), activity('unsubscribe', 2)],
    expected: { delivered: 1, opened: 1, unsubscribed: 1, clicked: 0, humanOpened: 1 },
  },
  {
    rule: 'activities that are marked as bots open and click, but no human does',
    given: [
      activity('send'),
      activity('open', 1, bot),
      activity('click', 2, { ...bot, 'Is Bot Activity': 'TRUE', 'Bot Activity Pattern': 'Proximity' }),
    ],
    expected: {
      opened: 1,
      clicked: 1,
      humanOpened: 0,
      humanClicked: 0,
      explain: { botOpens: 1, botClicks: 1, botPatterns: { IAB: 1, Proximity: 1 } },
    },
  },
  {
    rule: 'a pattern alone is no mark, nor is anything but true',
    given: [
      activity('send'),
      activity('open', 1, { 'Bot Activity Pattern': 'IAB' }),
      activity('click', 1, { 'Is Bot Activity': 'yes' }),
      activity('click', 2, { 'Is Bot Activity': 1 }),
    ],
    expected: { humanOpened: 1, humanClicked: 1, explain: { botOpens: 0, botClicks: 0, botPatterns: {} } },
  },
  {
    rule: 'an ignored click of a human opens humanly beside a bot',
    given: [activity('send'), activity('click', 1, bot), activity('click', 2, { Link: 'mailto:a@example.com' })],
    expected: { clicked: 1, humanOpened: 1, humanClicked: 0 },
  },
  {
    rule: 'repeated sends of one campaign to one person are one record',
    given: [activity('send', 2), activity('send', 1), activity('delivered', 3)],
    expected: {
      sent: 1,
      delivered: 1,
      firstSentAt: '2026-03-01 01:00:00',
      lastActivityAt: '2026-03-01 03:00:00',
      explain: { sendsMerged: 1 },
    },
  },
  {
    rule: 'a skipped send did not happen, and is counted where there is a record',
    given: [
      activity('send', 5),
      activity('send', 1, undefined, { actionResult: 'Skipped' }),
      activity('send', 9, undefined, { leadId: '2', actionResult: 'failed' }),
      activity('delivered', 9, undefined, { leadId: '2' }),
    ],
    expected: { sent: 1, firstSentAt: '2026-03-01 05:00:00', explain: { sendsMerged: 0, sendsSkipped: 1 } },
  },
  {
    rule: 'a send that says succeeded, in any case, happened',
    given: [activity('send', 0, undefined, { actionResult: 'SUCCEEDED' })],
    expected: { sent: 1 },
  },
  {
    rule: 'sends to several persons are several records',
    given: [
      activity('send'),
      activity('send', 1, undefined, { leadId: '2' }),
      activity('open', 2, undefined, { leadId: '2' }),
    ],
    expected: { sent: 2, delivered: 1, opened: 1, pending: 1 },
  },
  {
    rule: 'activities without a send are in no row',
    given: [
      activity('send'),
      activity('open', 1, undefined, { leadId: '2' }),
      activity('click', 1, undefined, { leadId: '3' }),
    ],
    expected: { sent: 1, opened: 0, clicked: 0 },
  },
  {
    rule: 'an email has the name of its latest activity, the greater by code points on a tie, never an empty one',
    given: [
      activity('send', 0, undefined, { primaryAttributeValue: 'Zebra' }),
      activity('open', 4, undefined, { primaryAttributeValue: 'Apple' }),
      activity('click', 4, undefined, { primaryAttributeValue: 'apple' }),
      activity('click', 5, undefined, { primaryAttributeValue: 'Null' }),
    ],
    expected: { emailName: 'apple', emailId: '20', campaignId: '10', campaignName: '10', campaignFolder: null },
  },
];

for (const { rule, given, expected } of cases) {
  test(rule, async (context) => {
    const database = await createDatabase(context);
    await database.importExtracts({ 'a.csv': csv(given) });
    const [row, ...others] = await database.rows();
    assert.ok(row, 'one row');
    assert.deepEqual(others, []);
    const { explain, ...counts } = expected;
    for (const [name, value] of Object.entries(counts)) assert.deepEqual(row[name], value, name);
    for (const [name, value] of Object.entries(explain ?? {})) {
      assert.deepEqual((row['explain'] as Row)[name], value, `explain.${name}`);
    }
  });
}

test('the two date bases: rows by their first send, or records by their own', async (context) => {
  const database = await createDatabase(context);
  const day = 24;
  await database.importExtracts({
    'a.csv': csv([
      activity('send', 0),
      activity('send', 2 * day),
      activity('open', 5 * day),
      activity('send', day, undefined, { leadId: '2' }),
      activity('send', 3 * day, undefined, { leadId: '3' }),
    ]),
  });
  const sentOf = async (...frame: [string, string | null, string | null]): Promise<unknown[]> =>
    (await database.rows(...frame)).map(({ sent, firstSentAt, lastActivityAt }) => [sent, firstSentAt, lastActivityAt]);
  const instants = ['2026-03-01 00:00:00', '2026-03-06 00:00:00'];
  assert.deepEqual(await sentOf('first-sent', null, null), [[3, ...instants]]);
  assert.deepEqual(await sentOf('first-sent', '2026-03-01 00:00:00', '2026-03-01 00:00:01'), [[3, ...instants]]);
  assert.deepEqual(await sentOf('first-sent', '2026-02-01 00:00:00', '2026-03-01 00:00:00'), [], 'its end is excluded');
  assert.deepEqual(await sentOf('first-sent', '2026-03-01 00:00:01', null), []);
  assert.deepEqual(await sentOf('sent', '2026-03-02 00:00:00', '2026-03-04 00:00:00'), [[1, ...instants]]);
  assert.deepEqual(await sentOf('sent', '2026-03-02 00:00:00', null), [[2, ...instants]]);
  assert.deepEqual(await sentOf('sent', '2026-03-05 00:00:00', null), []);
});

test('the links of an email: clicks that count and the persons who made them', async (context) => {
  const database = await createDatabase(context);
  const click = (Link: string, leadId: string): ExtractRecord => activity('click', 1, { Link, ...bot }, { leadId });
  await database.importExtracts({
    'a.csv': csv([
      activity('send'),
      activity('send', 0, undefined, { leadId: '2' }),
      click('https://example.com/a', '1'),
      click('https://example.com/a', '1'),
      click('https://example.com/a', '2'),
      click('https://example.com/a', '3'),
      click('mailto:a@example.com', '1'),
    ]),
  });
  assert.deepEqual(await database.query('SELECT url, clicks, people FROM email_links WHERE email_id = 20'), [
    { url: 'https://example.com/a', clicks: 3, people: 2 },
  ]);
});

test('campaigns, folders and emails join by id; the latest file wins; nothing is guessed', async (context) => {
  const database = await createDatabase(context);
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
  await database.write('20.json', JSON.stringify({ name: 'N', subject: { type: 'Text', value: 'S' }, preHeader: 'P' }));
  await database.write('20.html', '<p>é</p>');
  const inDirectory = (name: string): string => `${database.directory}/${name}`;
  const sends = [record(), record({ campaignId: '11' }), record({ campaignId: '12', primaryAttributeValueId: '21' })];
  await database.importExtracts({ 'a.csv': csv(sends) }, { campaigns: [inDirectory('campaigns.json')] });
  await database.importExtracts(
    {},
    {
      campaigns: [inDirectory('newer.json')],
      folders: [inDirectory('folders.json')],
      emails: database.directory,
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
      },
    ].map((email) => ({ ...email })),
  );
});
