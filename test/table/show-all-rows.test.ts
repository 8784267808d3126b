import { emulateMedia } from '@web/test-runner-commands';
import { expect } from 'chai';
import { printTable } from '../../src/table/render-table.ts';
import type { ReportTable } from '../../src/table/report-table.ts';
import { accessibilityViolations } from '../support/accessibility.ts';
import { eventually, ReportPage } from '../support/report-page.ts';
import { PagedEndpoint } from '../support/paged-endpoint.ts';
import { manyRows, reportResponse } from '../support/report-response.ts';
import { longTable, TablePage } from '../support/table-page.ts';
import { nextPaint, pendingTasks } from '../support/waiting.ts';

describe('show all rows', () => {
  afterEach(() => document.body.replaceChildren());

  it('is offered if not all rows are in the document', async () => {
    const page = await TablePage.mount(longTable(100));
    expect(page.allRows).to.equal(null);
    await page.show(longTable(8000));
    expect(page.button('Find in the first 5,000 of 8,000 rows with Ctrl+F')).to.exist;
    await page.show(longTable(101));
    expect(page.button('Find in all 101 rows with Ctrl+F')).to.exist;
  });

  it('is named without keys on touch screens', async () => {
    const matchMedia = window.matchMedia.bind(window);
    window.matchMedia = (query) => matchMedia(query === '(pointer: coarse)' ? 'all' : query);
    try {
      const page = await TablePage.mount(longTable(101));
      expect(page.button('Find in page: include all 101 rows')).to.exist;
      await page.show(longTable(8000));
      expect(page.button('Find in page: include the first 5,000 of 8,000 rows')).to.exist;
    } finally {
      window.matchMedia = matchMedia;
    }
  });

  it('adds rows in slices with progress, and removes them again', async () => {
    const page = await TablePage.mount(longTable(400));
    page.button('Find in all 400 rows with Ctrl+F')?.click();
    await page.isReady();
    expect(page.allRows?.shadowRoot?.querySelector('progress')?.ariaLabel).to.match(/^Preparing rows: \d+ of 400$/);
    expect(page.rows.length).to.be.below(100);
    await eventually('the end', () => page.button('Include only visible rows'));
    expect(page.rows.map((row) => row.cells[0]?.textContent)).to.deep.equal(
      Array.from({ length: 400 }, (_, index) => `E${index + 1}`),
    );
    expect(page.allRows?.shadowRoot?.querySelector('[role=status]')?.textContent).to.equal(
      'Find in page now covers 400 rows.',
    );
    await page.scrollTo(7000);
    expect(page.rows).to.have.length(400);
    page.button('Include only visible rows')?.click();
    await page.isReady();
    expect(page.rows.length).to.be.below(60);
    expect(page.seen.length).to.be.above(10);
  });

  it('has no axe violations', async () => {
    const page = await TablePage.mount(longTable(101));
    page.button('Find in all 101 rows with Ctrl+F')?.click();
    await eventually('the end', () => page.rows.length === 101);
    expect(await accessibilityViolations(page.element)).to.deep.equal([]);
  });

  it('stops when it is canceled', async () => {
    const page = await TablePage.mount(longTable(4000));
    page.button('Find in all 4,000 rows with Ctrl+F')?.click();
    await page.isReady();
    page.button('Cancel')?.click();
    await page.isReady();
    await nextPaint();
    expect(page.rows.length).to.be.below(60);
    expect(page.button('Find in all 4,000 rows with Ctrl+F')).to.exist;
  });

  it('starts again for another table', async () => {
    const page = await TablePage.mount(longTable(200));
    page.button('Find in all 200 rows with Ctrl+F')?.click();
    await eventually('the end', () => page.rows.length === 200);
    await page.show(longTable(300));
    expect(page.rows.length).to.be.below(100);
    await eventually('the end', () => page.rows.length === 300);
  });

  it('adds at most 5,000 rows; the rest are reached by scrolling', async () => {
    const page = await TablePage.mount(longTable(6000));
    page.button('Find in the first 5,000 of 6,000 rows with Ctrl+F')?.click();
    await page.scrollTo(1e9);
    expect(page.seen.at(-1)).to.equal('E6000');
    await page.scrollTo(0);
    expect(page.seen[0]).to.equal('E1');
  });
});

