import { expect } from 'chai';
import { describe, it } from 'vitest';
import { ParsedReport } from '../../src/endpoint/parsed-report.ts';
import { parseReport } from '../../src/endpoint/parse-report.ts';
import { ReportStream } from '../../src/endpoint/report-stream.ts';
import { runSync } from '../../src/platform/sliced-task.ts';
import { ExtraColumnSet } from '../../src/table-model/extra-column-set.ts';
import { reportResponse, reportRow } from '../support/report-response.ts';

const columns = new ExtraColumnSet([
  { id: 'leads', kind: 'count', hasTotal: true },
  { id: 'revenue', kind: 'number', hasTotal: true },
  { id: 'owner', kind: 'text', hasTotal: false },
  { id: 'reviewedAt', kind: 'instant', hasTotal: false },
]);
const rowsWith = (...fields: object[]) =>
  fields.map((own, index) => ({ ...reportRow({ emailId: String(index) }), ...own }));
const read = (...fields: object[]) => parseReport(reportResponse(rowsWith(...fields)), columns);

describe('fields of extra columns', () => {
  it('are read by kind, and null and missing ones are unknown', () => {
    const { numbers, text, badValues, offered } = read(
      { leads: 0, revenue: -0.5, owner: '', reviewedAt: '2026-11-05T10:00:00+01:00' },
      { leads: null, revenue: null, owner: null, reviewedAt: null },
      {},
    );
    expect([...(numbers['leads'] ?? [])]).to.deep.equal([0, NaN, NaN]);
    expect([...(numbers['revenue'] ?? [])]).to.deep.equal([-0.5, NaN, NaN]);
    expect([...(numbers['reviewedAt'] ?? [])]).to.deep.equal([Date.parse('2026-11-05T09:00:00Z'), NaN, NaN]);
    expect(text['owner']).to.deep.equal(['', undefined, undefined]);
    expect(badValues).to.equal(undefined);
    expect([...offered]).to.include.members(['leads', 'revenue', 'owner', 'reviewedAt']);
  });

  for (const [id, value, expected] of [
    ['leads', '12', 'a non-negative integer, got "12"'],
    ['leads', -1, 'a non-negative integer, got -1'],
    ['leads', 1.5, 'a non-negative integer, got 1.5'],
    ['leads', 2 ** 53, 'a non-negative integer, got 9007199254740992'],
    ['revenue', '€12', 'a finite number, got "€12"'],
    ['revenue', true, 'a finite number, got true'],
    ['owner', 7, 'a string, got 7'],
    ['reviewedAt', '2026-11-05', 'an ISO 8601 instant with an offset or Z, got "2026-11-05"'],
    ['reviewedAt', 5, 'an ISO 8601 instant with an offset or Z, got 5'],
  ] as const) {
    it(`have an unknown value instead of an error: ${id} ${JSON.stringify(value)}`, () => {
      const { length, numbers, text, badValues } = read({}, { [id]: value }, { [id]: value });
      expect(length).to.equal(3);
      expect(id === 'owner' ? text[id]?.[1] : numbers[id]?.[1]).to.deep.equal(id === 'owner' ? undefined : NaN);
      expect([...(badValues ?? [])]).to.have.length(1);
      expect(badValues?.get(id)).to.include(`rows[1].${id}: expected ${expected}.`);
    });
  }

  it('are no suspects', () => {
    expect([...read({ leads: 1, region: 'EMEA' }).suspects.keys()]).to.deep.equal(['region']);
    expect([...parseReport(reportResponse(rowsWith({ leads: 1 }))).suspects.keys()]).to.deep.equal(['leads']);
  });

  it('are not offered without a value', () => {
    expect([...read({ leads: 1 }, {}).offered])
      .to.include('leads')
      .and.not.to.include('owner');
  });

  it('are read line by line, and earlier snapshots do not change', () => {
    const stream = new ReportStream(columns);
    const [first, second] = rowsWith({ leads: 1, owner: 'Ana' }, { leads: 2, owner: 'Zoé' });
    stream.push(
      `${JSON.stringify({ ...reportResponse([]), rows: undefined, rowCount: 2 })}\n${JSON.stringify(first)}\n`,
    );
    const before = stream.snapshot();
    stream.push(JSON.stringify(second));
    const after = stream.end();
    expect([before, after].map(({ numbers }) => [...(numbers['leads'] ?? [])])).to.deep.equal([[1], [1, 2]]);
    expect([before, after].map(({ text }) => text['owner'])).to.deep.equal([['Ana'], ['Ana', 'Zoé']]);
  });

  it('are read from the totals of a window', () => {
    const window = { offset: 0, limit: 1, rowCount: 5, totals: { sent: 9, leads: 4, revenue: 'much' } };
    const report = parseReport(reportResponse(rowsWith({}), window), columns);
    expect(report.window?.totals?.['leads']?.[0]).to.equal(4);
    expect(report.window?.totals?.['revenue']?.[0]).to.be.NaN;
    expect(report.badValues?.get('revenue')).to.include('totals.revenue: expected a finite number');
    expect([...report.offered]).to.include('leads');
  });

  it('are kept by a ParsedReport that names them, as they were', () => {
    const response = reportResponse(rowsWith({ leads: 1 }, { leads: 2 }));
    const parsed = new ParsedReport(response, [{ id: 'leads' }]);
    Object.assign(response.rows[0] as object, { leads: 100 });
    const report = runSync(ParsedReport.reportOf(parsed, columns));
    expect([...(report.numbers['leads'] ?? [])]).to.deep.equal([1, 2]);
    const without = runSync(ParsedReport.reportOf(new ParsedReport(response), columns));
    expect([...without.offered]).not.to.include('leads');
  });
});
