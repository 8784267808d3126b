import { expect } from 'chai';
import fc from 'fast-check';
import { describe, it } from 'vitest';
import { parseInstant } from '../../src/endpoint/parse-instant.ts';
import { parseReport, readReport } from '../../src/endpoint/parse-report.ts';
import { instantColumnIds } from '../../src/model/columns.ts';
import { countIds } from '../../src/model/metrics.ts';
import { anyResponse, contractErrorOf, plain, response, row } from './responses.ts';

const manyRows = (count: number, broken: number, fields: Record<string, unknown>) =>
  Array.from({ length: count }, (_, index) => row(`${index}`, index === broken ? fields : {}));

describe('parseReport of an invalid response', () => {
  const fields: [field: string, value: unknown, problem: string][] = [
    ['sent', '12', 'expected a non-negative integer, got "12"'],
    ['sent', null, 'expected a non-negative integer, got null'],
    ['sent', undefined, 'expected a non-negative integer, got nothing'],
    ['sent', -1, 'expected a non-negative integer, got -1'],
    ['sent', 1.5, 'expected a non-negative integer, got 1.5'],
    ['sent', 2 ** 53, 'expected a non-negative integer, got 9007199254740992'],
    ['opened', NaN, 'expected a non-negative integer, got NaN'],
    ['humanClicked', true, 'expected a non-negative integer, got true'],
    ['campaignId', undefined, 'expected a string or a whole number, got nothing'],
    ['campaignId', 1.5, 'expected a string or a whole number, got 1.5'],
    ['emailId', 2 ** 53, 'expected a string or a whole number, got 9007199254740992'],
    ['emailId', {}, 'expected a string or a whole number, got an object'],
    ['campaignName', 12, 'expected a string, got 12'],
    ['emailName', null, 'expected a string, got null'],
    ['campaignFolder', ['EMEA'], 'expected a string, got an array'],
    ['campaignArchived', 'false', 'expected true or false, got "false"'],
    ['firstSentAt', 1_700_000_000, 'expected an ISO 8601 instant with an offset or Z, got 1700000000'],
    [
      'lastActivityAt',
      '2026-02-30T00:00:00Z',
      'expected an ISO 8601 instant with an offset or Z, got "2026-02-30T00:00:00Z"',
    ],
  ];
  for (const [field, value, problem] of fields) {
    it(`names the row and the field, first, in the middle and last: ${field} ${problem}`, () => {
      for (const at of [0, 12, 24]) {
        const error = contractErrorOf(response(manyRows(25, at, { [field]: value })));
        expect(error.message).to.equal(`rows[${at}].${field}: ${problem}`);
        expect(error.problemCount).to.equal(1);
      }
    });
  }

  const heads: [head: unknown, problem: string][] = [
    [undefined, 'body: expected an object, got nothing'],
    [[], 'body: expected an object, got an array'],
    ['{}', 'body: expected an object, got "{}"'],
    [{ rows: [] }, 'version: expected version 1 of the report contract, got nothing'],
    [{ version: 2, rows: 'elsewhere' }, 'version: expected version 1 of the report contract, got 2'],
    [{ version: '1', rows: [] }, 'version: expected version 1 of the report contract, got "1"'],
    [{ version: 1 }, 'rows: expected an array, got nothing'],
    [response({ 0: row('1') }), 'rows: expected an array, got an object'],
    [response([row('1'), null]), 'rows[1]: expected an object, got null'],
    [response([row('1'), [row('2')]]), 'rows[1]: expected an object, got an array'],
    // eslint-disable-next-line no-sparse-arrays
    [response([, row('1')]), 'rows[0]: expected an object, got nothing'],
    [response([], { asOf: 'today' }), 'asOf: expected an ISO 8601 instant with an offset or Z, got "today"'],
    [response([], { from: '2026-02-29' }), 'from: expected a date as YYYY-MM-DD, got "2026-02-29"'],
    [response([], { to: '2026-1-1' }), 'to: expected a date as YYYY-MM-DD, got "2026-1-1"'],
    [response([], { dateBasis: 'toString' }), 'dateBasis: expected first-sent or sent, got "toString"'],
    [
      response([], { timeZone: '+02:00' }),
      'timeZone: expected an IANA time zone name such as Europe/Paris, got "+02:00"',
    ],
    [
      response([], { timeZone: 'Mars/Base' }),
      'timeZone: expected an IANA time zone name such as Europe/Paris, got "Mars/Base"',
    ],
    [response([], { rowCount: -1 }), 'rowCount: expected a non-negative integer, got -1'],
    [response([row('1'), row('2')], { rowCount: 1 }), 'rows: expected no more rows than rowCount says (1), got 2'],
    [response([], { limit: '50' }), 'limit: expected a non-negative integer, got "50"'],
  ];
  for (const [body, problem] of heads) {
    it(`throws ${problem}`, () => expect(contractErrorOf(body).message).to.equal(problem));
  }

  it('counts all problems and keeps the first 20', () => {
    const rows = Array.from({ length: 500 }, (_, index) => row(`${index}`, { sent: 'many', opened: -1 }));
    const error = contractErrorOf(response(rows));
    expect(error.problemCount).to.equal(1000);
    expect(error.problems).to.have.length(20);
    expect(error.message).to.equal('rows[0].sent: expected a non-negative integer, got "many" (and 999 more)');
  });

  it('names problems anywhere among many rows', () => {
    const rows: unknown[] = manyRows(5000, 1500, { opened: 'x' });
    rows[2500] = row('7');
    rows[4999] = null;
    expect(contractErrorOf(response(rows)).problems.map(({ path, got }) => `${path} ${got}`)).to.deep.equal([
      'rows[1500].opened "x"',
      'rows[2500] campaign "1003" with email "7", as in rows[7]',
      'rows[4999] null',
    ]);
  });

  it('shortens and escapes the value received', () => {
    const error = contractErrorOf(response([row('1', { sent: `\u202e\u0000${'x'.repeat(10_000)}` })]));
    expect(error.problems[0]?.got).to.match(/^"\\u\{202e\}\\u0000x{38}…"$/);
  });

  it('names duplicates of a campaign and email, also after invalid rows', () => {
    const rows = [
      row('1'),
      { ...row('2'), sent: null },
      row('3'),
      row('1', { campaignId: 7 }),
      row('1', { campaignId: '7' }),
      row('1'),
    ];
    expect(contractErrorOf(response(rows)).problems.map(({ path, got }) => `${path} ${got}`)).to.deep.equal([
      'rows[1].sent null',
      'rows[4] campaign "7" with email "1", as in rows[3]',
      'rows[5] campaign "1003" with email "1", as in rows[0]',
    ]);
  });
});