describe('printed table', () => {
  afterEach(async () => {
    await emulateMedia({ media: 'screen' });
    document.body.replaceChildren();
  });

  /**
   * Returns what `read` finds as soon as the styles for paper apply. Printing lays out the page once; a browser that emulates
   * print then notifies observers of sizes too.
   */
  async function print<Found>(read: () => Found): Promise<Found> {
    window.dispatchEvent(new Event('beforeprint'));
    const media = matchMedia('print');
    const found = new Promise<Found>((resolve) => {
      media.addEventListener('change', () => resolve(read()), { once: true });
    });
    await emulateMedia({ media: 'print' });
    return await found;
  }

  const note = (page: TablePage) => page.shadow.querySelector('.missing') as HTMLElement;

  it('tells which rows are printed if not all are', async () => {
    const page = await TablePage.mount(longTable(5000));
    await page.scrollTo(36_000);
    const [first, last] = [page.rows[0], page.rows.at(-1)].map((row) => Number(row?.ariaRowIndex) - 1);
    const [isVisible, text] = await print(() => [note(page).checkVisibility(), note(page).textContent]);
    expect(isVisible).to.equal(true);
    expect(text).to.include(`Rows ${first?.toLocaleString('en')} to ${last?.toLocaleString('en')} of 5,000.`);
  });

  it('is complete without a notice', async () => {
    const page = await TablePage.mount(longTable(90));
    expect(await print(() => note(page).checkVisibility())).to.equal(false);
    const { scroller } = page;
    expect(scroller.scrollHeight).to.be.at.most(scroller.clientHeight);
    expect(scroller.clientHeight).to.be.above(600);
    expect(page.rows.every((row) => row.checkVisibility())).to.equal(true);
  });

  it('makes the report as tall as the table', async () => {
    const page = ReportPage.mount({ report: reportResponse(manyRows(80)) });
    await page.reaches('ready');
    const [element, table] = await print(() =>
      [page.element, ...page.all('table')].map((each) => each.getBoundingClientRect()),
    );
    expect(table?.height).to.be.above(1500);
    expect(element?.bottom).to.be.at.least(table?.bottom ?? Infinity);
  });

  it('omits a focused row that is out of view', async () => {
    const page = await TablePage.mount(longTable(5000));
    page.button('E1')?.focus();
    await page.scrollTo(36_000);
    expect(page.row('E1')?.checkVisibility()).to.equal(true);
    expect(await print(() => page.row('E1')?.checkVisibility())).to.equal(false);
  });

  it('has all rows if it is printed from the share menu', async () => {
    const page = await TablePage.mount(longTable(150));
    const printed: number[] = [];
    page.element.print = () => printed.push(page.rows.length);
    await eventually('the actions', () => page.button('Find in all 150 rows with Ctrl+F'));
    printTable(page.element);
    await eventually('the print', () => printed.length > 0);
    expect(printed).to.deep.equal([150]);
    await page.isReady();
    await eventually('few rows again', () => page.rows.length < 60);
  });

  it('has all rows of the table that replaces it meanwhile', async () => {
    const page = await TablePage.mount(longTable(400));
    const printed: number[] = [];
    page.element.print = () => printed.push(page.rows.length);
    await eventually('the actions', () => page.button('Find in all 400 rows with Ctrl+F'));
    printTable(page.element);
    await page.show(longTable(300));
    await eventually('the print', () => printed.length > 0);
    expect(printed).to.deep.equal([300]);
    await eventually('few rows again', () => page.rows.length < 60);
  });
});

