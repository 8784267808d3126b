import { expect } from 'chai';
import { ParsedReport, type ReportResponse } from '../../src/index.ts';
import { builtInColumns } from '../../src/model/columns.ts';
import { runSync } from '../../src/platform/sliced-task.ts';
import { ReportPage } from '../support/report-page.ts';
import { reportResponse, springAndAutumn } from '../support/report-response.ts';
import { warningsOf } from '../support/warnings.ts';

const response = reportResponse(springAndAutumn);

/** A response that counts how often its rows are read. */
function countReads(): { counted: ReportResponse; reads: () => number } {
  let reads = 0;
  const rows = springAndAutumn.map(
    (row) =>
      new Proxy(row, {
        get: (target, field) => {
          reads += 1;
          return Reflect.get(target, field) as unknown;
        },
      }),
  );
  return { counted: { ...response, rows }, reads: () => reads };
}

describe('parsed report', () => {
  afterEach(() => ReportPage.clear());

  it('is shared by several elements without parsing it again', async () => {
    const { counted, reads } = countReads();
    const report = new ParsedReport(counted);
    const before = reads();
    expect(before).to.be.greaterThan(0);
    const pages = [ReportPage.mount({ report, sort: 'sent' }), ReportPage.mount({ report, groupBy: 'none' })];
    for (const page of pages) {
      await page.reaches('ready');
      expect(page.cell('Total', 'Sent')).to.equal('1,700');
    }
    await pages[0]?.element.refresh();
    expect(reads()).to.equal(before);
    expect(report.length).to.equal(3);
  });

  it('does not change with its source', async () => {
    const rows = springAndAutumn.map((row) => ({ ...row }));
    const report = new ParsedReport({ ...response, rows });
    rows.splice(0, 2);
    rows[0]!.sent = 7;
    const page = ReportPage.mount({ report });
    await page.reaches('ready');
    expect(page.cell('Total', 'Sent')).to.equal('1,700');
  });

  it('does not change with the notes and explanations of its source', async () => {
    const notes = [{ code: 'own', message: 'Without March' }];
    const explain = { sends: 1000, sendsMerged: 0, botPatterns: { IAB: 3 } };
    const changeable = { ...response, notes, rows: springAndAutumn.map((row) => ({ ...row, explain })) };
    const report = new ParsedReport(changeable);
    notes[0]!.message = 'Of another tenant';
    Object.assign(explain, { sends: 1100, sendsMerged: 100 });
    explain.botPatterns.IAB = 7;
    const page = ReportPage.mount({ report });
    await page.reaches('ready');
    await page.shows('Without March');
    expect(page.text).not.to.include('Of another tenant');
    const [read] = runSync(ParsedReport.reportOf(report, builtInColumns)).explanations ?? [];
    expect(read).to.deep.equal({ sends: 1000, sendsMerged: 0, botPatterns: { IAB: 3 } });
  });

  it('is created from a reactive object, whose parts are proxies', async () => {
    const notes = [new Proxy({ code: 'own', message: 'Without March' }, {})];
    const page = ReportPage.mount({ report: new ParsedReport({ ...response, notes: new Proxy(notes, {}) }) });
    await page.reaches('ready');
    await page.shows('Without March');
  });

  it('is validated when it is created', () => {
    const broken = { version: 1, rows: [{ ...springAndAutumn[0], sent: -1 }] } as unknown as ReportResponse;
    expect(() => new ParsedReport(broken)).to.throw('rows[0].sent: expected a non-negative integer, got -1');
  });

  it('is incomplete if it has fewer rows than announced', async () => {
    const page = ReportPage.mount({ report: new ParsedReport({ ...response, rowCount: 5 }) });
    await page.reaches('incomplete');
    expect(page.text).to.include('3 of 5 emails');
  });

  it('is recognized by identity, not by structure', async () => {
    const alike = Object.create(ParsedReport.prototype) as ParsedReport;
    const page = ReportPage.mount({ report: alike });
    await page.reaches('error');
  });

  it('of another copy of the module is named as the mistake', async () => {
    const url = new URL('../../src/endpoint/parsed-report.ts?copy', import.meta.url).href;
    const copy = (await import(url)) as { readonly ParsedReport: typeof ParsedReport };
    const warnings = await warningsOf(async () => {
      await ReportPage.mount({ report: new copy.ParsedReport(response) }).reaches('error');
    });
    expect(warnings).to.deep.equal([
      'campaign-email-report: report: version: expected version 1 of the report contract, got nothing. ' +
        'This is a ParsedReport of another copy of the module. Import ParsedReport from the URL that the element is loaded from. ' +
        'See docs/html.md#show-data-without-an-endpoint.',
    ]);
  });

  it('is frozen, so that frameworks do not make it reactive', () => {
    expect(Object.isFrozen(new ParsedReport(response))).to.equal(true);
  });
});
