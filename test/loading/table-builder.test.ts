import { expect } from 'chai';
import { yieldToMain } from '../../src/platform/scheduler.ts';
import { TableModel } from '../../src/table-model/table-model.ts';
import { FakeEndpoint, LineStream } from '../support/fake-endpoint.ts';
import { eventually, ReportPage } from '../support/report-page.ts';
import { manyRows, reportResponse, reportRow } from '../support/report-response.ts';
import { warningsOf } from '../support/warnings.ts';
import { nextPaint } from '../support/waiting.ts';

/** Enough rows that sorting them by name takes more than one step. */
const rows = manyRows(30_000, 3).map((row, index) => ({
  ...row,
  emailName: `Größe ${(index * 7919) % 30_000}, wave ${index % 17}, for customers who have not opened the last one`,
}));
const response = reportResponse(rows);
const other = reportResponse([reportRow({ emailName: 'Alone' })], { from: '2026-01-01', to: '2026-01-31' });

const byName = rows.map(({ emailName }) => emailName).sort(new Intl.Collator('en', { numeric: true }).compare);
/** The first emails in the order of their names, ascending and descending. */
const [firstByName, lastByName] = [byName.slice(0, 5), byName.slice(-5).reverse()];

/** Advances the clock at every look at it, so that each slice of work ends after one step. */
function endSlicesEarly(): void {
  let now = performance.now();
  performance.now = () => (now += 1000);
}

describe('table builder', () => {
  const build = Object.getOwnPropertyDescriptor(TableModel.prototype, 'build');
  let endpoint: FakeEndpoint;
  let page: ReportPage;

  const firstNames = () => page.names.slice(0, 5);
  const shows = (what: string, names: readonly string[]) =>
    eventually(what, () => JSON.stringify(firstNames()) === JSON.stringify(names));

  beforeEach(async () => {
    endpoint = new FakeEndpoint();
    page = ReportPage.mount({ endpoint: '/report', fetcher: endpoint.fetcher, groupBy: 'none', sort: '-sent' });
    (await endpoint.request(0)).answer(response);
    await page.reaches('ready');
    await eventually('rows', () => page.names.length > 5);
  });

  afterEach(() => {
    // The real clock is a method of the prototype.
    Reflect.deleteProperty(performance, 'now');
    Object.defineProperty(TableModel.prototype, 'build', build ?? {});
    ReportPage.clear();
  });

  it('keeps the previous rows until the sorted ones are ready', async () => {
    const before = firstNames();
    endSlicesEarly();
    const sorted = page.sortBy('Email');
    await yieldToMain();
    expect(firstNames()).to.deep.equal(before);
    await sorted;
    await shows('the emails by name', firstByName);
  });

  it('ends with the last of several sorts, whichever takes longest', async () => {
    const before = firstNames();
    void page.sortBy('Email');
    await page.sortBy('Sent');
    await shows('the emails by sent', before);
    void page.sortBy('Email');
    void page.sortBy('Sent');
    await page.sortBy('Email');
    await shows('the emails by name', firstByName);
  });

  it('keeps the previous rows and logs a warning if the next table fails', async () => {
    const before = firstNames();
    for (const fails of [() => yieldToMain(), () => undefined]) {
      TableModel.prototype.build = function* () {
        yield fails();
        throw new Error('for the test');
      };
      const warnings = await warningsOf(async () => {
        page.element.sort = page.element.sort === '-opened' ? 'opened' : '-opened';
        await page.element.updateComplete;
      });
      expect(warnings.join()).to.include('the table failed to load').and.include('for the test');
      expect(firstNames()).to.deep.equal(before);
    }
    const refreshed = page.element.refresh();
    (await endpoint.request(1)).answer(reportResponse(rows.slice(0, 10)));
    await refreshed;
    await eventually('the other rows', () => page.text.includes('10 emails'));
  });

  it('shows another report immediately, with its own period', async () => {
    void page.sortBy('Email');
    page.element.timeFrame = 'last-month';
    (await endpoint.request(1)).answer(other);
    await shows('the other report', ['Alone']);
    expect(page.text).to.include('1 email').and.include('Jan');
  });

  it('continues when the element moves, and when it returns to the document', async () => {
    void page.sortBy('Email');
    const box = document.createElement('div');
    document.body.append(box);
    box.append(page.element);
    await shows('the emails by name', firstByName);
    void page.sortBy('Email');
    page.element.remove();
    document.body.append(page.element);
    await shows('the emails by name, descending', lastByName);
    box.remove();
  });
});

describe('table builder during streaming', () => {
  it('ends with all rows in the requested order', async () => {
    const endpoint = new FakeEndpoint();
    const page = ReportPage.mount({
      endpoint: '/report',
      fetcher: endpoint.fetcher,
      groupBy: 'none',
      sort: 'emailName',
    });
    const stream = new LineStream();
    (await endpoint.request(0)).answer(stream.response);
    stream.send({ ...response, rows: undefined });
    for (let from = 0; from < rows.length; from += 3000) {
      stream.send(
        rows
          .slice(from, from + 3000)
          .map((row) => `${JSON.stringify(row)}\n`)
          .join(''),
      );
      await nextPaint();
    }
    stream.end();
    await page.reaches('ready');
    await eventually(
      'the emails by name',
      () => JSON.stringify(page.names.slice(0, 5)) === JSON.stringify(firstByName),
    );
  });
});
