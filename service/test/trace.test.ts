import assert from 'node:assert/strict';
import { describe, it } from 'vitest';
import { activity, createDatabase, csv } from './support/import.ts';
import type { ExtractRecord, Row } from './support/import.ts';

/** Adds the person, the campaign and the email to an activity. */
function by(leadId: string, campaignId: string, each: ExtractRecord, email = '20'): ExtractRecord {
  return { ...each, leadId, campaignId, primaryAttributeValueId: email };
}

const link = { Link: 'https://example.com/a' };
const mailto = { Link: 'mailto:help@example.com' };
const bot = { ...link, 'Is Bot Activity': 'true' };
const browser = { 'User Agent': 'Mozilla/5.0 (X11)' };
const proxy = { 'User Agent': 'Mozilla/5.0' };
const intoPerson1 = { leadId: '1', campaignId: '', primaryAttributeValueId: '1' };

/** Everything that the instance logged. Hours are after 1 March 2026, 00:00. */
const activities: ExtractRecord[] = [
  by('1', '10', activity('send', 0)),
  by('1', '10', activity('delivered', 1)),
  by('1', '10', activity('open', 2, browser)),
  by('1', '10', activity('click', 3, link)),
  by('1', '10', activity('send', 48)),
  by('2', '10', activity('send', 0)),
  by('2', '10', activity('open', 2, proxy)),
  by('3', '10', activity('send', 0)),
  by('3', '10', activity('hard', 1)),
  by('4', '10', activity('send', 0)),
  by('4', '10', activity('delivered', 1)),
  by('4', '10', activity('soft', 24)),
  by('5', '10', activity('send', 0)),
  by('6', '10', { ...activity('send', 0), actionResult: 'skipped' }),
  by('7', '10', activity('send', 0)),
  activity('merge', 5, { 'Merge IDs': [7] }, intoPerson1),
  by('1', '11', activity('send', 50)),
  by('1', '', activity('unsubscribe', 60)),
  by('2', '11', activity('send', 50)),
  by('2', '11', activity('click', 51, bot)),
  by('2', '11', activity('click', 52, mailto)),
  by('3', '12', activity('send', 90), '21'),
  by('9', '12', activity('open', 95, browser), '21'),
  by('9', '', activity('open', 100, browser)),
];

/**
 * Campaign 10, email 20. It was sent to persons 1 to 5. Person 7 was merged into person 1; the send to person 6 was skipped,
 * and as there is no other send, person 6 has no record.
 */
const first: Row = {
  campaignId: '10',
  sent: 5, // 1, 2, 3, 4, 5
  delivered: 2, // 1 reacted; 2 reacted, so the delivery that was not logged does not matter
  hardBounced: 1, // 3
  softBounced: 1, // 4: the delivery that was logged before does not count
  pending: 0,
  aborted: 1, // 5: nothing within 72 hours, as the data ends at hour 100
  opened: 2, // 1, 2
  clicked: 1, // 1
  unsubscribed: 0, // the unsubscribe of 1 belongs to campaign 11
  humanOpened: 2, // 1, 2: no open is marked as bot
  humanClicked: 1, // 1
  privacyOpened: 1, // 2: only opened through a privacy proxy
  firstSentAt: '2026-03-01 00:00:00',
  lastActivityAt: '2026-03-03 00:00:00', // the second send to 1, at hour 48
};

/** Campaign 11, the same email. It was sent to persons 1 and 2 at hour 50. */
const second: Row = {
  campaignId: '11',
  sent: 2, // 1, 2
  delivered: 2, // both reacted
  hardBounced: 0,
  softBounced: 0,
  pending: 0,
  aborted: 0,
  opened: 2, // 1 unsubscribed, 2 clicked
  clicked: 1, // 2: a bot's click is a click
  unsubscribed: 1, // 1: logged without a campaign; the latest send of the email to 1 before it is that of campaign 11
  humanOpened: 2, // 1 unsubscribed; 2 clicked the mailto: link, which is not marked as bot
  humanClicked: 0, // the only counting click of 2 is marked as bot
  privacyOpened: 0,
  firstSentAt: '2026-03-03 02:00:00',
  lastActivityAt: '2026-03-03 12:00:00', // the unsubscribe, at hour 60
};

/** Campaign 12, email 21. It was sent to person 3 at hour 90. Person 9 opened it, but there is no send to person 9. */
const third: Row = {
  campaignId: '12',
  sent: 1, // 3
  delivered: 0,
  hardBounced: 0, // the bounce of 3 belongs to campaign 10
  softBounced: 0,
  pending: 1, // 3: 10 hours before the end of the data
  aborted: 0,
  opened: 0, // the open of 9 is an orphan
  clicked: 0,
  unsubscribed: 0,
  humanOpened: 0,
  humanClicked: 0,
  privacyOpened: 0,
  firstSentAt: '2026-03-04 18:00:00',
  lastActivityAt: '2026-03-04 18:00:00',
};

describe('three rows that were traced by hand from the activities', () => {
  it('are the report', async () => {
    const database = await createDatabase();
    const counts = await database.importExtracts({ 'a.csv': csv(activities) });
    // The skipped send to 6 and the open of 9 in campaign 12 are in no row; the last open has no campaign.
    assert.deepEqual([counts.orphans, counts.skippedSends, counts.withoutCampaign], [2, 1, 1]);
    const rows = await database.rows();
    const traced = [first, second, third];
    assert.deepEqual(
      rows.map((row, index) => Object.fromEntries(Object.keys(traced[index] ?? row).map((name) => [name, row[name]]))),
      traced,
    );
  });
});
