import { sendKeys } from '@web/test-runner-commands';
import { expect } from 'chai';
import { accessibilityViolations } from '../support/accessibility.ts';
import { activeElement, eventually, ReportPage, type ReportProperties } from '../support/report-page.ts';
import { PagedEndpoint } from '../support/paged-endpoint.ts';
import { reportResponse, reportRow } from '../support/report-response.ts';

const rows = [
  reportRow({
    emailId: '1',
    emailName: 'Invite',
    sent: 10,
    delivered: 9,
    opened: 4,
    clicked: 2,
    hardBounced: 1,
    softBounced: 0,
  }),
  reportRow({
    emailId: '2',
    emailName: 'Reminder',
    sent: 5,
    delivered: 5,
    opened: 1,
    clicked: 1,
    hardBounced: 0,
    softBounced: 0,
  }),
];
const points = [
  { date: '2026-11-02', sent: 10, opened: 3, clicked: 2 },
  { date: '2026-11-04', opened: 1 },
];

/** Page object of the panel with charts, and an endpoint with series. */
class DevelopmentPage extends ReportPage {
  readonly requests: URL[] = [];
  /** Answers a request for a series. */
  answer: () => Response | Promise<Response> = () => Response.json({ version: 1, unit: 'day', points });

  answerFor: ((url: URL) => Response) | undefined;

  /** The rows of the report. */
  rows = rows;

  static async show(properties: ReportProperties & { figures?: string } = {}, head = {}): Promise<DevelopmentPage> {
    const fetcher: typeof fetch = async (input) => {
      const url = new URL(input instanceof Request ? input.url : input);
      if (!url.pathname.endsWith('/series')) {
        const isBefore = String(url.searchParams.get('from')) < '2026-10';
        const dates = isBefore ? { from: '2026-09-25', to: '2026-10-24' } : {};
        return Response.json({ ...reportResponse(page.rows), ...dates, seriesUrl: 'series?v=1', ...head });
      }
      page.requests.push(url);
      return await (page.answerFor?.(url) ?? page.answer());
    };
    const page: DevelopmentPage = new DevelopmentPage(
      ReportPage.mount({
        endpoint: '/api/report',
        fetcher,
        columns: 'emailName,sent,opened',
        ...properties,
      }).element,
    );
    await page.reaches('ready');
    await page.enterTable();
    return page;
  }

  get dialog(): HTMLDialogElement | undefined {
    return this.all('[part=development]')[0] as HTMLDialogElement | undefined;
  }

  /** Opens the charts from the menu of a cell. */
  async open(selector: string): Promise<this> {
    const cell = this.all(selector)[0] as HTMLElement;
    cell.tabIndex = -1;
    cell.focus();
    await sendKeys({ press: 'Shift+F10' });
    const entry = await eventually('the entry', () =>
      this.all('[role=menuitem]').find(
        (each) => each.checkVisibility() && /Show charts|Afficher les graphiques/.test(each.textContent),
      ),
    );
    (entry as HTMLElement).click();
    await eventually('the dialog', () => this.dialog?.open);
    return this;
  }

  get titles(): string[] {
    return this.all('figcaption').map(({ textContent }) => textContent.trim());
  }

  chart(title: string): ShadowRoot {
    const chart = this.all('cer-chart').find(
      (each) => each.shadowRoot?.querySelector('figcaption')?.textContent === title,
    );
    if (!chart?.shadowRoot) throw new Error(`No chart "${title}" among: ${this.titles.join(', ')}`);
    return chart.shadowRoot;
  }

  /** The text of a chart: its summary. */
  summary(title: string): string {
    return this.chart(title).querySelector('#summary')?.textContent ?? '';
  }
}

const email = 'tbody tr[aria-level="2"] td.count';
const charts = ['Over time', 'From sent to clicked', 'Bounces'];

afterEach(() => ReportPage.clear());

