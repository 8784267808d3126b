import { sendKeys } from '@web/test-runner-commands';
import { expect } from 'chai';
import { strFromU8, unzipSync } from 'fflate';
import type { ExportDetail, ReportResponse } from '../../src/index.ts';
import type { ReportTable } from '../../src/table/report-table.ts';
import { accessibilityViolations } from '../support/accessibility.ts';
import { activeElement, eventually, ReportPage, testNow, type ReportProperties } from '../support/report-page.ts';
import { PagedEndpoint } from '../support/paged-endpoint.ts';
import { manyRows, reportResponse, springAndAutumn } from '../support/report-response.ts';

const report = reportResponse(springAndAutumn);

/** The name and the content of each downloaded file. */
const downloads: { readonly name: string; readonly text: Promise<string>; readonly size: number }[] = [];
/** The copied items. */
const copies: ClipboardItem[] = [];
/** The copied links. */
const links: string[] = [];
let isClipboardDenied = false;

/** Page object of the share menu. */
class SharePage extends ReportPage {
  static async open(properties: ReportProperties & { share?: string } = {}): Promise<SharePage> {
    const page = new SharePage(ReportPage.mount({ report, ...properties }).element);
    await page.reaches('ready');
    await page.openMenu();
    return page;
  }

  get opener(): HTMLButtonElement {
    return this.all('[part~=share-button]')[0] as HTMLButtonElement;
  }

  get entries(): string[] {
    return this.all('[part~=share-entry]').map(({ textContent }) => textContent.trim());
  }

  get isOpen(): boolean {
    return this.opener.getAttribute('aria-expanded') === 'true';
  }

  get result(): string {
    return this.all('cer-share-panel')[0]!.shadowRoot!.querySelector('[role=status]')!.textContent;
  }

  async openMenu(): Promise<void> {
    this.opener.click();
    await eventually('the focus', () => activeElement()?.matches('[part~=share-entry]') ?? false);
  }

  async choose(name: string): Promise<void> {
    this.button(name).click();
    await this.settled();
  }

  async ends(): Promise<void> {
    await eventually('the end', () => this.result !== '');
  }
}

const originalCreate = Object.getOwnPropertyDescriptor(URL, 'createObjectURL')!;
const blobs = new Map<string, Blob>();

before(() => {
  URL.createObjectURL = (blob: Blob) => {
    const url = `blob:test/${blobs.size}`;
    blobs.set(url, blob);
    return url;
  };
  HTMLAnchorElement.prototype.click = function (this: HTMLAnchorElement) {
    const blob = blobs.get(this.href);
    if (blob) downloads.push({ name: this.download, text: blob.text(), size: blob.size });
  };
  Object.defineProperty(navigator, 'clipboard', {
    configurable: true,
    value: {
      writeText: (text: string) => {
        if (isClipboardDenied) throw new DOMException('Denied', 'NotAllowedError');
        links.push(text);
        return Promise.resolve();
      },
      write: async (items: ClipboardItem[]) => {
        if (isClipboardDenied) throw new DOMException('Denied', 'NotAllowedError');
        await Promise.all(items.flatMap((item) => item.types.map((type) => item.getType(type))));
        copies.push(...items);
      },
    },
  });
});

after(() => {
  Object.defineProperty(URL, 'createObjectURL', originalCreate);
  Reflect.deleteProperty(HTMLAnchorElement.prototype, 'click');
  Reflect.deleteProperty(navigator, 'clipboard');
});

afterEach(() => {
  ReportPage.clear();
  downloads.length = 0;
  copies.length = 0;
  isClipboardDenied = false;
});