describe('parseReport of a valid response', () => {
  it('returns the values of all rows as columns', () => {
    fc.assert(
      fc.property(anyResponse, (body) => {
        const report = parseReport(body);
        const { text, numbers, length, complete } = plain(report);
        expect(length).to.equal(body.rows.length);
        expect(complete).to.equal(true);
        expect(text.campaignId).to.deep.equal(body.rows.map(({ campaignId }) => String(campaignId)));
        expect(text.emailId).to.deep.equal(body.rows.map(({ emailId }) => String(emailId)));
        expect(text.campaignName).to.deep.equal(body.rows.map(({ campaignName }) => campaignName));
        expect(text.campaignFolder).to.deep.equal(body.rows.map(({ campaignFolder }) => campaignFolder ?? undefined));
        for (const id of countIds) expect(numbers[id]).to.deep.equal(body.rows.map((one) => one[id] ?? null));
        for (const id of instantColumnIds) {
          expect(numbers[id]).to.deep.equal(body.rows.map((one) => (one[id] ? Date.parse(one[id]) : null)));
        }
      }),
    );
  });

  it('pauses after every 1024 rows', () => {
    const pausesFor = (rows: number) => [...readReport(response(manyRows(rows, 0, {})))].length;
    expect([1, 1000, 10_000].map(pausesFor)).to.deep.equal([0, 0, 9]);
  });

  it('distinguishes pairs of ids with any characters', () => {
    const pairs = [
      ['1', '23'],
      ['12', '3'],
      ['1\u0000', '2'],
      ['1', '\u00002'],
      ['1 2', '3'],
      ['1', '2 3'],
      ['', '1'],
      ['1', ''],
    ];
    const rows = pairs.map(([campaignId, emailId]) => row(emailId ?? '', { campaignId }));
    expect(parseReport(response(rows)).length).to.equal(pairs.length);
  });

  it('ignores fields in keys such as __proto__', () => {
    const text = JSON.stringify(response([row('1')])).replace('"sent":10', '"__proto__":{"sent":10},"constructor":1');
    expect(contractErrorOf(JSON.parse(text)).message).to.contain('rows[0].sent: expected a non-negative integer');
    expect(({} as { sent?: unknown }).sent).to.equal(undefined);
  });

  it('offers the columns that at least one row has a value for', () => {
    const rows = [
      row('1', { opened: null }),
      row('2'),
      row('3', { clicked: 0, campaignArchived: false, firstSentAt: '2026-01-01T00:00Z' }),
    ];
    const offered = [...parseReport(response(rows)).offered].sort();
    expect(offered).to.deep.equal(['campaignArchived', 'campaignName', 'clicked', 'emailName', 'firstSentAt', 'sent']);
  });

  it('returns the scope of the report', () => {
    const { scope, asOf } = parseReport(
      response([], {
        from: '2026-10-01',
        to: null,
        timeZone: 'europe/paris',
        dateBasis: 'sent',
        asOf: '2026-10-02T00:00:00Z',
      }),
    );
    expect(scope).to.deep.equal({
      from: '2026-10-01',
      to: undefined,
      timeZone: 'europe/paris',
      dateBasis: 'sent',
    });
    expect(asOf).to.equal(Date.UTC(2026, 9, 2));
  });

  it('converts -0 to 0', () => {
    const report = parseReport(
      JSON.parse('{"version":1,"rows":[{"campaignId":-0,"campaignName":"","emailId":1,"emailName":"","sent":-0}]}'),
    );
    expect(Object.is(report.numbers.sent[0], 0)).to.equal(true);
    expect(report.text.campaignId[0]).to.equal('0');
  });

  const completeness: [what: string, head: Record<string, unknown>, complete: boolean][] = [
    ['no rowCount', {}, true],
    ['as many rows as its rowCount', { rowCount: 2 }, true],
    ['fewer rows than its rowCount', { rowCount: 3 }, false],
  ];
  for (const [what, head, complete] of completeness) {
    it(`is ${complete ? 'complete' : 'incomplete'} with ${what}`, () => {
      expect(parseReport(response([row('1'), row('2')], head)).complete).to.equal(complete);
    });
  }
});

