import { expect } from 'chai';
import fc from 'fast-check';
import { describe, it } from 'vitest';
import { ContractError } from '../../src/endpoint/contract-error.ts';
import { parseReport } from '../../src/endpoint/parse-report.ts';
import { ReportStream } from '../../src/endpoint/report-stream.ts';
import type { Report } from '../../src/model/report.ts';
import { anyResponse, plain, response, row, toLines } from './responses.ts';

function readAll(...parts: string[]): Report {
  const stream = new ReportStream();
  for (const part of parts) stream.push(part);
  return stream.end();
}

/** Returns the message of the contract error and the number of rows before it. */
function breachOf(text: string): [message: string, rows: number] {
  const stream = new ReportStream();
  try {
    stream.push(text);
    stream.end();
  } catch (error) {
    if (error instanceof ContractError) return [error.message, stream.length];
    throw error;
  }
  throw new Error('The text was taken for a report.');
}

describe('ReportStream', () => {
  it('returns the same report as JSON, however the text is split', () => {
    fc.assert(
      fc.property(anyResponse, fc.array(fc.double({ min: 0, max: 1, noNaN: true })), (body, cuts) => {
        const text = toLines(body);
        const at = [0, ...cuts.map((cut) => Math.floor(cut * text.length)).sort((a, b) => a - b), text.length];
        const parts = at.slice(1).map((end, index) => text.slice(at[index], end));
        expect(plain(readAll(...parts))).to.deep.equal(plain(parseReport(body)));
      }),
    );
  });

  const spellings: [what: string, change: (text: string) => string][] = [
    ['without a newline at the end', (text) => text.trimEnd()],
    ['with blank lines at the end', (text) => `${text}\n \n`],
    ['with CRLF', (text) => text.replaceAll('\n', '\r\n')],
    ['with CRLF and without a newline at the end', (text) => text.trimEnd().replaceAll('\n', '\r\n')],
  ];
  for (const [what, change] of spellings) {
    it(`reads lines ${what}`, () => {
      const report = readAll(change(toLines(response([row('1'), row('2')], { rowCount: 2 }))));
      expect([report.length, report.complete]).to.deep.equal([2, true]);
    });
  }

  it('never changes an earlier snapshot', () => {
    const stream = new ReportStream();
    const rows = Array.from({ length: 3000 }, (_, index) =>
      row(`${index}`, { sent: index, clicked: index > 1000 ? index + 1 : null }),
    );
    const snapshots: { report: Report; before: string }[] = [];
    stream.push(`${JSON.stringify({ version: 1, rowCount: 3000 })}\n`);
    for (const one of rows) {
      stream.push(`${JSON.stringify(one)}\n`);
      if (stream.length % 500 !== 1) continue;
      const report = stream.snapshot();
      snapshots.push({ report, before: JSON.stringify(plain(report)) });
    }
    const { numbers } = plain(stream.end());
    expect(numbers['sent']).to.deep.equal(rows.map(({ sent }) => sent));
    expect(numbers['clicked']).to.deep.equal(rows.map(({ clicked }) => clicked));
    expect(snapshots.map(({ report }) => report.length)).to.deep.equal([1, 501, 1001, 1501, 2001, 2501]);
    for (const { report, before } of snapshots) expect(JSON.stringify(plain(report))).to.equal(before);
  });

  it('returns an incomplete report if rows are missing or the last line is truncated', () => {
    const text = toLines(response([row('1'), row('2')], { rowCount: 2 }));
    const lastLine = text.lastIndexOf('{');
    for (const cut of [lastLine, lastLine + 1, text.length - 2]) {
      const report = readAll(text.slice(0, cut));
      expect([report.length, report.complete]).to.deep.equal([1, false]);
    }
    const withoutCount = toLines(response([row('1'), row('2')]));
    expect(readAll(withoutCount.slice(0, -2)).complete).to.equal(false);
    expect(readAll('{"version":1,"rowC').complete).to.equal(false);
  });

  it('does not offer a column that only an invalid row has', () => {
    const stream = new ReportStream();
    const text = toLines(response([row('1'), row('2', { opened: 1, clicked: 'x' })]));
    expect(() => stream.push(text)).to.throw(ContractError);
    expect([...stream.snapshot().offered]).not.to.include('opened');
  });
});

describe('ReportStream of an invalid stream', () => {
  const good = Array.from({ length: 5 }, (_, index) => row(`${index}`));
  const broken = { ...row('9'), sent: '12', opened: -1 };
  for (const at of [0, 2, 5]) {
    it(`names row ${at} and its line, and keeps the rows before it`, () => {
      const [message, rows] = breachOf(
        toLines(response([...good.slice(0, at), broken, ...good.slice(at)], { rowCount: 6 })),
      );
      expect(message).to.equal(
        `rows[${at}].sent (line ${at + 2}): expected a non-negative integer, got "12" (and 1 more)`,
      );
      expect(rows).to.equal(at);
    });
  }

  const head = '{"version":1}\n';
  const bodies: [text: string, message: string, rows: number][] = [
    ['', 'body: expected the head of the report, got an empty body', 0],
    ['\n\n', 'body: expected the head of the report, got an empty body', 0],
    ['<!doctype html><title>Sign in</title>', 'body (line 1): expected a JSON object on one line, got an HTML page', 0],
    ['Bad gateway', 'body (line 1): expected a JSON object on one line, got "Bad gateway"', 0],
    ['[1]\n', 'body (line 1): expected the head of the report, an object, got an array', 0],
    ['{"version":3}\n{"new":1}\n', 'version (line 1): expected version 1 of the report contract, got 3', 0],
    [
      JSON.stringify(response([row('1')])),
      'rows (line 1): expected one line per row, after the first line, got an array',
      0,
    ],
    [JSON.stringify(response([row('1')]), null, 2), 'body (line 1): expected a JSON object on one line, got "{"', 0],
    [`${head}${JSON.stringify(row('1'))}\nnull\n`, 'rows[1] (line 3): expected an object, got null', 1],
    [
      `${head}${JSON.stringify(row('1'))}\n{"a":\n{}`,
      'rows[1] (line 3): expected a JSON object on one line, got "{\\"a\\":"',
      1,
    ],
    [
      `${head}${JSON.stringify(row('1'))}\nError: gone`,
      'rows[1] (line 3): expected a JSON object on one line, got "Error: gone"',
      1,
    ],
    [
      toLines(response([row('1'), row('2')], { rowCount: 1 })),
      'rows (line 3): expected no more rows than rowCount says (1), got 2',
      1,
    ],
    [
      toLines(response([row('1'), row('2'), row('1')])),
      'rows[2] (line 4): expected a combination of campaignId and emailId that no other row has, got campaign "1003" with email "1", as in rows[0]',
      2,
    ],
  ];
  for (const [text, message, rows] of bodies) {
    it(`throws ${message}`, () => expect(breachOf(text)).to.deep.equal([message, rows]));
  }
});
