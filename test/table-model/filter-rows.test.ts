import assert from 'node:assert/strict';
import fc from 'fast-check';
import { afterEach, describe, it, vi } from 'vitest';
import { parseReport } from '../../src/endpoint/parse-report.ts';
import { createRowFilter } from '../../src/table-model/filter-rows.ts';
import { runSync } from '../../src/platform/sliced-task.ts';
import type { Table } from '../../src/table-model/table.ts';
import { initialViewState, withAllCampaigns, type ViewState } from '../../src/table-model/view-state.ts';
import { manyRows, reportResponse, reportRow } from '../support/report-response.ts';
import { tableOf } from '../support/table-of.ts';

const collator = new Intl.Collator('en');

const rows = [
  reportRow({
    campaignId: '1',
    campaignName: 'Spring',
    campaignFolder: '/EMEA/2026',
    emailId: '1',
    emailName: 'a',
    sent: 10,
    delivered: 10,
    opened: 5,
    firstSentAt: '2026-11-01T22:59:59.999Z',
  }),
  reportRow({
    campaignId: '1',
    campaignName: 'Spring',
    campaignFolder: '/EMEA/2026',
    emailId: '2',
    emailName: 'b',
    sent: 20,
    delivered: 20,
    opened: 4,
    firstSentAt: '2026-11-01T23:00:00Z',
  }),
  reportRow({
    campaignId: '2',
    campaignName: 'Summer',
    campaignFolder: '/EMEA/2026/A%2FB',
    campaignArchived: true,
    emailId: '3',
    emailName: 'c',
    sent: 30,
    delivered: 0,
    opened: 0,
    clicked: 0,
    firstSentAt: '2026-11-02T22:59:59Z',
  }),
  reportRow({
    campaignId: '3',
    campaignName: 'Autumn',
    campaignFolder: '/EMEA/20261',
    emailId: '4',
    emailName: 'd',
    sent: 40,
    delivered: 40,
    opened: 40,
    firstSentAt: '2026-11-02T23:00:00Z',
  }),
  reportRow({
    campaignId: '4',
    campaignName: 'Winter',
    campaignFolder: null,
    campaignArchived: null,
    emailId: '5',
    emailName: 'e',
    sent: 50,
    delivered: null,
    opened: null,
    firstSentAt: null,
  }),
];
const report = parseReport(reportResponse(rows));

const filtered = (filter: string, fields: Partial<ViewState> = {}) =>
  tableOf(report, { ...initialViewState, groupBy: 'none', sort: [], filter, ...fields }, collator);

function names(table: Table): string {
  const lines = Array.from({ length: table.lineCount }, (_, index) => table.lineAt(index)!);
  return lines.map((line) => line.rows.text.emailName[line.row]).join(' ');
}

afterEach(() => vi.restoreAllMocks());

