import { expect } from 'chai';
import fc from 'fast-check';
import { ContractError, parseReport, type ReportResponse } from '../../src/endpoint/contract.ts';
import { ReportStream } from '../../src/endpoint/report-stream.ts';
import { anyResponse, plain, row, toBlocks, toLines } from './responses.ts';

/** What comes of a text: the report, or the message of the breach and the rows before it. */
function outcomeOf(text: string) {
  const stream = new ReportStream();
  try {
    stream.push(text);
    return plain(stream.end());
  } catch (error) {
    // Rows and blocks have the same paths, but not the same lines.
    if (error instanceof ContractError) return [error.message.replace(/ \(line \d+\)/, ''), plain(stream.snapshot())];
    throw error;
  }
}

const line = (block: unknown): string => `${JSON.stringify(block)}\n`;
const head = line({ version: 1 });
const columns = {
  ...{ campaignId: [1, 1], campaignName: ['Spring', 'Spring'], emailId: ['1', '2'], emailName: ['A', 'B'] },
  ...{ sent: [10, 20], opened: [1, null] },
};

describe('rows that come in blocks', () => {
  it('make the same report as in rows, however they are cut up', () => {
    fc.assert(
      fc.property(anyResponse, fc.integer({ min: 1, max: 31 }), (body, size) => {
        expect(outcomeOf(toBlocks(body, size))).to.deep.equal(plain(parseReport(body)));
      }),
    );
  });

  it('break the contract at the same place as in rows, and keep the same rows before it', () => {
    const wrong = fc.constantFrom<[string, unknown]>(
      ...([
        ['sent', '12'],
        ['sent', null],
        ['opened', -1],
        ['firstSentAt', 'today'],
        ['emailName', 7],
      ] as [string, unknown][]),
      ...([
        ['campaignId', null],
        ['campaignArchived', 'no'],
        ['hasPreview', 0],
        ['emailId', 1.5],
      ] as [string, unknown][]),
    );
    const faults = fc.array(fc.tuple(fc.nat(29), wrong), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(anyResponse, fc.integer({ min: 1, max: 31 }), faults, (body, size, places) => {
        const rows = body.rows.map((each) => ({ ...each })) as unknown as Record<string, unknown>[];
        for (const [at, [id, value]] of places) Object.assign(rows[at] ?? {}, { [id]: value });
        const broken = { ...body, rows } as unknown as ReportResponse;
        expect(outcomeOf(toBlocks(broken, size))).to.deep.equal(outcomeOf(toLines(broken)));
      }),
    );
  });

  it('come beside rows, and one without rows does no harm', () => {
    const text = head + line(row('8')) + line({ columns }) + line({ columns: { campaignId: [] } }) + line(row('9'));
    const stream = new ReportStream();
    stream.push(text);
    const report = stream.end();
    expect(report.text.emailId).to.deep.equal(['8', '1', '2', '9']);
    expect([...report.numbers.opened]).to.deep.equal([NaN, 1, NaN, NaN]);
  });

  it('tell which emails have no preview, and which counts contradict each other', () => {
    const stream = new ReportStream();
    stream.push(head + line({ columns: { ...columns, opened: [11, 2], hasPreview: [null, false] } }));
    const { withoutPreview, contradictions } = stream.end();
    expect([withoutPreview, contradictions]).to.deep.equal([[1], [0]]);
  });

  it('are campaigns where the window is grouped', () => {
    const window = { version: 1, rowCount: 2, limit: 2, offset: 0, groupBy: 'campaign' };
    const stream = new ReportStream();
    stream.push(line(window) + line({ columns: { campaignId: [1, 2], campaignName: ['A', 'B'], sent: [3, 4] } }));
    const { text, length } = stream.end();
    expect([length, text.emailId, text.emailName]).to.deep.equal([2, ['', ''], ['A', 'B']]);
  });

  it('may have columns that nobody knows, of any form', () => {
    const stream = new ReportStream();
    stream.push(head + line({ columns: { ...columns, weather: 'fine', moods: [1], explain: null }, further: 1 }));
    expect(stream.end().length).to.equal(2);
  });

  it('never change a report that was handed out', () => {
    const stream = new ReportStream();
    stream.push(head + line({ columns }));
    const first = stream.snapshot();
    const before = JSON.stringify(plain(first));
    const ids = Array.from({ length: 3000 }, (_, index) => index + 10);
    const names = ids.map(String);
    stream.push(line({ columns: { campaignId: ids, campaignName: names, emailId: ids, emailName: names, sent: ids } }));
    expect(stream.snapshot().length).to.equal(3002);
    expect(JSON.stringify(plain(first))).to.equal(before);
  });

  const refused: [what: string, text: string, message: string, rows: number][] = [
    [
      'columns of unequal lengths',
      head + line({ columns: { ...columns, sent: [1] } }),
      'columns.sent (line 2): expected as many values as campaignId has, 2, got 1',
      0,
    ],
    [
      'a column that is none',
      head + line({ columns: { ...columns, opened: 5 } }),
      'columns.opened (line 2): expected as many values as campaignId has, 2, got 5',
      0,
    ],
    [
      'no column of ids',
      head + line({ columns: { sent: [1] } }),
      'columns.campaignId (line 2): expected an array, got nothing',
      0,
    ],
    [
      'no column of names',
      head + line({ columns: { ...columns, emailName: null } }),
      'rows[0].emailName (line 2): expected a string, got nothing',
      0,
    ],
    [
      'a wrong value',
      head + line(row('8')) + line({ columns: { ...columns, sent: [10, '20'] } }),
      'rows[2].sent (line 3): expected a non-negative integer, got "20"',
      2,
    ],
    [
      'a pair within a block',
      head + line({ columns: { ...columns, emailId: [5, 5] } }),
      'rows[1] (line 2): expected another pair of campaignId and emailId in each row, got campaign "1" with email "5" as in rows[0]',
      1,
    ],
    [
      'a pair of two blocks',
      head + line({ columns }) + line({ columns }),
      'rows[2] (line 3): expected another pair of campaignId and emailId in each row, got campaign "1" with email "1" as in rows[0]',
      2,
    ],
    [
      'more rows than were announced',
      line({ version: 1, rowCount: 1 }) + line({ columns }),
      'rows (line 2): expected no more than rowCount, 1, got 2',
      1,
    ],
  ];
  for (const [what, text, message, rows] of refused) {
    it(`are refused for ${what}`, () => {
      const stream = new ReportStream();
      expect(() => stream.push(text))
        .to.throw(ContractError)
        .with.property('message', message);
      expect(stream.snapshot().length).to.equal(rows);
    });
  }

  it('are incomplete where the last block breaks off', () => {
    const stream = new ReportStream();
    stream.push(line({ version: 1, rowCount: 4 }) + line({ columns }) + line({ columns }).slice(0, -5));
    const { length, complete } = stream.end();
    expect([length, complete]).to.deep.equal([2, false]);
  });
});
