import assert from 'node:assert/strict';
import { describe, it } from 'vitest';
import { activity, createDatabase, csv } from './support/import.ts';
import type { ExtractRecord, Row } from './support/import.ts';

const bot = { 'Is Bot Activity': true, 'Bot Activity Pattern': 'IAB' };
const unsubscribeLink = 'https://example.com/u?a=1&MKT_UNSUBSCRIBE=1#top';

/** Activities of one report row, and the row. A later activity of another key moves the as-of date. */
const cases: { rule: string; given: ExtractRecord[]; expected: Row }[] = [
  {
    rule: 'counts a record with only a send as pending',
    given: [activity('send')],
    expected: { sent: 1, pending: 1, aborted: 0, delivered: 0 },
  },
  {
    rule: 'counts a record with only a send as pending for 72 hours',
    given: [activity('send'), activity('open', 71.999, undefined, { campaignId: '' })],
    expected: { pending: 1, aborted: 0 },
  },
  {
    rule: 'counts a record with only a send as aborted when any activity is 72 hours later',
    given: [activity('send'), activity('open', 72, undefined, { campaignId: '' })],
    expected: { sent: 1, pending: 0, aborted: 1 },
  },
  {
    rule: 'includes orphans and skipped sends in the as-of date',
    given: [activity('send'), activity('send', 90, undefined, { leadId: '2', actionResult: 'skipped' })],
    expected: { sent: 1, aborted: 1 },
  },
  {
    rule: 'measures the 72 hours from the first send',
    given: [activity('send', 0), activity('send', 50), activity('soft', 72, undefined, { leadId: '9' })],
    expected: { sent: 1, aborted: 1 },
  },
  {
    rule: 'accepts a delivery that is dated before its send',
    given: [activity('delivered', 0), activity('send', 1)],
    expected: { sent: 1, delivered: 1, firstSentAt: '2026-03-01 01:00:00' },
  },
  {
    rule: 'gives a hard bounce precedence over a delivery and a soft bounce',
    given: [activity('send'), activity('hard', 1), activity('delivered', 2), activity('soft', 3)],
    expected: { hardBounced: 1, delivered: 0, softBounced: 0 },
  },
  {
    rule: 'counts a record as soft bounced if the soft bounce is later than the delivery',
    given: [activity('send'), activity('delivered', 1), activity('soft', 2)],
    expected: { softBounced: 1, delivered: 0 },
  },
  {
    rule: 'counts a record as delivered if the delivery is later than the soft bounces',
    given: [activity('send'), activity('soft', 1), activity('soft', 2), activity('delivered', 3)],
    expected: { softBounced: 0, delivered: 1, explain: { bouncesOverridden: 2 } },
  },
  {
    rule: 'counts a record as delivered if delivery and soft bounce have the same date',
    given: [activity('send'), activity('soft', 1), activity('delivered', 1)],
    expected: { softBounced: 0, delivered: 1 },
  },
  {
    rule: 'counts an opened record as delivered even if it bounced',
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
    rule: 'counts a clicked record as opened',
    given: [activity('send'), activity('delivered'), activity('click', 1, { Link: 'https://example.com' })],
    expected: { opened: 1, clicked: 1, humanClicked: 1, explain: { opensInferred: 1, deliveriesInferred: 0 } },
  },
  {
    rule: 'counts a click without a link',
    given: [activity('send'), activity('click', 1)],
    expected: { clicked: 1, explain: { clicksIgnored: 0 } },
  },
  {
    rule: 'counts a click on a mailto: link only as an open',
    given: [activity('send'), activity('click', 1, { Link: ' MailTo:a@example.com' })],
    expected: { opened: 1, humanOpened: 1, clicked: 0, humanClicked: 0, explain: { clicksIgnored: 1 } },
  },
  {
    rule: 'counts a click on the unsubscribe link only as an open',
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
    rule: `counts a click on ${Link}`,
    given: [activity('send'), activity('click', 1, { Link })],
    expected: { clicked: 1, explain: { clicksIgnored: 0 } },
  })),
  {
    rule: 'counts an unsubscribed record as delivered and opened, but not as clicked',
    given: [activity('send'), activity('hard', 1), activity('unsubscribe', 2)],
    expected: { delivered: 1, opened: 1, unsubscribed: 1, clicked: 0, humanOpened: 1 },
  },
  {
    rule: 'excludes bot activity from human opened and human clicked',
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
    rule: 'treats activities as human unless the bot flag is true',
    given: [
      activity('send'),
      activity('open', 1, { 'Bot Activity Pattern': 'IAB' }),
      activity('click', 1, { 'Is Bot Activity': 'yes' }),
      activity('click', 2, { 'Is Bot Activity': 1 }),
    ],
    expected: { humanOpened: 1, humanClicked: 1, explain: { botOpens: 0, botClicks: 0, botPatterns: {} } },
  },
  {
    rule: 'counts a click on an ignored link by a human as human opened',
    given: [activity('send'), activity('click', 1, bot), activity('click', 2, { Link: 'mailto:a@example.com' })],
    expected: { clicked: 1, humanOpened: 1, humanClicked: 0 },
  },
  {
    rule: 'merges repeated sends of a campaign to a person into one record',
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
    rule: 'ignores skipped sends, and explains how many a record has',
    given: [
      activity('send', 5),
      activity('send', 1, undefined, { actionResult: 'Skipped' }),
      activity('send', 9, undefined, { leadId: '2', actionResult: 'failed' }),
      activity('delivered', 9, undefined, { leadId: '2' }),
    ],
    expected: { sent: 1, firstSentAt: '2026-03-01 05:00:00', explain: { sendsMerged: 0, sendsSkipped: 1 } },
  },
  {
    rule: 'accepts the action result "succeeded" in any case',
    given: [activity('send', 0, undefined, { actionResult: 'SUCCEEDED' })],
    expected: { sent: 1 },
  },
  {
    rule: 'has one record per person',
    given: [
      activity('send'),
      activity('send', 1, undefined, { leadId: '2' }),
      activity('open', 2, undefined, { leadId: '2' }),
    ],
    expected: { sent: 2, delivered: 1, opened: 1, pending: 1 },
  },
  {
    rule: 'excludes activities without a send',
    given: [
      activity('send'),
      activity('open', 1, undefined, { leadId: '2' }),
      activity('click', 1, undefined, { leadId: '3' }),
    ],
    expected: { sent: 1, opened: 0, clicked: 0 },
  },
  {
    rule: 'takes the name of an email from its latest activity, the greater name on a tie, never an empty one',
    given: [
      activity('send', 0, undefined, { primaryAttributeValue: 'Zebra' }),
      activity('open', 4, undefined, { primaryAttributeValue: 'Apple' }),
      activity('click', 4, undefined, { primaryAttributeValue: 'apple' }),
      activity('click', 5, undefined, { primaryAttributeValue: 'Null' }),
    ],
    expected: { emailName: 'apple', emailId: '20', campaignId: '10', campaignName: '10', campaignFolder: null },
  },
];