describe('a filter', () => {
  for (const [filter, expected] of [
    ['', 'a b c d e'],
    ['campaign=1', 'a b'],
    ['campaign=1;campaign=4', 'a b e'],
    ['folder=/EMEA', 'a b c d'],
    ['folder=/EMEA/2026', 'a b c'],
    ['folder=/EMEA/2026/A%252FB', 'c'],
    ['folder=/emea', ''],
    ['folder=/EMEA/20261;campaign=4', 'd e'],
    ['archived=exclude', 'a b d e'],
    ['archived=only', 'c'],
    ['sent>=30', 'c d e'],
    ['sent>30', 'd e'],
    ['sent<=20', 'a b'],
    ['sent<20', 'a'],
    ['sent=20', 'b'],
    ['sent>=20;sent<40', 'b c'],
    ['delivered>=0', 'a b c d'],
    ['openedRate<0.5', 'b'],
    ['openedRate=0.5', 'a'],
    ['openedRate>=0', 'a b d'],
    ['firstSentAt>=2026-11-02', 'b c d'],
    ['firstSentAt>2026-11-02', 'd'],
    ['firstSentAt<2026-11-02', 'a'],
    ['firstSentAt<=2026-11-02', 'a b c'],
    ['firstSentAt=2026-11-02', 'b c'],
    ['folder=/EMEA;archived=exclude;opened>=5', 'a d'],
    ['sent>1000', ''],
  ] as const) {
    it(`keeps the emails that meet it: ${filter || 'none'}`, () => {
      const table = filtered(filter);
      assert.equal(names(table), expected);
      assert.equal(table.matchCount, expected.split(' ').filter(Boolean).length);
      assert.equal(table.emailCount, 5);
      const sent = rows.filter(({ emailName }) => expected.includes(emailName)).reduce((sum, row) => sum + row.sent, 0);
      assert.equal(table.total.numbers.sent[0], sent);
    });
  }

  it('follows the time zone of the report, otherwise the one of the view', () => {
    const zoneless = parseReport({ ...reportResponse(rows), timeZone: undefined });
    const build = (timeZone: string) =>
      tableOf(
        zoneless,
        { ...initialViewState, groupBy: 'none', sort: [], filter: 'firstSentAt<2026-11-02', timeZone },
        collator,
      );
    assert.equal(names(build('Europe/Paris')), 'a');
    assert.equal(names(build('UTC')), 'a b');
    assert.equal(names(filtered('firstSentAt<2026-11-02', { timeZone: 'UTC' })), 'a');
  });

  it('has no effect on columns that the report lacks', () => {
    assert.equal(names(filtered('revenue>=10;bookedAt>2026-01-01;sent>=40')), 'd e');
    const bare = parseReport(reportResponse(rows.map((row) => ({ ...row, humanOpened: null }))));
    const table = tableOf(
      bare,
      { ...initialViewState, groupBy: 'none', sort: [], filter: 'humanOpenedRate>0.9;humanOpened>1e9' },
      collator,
    );
    assert.equal(table.matchCount, 5);
  });

  it('that is unreadable has no effect, and is logged once', () => {
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => undefined);
    const filterRows = createRowFilter();
    for (let time = 0; time < 2; time++) {
      const view = { ...initialViewState, filter: 'sent>=many' };
      assert.equal(runSync(filterRows(report, view, undefined)), undefined);
    }
    assert.equal(warn.mock.calls.length, 1);
    assert.match(String(warn.mock.calls[0]?.[0]), /filter is ignored: condition 1, "sent>=many": expected a number/);
  });

  it('applies together with a search', () => {
    assert.equal(names(filtered('sent>=20', { search: 'spring' })), 'b');
    assert.equal(names(filtered('sent<20', { search: 'spring' })), 'a');
  });
});

describe('a grouped report with a filter', () => {
  const lines = (filter: string) => {
    const view = withAllCampaigns({ ...initialViewState, sort: [{ column: 'sent', descending: false }], filter }, true);
    const table = tableOf(report, view, collator);
    return Array.from({ length: table.lineCount }, (_, index) => {
      const { rows, row, emails, isOnlyEmail } = table.lineAt(index)!;
      const kind = emails === undefined ? (isOnlyEmail ? 'only' : 'email') : `campaign of ${emails}`;
      return `${kind} ${rows.text.emailName[row]} ${rows.numbers.sent[row]}`;
    });
  };

  it('has subtotals of the emails that meet it, and no campaigns without such emails', () => {
    assert.deepEqual(lines('sent<=30'), ['campaign of 2 Spring 30', 'email a 10', 'email b 20', 'only c 30']);
  });

  it('shows the campaign of an email whose siblings do not meet it', () => {
    assert.deepEqual(lines('sent=20'), ['campaign of 1 Spring 20', 'email b 20']);
  });

  it('is empty if no email meets it', () => {
    assert.deepEqual(lines('sent>1000'), []);
  });
});

describe('filtering a long report', () => {
  it('yields at least every few ten thousand rows', () => {
    const long = parseReport(reportResponse(manyRows(100_000)));
    const view = { ...initialViewState, filter: 'folder=/EMEA;archived=exclude;openedRate>=0;firstSentAt>2026-01-01' };
    const task = createRowFilter()(long, view, undefined);
    let yields = 0;
    while (!task.next().done) yields += 1;
    // Five passes over 100,000 rows.
    assert.ok(yields >= 5 * 3, `${yields}`);
  });
});

describe('any filter', () => {
  it('keeps each email regardless of the others', () => {
    const conditions = [
      'campaign=1',
      'campaign=3',
      'folder=/EMEA/2026',
      'archived=exclude',
      'sent>=20',
      'openedRate<0.6',
      'firstSentAt<=2026-11-02',
      'delivered>=0',
    ];
    fc.assert(
      fc.property(fc.subarray(conditions), (parts) => {
        const filter = parts.join(';');
        const matching = filtered(filter);
        const one = rows.filter((_, row) => {
          // Another row keeps all columns offered.
          const alone = parseReport(
            reportResponse(rows.map((each, index) => ({ ...each, emailName: index === row ? 'this' : '-' }))),
          );
          return (
            names(
              tableOf(alone, { ...initialViewState, groupBy: 'none', sort: [], filter, search: 'this' }, collator),
            ) === 'this'
          );
        });
        assert.equal(names(matching), one.map(({ emailName }) => emailName).join(' '));
      }),
    );
  });
});