describe('all rows of a report that loads page by page', () => {
  afterEach(() => ReportPage.clear());

  /** Page object of such a report of 400 rows, and of the rows that it prints. */
  class LongReport {
    readonly endpoint = new PagedEndpoint(manyRows(400), 50);
    /** The pages that wait for an answer, by their offset. */
    readonly waiting = new Map<number, () => void>();
    /** The names of the printed rows, one list for each print. */
    readonly printed: string[][] = [];
    page!: ReportPage;

    async open(): Promise<this> {
      const { fetcher } = this.endpoint;
      this.page = ReportPage.mount({ endpoint: '/report', fetcher, groupBy: 'none', sort: 'emailName' });
      await this.page.reaches('ready');
      this.table.print = () => {
        window.dispatchEvent(new Event('beforeprint'));
        this.printed.push(this.rows);
      };
      await eventually('the actions', () => this.page.buttons.includes('Find in all 400 rows with Ctrl+F'));
      return this;
    }

    /** Lets all pages after the first wait until {@link waiting} is called. */
    hold(): void {
      this.endpoint.change = async (answer, { searchParams }) => {
        const offset = Number(searchParams.get('offset'));
        if (offset > 0) await new Promise<void>((resolve) => this.waiting.set(offset, resolve));
        return answer;
      };
    }

    /** Answers the requests that wait. */
    release(): void {
      for (const resolve of this.waiting.values()) resolve();
      this.waiting.clear();
    }

    get table(): ReportTable {
      return this.page.all('cer-report-table')[0] as ReportTable;
    }

    get rows(): string[] {
      return (this.page.all('tbody tr[aria-rowindex]') as HTMLTableRowElement[]).map(
        ({ cells }) => cells[0]?.textContent ?? '',
      );
    }

    get note(): string {
      return this.page.all('.missing')[0]?.textContent ?? '';
    }

    get names(): string[] {
      return this.endpoint.rows.map(({ emailName }) => emailName).toSorted((one, other) => (one < other ? -1 : 1));
    }
  }

  it('are printed with all of them, and then leave the document', async () => {
    const report = await new LongReport().open();
    printTable(report.table);
    await eventually('the print', () => report.printed.length > 0);
    expect(report.printed[0]?.toSorted()).to.deep.equal(report.names);
    expect(report.note).to.equal('');
    await eventually('few rows again', () => report.rows.length < 60);
    expect(report.printed).to.have.length(1);
  });

  it('are printed once the last of them has loaded, also if the reader asks twice', async () => {
    const report = await new LongReport().open();
    report.hold();
    printTable(report.table);
    await eventually('all places of rows', () => report.rows.length === 400);
    printTable(report.table);
    await eventually('the requests', () => report.waiting.size > 0);
    await pendingTasks();
    expect(report.page.text).to.match(/Preparing rows: \d+ of 400/);
    expect(report.printed).to.have.length(0);
    await eventually('the print', () => {
      report.release();
      return report.printed.length > 0;
    });
    expect(report.printed[0]?.toSorted()).to.deep.equal(report.names);
    await eventually('few rows again', () => report.rows.length < 60);
    expect(report.printed).to.have.length(1);
  });

  it('stay in the document while more of them load', async () => {
    const report = await new LongReport().open();
    report.hold();
    await report.page.press('Find in all 400 rows with Ctrl+F');
    await eventually('all places of rows', () => report.rows.length === 400);
    let fewest = 400;
    await eventually('the end', () => {
      report.release();
      fewest = Math.min(fewest, report.rows.length);
      return report.page.text.includes('Find in page now covers 400 rows.');
    });
    expect(fewest).to.equal(400);
    expect(report.rows.toSorted()).to.deep.equal(report.names);
  });

  it('are not printed if the reader cancels while they load', async () => {
    const report = await new LongReport().open();
    report.hold();
    printTable(report.table);
    await eventually('all places of rows', () => report.rows.length === 400);
    await report.page.press('Cancel');
    await eventually('few rows again', () => report.rows.length < 60);
    report.release();
    await pendingTasks();
    expect(report.printed).to.have.length(0);
  });

  it('name the number of those that failed to load', async () => {
    const report = await new LongReport().open();
    report.endpoint.change = (answer, { searchParams }) =>
      searchParams.get('offset') === '200' ? new Response(null, { status: 404 }) : answer;
    printTable(report.table);
    await eventually('the print', () => report.printed.length > 0);
    expect(report.note).to.equal('50 rows have not loaded.');
    await report.page.press('Find in all 400 rows with Ctrl+F');
    await report.page.shows('Find in page now covers 350 rows. 50 rows have not loaded.');
    report.endpoint.change = (answer) => answer;
    await report.page.press('Try again');
    await report.page.shows('Find in page now covers 400 rows.');
    expect(report.page.text).not.to.include('have not loaded');
  });
});
