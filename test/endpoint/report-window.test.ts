import { expect } from 'chai';
import { describe, it } from 'vitest';
import { parseReport } from '../../src/endpoint/parse-report.ts';
import { fetchReport, reportUrl, type ReportRequest } from '../../src/endpoint/fetch-report.ts';
import { ReportError } from '../../src/endpoint/report-error.ts';
import type { WindowRequest } from '../../src/endpoint/window-request.ts';
import { contractErrorOf, response, row, toLines } from './responses.ts';

const base: ReportRequest = {
  endpoint: 'https://host.example/report',
  timeZone: 'Europe/Paris',
  dateBasis: 'first-sent',
  sort: [{ column: 'sent', descending: true }],
};
const head = { rowCount: 9, limit: 2, offset: 4, sort: '-sent' };
const rows = [row('1'), row('2')];
const asked: WindowRequest = { offset: 4, limit: 2 };

/** Returns the outcome of a request for a window that is answered with JSON and with NDJSON. */
async function outcomesOf(body: object, window: WindowRequest | undefined): Promise<string[]> {
  const answers = [
    () => Response.json(body),
    () => new Response(toLines(body as never), { headers: { 'Content-Type': 'application/x-ndjson' } }),
  ];
  const outcomes = answers.map((answer) =>
    fetchReport({ ...base, window, fetcher: () => Promise.resolve(answer()) }).then(
      ({ length }) => `${length} rows`,
      (error: unknown) => (error instanceof ReportError ? `${error.kind}: ${error.message}` : String(error)),
    ),
  );
  return Promise.all(outcomes);
}

describe('a window', () => {
  it('has its offset and limit, and the query that was applied', () => {
    const totals = { sent: 70, clicked: 3, opened: null, firstSentAt: '2026-11-02T08:00:00Z' };
    const further = { search: 'spring', groupBy: null, campaign: 1003, totals };
    const { window, rowCount, complete } = parseReport(response(rows, { ...head, ...further }));
    expect(window).to.deep.include({
      offset: 4,
      limit: 2,
      sort: '-sent',
      search: 'spring',
      groupBy: undefined,
      filters: { campaign: '1003' },
    });
    expect([rowCount, complete]).to.deep.equal([9, true]);
    expect(window?.totals?.sent[0]).to.equal(70);
    expect(window?.totals?.opened[0]).to.be.NaN;
    expect(window?.totals?.firstSentAt[0]).to.equal(Date.UTC(2026, 10, 2, 8));
  });

  it('offers the columns that only the totals have a value for', () => {
    const { offered } = parseReport(response(rows, { ...head, totals: { sent: 70, clicked: 3, opened: null } }));
    expect([...offered].sort()).to.deep.equal(['campaignName', 'clicked', 'emailName', 'sent']);
  });

  it('has campaigns as rows if it is grouped', () => {
    const campaign = { campaignId: '7', campaignName: 'Autumn', sent: 5 };
    const grouped = { ...head, limit: 1, groupBy: 'campaign' };
    const { text } = parseReport(response([campaign], grouped));
    expect([text.campaignId, text.campaignName, text.emailId, text.emailName]).to.deep.equal([
      ['7'],
      ['Autumn'],
      [''],
      ['Autumn'],
    ]);
    expect(contractErrorOf(response([campaign, campaign], { ...grouped, limit: 2 })).message).to.equal(
      'rows[1]: expected a campaignId that no other row has, got campaign "7", as in rows[0]',
    );
  });

  it('reads the sums over tracked emails, of campaigns and of the total', () => {
    const campaign = { campaignId: '7', campaignName: 'Autumn', sent: 5, delivered: 5, opened: 1, deliveredTracked: 2 };
    const other = { ...campaign, campaignId: '8', deliveredTracked: null };
    const totals = { sent: 10, delivered: 10, opened: 2, deliveredTracked: 4 };
    const { numbers, window } = parseReport(
      response([campaign, other], { ...head, limit: 2, groupBy: 'campaign', totals }),
    );
    expect(numbers['deliveredTracked']).to.deep.equal(Float64Array.of(2, NaN));
    expect(window?.totals?.['deliveredTracked']).to.deep.equal(Float64Array.of(4));
  });

  it('has unknown opens where no email is tracked, in campaigns and in the total', () => {
    const untracked = {
      campaignId: '7',
      campaignName: 'Autumn',
      sent: 5,
      delivered: 5,
      opened: 0,
      deliveredTracked: 0,
    };
    const undelivered = { ...untracked, campaignId: '8', delivered: 0 };
    const totals = { sent: 5, delivered: 5, opened: 0, humanOpened: 0, deliveredTracked: 0 };
    const grouped = { ...head, limit: 2, groupBy: 'campaign', totals };
    const { numbers, window } = parseReport(response([untracked, undelivered], grouped));
    expect(numbers.opened).to.deep.equal(Float64Array.of(NaN, 0));
    expect([window?.totals?.opened[0], window?.totals?.humanOpened[0]]).to.deep.equal([NaN, NaN]);
  });

  it('has no opens, which are known, where nothing was delivered of the emails that are tracked', () => {
    const sums = { sent: 43, delivered: 33, opened: 0, emails: 2, deliveredTracked: 0 };
    const campaigns = [1, 0].map((emailsTracked, index) => ({
      ...{ ...sums, emailsTracked, campaignId: String(index), campaignName: 'Autumn' },
    }));
    const grouped = { ...head, limit: 2, groupBy: 'campaign', totals: { ...sums, emailsTracked: 1 } };
    const { numbers, window } = parseReport(response(campaigns, grouped));
    expect(numbers.opened).to.deep.equal(Float64Array.of(0, NaN));
    expect(window?.totals?.opened[0]).to.equal(0);
  });

  it('keeps the email of a campaign that has only one', () => {
    const only = {
      campaignId: '7',
      campaignName: 'Autumn',
      emails: 1,
      emailId: 4,
      emailName: 'Autumn.Invite',
      sent: 5,
    };
    const several = { ...only, campaignId: '8', emails: 2 };
    const unknown = { ...only, campaignId: '9', emailId: null };
    const grouped = { ...head, limit: 3, groupBy: 'campaign' };
    const { text } = parseReport(response([only, several, unknown], grouped));
    expect(text.emailId).to.deep.equal(['4', '', '']);
    expect(text.emailName).to.deep.equal(['Autumn.Invite', 'Autumn', 'Autumn']);
  });

  const refused: [fields: Record<string, unknown>, problem: string][] = [
    [{ limit: 0 }, 'limit: expected a positive integer, got 0'],
    [{ offset: null }, 'offset: expected a non-negative integer, got null'],
    [{ offset: -2 }, 'offset: expected a non-negative integer, got -2'],
    [{ rowCount: undefined }, 'rowCount: expected a non-negative integer, got nothing'],
    [{ sort: 3 }, 'sort: expected a string, got 3'],
    [{ groupBy: 'email' }, 'groupBy: expected "campaign", got "email"'],
    [{ campaign: {} }, 'campaign: expected a string or a whole number, got an object'],
    [{ totals: [] }, 'totals: expected an object, got an array'],
    [{ totals: { sent: '70' } }, 'totals.sent: expected a non-negative integer, got "70"'],
    [{ limit: 1 }, 'rows: expected no more rows than limit and rowCount allow (1), got 2'],
    [{ rowCount: 5 }, 'rows: expected no more rows than limit and rowCount allow (1), got 2'],
  ];
  for (const [fields, problem] of refused) {
    it(`is refused with ${problem}`, () => {
      expect(contractErrorOf(response(rows, { ...head, ...fields })).message).to.equal(problem);
    });
  }
});