describe('parseInstant', () => {
  const instants: [text: string, utc: string][] = [
    ['2026-10-26T08:00:00Z', '2026-10-26T08:00:00.000Z'],
    ['2026-10-26T08:00:00+02:00', '2026-10-26T06:00:00.000Z'],
    ['2026-10-26T08:00:00-0530', '2026-10-26T13:30:00.000Z'],
    ['2026-10-26T08:00:00+02', '2026-10-26T06:00:00.000Z'],
    ['2026-10-26T08:00Z', '2026-10-26T08:00:00.000Z'],
    ['2026-10-26T08:00:00.5Z', '2026-10-26T08:00:00.500Z'],
    ['2026-10-26T08:00:00.123999-01:00', '2026-10-26T09:00:00.123Z'],
    ['2024-02-29T23:59:59Z', '2024-02-29T23:59:59.000Z'],
    ['2000-02-29T00:00:00Z', '2000-02-29T00:00:00.000Z'],
    ['0050-01-01T00:00:00Z', '0050-01-01T00:00:00.000Z'],
    ['1969-12-31T23:59:59.999Z', '1969-12-31T23:59:59.999Z'],
  ];
  for (const [text, utc] of instants) {
    it(`parses ${text} as ${utc}`, () => {
      const report = parseReport(response([row('1', { firstSentAt: text })]));
      expect(report.numbers.firstSentAt[0]).to.equal(Date.parse(utc));
    });
  }

  it('parses every day of 400 years like Date', () => {
    const start = Date.UTC(1896, 0, 1);
    const days = Array.from({ length: 146_097 }, (_, day) => start + day * 86_400_000);
    const wrong = days.filter((day) => parseInstant(new Date(day).toISOString()) !== day);
    expect(wrong).to.deep.equal([]);
  });

  const others = [
    '2026-10-26T08:00:00',
    '2026-10-26',
    '2026-10-26 08:00:00Z',
    '2026-10-26T25:00:00Z',
    '2026-10-26T24:00:00Z',
    '2026-10-26T08:60:00Z',
    '2026-10-26T08:00:60Z',
    '2026-13-01T00:00:00Z',
    '2026-00-01T00:00:00Z',
    '2026-01-00T00:00:00Z',
    '2026-04-31T00:00:00Z',
    '2026-02-29T00:00:00Z',
    '1900-02-29T00:00:00Z',
    '2100-02-29T00:00:00.000Z',
    '2024-02-30T00:00:00Z',
    '2026-10-26T08:00:00+24:00',
    '2026-10-26T08:00:00+02:60',
    '2026-10-26T08:00:00.Z',
    '2026-10-26T08:00:00Z ',
    '2026-10-26T08:00:00Z\n',
    '26.10.2026',
    '',
    '2026-10-26T08:00:00Z+0000',
    '+002026-10-26T08:00:00Z',
    '２０２６-10-26T08:00:00Z',
  ];
  for (const text of others) {
    it(`refuses ${JSON.stringify(text)}`, () => {
      expect(contractErrorOf(response([row('1', { firstSentAt: text })])).problems[0]?.path).to.equal(
        'rows[0].firstSentAt',
      );
    });
  }
});