describe('share menu', () => {
  it('has its entries, also for a short report, and no axe violations', async () => {
    const page = await SharePage.open();
    expect(page.entries).to.deep.equal(['Copy table', 'Download CSV', 'Download Excel file', 'Print']);
    expect(await accessibilityViolations(page.element)).to.deep.equal([]);
  });

  it('has the entries that the host chooses, and no button without any', async () => {
    const page = await SharePage.open({ share: 'csv link' });
    expect(page.entries).to.deep.equal(['Download CSV']);
    for (const share of ['none', 'link']) {
      page.element.share = share;
      await page.settled();
      expect(page.opener).to.equal(undefined);
    }
    page.element.share = undefined;
    page.element.controls = 'search columns';
    await page.settled();
    expect(page.opener).to.equal(undefined);
  });

  it('copies the link to the view in the address, also before the report has loaded', async () => {
    const start = location.href;
    const page = await SharePage.open({ viewStorage: 'url', share: 'link', sort: 'sent' });
    page.element.sort = '-clicked';
    await page.settled();
    await page.choose('Copy link');
    await page.ends();
    expect(page.result).to.equal('Link copied.');
    expect(new URL(links.pop()!).searchParams.get('cer.sort')).to.equal('-clicked');
    isClipboardDenied = true;
    page.element.view = { ...page.element.view, search: 'x'.repeat(9000) };
    await page.settled();
    await page.choose('Copy link');
    await eventually('the text', () => activeElement()?.matches('textarea') ?? false);
    expect((activeElement() as HTMLTextAreaElement).value).to.equal(location.href);
    expect(page.result).to.include('Couldn’t copy the link.').and.include('It’s incomplete');
    history.replaceState(null, '', start);
    localStorage.clear();
  });

  it('is used with the keyboard: arrow keys move, Escape returns to the button', async () => {
    const page = await SharePage.open();
    const focused = () => activeElement()?.textContent.trim();
    expect(focused()).to.equal('Copy table');
    await sendKeys({ press: 'ArrowDown' });
    expect(focused()).to.equal('Download CSV');
    await sendKeys({ press: 'ArrowUp' });
    await sendKeys({ press: 'ArrowUp' });
    expect(focused()).to.equal('Print');
    await sendKeys({ press: 'Escape' });
    await eventually('the button', () => activeElement() === page.opener);
    expect(page.isOpen).to.equal(false);
  });

  it('downloads CSV with all rows, and says so', async () => {
    const page = await SharePage.open({ columns: 'emailName,sent' });
    await page.press('Collapse all');
    await page.settled();
    await page.choose('Download CSV');
    await page.ends();
    expect(downloads[0]?.name).to.match(/^Campaign email performance Oct 25 .*2026\.csv$/);
    expect(page.result).to.equal(`Downloaded ${downloads[0]?.name}.`);
    expect(await downloads[0]?.text).to.equal(
      [
        '\uFEFFCampaign,Email,Sent',
        'Autumn news,Élan,200',
        'Spring launch,,1500',
        'Spring launch,Reminder,500',
        'Spring launch,Invite,1000',
        'Total,,1700',
        '',
      ]
        .join('\r\n')
        .slice(1),
    );
    expect(activeElement()?.textContent.trim()).to.equal('Download CSV');
  });

  it('downloads only the rows on screen on request', async () => {
    const page = await SharePage.open({ columns: 'emailName,sent' });
    await page.press('Collapse all');
    (page.all('input[value=expanded]')[0] as HTMLInputElement).click();
    await page.settled();
    await page.choose('Download CSV');
    await page.ends();
    expect((await downloads[0]?.text)?.split('\r\n')).to.have.length(5);
  });

  it('downloads in the language of the page, or international CSV', async () => {
    const page = await SharePage.open({ columns: 'emailName,openedRate', lang: 'fr' });
    await page.choose('Télécharger en CSV');
    await page.ends();
    expect(await downloads[0]?.text).to.include('Total;;30,5%');
    (page.all('label.style input')[0] as HTMLInputElement).click();
    await page.settled();
    await page.choose('Télécharger en CSV');
    await eventually('the second file', () => downloads.length === 2);
    expect(await downloads[1]?.text).to.include('Total,,30.5%');
    expect(await accessibilityViolations(page.element)).to.deep.equal([]);
  });

  it('downloads an Excel file', async () => {
    const page = await SharePage.open();
    await page.choose('Download Excel file');
    await page.ends();
    expect(downloads[0]?.name).to.match(/^Campaign email performance .*2026\.xlsx$/);
    expect((await downloads[0]?.text)?.startsWith('PK')).to.equal(true);
  });

  it('copies HTML and text together', async () => {
    const page = await SharePage.open({ columns: 'emailName,sent' });
    await page.choose('Copy table');
    await page.ends();
    expect(page.result).to.equal('Copied 4 rows.');
    const read = async (type: string) => await (await copies[0]!.getType(type)).text();
    expect(await read('text/plain')).to.include('Spring launch\tInvite\t1000\r\n');
    expect(await read('text/html')).to.include('<td>Spring launch</td><td>Invite</td><td align="right">1000</td>');
  });

  describe('of emails whose opens are partly tracked', () => {
    const [invite, reminder, autumn] = springAndAutumn;
    const untracked = [invite!, { ...reminder!, openTracked: false, opened: null, humanOpened: null }, autumn!];
    const gap = { code: 'gap', from: '2026-11-07T23:00:00Z', to: '2026-11-08T23:00:00Z' };
    const partly = { ...reportResponse(untracked), notes: [gap] };
    const coverage = 'Opens tracked: 2 of 3 emails';

    it('says so beside the total of CSV files and copied tables, in the words of the screen', async () => {
      const page = await SharePage.open({ report: partly, columns: 'emailName,sent,openedRate', groupBy: 'none' });
      await page.shows(coverage);
      await page.choose('Download CSV');
      await page.ends();
      const lines = (await downloads[0]!.text).trim().split('\r\n');
      expect(lines.at(-1)).to.match(new RegExp(`^Total · ${coverage},1700,\\d+\\.\\d%$`));
      expect(new Set(lines.map((line) => line.split(',').length))).to.deep.equal(new Set([3]));
      await page.choose('Copy table');
      await eventually('the copy', () => copies.length === 1);
      const read = async (type: string) => await (await copies[0]!.getType(type)).text();
      expect(await read('text/plain')).to.include(`Total · ${coverage}\t1700\t`);
      expect(await read('text/html')).to.include(`<td>Total · ${coverage}</td>`);
      const withoutOpens = await page.element.exportData({ format: 'csv', columns: ['emailName', 'sent'] });
      expect(await withoutOpens.text()).to.include('\r\nTotal,1700\r\n');
    });

    it('says so beside the campaigns that it is true of, whose emails keep the name', async () => {
      const page = ReportPage.mount({ report: partly, columns: 'emailName,sent,opened' });
      await page.reaches('ready');
      const text = await (await page.element.exportData({ format: 'csv' })).text();
      const names = text.split('\r\n').map((line) => line.split(',').slice(0, 2).join());
      expect(names).to.include.members([
        'Spring launch · Opens tracked: 1 of 2 emails,',
        'Spring launch,Invite',
        `Total · ${coverage},`,
      ]);
      expect(text.match(/Opens tracked/g)).to.have.length(2);
      const withoutOpens = await page.element.exportData({ format: 'csv', columns: ['emailName', 'sent'] });
      expect(await withoutOpens.text()).to.include('\r\nSpring launch,,');
    });

    it('says so in French', async () => {
      const page = ReportPage.mount({ report: partly, columns: 'emailName,opened', lang: 'fr' });
      await page.reaches('ready');
      const text = await (await page.element.exportData({ format: 'csv' })).text();
      expect(text).to.include('\r\nTotal · Ouvertures suivies\u00a0: 2 des 3 e\u2011mails;;');
    });

    it('says so in the sheets of Excel files, the second of which has the notes about the data', async () => {
      const page = ReportPage.mount({ report: partly });
      await page.reaches('ready');
      const file = await page.element.exportData({ format: 'xlsx' });
      const files = unzipSync(new Uint8Array(await file.arrayBuffer()));
      const [table, about] = [1, 2].map((sheet) => strFromU8(files[`xl/worksheets/sheet${sheet}.xml`]!));
      expect(table).to.include(`Total · ${coverage}<`);
      expect(about).to.include(`>Total<`).and.to.include(`>${coverage}<`);
      expect(about).to.match(/>Notes<.*Activity from Nov 8, 2026.* to Nov 9, 2026.* is missing\./);
    });
  });

  it('shows the text to copy if the clipboard is denied', async () => {
    isClipboardDenied = true;
    const page = await SharePage.open({ columns: 'emailName,sent' });
    await page.choose('Copy table');
    await page.ends();
    expect(page.result).to.equal('Couldn’t copy the table. Select this text and copy it manually.');
    await eventually('the text', () => activeElement() instanceof HTMLTextAreaElement);
    const field = activeElement() as HTMLTextAreaElement;
    expect(field.value).to.include('Spring launch\tInvite\t1000');
    expect(field.selectionEnd - field.selectionStart).to.equal(field.value.length);
    expect(await accessibilityViolations(page.element)).to.deep.equal([]);
  });

  it('can be canceled at any moment', async () => {
    const endpoint = new PagedEndpoint(manyRows(50));
    const { fetcher } = endpoint;
    const page = await SharePage.open({ report: undefined, endpoint: '/api/report', fetcher });
    // The rows never arrive, so the export cannot end before it is canceled.
    endpoint.change = () => new Promise(() => undefined);
    const start = async () => {
      const requested = endpoint.signals.length;
      await page.choose('Download CSV');
      return eventually('the request', () => endpoint.signals[requested]);
    };
    const canceled = await start();
    await page.choose('Cancel');
    await page.ends();
    expect(page.result).to.equal('Canceled.');
    expect(canceled.aborted).to.equal(true);
    const closed = await start();
    await sendKeys({ press: 'Escape' });
    await eventually('the menu to close', () => !page.isOpen);
    expect(closed.aborted).to.equal(true);
    await page.openMenu();
    expect(downloads).to.deep.equal([]);
  });

  it('fetches a report that loads page by page in windows, with its filter, and writes all of its rows', async () => {
    const endpoint = new PagedEndpoint(manyRows(50));
    const { fetcher } = endpoint;
    const properties = { endpoint: '/api/report', fetcher, filter: 'sent>=1' };
    const page = await SharePage.open({ report: undefined, ...properties });
    // The endpoint has a lower limit.
    endpoint.change = (answer, url) => {
      if (url.searchParams.get('limit') !== '5000') return answer;
      const capped = new URL(url);
      capped.searchParams.set('limit', '20');
      return endpoint.answer(capped);
    };
    await page.choose('Download CSV');
    await page.ends();
    expect(page.result).to.include('Downloaded');
    const lines = (await downloads[0]!.text).trim().split('\r\n');
    const emails = lines.filter((line) => /Email \d/.test(line));
    expect(new Set(emails).size).to.equal(50);
    expect(endpoint.queries.filter((query) => query.includes('limit=5000'))).to.have.length(3);
    expect(endpoint.queries.at(-1)).to.include('filter=sent>=1').and.not.to.include('groupBy');
  });

  it('says so if the data changes while windows are fetched', async () => {
    const endpoint = new PagedEndpoint(manyRows(50));
    const page = await SharePage.open({ report: undefined, endpoint: '/api/report', fetcher: endpoint.fetcher });
    endpoint.change = (answer, url) => {
      if (url.searchParams.get('limit') === '5000')
        return { ...answer, asOf: `2026-11-2${endpoint.urls.length % 10}T00:00:00Z` };
      return answer;
    };
    await page.choose('Download CSV');
    await page.ends();
    expect(page.result).to.equal('The data has changed. Refresh the report, then try again.');
    expect(downloads).to.deep.equal([]);
  });

  it('has no file if windows repeat a row, as another row is missing then', async () => {
    const endpoint = new PagedEndpoint(manyRows(50));
    const page = await SharePage.open({ report: undefined, endpoint: '/api/report', fetcher: endpoint.fetcher });
    endpoint.change = (answer, url) => {
      if (url.searchParams.get('limit') !== '5000') return answer;
      const offset = answer.offset ?? 0;
      // Rows that are equal by the sort are in another order for each request.
      url.searchParams.set('offset', String(Math.max(0, offset - 1)));
      url.searchParams.set('limit', '20');
      const shifted = endpoint.answer(url);
      return { ...shifted, offset, rows: shifted.rows.slice(0, 50 - offset) };
    };
    await page.choose('Download CSV');
    await page.ends();
    expect(page.result).to.equal('Couldn’t create the file. Try again.');
    expect(downloads).to.deep.equal([]);
    const reason = await page.element.exportData({ format: 'csv' }).then(
      () => 'a file',
      (error: unknown) => String(error),
    );
    expect(reason).to.match(
      /rows\[0\]: expected a row that is in no other window, got campaign ".+", email ".+" also at row 19/,
    );
  });
});