describe('a requested window', () => {
  it('is described by the query, without empty parameters', () => {
    const url = (window?: WindowRequest) => reportUrl({ ...base, window }).split('sort=-sent')[1];
    expect(url()).to.equal('');
    expect(url({ offset: 0, limit: 200 })).to.equal('&offset=0&limit=200');
    expect(url({ offset: 0, limit: 200, search: 'é & co', groupBy: 'campaign' })).to.equal(
      '&offset=0&limit=200&search=%C3%A9+%26+co&groupBy=campaign',
    );
    expect(url({ offset: 2, limit: 1, campaign: '1003', search: '' })).to.equal('&offset=2&limit=1&campaign=1003');
  });

  it('may have a smaller limit than requested, and fewer rows at the end', async () => {
    expect(await outcomesOf(response(rows, head), asked)).to.deep.equal(['2 rows', '2 rows']);
    expect(await outcomesOf(response(rows, head), { offset: 4, limit: 50 })).to.deep.equal(['2 rows', '2 rows']);
    expect(await outcomesOf(response([row('1')], { ...head, rowCount: 5 }), asked)).to.deep.equal(['1 rows', '1 rows']);
    expect(await outcomesOf(response([], { ...head, rowCount: 0, offset: 0 }), { offset: 0, limit: 2 })).to.deep.equal([
      '0 rows',
      '0 rows',
    ]);
  });

  it('may be answered with the whole report if it is the first', async () => {
    expect(await outcomesOf(response(rows), { offset: 0, limit: 2 })).to.deep.equal(['2 rows', '2 rows']);
  });

  const faults: [what: string, fields: Record<string, unknown>, window: WindowRequest | undefined, outcome: string][] =
    [
      [
        'a short window',
        { rowCount: 9, limit: 3 },
        { offset: 4, limit: 3 },
        'incomplete: Received only 2 of 9 rows (requested: 3 from offset 4).',
      ],
      ['another offset', { offset: 2 }, asked, 'contract: offset: expected 4, as requested, got 2'],
      ['another sort', { sort: 'sent' }, asked, 'contract: sort: expected "-sent", as requested, got "sent"'],
      ['no sort', { sort: null }, asked, 'contract: sort: expected "-sent", as requested, got nothing'],
      [
        'another search',
        { search: 'x' },
        { ...asked, search: 'y' },
        'contract: search: expected "y", as requested, got "x"',
      ],
      ['no search', {}, { ...asked, search: 'y' }, 'contract: search: expected "y", as requested, got nothing'],
      [
        'no grouping',
        {},
        { ...asked, groupBy: 'campaign' },
        'contract: groupBy: expected "campaign", as requested, got nothing',
      ],
      [
        'another campaign',
        { campaign: '8' },
        { ...asked, campaign: '7' },
        'contract: campaign: expected "7", as requested, got "8" (and 1 more)',
      ],
      [
        'rows of another campaign',
        { campaign: '7' },
        { ...asked, campaign: '7' },
        'contract: rows[0].campaignId: expected "7", as requested, got "1003"',
      ],
      [
        'a larger limit than requested',
        {},
        { offset: 4, limit: 1 },
        'contract: limit: expected at most 1, as requested, got 2',
      ],
      [
        'the whole report instead of a later window',
        { limit: null, rowCount: 2 },
        asked,
        'contract: limit: expected 2, as requested, got nothing',
      ],
      ['an offset that was not requested', {}, undefined, 'contract: offset: expected 0, as requested, got 4'],
    ];
  for (const [what, fields, window, outcome] of faults) {
    it(`is refused if it has ${what}`, async () => {
      expect(await outcomesOf(response(rows, { ...head, ...fields }), window)).to.deep.equal([outcome, outcome]);
    });
  }
});