describe('the development of a row', () => {
  it('has charts of an email, in the dates and with the choices of the report', async () => {
    const page = await DevelopmentPage.show({ sort: 'emailName', figures: 'show=bars' });
    await page.open(email);
    await eventually('the charts', () => page.titles.join() === charts.join());
    const [request] = page.requests;
    expect(Object.fromEntries(request?.searchParams ?? [])).to.deep.equal({
      ...{ v: '1', unit: 'day', campaign: '1', email: '1', from: '2026-10-25', to: '2026-11-23' },
      ...{ timeZone: 'Europe/Paris', dateBasis: 'first-sent' },
    });
    expect(page.summary('Over time')).to.equal(
      'From Nov 2, 2026 to Nov 4, 2026. Sent: 10 in total, most on Nov 2, 2026 (10). Opened: 4 in total, most on Nov 2, 2026 (3). Clicked link: 2 in total, most on Nov 2, 2026 (2).',
    );
    expect(page.summary('From sent to clicked')).to.contain('Delivered: 9 · 90.0% of Sent · 1 lost.');
    expect(page.summary('Bounces')).to.contain('Hard bounced: 1 · 10.0% of sent.');
    const choices = [...page.dialog!.querySelectorAll('.choices :is(legend, label)')];
    const middles = choices.map((choice) => choice.getBoundingClientRect()).map(({ y, height }) => y + height / 2);
    expect(Math.max(...middles) - Math.min(...middles)).to.be.below(4);
    const edges = choices.map((choice) => choice.getBoundingClientRect());
    edges.slice(1).forEach(({ left }, index) => expect(left - edges[index]!.right).to.be.above(8));
    expect(await accessibilityViolations(page.element)).to.deep.equal([]);
    await sendKeys({ press: 'Escape' });
    await eventually('the focus', () => activeElement()?.matches(email));
  });

  it('opens in French, whose texts load first', async () => {
    document.documentElement.lang = 'fr';
    try {
      const page = await (await DevelopmentPage.show({ sort: 'emailName' })).open(email);
      await eventually('the charts', () => page.titles.length === 3);
    } finally {
      document.documentElement.lang = 'en';
    }
  });

  it('says in the chart that it is of emails with tracked opens', async () => {
    const [tracked, other] = rows;
    const untracked = { ...other!, openTracked: false, opened: null };
    const page = await DevelopmentPage.show({}, reportResponse([tracked!, untracked]));
    await page.open('tfoot td.count');
    await eventually('the chart', () => page.titles.includes('From sent to clicked'));
    expect(page.summary('From sent to clicked')).to.match(/^Only emails with tracked opens\. Sent: 10\./);
    expect(page.dialog!.querySelector('.content')?.textContent).not.to.include('Only emails with tracked opens.');
  });

  it('tells values to keys, and shows its data as a table', async () => {
    const page = await (await DevelopmentPage.show({ sort: 'emailName' })).open(email);
    const chart = await eventually('the chart', () => page.titles.includes('Over time') && page.chart('Over time'));
    const cursor = chart.querySelector<HTMLElement>('[role=slider]')!;
    cursor.focus();
    expect(cursor.getAttribute('aria-valuetext')).to.equal('Nov 2, 2026: Sent: 10, Opened: 3, Clicked link: 2');
    await sendKeys({ press: 'End' });
    await eventually('the last day', () =>
      cursor.getAttribute('aria-valuetext')?.startsWith('Nov 4, 2026: Sent: 0, Opened: 1'),
    );
    expect(cursor.ariaValueNow).to.equal('3');
    await sendKeys({ press: 'ArrowLeft' });
    await eventually('the day before', () => cursor.getAttribute('aria-valuetext')?.startsWith('Nov 3, 2026'));
    const details = chart.querySelector('details')!;
    details.open = true;
    await eventually('the table', () => chart.querySelectorAll('tbody tr').length === 3);
    const cells = chart.querySelectorAll('tbody tr:first-child > *');
    expect([...cells].map(({ textContent }) => textContent)).to.deep.equal(['Nov 2, 2026', '10', '3', '2']);
  });

  it('is that of a campaign, or of everything', async () => {
    const page = await DevelopmentPage.show({ search: 'spring' });
    page.answer = () =>
      Response.json({ version: 1, unit: 'day', points: [{ date: '2026-11-02', sent: 15, opened: 5, clicked: 3 }] });
    await page.open('tbody tr.campaign td.count');
    await eventually('the chart', () => page.titles.includes('Over time'));
    expect(page.requests[0]?.searchParams.get('campaign')).to.equal('1');
    expect(page.requests[0]?.searchParams.has('email')).to.equal(false);
    expect(page.requests[0]?.searchParams.get('search')).to.equal('spring');
    page.dialog?.close();
    await page.open('tfoot td.count');
    await eventually('the request', () => page.requests.length === 2);
    expect(page.requests[1]?.searchParams.has('campaign')).to.equal(false);
    expect(page.summary('From sent to clicked')).to.contain('Sent: 15.');
  });

  it('has the search on screen after another has failed, where the report loads page by page', async () => {
    const endpoint = new PagedEndpoint(rows);
    const series: URL[] = [];
    endpoint.change = (answer, url) => {
      if (url.searchParams.get('search') === 'e' && url.searchParams.has('limit'))
        return new Response(null, { status: 500 });
      if (!url.pathname.endsWith('/series')) return { ...answer, seriesUrl: 'series' };
      series.push(url);
      return Response.json({
        version: 1,
        unit: 'day',
        points: [{ date: '2026-11-02', sent: 10, opened: 4, clicked: 2 }],
      });
    };
    const properties = { search: 'invite', filter: 'sent>=1', figures: 'activity=human' };
    const page = await DevelopmentPage.show({ fetcher: endpoint.fetcher, groupBy: 'none', ...properties });
    Object.assign(page.element, { search: 'e', filter: '', figures: '' });
    await page.reaches('stale');
    await page.open('tfoot td.count');
    await eventually('the request', () => series.length === 1);
    const { searchParams } = series[0]!;
    expect(Object.fromEntries(searchParams)).to.include({ search: 'invite', filter: 'sent>=1', activity: 'human' });
    expect(searchParams.has('offset') || searchParams.has('limit')).to.equal(false);
  });

  it('keeps its charts, their tables and the focus while the report is refreshed', async () => {
    const page = await (await DevelopmentPage.show({ sort: 'emailName' })).open(email);
    const chart = await eventually('the chart', () => page.titles.includes('Over time') && page.chart('Over time'));
    const details = chart.querySelector('details')!;
    details.open = true;
    await eventually('the table', () => chart.querySelectorAll('tbody tr').length === 3);
    details.querySelector('summary')!.focus();
    let send: (response: Response) => void = () => undefined;
    page.answer = () => new Promise((resolve) => (send = resolve));
    const [invite, reminder] = rows;
    page.rows = [{ ...invite!, opened: 5 }, reminder!];
    await page.element.refresh();
    await eventually('the request', () => page.requests.length === 2);
    await page.settled();
    expect(page.titles).to.deep.equal(charts);
    expect(page.summary('Over time')).to.contain('Opened: 4 in total');
    expect(page.summary('From sent to clicked')).to.contain('Opened: 4 ');
    send(Response.json({ version: 1, unit: 'day', points: [points[0], { date: '2026-11-04', opened: 2 }] }));
    await eventually('the new series', () => page.summary('Over time').includes('Opened: 5 in total'));
    expect(page.summary('From sent to clicked')).to.contain('Opened: 5 ');
    expect(page.chart('Over time')).to.equal(chart);
    expect(details.open).to.equal(true);
    expect(activeElement()).to.equal(details.querySelector('summary'));
    await page.element.refresh();
    await eventually('the request', () => page.requests.length === 3);
    send(new Response(null, { status: 404 }));
    await page.shows('Couldn’t load the chart.');
    expect(activeElement()).to.equal(page.dialog);
  });

  it('says that a series is of other emails, and that it failed to load, and tries again', async () => {
    const page = await DevelopmentPage.show({ sort: 'emailName' });
    page.answer = () => Response.json({ version: 1, unit: 'day', points: [{ date: '2026-11-02', sent: 11 }] });
    await page.open(email);
    await page.shows('doesn’t add up');
    expect(page.titles).to.deep.equal(charts.slice(1));
    page.answer = () => Response.json({ version: 1, unit: 'day', points: [] });
    page.button('Try again').focus();
    page.button('Try again').click();
    await eventually('the request', () => page.requests.length === 2);
    await page.shows('doesn’t add up');
    expect(activeElement()).to.equal(page.dialog);
    page.answer = () => Response.json({ version: 1, unit: 'day', points: [...points].reverse() });
    page.button('Try again').click();
    await page.shows('Couldn’t load the chart.');
    page.answer = () => Response.json({ version: 1, unit: 'day', points });
    page.button('Try again').click();
    await eventually('the charts', () => page.titles.join() === charts.join());
  });

  it('has no chart over time without seriesUrl, and none of contradictory counts', async () => {
    const page = await DevelopmentPage.show(
      { sort: 'emailName' },
      { seriesUrl: undefined, rowCount: 1, rows: [reportRow({ opened: 990 })] },
    );
    await page.open('tbody tr.email td.count');
    await page.shows('contradict each other');
    expect(page.titles).to.deep.equal(['Bounces']);
    expect(page.requests).to.deep.equal([]);
  });

  it('names in its tables of which counts shares are', async () => {
    const page = await (await DevelopmentPage.show()).open(email);
    await eventually('the charts', () => page.titles.join() === charts.join());
    const headings = async (title: string) => {
      const chart = page.chart(title);
      chart.querySelector('summary')?.click();
      const row = await eventually('the table', () => chart.querySelector('thead tr') ?? undefined);
      return [...row.children].map(({ textContent }) => textContent);
    };
    expect(await headings('From sent to clicked')).to.deep.equal(['Step', 'People', 'Of the previous step', 'Lost']);
    expect(await headings('Bounces')).to.deep.equal(['Kind', 'People', 'Of sent']);
  });

  it('shows the compared period dashed, aligned by days, in the legend, the table and the summary', async () => {
    const page = await DevelopmentPage.show({ figures: 'compare=previous-period' });
    page.answerFor = (url) => {
      const isBefore = String(url.searchParams.get('from')) < '2026-10';
      const earlier = [
        { date: '2026-10-03', sent: 10 },
        { date: '2026-10-05', opened: 4, clicked: 2 },
      ];
      return Response.json({ version: 1, unit: 'day', points: isBefore ? earlier : points });
    };
    await eventually('the differences', () => page.all('td[data-extra]').length > 0);
    await page.open('tr[aria-level="2"]:nth-of-type(2) td.count');
    await eventually('both series', () => page.requests.length === 2);
    const [, request] = page.requests;
    expect([request?.searchParams.get('from'), request?.searchParams.get('to')]).to.deep.equal([
      '2026-09-25',
      '2026-10-24',
    ]);
    await eventually('the comparison', () => page.summary('Over time').includes('on the same days'));
    expect(page.summary('Over time')).to.match(/Opened, [^:]+2026: 4 on the same days\./);
    const chart = page.chart('Over time');
    expect(chart.querySelectorAll('path[stroke-dasharray="4 4"]')).to.have.length(4);
    expect([...chart.querySelectorAll('text')].some(({ textContent }) => /Sep.*Oct.*2026/.test(textContent))).to.equal(
      true,
    );
    chart.querySelector('summary')?.click();
    const cells = await eventually('the table', () => {
      const found = [...chart.querySelectorAll('tbody tr')].map((row) =>
        [...row.children].map((cell) => cell.textContent.trim()),
      );
      return found.length > 0 && found;
    });
    // 3 October is as far into its period as 2 November.
    expect(cells[0]?.slice(1)).to.deep.equal(['10', '3', '2', '10', '0', '0']);
    expect(cells[2]?.slice(1)).to.deep.equal(['0', '1', '0', '0', '4', '2']);
  });

  it('has all days of both periods up to the end of the data, by day, week and month, also cumulative', async () => {
    const page = await DevelopmentPage.show({ figures: 'compare=previous-period', sort: 'emailName' });
    page.answerFor = (url) => {
      const earlier = [
        { date: '2026-09-26', sent: 8 },
        { date: '2026-10-24', sent: 2, opened: 1, clicked: 1 },
        // 30 days later, the data has ended.
        { date: '2026-10-25', opened: 3, clicked: 1 },
      ];
      const isBefore = String(url.searchParams.get('from')) < '2026-10';
      return Response.json({ version: 1, unit: 'day', points: isBefore ? earlier : points });
    };
    await eventually('the differences', () => page.all('td[data-extra]').length > 0);
    await page.open(email);
    await eventually('the comparison', () => page.summary('Over time').includes('on the same days'));
    const sums = () => page.summary('Over time').match(/^From .*?\d{4}.*?\d{4}\.|\w+(?= on the same days)/g);
    expect(sums()).to.deep.equal(['From Oct 26, 2026 to Nov 23, 2026.', '10', '1', '1']);
    const choose = (name: string) =>
      [...page.dialog!.querySelectorAll('label')].find(({ textContent }) => textContent.trim() === name)?.click();
    choose('Cumulative');
    for (const [unit, ...steps] of [
      ['Day', 29],
      ['Week', 5],
      ['Month', 2],
    ] as const) {
      choose(unit);
      await eventually(
        unit,
        () => page.chart('Over time').querySelector('[role=slider]')?.ariaValueMax === `${steps[0]}`,
      );
      expect(sums()?.slice(1)).to.deep.equal(['10', '1', '1']);
    }
  });

  it('saves a chart as PNG and SVG', async () => {
    const page = await DevelopmentPage.show({ sort: 'emailName' });
    await page.open(email);
    await eventually('the charts', () => page.titles.join() === charts.join());
    const files: [name: string, file: Blob][] = [];
    const blobs = new Map<string, Blob>();
    const createObjectURL = URL.createObjectURL.bind(URL);
    URL.createObjectURL = (blob: Blob) => {
      const url = createObjectURL(blob);
      blobs.set(url, blob);
      return url;
    };
    // Hides the inherited method, which would download the file.
    HTMLAnchorElement.prototype.click = function (this: HTMLAnchorElement) {
      files.push([this.download, blobs.get(this.href) as Blob]);
    };
    try {
      const buttonOf = (name: string) =>
        [...page.chart('Over time').querySelectorAll('button')].find(({ textContent }) => textContent.trim() === name);
      buttonOf('Save as PNG')?.click();
      await eventually('the bitmap', () => files.length === 1);
      buttonOf('Save as SVG')?.click();
      await eventually('the drawing', () => files.length === 2);
    } finally {
      Reflect.deleteProperty(HTMLAnchorElement.prototype, 'click');
      URL.createObjectURL = createObjectURL;
    }
    const [[name, bitmap], [, drawing]] = files as [[string, Blob], [string, Blob]];
    expect(name).to.match(/Spring launch · Invite.*\.png$/);
    const image = await createImageBitmap(bitmap);
    expect([bitmap.type, image.width]).to.deep.equal(['image/png', 2 * (720 + 32)]);
    expect(await drawing.text()).to.match(/^<svg .*aria-label="[^"]*Over time/);
  });

  it('closes when the element moves in the document, and opens as a modal dialog again', async () => {
    const page = await DevelopmentPage.show({ sort: 'emailName' });
    await page.open(email);
    document.body.appendChild(document.createElement('div')).append(page.element);
    await page.settled();
    expect(page.dialog?.open).to.equal(false);
    await page.open(email);
    expect(page.dialog?.matches(':modal')).to.equal(true);
    await eventually('the charts', () => page.titles.join() === charts.join());
  });

  it('opens from the explanation of a figure', async () => {
    const page = await DevelopmentPage.show({ sort: 'emailName' });
    (page.all(email)[0] as HTMLElement).click();
    const button = await eventually(
      'the button',
      () => page.buttons.includes('Show charts') && page.button('Show charts'),
    );
    button.click();
    await eventually('the dialog', () => page.dialog?.open && page.titles.includes('Over time'));
  });
});