describe('printing', () => {
  it('puts all rows of a long table into the document first', async () => {
    const page = await SharePage.open({ report: reportResponse(manyRows(150)) });
    const table = page.all('cer-report-table')[0] as ReportTable;
    const printed: number[] = [];
    table.print = () => printed.push(page.all('tbody tr[aria-rowindex]').length);
    await page.choose('Print');
    expect(page.isOpen).to.equal(false);
    await eventually('the print', () => printed.length > 0);
    expect(printed).to.deep.equal([180]);
  });

  it('prints a short table immediately', async () => {
    const page = await SharePage.open();
    const printed: string[] = [];
    (page.all('cer-report-table')[0] as ReportTable).print = () => printed.push('table');
    await page.choose('Print');
    expect(printed).to.deep.equal(['table']);
  });
});

describe('export', () => {
  it('fires before an export, which the host can do itself', async () => {
    const page = await SharePage.open({ columns: 'emailName,sent' });
    const details: ExportDetail[] = [];
    page.element.addEventListener('export', (event) => {
      details.push(event.detail);
      event.preventDefault();
    });
    await page.choose('Download CSV');
    expect(details).to.deep.equal([{ format: 'csv', rows: 'all', columns: ['emailName', 'sent'] }]);
    expect(downloads).to.deep.equal([]);
    await eventually('the menu to close', () => !page.isOpen);
  });
});

