import assert from 'node:assert/strict';
import { wilsonInterval } from '../../src/model/wilson-interval.ts';
import { describe, it } from 'vitest';
import { activity, createDatabase, csv } from './support/import.ts';
import type { ExtractRecord, Row } from './support/import.ts';

const bot = { 'Is Bot Activity': true, 'Bot Activity Pattern': 'IAB' };
const proxy = { 'User Agent': 'Mozilla/5.0' };
const unsubscribeLink = 'https://example.com/u?a=1&MKT_UNSUBSCRIBE=1#top';

/** Creates a merge of people into another one. */
function mergeOf(
  person: string,
  merged: readonly string[] | string,
  hours: number,
  fields: Partial<ExtractRecord> = {},
): ExtractRecord {
  const ids = typeof merged === 'string' ? merged : merged.map(Number);
  const leadId = { leadId: person, primaryAttributeValueId: person, campaignId: '' };
  return activity('merge', hours, { 'Merge IDs': ids, 'Master Updated': true }, { ...leadId, ...fields });
}

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
  ...[
    ['before', 1, 2],
    ['after', 2, 1],
    ['at the same time as', 1, 1],
  ].map(([order, softAt, deliveredAt]) => ({
    rule: `gives a soft bounce ${order} a delivery precedence over it`,
    given: [activity('send'), activity('soft', Number(softAt)), activity('delivered', Number(deliveredAt))],
    expected: { softBounced: 1, delivered: 0, explain: { bouncesOverridden: 0, deliveriesInferred: 0 } },
  })),
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
    'https://example.com/?a=1#?b&mkt_unsubscribe=1',
  ].map((Link) => ({
    rule: `counts a click on ${Link}`,
    given: [activity('send'), activity('click', 1, { Link })],
    expected: { clicked: 1, explain: { clicksIgnored: 0 } },
  })),
  ...['https://example.com?a?&mkt_unsubscribe=1', 'x? \tmkt_unsubscribe=1\n&b', '?Mkt_Unsubscribe=1#'].map((Link) => ({
    rule: `ignores a click on ${JSON.stringify(Link)}`,
    given: [activity('send'), activity('click', 1, { Link })],
    expected: { clicked: 0, opened: 1, explain: { clicksIgnored: 1 } },
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
    rule: 'counts unmarked activities as human, and explains how many there are',
    given: [
      activity('send'),
      activity('open', 1, { 'Bot Activity Pattern': 'IAB' }),
      activity('click', 1, { 'Is Bot Activity': 'yes' }),
      activity('click', 2, { 'Is Bot Activity': 1 }),
      activity('click', 3, { 'Is Bot Activity': '' }),
      activity('click', 4, { 'Is Bot Activity': null }),
      activity('click', 5, { 'Is Bot Activity': 'False' }),
      activity('click', 6, { 'Is Bot Activity': false }),
    ],
    expected: {
      humanOpened: 1,
      humanClicked: 1,
      explain: { botOpens: 0, botClicks: 0, botPatterns: {}, opens: 1, clicks: 6, opensUnmarked: 1, clicksUnmarked: 4 },
    },
  },
  {
    rule: 'counts bot activity without a pattern under an empty pattern',
    given: [activity('send'), activity('open', 1, { 'Is Bot Activity': true }), activity('click', 1, bot)],
    expected: { humanOpened: 0, explain: { botPatterns: { '': 1, IAB: 1 }, opensUnmarked: 0 } },
  },
  {
    rule: 'counts opens only by a mail privacy proxy as human opened and privacy opened',
    given: [
      activity('send'),
      activity('open', 1, proxy),
      activity('open', 2, { ...bot, 'User Agent': 'Mozilla/5.0 (X)' }),
    ],
    expected: { opened: 1, humanOpened: 1, privacyOpened: 1, explain: { opens: 2, privacyOpens: 1 } },
  },
  ...[
    activity('open', 2, { 'User Agent': 'Mozilla/5.0 (iPhone)' }),
    activity('open', 2, { 'User Agent': 'mozilla/5.0' }),
    activity('open', 2),
    activity('click', 2, { 'User Agent': 'Mozilla/5.0' }),
    activity('click', 2, { Link: 'mailto:a@example.com' }),
    activity('unsubscribe', 2, { 'User Agent': 'Mozilla/5.0' }),
  ].map((other) => ({
    rule: `does not count a record as privacy opened if there is activity ${other.activityTypeId} ${other.attributes}`,
    given: [activity('send'), activity('open', 1, proxy), other],
    expected: { humanOpened: 1, privacyOpened: 0, explain: { privacyOpens: 1 } },
  })),
  {
    rule: 'does not count a privacy proxy that is marked as bot as human opened, but explains it',
    given: [activity('send'), activity('open', 1, { ...proxy, ...bot })],
    expected: { opened: 1, humanOpened: 0, privacyOpened: 0, explain: { privacyOpens: 1, botOpens: 1 } },
  },
  {
    rule: 'assigns an unsubscribe without a campaign to the campaign of the latest send before it',
    given: [
      activity('send', 0),
      activity('send', 3, undefined, { campaignId: '' }),
      activity('send', 4, undefined, { campaignId: '12', actionResult: 'skipped' }),
      activity('send', 5, undefined, {
        campaignId: '12',
        primaryAttributeValueId: '21',
        leadId: '2',
        actionResult: 'failed',
      }),
      activity('unsubscribe', 2, bot, { campaignId: '' }),
    ],
    expected: {
      ...{ campaignId: '10', unsubscribed: 1, opened: 1, humanOpened: 0, delivered: 1 },
      explain: { unsubscribes: 1, unsubscribesAttributed: 1 },
    },
  },
  {
    rule: 'does not assign an unsubscribe without a campaign to a later send, another email or another person',
    given: [
      activity('send', 1),
      activity('unsubscribe', 0.999, undefined, { campaignId: '' }),
      activity('unsubscribe', 2, undefined, { campaignId: '', primaryAttributeValueId: '21' }),
      activity('unsubscribe', 2, undefined, { campaignId: '', leadId: '2' }),
      activity('open', 2, undefined, { campaignId: '' }),
    ],
    expected: { opened: 0, unsubscribed: 0, explain: { unsubscribesAttributed: 0 } },
  },
  {
    rule: 'counts a person merged into another one once',
    given: [
      activity('send', 0, undefined, { leadId: '1' }),
      activity('send', 1, undefined, { leadId: '2' }),
      activity('open', 2, undefined, { leadId: '3' }),
      mergeOf('2', ['1'], 5),
      mergeOf('3', '[2]', 1),
    ],
    expected: { sent: 1, opened: 1, explain: { sends: 2, sendsMerged: 1 } },
  },
  {
    rule: 'uses the latest merge of a person, on a tie the one with the greater guid',
    given: [
      activity('send', 0, undefined, { leadId: '1' }),
      activity('open', 0, undefined, { leadId: '4' }),
      mergeOf('2', ['1'], 5),
      { ...mergeOf('3', ['1'], 6), marketoGUID: 'merge-a' },
      { ...mergeOf('4', ['1'], 6), marketoGUID: 'merge-b' },
    ],
    expected: { sent: 1, opened: 1 },
  },
  {
    rule: 'ignores merges that form a cycle, but not those that lead into it',
    given: [
      activity('send', 0, undefined, { leadId: '1' }),
      activity('send', 0, undefined, { leadId: '2' }),
      activity('open', 0, undefined, { leadId: '3' }),
      mergeOf('2', ['1'], 5),
      mergeOf('1', ['2'], 6),
      mergeOf('2', ['3'], 7),
    ],
    expected: { sent: 2, opened: 1, pending: 1 },
  },
  {
    rule: 'ignores a merge of a person into itself and unreadable ids',
    given: [
      activity('send', 0, undefined, { leadId: '1' }),
      activity('open', 0, undefined, { leadId: '2' }),
      mergeOf('2', ['1'], 5),
      mergeOf('1', ['1'], 6),
      mergeOf('3', '1x', 7, { attributes: '{"Merge IDs":{"a":"x"}}' }),
      mergeOf('3', '', 7, { attributes: '[' }),
      mergeOf('3', '99999999999999999999', 7),
    ],
    expected: { sent: 1, opened: 1 },
  },
  {
    rule: 'assigns an unsubscribe without a campaign after merges',
    given: [
      activity('send', 0, undefined, { leadId: '1' }),
      activity('unsubscribe', 1, undefined, { leadId: '2', campaignId: '' }),
      mergeOf('2', ['1'], 5),
    ],
    expected: { sent: 1, unsubscribed: 1, explain: { unsubscribesAttributed: 1 } },
  },
  {
    rule: 'does not include merges in the as-of date',
    given: [activity('send', 0), mergeOf('8', ['9'], 100)],
    expected: { pending: 1, aborted: 0, mayHaveBegunEarlier: true },
  },
  {
    rule: 'reads attributes that are a list of names and values',
    given: [
      activity('send'),
      activity('click', 1, [
        { name: 'Link', value: 'mailto:a' },
        { name: 'Is Bot Activity', value: true },
      ]),
    ],
    expected: { clicked: 0, humanOpened: 0, explain: { clicksIgnored: 1, botClicks: 1 } },
  },
  ...['[', '"{}"', 'true', '{"Link":', '[1]', "{'a':1}"].map((attributes) => ({
    rule: `keeps the meaning of an activity with the unreadable attributes ${attributes}`,
    given: [activity('send'), activity('click', 1, undefined, { attributes })],
    expected: { clicked: 1, humanClicked: 1, explain: { clicksUnmarked: 1 } },
  })),
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

  it('counts clicks and people per link of an email, human ones apart, in a campaign and in all', async () => {
    const database = await createDatabase();
    const click = (Link: string, leadId: string, campaignId = '10', mark = {}): ExtractRecord =>
      activity('click', 1, { Link, ...mark }, { leadId, campaignId });
    const link = 'https://example.com/a';
    await database.importExtracts({
      'a.csv': csv([
        activity('send'),
        activity('send', 30, undefined, { leadId: '2' }),
        activity('send', 0, undefined, { leadId: '2', campaignId: '11' }),
        click(link, '1', '10', bot),
        click(` ${link}\n`, '1'),
        click(link, '2', '10', bot),
        click(link, '2', '11'),
        click(link, '3'),
        click('mailto:a@example.com', '1'),
        click(unsubscribeLink, '1'),
        click('', '1'),
      ]),
    });
    const links = async (scope: string): Promise<unknown[]> =>
      (await database.query(`FROM email_links(20, ${scope}) ORDER BY url NULLS LAST`)).map((row) => Object.values(row));
    assert.deepEqual(await links(`10, 'first-sent', NULL, NULL`), [
      [link, null, 3, 2, 1, 1],
      [unsubscribeLink, 'unsubscribe', 1, 1, 1, 1],
      ['mailto:a@example.com', 'mailto', 1, 1, 1, 1],
      [null, null, 1, 1, 1, 1],
    ]);
    assert.deepEqual((await links(`NULL, 'first-sent', NULL, NULL`))[0], [link, null, 4, 2, 2, 2]);
    assert.deepEqual(await links(`10, 'sent', '2026-03-02', NULL`), [[link, null, 1, 1, 0, 0]]);
  });
});

describe('the lower bound of a rate', () => {
  it('has the published values of Newcombe (1998), and is exact at the ends', async () => {
    const database = await createDatabase();
    await database.importExtracts({ 'a.csv': csv([activity('send')]) });
    const cases: readonly (readonly [number, number, number | null])[] = [
      ...([
        [81, 263, 0.2553],
        [15, 148, 0.0624],
        [0, 20, 0],
        [1, 29, 0.0061],
      ] as const),
      ...([
        [0, 0, null],
        [3, 2, null],
        [0, 1e9, 0],
        [20, 20, 0.8389],
      ] as const),
      ...([
        [1e9, 1e9, 1],
        [1, 1e9, 0],
      ] as const),
    ];
    for (const [part, total, expected] of cases) {
      const [row] = await database.query(`SELECT wilson_low(${part}::BIGINT, ${total}::BIGINT) AS low`);
      const low = row?.['low'] as number | null;
      assert.equal(low === null ? null : Number(low.toFixed(4)), expected, `${part}/${total}`);
      const model = wilsonInterval(part, total)?.low;
      assert.ok(low === null ? model === undefined : Math.abs(low - (model ?? NaN)) <= 1e-12);
    }
  });
});