describe('contradictory counts', () => {
  const whole = {
    sent: 100,
    delivered: 80,
    hardBounced: 5,
    softBounced: 5,
    pending: 5,
    aborted: 5,
    opened: 50,
    clicked: 20,
    unsubscribed: 30,
    humanOpened: 50,
    humanClicked: 20,
  };
  const contradictory: Record<string, unknown>[] = [
    { clicked: 51 },
    { opened: 81 },
    { unsubscribed: 51 },
    { humanOpened: 51 },
    { humanClicked: 21 },
    { sent: 101 },
    { sent: 99 },
    { delivered: 81 },
    { aborted: 4 },
    { opened: null, clicked: 81 },
    { delivered: null, opened: 101 },
    { opened: null, delivered: null, clicked: 101 },
    { clicked: null, humanClicked: 51 },
    { delivered: null, hardBounced: 90, softBounced: 6 },
  ];
  const consistent: Record<string, unknown>[] = [
    {},
    { opened: 80, unsubscribed: 80 },
    { clicked: 0, humanClicked: 0, unsubscribed: 50 },
    { aborted: null },
    { delivered: null, opened: 100 },
    { opened: null, clicked: 80, unsubscribed: null, humanOpened: null },
    { delivered: 100, hardBounced: 0, softBounced: 0, pending: 0, aborted: 0 },
  ];
  it('are listed by row and not changed', () => {
    const fields = [...consistent, ...contradictory, ...consistent];
    const report = parseReport(response(fields.map((some, index) => row(`${index}`, { ...whole, ...some }))));
    expect(report.contradictions).to.deep.equal(contradictory.map((_, index) => index + consistent.length));
    expect(report.numbers.clicked[consistent.length]).to.equal(51);
  });
});