describe('exportData', () => {
  it('returns a file without an event', async () => {
    const page = ReportPage.mount({ report });
    await page.reaches('ready');
    let isFired = false;
    page.element.addEventListener('export', () => (isFired = true));
    const file = await page.element.exportData({ format: 'csv', columns: ['sent'] });
    expect(file.type).to.equal('text/csv;charset=utf-8');
    expect(await file.text()).to.include('Spring launch,Invite,1000\r\n');
    const workbook = await page.element.exportData({ format: 'xlsx', rows: 'expanded' });
    expect(workbook.size).to.be.above(2000);
    expect(isFired).to.equal(false);
  });

  it('rejects without a report, for an unknown format, and when it is aborted', async () => {
    const reasonOf = async (promise: Promise<unknown>) =>
      await promise.then(
        () => '',
        (error: unknown) => `${(error as Error).name}: ${(error as Error).message}`,
      );
    const unconnected = document.createElement('campaign-email-report');
    expect(await reasonOf(unconnected.exportData({ format: 'csv' }))).to.include('InvalidStateError');
    const page = ReportPage.mount();
    expect(await reasonOf(page.element.exportData({ format: 'csv' }))).to.include('InvalidStateError');
    page.element.report = report;
    await page.reaches('ready');
    expect(await reasonOf(page.element.exportData({ format: 'pdf' as 'csv' }))).to.include('expected the format');
    const signal = AbortSignal.abort();
    expect(await reasonOf(page.element.exportData({ format: 'csv', signal }))).to.include('AbortError');
    const controller = new AbortController();
    const started = page.element.exportData({ format: 'csv', signal: controller.signal });
    controller.abort();
    expect(await reasonOf(started)).to.include('AbortError');
  });

  describe('of a report that stays on screen', () => {
    const october = { timeFrame: '2026-10-01/2026-10-31', from: '2026-10-01', to: '2026-10-31' };
    const unavailable = () => new Response(null, { status: 500 });

    /** Opens a paged report of October. The endpoint says which dates it has applied. */
    async function open(properties: ReportProperties = {}) {
      const endpoint = new PagedEndpoint(manyRows(30));
      const dated = (answer: ReportResponse, { searchParams }: URL) => ({
        ...answer,
        ...{ from: searchParams.get('from'), to: searchParams.get('to') },
      });
      endpoint.change = dated;
      const { fetcher } = endpoint;
      const { timeFrame } = october;
      const page = ReportPage.mount({ endpoint: '/api/report', fetcher, timeFrame, ...properties });
      await page.reaches('ready');
      /** Lets requests fail whose parameters say so. */
      const failIf = (fails: (parameters: URLSearchParams) => boolean) =>
        (endpoint.change = (answer, url) => (fails(url.searchParams) ? unavailable() : dated(answer, url)));
      const exported = () => endpoint.urls.filter(({ searchParams }) => searchParams.get('limit') === '5000');
      return { page, endpoint, failIf, exported };
    }

    /** Returns the texts of a workbook's sheet about the report. */
    async function aboutOf(page: ReportPage): Promise<string> {
      const file = await page.element.exportData({ format: 'xlsx' });
      const files = unzipSync(new Uint8Array(await file.arrayBuffer()));
      return strFromU8(files['xl/worksheets/sheet2.xml']!).replace(/<[^>]*>+/g, ' ');
    }

    it('has its dates after another time frame has failed, and while one loads', async () => {
      const { page, endpoint, failIf, exported } = await open();
      failIf((parameters) => parameters.get('from') === '2026-01-01');
      page.element.timeFrame = '2026-01-01/2026-01-31';
      await page.reaches('stale');
      await page.element.exportData({ format: 'csv' });
      expect(Object.fromEntries(exported()[0]!.searchParams)).to.include({ from: october.from, to: october.to });
      const { change } = endpoint;
      endpoint.change = (answer, url) =>
        url.searchParams.get('from') === '2026-02-01' ? new Promise(() => undefined) : change(answer, url);
      page.element.timeFrame = '2026-02-01/2026-02-28';
      await page.reaches('refreshing');
      await page.element.exportData({ format: 'csv' });
      expect(Object.fromEntries(exported()[1]!.searchParams)).to.include({ from: october.from, to: october.to });
    });

    it('has its dates on the next day, too', async () => {
      let now = testNow;
      const { page, exported } = await open({ timeFrame: 'today', now: () => now });
      now = new Date(testNow.getTime() + 86_400_000);
      const [from] = /\d{4}-\d\d-\d\d/.exec(testNow.toISOString())!;
      await page.element.exportData({ format: 'csv' });
      expect(Object.fromEntries(exported()[0]!.searchParams)).to.include({ from, to: from });
    });

    it('has its search, filter and order after others have failed, also in its description', async () => {
      const before = { search: 'email 1', filter: 'sent>=1', sort: 'sent', groupBy: 'none' } as const;
      const { page, failIf, exported } = await open(before);
      failIf((parameters) => parameters.get('search') === 'email 2');
      Object.assign(page.element, { search: 'email 2', filter: 'sent>=7', sort: '-clicked', groupBy: 'campaign' });
      await page.reaches('stale');
      const about = await aboutOf(page);
      expect(Object.fromEntries(exported()[0]!.searchParams)).to.include({
        search: 'email 1',
        filter: 'sent>=1',
        sort: 'sent',
      });
      expect(about).to.include('email 1').and.to.include('Sent ≥ 1 ').and.not.to.include('email 2');
      const csv = await (await page.element.exportData({ format: 'csv', columns: ['emailName', 'sent'] })).text();
      const sent = csv
        .trim()
        .split('\r\n')
        .slice(1, -1)
        .map((line) => Number(line.split(',')[2]));
      expect(sent).to.deep.equal([...sent].sort((a, b) => a - b));
      expect(csv).not.to.match(/^Campaign \d+,,/m);
    });

    it('has its activity, as its headers say, after another has failed', async () => {
      const { page, failIf, exported } = await open({ figures: 'activity=human', columns: 'emailName,opened' });
      failIf((parameters) => !parameters.has('activity') && parameters.has('offset'));
      page.element.figures = '';
      await page.reaches('stale');
      expect(page.headers.map(({ textContent }) => textContent.trim()).join()).to.include('Opened (no bots)');
      const about = await aboutOf(page);
      expect(exported()[0]!.searchParams.get('activity')).to.equal('human');
      expect(about).to.include('Opened (no bots)').and.to.include('Without bots');
    });

    it('has its denominator of rates, as its headers say, after another has failed', async () => {
      const { page, failIf, exported } = await open({ columns: 'emailName,openedRate', sort: '-openedRate' });
      failIf((parameters) => parameters.has('rateBase'));
      page.element.figures = 'rateBase=sent';
      await page.reaches('stale');
      const about = await aboutOf(page);
      expect(exported()[0]!.searchParams.has('rateBase')).to.equal(false);
      expect(about).to.include('% opened').and.not.to.include('of sent');
    });

    it('describes the people that its figures count', async () => {
      const fetcher: typeof fetch = (input) => {
        const people = new URL(input as string).searchParams.getAll('people');
        const head = { peopleFilters: [{ name: 'Country' }], people };
        const answer = people.includes('Country:Mali') ? unavailable() : Response.json({ ...report, ...head });
        return Promise.resolve(answer);
      };
      const page = ReportPage.mount({ endpoint: '/api/report', fetcher, figures: 'people=Country:France' });
      await page.reaches('ready');
      page.element.figures = 'people=Country:Mali';
      await page.reaches('stale');
      expect(await aboutOf(page))
        .to.include('Country: France')
        .and.not.to.include('Mali');
    });
  });
});