describe('the report', () => {
  for (const { rule, given, expected } of cases) {
    it(rule, async () => {
      const database = await createDatabase();
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

  it('selects rows by their first send, or records by theirs, depending on the date basis', async () => {
    const database = await createDatabase();
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
      (await database.rows(...frame)).map(({ sent, firstSentAt, lastActivityAt }) => [
        sent,
        firstSentAt,
        lastActivityAt,
      ]);
    const instants = ['2026-03-01 00:00:00', '2026-03-06 00:00:00'];
    assert.deepEqual(await sentOf('first-sent', null, null), [[3, ...instants]]);
    assert.deepEqual(await sentOf('first-sent', '2026-03-01 00:00:00', '2026-03-01 00:00:01'), [[3, ...instants]]);
    assert.deepEqual(
      await sentOf('first-sent', '2026-02-01 00:00:00', '2026-03-01 00:00:00'),
      [],
      'the end is excluded',
    );
    assert.deepEqual(await sentOf('first-sent', '2026-03-01 00:00:01', null), []);
    assert.deepEqual(await sentOf('sent', '2026-03-02 00:00:00', '2026-03-04 00:00:00'), [[1, ...instants]]);
    assert.deepEqual(await sentOf('sent', '2026-03-02 00:00:00', null), [[2, ...instants]]);
    assert.deepEqual(await sentOf('sent', '2026-03-05 00:00:00', null), []);
  });

  it('counts clicks and people per link of an email', async () => {
    const database = await createDatabase();
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
});
