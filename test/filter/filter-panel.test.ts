import { sendKeys, setViewport } from '@web/test-runner-commands';
import axe from 'axe-core';
import { expect } from 'chai';
import type { ViewChangeDetail } from '../../src/index.ts';
import { activeElement, eventually, ReportPage } from '../support/report-page.ts';
import { LineStream } from '../support/fake-endpoint.ts';
import { PagedEndpoint } from '../support/paged-endpoint.ts';
import { numberedRow, reportResponse } from '../support/report-response.ts';

const rows = [
  numberedRow(1, { campaignFolder: '/EMEA/2026', sent: 1000, delivered: 950, clicked: 95 }),
  numberedRow(2, { campaignFolder: '/EMEA/2026', sent: 100, delivered: 90, clicked: 45 }),
  numberedRow(3, { campaignFolder: '/APAC', sent: 500, delivered: 400, clicked: 2 }),
  numberedRow(4, { campaignFolder: '/EMEA/2025', sent: 300, delivered: 300, clicked: 30, campaignArchived: true }),
];

/** Page object of the filter: finds controls by role and label. */
class FilterPage extends ReportPage {
  static async open(properties: object = {}): Promise<FilterPage> {
    const page = new FilterPage(ReportPage.mount({ report: reportResponse(rows), ...properties }).element);
    await page.reaches('ready');
    await page.openFilter();
    return page;
  }

  get opener(): HTMLButtonElement {
    return this.all('[part=filter-button]')[0] as HTMLButtonElement;
  }

  async openFilter(): Promise<void> {
    this.opener.click();
    await eventually('the filter', () => this.within('cer-condition-list', 'select').length > 0 && this.isOpen);
  }

  /** Elements in the shadow tree of a part. */
  within(tag: string, selector: string): Element[] {
    return [...(this.all(tag)[0]?.shadowRoot?.querySelectorAll(selector) ?? [])];
  }

  get isOpen(): boolean {
    return this.all('[role=dialog]').some((dialog) => dialog.matches(':popover-open'));
  }

  get items(): HTMLElement[] {
    return this.all('[role=treeitem]') as HTMLElement[];
  }

  item(name: string): HTMLElement {
    return this.items.find((item) => item.ariaLabel === name)!;
  }

  get chips(): string[] {
    return this.all('[part=filter-chip]').map(({ textContent }) => textContent.trim());
  }

  async choose(label: string): Promise<void> {
    const found = this.all('label').find(({ textContent }) => textContent.trim() === label);
    (found?.querySelector('input') as HTMLInputElement).click();
    await this.settled();
  }

  async compare(column: string, operator: string, value: string, index = 0): Promise<void> {
    const [columns, operators] = [...this.within('cer-condition-list', '.draft')[index]!.querySelectorAll('select')];
    columns!.value = column;
    columns!.dispatchEvent(new Event('change'));
    await this.settled();
    operators!.value = operator;
    operators!.dispatchEvent(new Event('change'));
    const field = this.field(index);
    field.value = value;
    field.dispatchEvent(new Event('change'));
    await this.settled();
  }

  field(index = 0): HTMLInputElement {
    return this.within('cer-condition-list', '.value')[index] as HTMLInputElement;
  }
}

describe('filter', () => {
  afterEach(async () => {
    ReportPage.clear();
    await setViewport({ width: 800, height: 600 });
  });

  it('begins with a column, also in French, whose texts load first', async () => {
    document.documentElement.lang = 'fr';
    try {
      const page = new FilterPage(ReportPage.mount({ report: reportResponse(rows) }).element);
      await page.reaches('ready');
      const detail = { panel: 'filter', column: 'delivered' };
      page.all('cer-report-table')[0]?.dispatchEvent(new CustomEvent('panel-request', { detail }));
      await eventually('the value of the condition', () => activeElement()?.matches('.value'));
      const [column] = page.within('cer-condition-list', 'select') as HTMLSelectElement[];
      expect(column?.value).to.equal('delivered');
    } finally {
      document.documentElement.lang = 'en';
    }
  });

  it('has campaigns and folders, archived campaigns, figures and grouping, and no axe violations', async () => {
    const page = await FilterPage.open();
    expect(page.items.map(({ ariaLabel }) => ariaLabel)).to.deep.equal([
      'Campaigns',
      'APAC',
      'EMEA',
      'Archived campaigns',
    ]);
    expect(page.text).to.include('Nothing selected: the report shows all campaigns.').and.to.include('Group by');
    const { violations } = await axe.run(page.element);
    expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).to.deep.equal([]);
  });

  it('chooses a folder, states the coverage, and reports the view', async () => {
    const page = await FilterPage.open();
    const details: ViewChangeDetail[] = [];
    page.element.addEventListener('view-change', ({ detail }) => details.push(detail));
    page.item('EMEA').click();
    await page.settled();
    expect(page.item('EMEA').ariaChecked).to.equal('true');
    expect(page.item('Campaigns').ariaChecked).to.equal('mixed');
    expect(details.map(({ filter }) => filter)).to.deep.equal(['folder=/EMEA']);
    expect(page.text).to.include('3 of 4 emails');
    await eventually('the chip', () => page.chips.length === 1);
    expect(page.chips).to.deep.equal(['folder EMEA']);
  });

  it('excludes archived campaigns', async () => {
    const page = await FilterPage.open();
    await page.choose('Exclude');
    expect(page.element.filter).to.equal('archived=exclude');
    await page.choose('Show only these');
    expect(page.names).to.deep.equal(['Campaign 4', 'Email 4']);
    await page.choose('Include');
    expect(page.element.filter).to.equal('');
  });

  it('compares rates and counts as soon as a value is complete', async () => {
    const page = await FilterPage.open({ groupBy: 'none' });
    await page.compare('delivered', '>=', '200');
    expect(page.names).to.deep.equal(['Email 1', 'Email 3', 'Email 4']);
    (page.within('cer-condition-list', 'fieldset > button')[0] as HTMLButtonElement).click();
    await eventually('another condition', () => page.field(1) as HTMLInputElement | undefined);
    await page.compare('clickedRate', '>=', '7.5', 1);
    expect(page.element.filter).to.equal('delivered>=200;clickedRate>=0.075');
    expect(page.names).to.deep.equal(['Email 1', 'Email 4']);
  });

  it('closes on Enter in a value, and returns the focus to its button', async () => {
    const page = await FilterPage.open();
    await page.compare('delivered', '>=', '');
    page.field().focus();
    await sendKeys({ type: '30x' });
    await sendKeys({ press: 'Enter' });
    await page.settled();
    expect(page.isOpen).to.equal(true);
    await sendKeys({ press: 'Backspace' });
    await sendKeys({ type: '0' });
    await sendKeys({ press: 'Enter' });
    await eventually('the end', () => !page.isOpen);
    expect(page.chips).to.deep.equal(['Delivered ≥ 300']);
    expect(activeElement()).to.equal(page.opener);
  });

  it('counts while a number is typed, which is no error before its field is left', async () => {
    const page = await FilterPage.open();
    await page.compare('delivered', '>=', '');
    page.field().focus();
    await sendKeys({ type: '400' });
    await eventually('the count', () =>
      page.within('cer-filter-panel', '.foot p')[0]?.textContent.includes('2 of 4 emails'),
    );
    expect(page.isOpen).to.equal(true);
    await sendKeys({ type: 'x' });
    await page.settled();
    expect(page.field().ariaInvalid).not.to.equal('true');
    expect(page.element.filter).to.equal('delivered>=400');
    await sendKeys({ press: 'Tab' });
    await eventually('the error', () => page.field().ariaInvalid === 'true');
    expect(page.field().value).to.equal('400x');
    expect(page.element.filter).to.equal('');
  });

  it('reads numbers as the locale writes them', async () => {
    const page = await FilterPage.open({ lang: 'fr' });
    await page.compare('clickedRate', '<=', '2,5 %');
    expect(page.element.filter).to.equal('clickedRate<=0.025');
    await page.compare('sent', '>=', '1 000');
    expect(page.element.filter).to.equal('sent>=1000');
  });

  it('explains an unreadable value, and keeps it', async () => {
    const page = await FilterPage.open();
    await page.compare('sent', '>=', 'many');
    expect(page.element.filter).to.equal('');
    expect(page.field().ariaInvalid).to.equal('true');
    expect(page.field().value).to.equal('many');
    expect(page.text).to.include('Enter a number, such as 200.');
    await page.compare('firstSentAt', '>=', '2026-10-01');
    expect(page.element.filter).to.equal('firstSentAt>=2026-10-01');
  });

  it('begins with bots, and says how many people each choice leaves out', async () => {
    const page = await FilterPage.open({
      report: reportResponse([
        numberedRow(1, { opened: 400, humanOpened: 310, privacyOpened: 100, clicked: 80, humanClicked: 61 }),
        numberedRow(2, { opened: 100, humanOpened: 90, privacyOpened: 20, clicked: 50, humanClicked: 45 }),
      ]),
    });
    const hints = () => page.within('cer-activity-choice', '.hint').map(({ textContent }) => textContent.trim());
    await eventually('the choice', () => hints().length === 3);
    const expected = [
      '',
      'Excludes 100 of 500 people who opened and 24 of 130 who clicked.',
      'Excludes 220 of 500 people who opened and 24 of 130 who clicked.',
    ];
    expect(hints()).to.deep.equal(expected);
    const top = (tag: string) => page.all(tag)[0]!.getBoundingClientRect().top;
    expect(top('cer-activity-choice')).to.be.below(top('cer-campaign-tree'));
    await page.choose('Without bots');
    expect(page.element.figures).to.equal('activity=human');
    await eventually('the counts', () => page.text.includes('Without bots: excludes 100 of 500'));
    expect(hints()).to.deep.equal(expected);
  });

  it('offers columns once that without bots are the same, and keeps conditions on both', async () => {
    const page = await FilterPage.open({ figures: 'activity=human' });
    const offered = () =>
      [...page.within('cer-condition-list', 'select')[0]!.querySelectorAll('option')].map(({ text }) => text);
    const opened = () => offered().filter((label) => label === 'Opened (no bots)');
    await eventually('the column once', () => opened().length === 1);
    expect(new Set(offered()).size).to.equal(offered().length);
    page.element.filter = 'humanOpened>=100000';
    await eventually('the chip', () => page.chips.includes('Opened (no bots) ≥ 100,000'));
    await eventually('no email', () => page.text.includes('0 of 4 emails'));
    expect((page.within('cer-condition-list', 'select')[0] as HTMLSelectElement).value).to.equal('humanOpened');
    expect(opened()).to.have.length(2);
  });

  it('has a button that closes it', async () => {
    const page = await FilterPage.open();
    await page.press('Close');
    await eventually('no filter', () => !page.isOpen);
    expect(activeElement() === page.opener).to.equal(true);
  });

  it('aligns the fields of people', async () => {
    const peopleFilters = [
      { name: 'Country', values: ['France', 'Mali'] },
      { name: 'Industry', values: ['Energy'] },
      { name: 'Job', values: null },
    ];
    const page = await FilterPage.open({ report: reportResponse(rows, { peopleFilters }) });
    await eventually('the fields', () => page.within('cer-counting-choices', '.people .control').length === 3);
    const boxes = page.within('cer-counting-choices', '.people .control').map((field) => field.getBoundingClientRect());
    expect(new Set(boxes.map(({ left }) => left)).size).to.equal(1);
    expect(new Set(boxes.map(({ width }) => width)).size).to.equal(1);
    expect(new Set(boxes.map(({ top }) => top)).size).to.equal(3);
  });

  it('changes the grouping', async () => {
    const page = await FilterPage.open();
    await page.choose('No grouping');
    expect(page.element.groupBy).to.equal('none');
  });

  it('is cleared condition by condition', async () => {
    const page = await FilterPage.open({ filter: 'folder=/EMEA;sent>=200' });
    await eventually('the chips', () => page.chips.length === 2);
    (page.all('[part=filter-chip]')[1] as HTMLButtonElement).click();
    await page.settled();
    expect(page.element.filter).to.equal('folder=/EMEA');
  });

  it('is cleared by its button', async () => {
    const page = await FilterPage.open({ filter: 'folder=/EMEA;sent>=200' });
    (page.within('cer-filter-panel', '[part=reset]')[0] as HTMLButtonElement).click();
    await page.settled();
    expect(page.element.filter).to.equal('');
    expect(page.chips).to.deep.equal([]);
  });

  it('has no line of chips for an unreadable filter', async () => {
    const page = await FilterPage.open({ filter: 'sent>=many' });
    expect(page.chips).to.deep.equal([]);
    expect(page.within('cer-filter-chips', 'button')).to.have.length(0);
  });

  it('marks a condition on a column that the report lacks', async () => {
    const page = await FilterPage.open({
      report: reportResponse(rows.map(({ humanOpened: _, ...row }) => row)),
      filter: 'humanOpened>=1',
    });
    await eventually('the chip', () => page.chips.length === 1);
    expect(page.chips).to.deep.equal(['Opened (no bots) ≥ 1 (no effect: not in this report)']);
  });
});

describe('tree of campaigns', () => {
  afterEach(() => ReportPage.clear());

  it('is used with the keyboard', async () => {
    const page = await FilterPage.open();
    const tree = page.all('[role=tree]')[0] as HTMLElement;
    tree.focus();
    const active = () => page.all(`#${tree.getAttribute('aria-activedescendant')}`)[0]!.ariaLabel;
    const press = async (key: string) => {
      await sendKeys({ press: key });
      await page.settled();
      return active();
    };
    expect(active()).to.equal('Campaigns');
    expect(await press('ArrowDown')).to.equal('APAC');
    expect(await press('e')).to.equal('EMEA');
    expect(await press('ArrowRight')).to.equal('EMEA');
    expect(await press('ArrowRight')).to.equal('2026');
    await press('Space');
    expect(page.element.filter).to.equal('folder=/EMEA/2026');
    expect(await press('ArrowLeft')).to.equal('EMEA');
    expect(await press('ArrowLeft')).to.equal('EMEA');
    expect(page.item('EMEA').ariaExpanded).to.equal('false');
    expect(await press('End')).to.equal('Archived campaigns');
    expect(await press('Home')).to.equal('Campaigns');
    await sendKeys({ press: 'Escape' });
    await eventually('the filter to close', () => !page.isOpen);
  });

  it('finds campaigns and folders', async () => {
    const page = await FilterPage.open();
    const field = page.within('cer-filter-panel', 'input[type=search]')[0] as HTMLInputElement;
    field.value = 'campaign 2';
    field.dispatchEvent(new Event('input'));
    await page.settled();
    expect(page.items.map(({ ariaLabel }) => ariaLabel)).to.deep.equal(['Campaigns', 'EMEA', '2026', 'Campaign 2']);
    field.value = 'none such';
    field.dispatchEvent(new Event('input'));
    await page.settled();
    expect(page.text).to.include('No results for “none such”.');
  });

  it('has only the lines in view of 10,000 campaigns in the document', async () => {
    const many = Array.from({ length: 10_000 }, (_, index) => numberedRow(index + 1, { campaignFolder: '/All' }));
    const page = await FilterPage.open({ report: reportResponse(many) });
    const tree = page.all('[role=tree]')[0] as HTMLElement;
    tree.focus();
    await sendKeys({ press: 'ArrowDown' });
    await sendKeys({ press: 'ArrowRight' });
    await page.settled();
    expect(page.items.length).to.be.within(10, 60);
    await sendKeys({ press: 'End' });
    await eventually('the last line', () => page.items.at(-1)?.ariaLabel === 'Campaign 10000');
    expect(page.items.at(-1)!.ariaPosInSet).to.equal('10000');
    expect(page.items.length).to.be.within(10, 60);
  });
});

describe('campaigns of the filter', () => {
  const endpoint = 'https://example.com/api/report';

  /** Mounts a report whose endpoint lists its campaigns with these answers, one after another. */
  function withList(answers: readonly (() => Response)[]): { properties: object; requested: string[] } {
    const requested: string[] = [];
    const fetcher = (input: RequestInfo | URL) => {
      const url = String(input instanceof Request ? input.url : input);
      if (url.startsWith(endpoint))
        return Promise.resolve(Response.json(reportResponse(rows, { campaignsUrl: 'campaigns' })));
      requested.push(url);
      return Promise.resolve((answers[requested.length - 1] ?? (() => new Response('', { status: 404 })))());
    };
    return { properties: { report: undefined, endpoint, fetcher }, requested };
  }

  it('come from the list of the endpoint, with those that only the report has', async () => {
    const campaigns = [{ id: 9, name: 'Not in the report', folder: '/LATAM/' }];
    const { properties, requested } = withList([() => Response.json({ campaigns })]);
    const page = await FilterPage.open({ ...properties, filter: 'campaign=9' });
    await eventually('the list', () => page.item('LATAM'));
    expect(requested).to.deep.equal(['https://example.com/api/campaigns']);
    expect(page.item('LATAM').getAttribute('aria-checked')).to.equal('true');
    expect(page.items.map(({ ariaLabel }) => ariaLabel)).to.include('EMEA');
  });

  it('are those of the report if the list fails, until the reader tries again', async () => {
    const broken = () => Response.json({ campaigns: [{ id: {} }] });
    const campaigns = [{ id: '9', name: 'Late', folder: null }];
    const { properties, requested } = withList([broken, () => Response.json({ campaigns })]);
    const page = await FilterPage.open(properties);
    await eventually('the failure', () => page.text.includes('Couldn’t load all campaigns.'));
    expect(page.items.map(({ ariaLabel }) => ariaLabel)).to.include('EMEA');
    await page.press('Try again');
    await eventually('the list', () => page.item('Late'));
    expect(requested.length).to.equal(2);
    expect(page.text).not.to.include('Couldn’t load');
  });

  it('are requested again after a failure when the report is refreshed', async () => {
    const campaigns = [{ id: '9', name: 'Late', folder: null }];
    const { properties, requested } = withList([
      () => new Response(null, { status: 404 }),
      () => Response.json({ campaigns }),
    ]);
    const page = await FilterPage.open(properties);
    await eventually('the failure', () => page.text.includes('Couldn’t load all campaigns.'));
    expect(requested.length).to.equal(1);
    await page.element.refresh();
    await eventually('the list', () => page.item('Late'));
    await page.element.refresh();
    await page.settled();
    expect(requested.length).to.equal(2);
  });
});

describe('a campaign in a selected folder', () => {
  const endpoint = 'https://example.com/api/report';
  const all = Array.from({ length: 60 }, (_, index) => numberedRow(index + 1, { campaignFolder: '/EMEA' }));
  const campaigns = all.map(({ campaignId, campaignName, campaignFolder }) => ({
    ...{ id: campaignId, name: campaignName, folder: campaignFolder },
  }));
  const reason = 'Some campaigns aren’t loaded: you can only deselect an entire folder.';

  afterEach(() => ReportPage.clear());

  /** Opens the filter of a report with ten of its campaigns, and expands the selected folder. */
  async function openPaged(answerList?: () => Response | Promise<Response>) {
    const report = new PagedEndpoint(all);
    const lists: string[] = [];
    if (answerList) report.change = (response) => ({ ...response, campaignsUrl: 'campaigns' });
    const fetcher: typeof fetch = async (input, init) => {
      const url = input instanceof Request ? input.url : String(input);
      const isList = !url.startsWith(endpoint);
      if (isList) lists.push(url);
      const response = await (isList ? answerList?.() : report.fetcher(input, init));
      // Responses that a script creates have no URL.
      return Object.defineProperty(response as Response, 'url', { value: url });
    };
    const properties = { report: undefined, endpoint, fetcher, filter: 'folder=/EMEA', groupBy: 'none' };
    const page = await FilterPage.open(properties);
    await expand(page);
    return { page, lists };
  }

  async function expand(page: FilterPage): Promise<void> {
    (await eventually('the folder', () => page.item('EMEA'))).querySelector<HTMLElement>('.toggle')!.click();
    await eventually('its campaigns', () => page.item('Campaign 2'));
  }

  it('cannot be deselected without the list of all campaigns, and says why', async () => {
    const { page } = await openPaged();
    const line = page.item('Campaign 2');
    expect(line.ariaDisabled).to.equal('true');
    expect(page.all(`#${line.getAttribute('aria-describedby')}`)[0]!.textContent).to.equal(reason);
    line.click();
    (page.all('[role=tree]')[0] as HTMLElement).focus();
    await sendKeys({ press: 'Space' });
    await page.settled();
    expect(page.element.filter).to.equal('folder=/EMEA');
    const { violations } = await axe.run(page.element);
    expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).to.deep.equal([]);
    page.item('EMEA').click();
    await page.settled();
    expect(page.element.filter).to.equal('');
    expect(page.text).not.to.include(reason);
  });

  it('can be deselected when the list has loaded, which keeps all others and the list', async () => {
    let answer!: (list: Response) => void;
    const list = new Promise<Response>((resolve) => (answer = resolve));
    const { page, lists } = await openPaged(() => list);
    expect(page.item('Campaign 2').ariaDisabled).to.equal('true');
    expect(page.text).to.include(reason).and.to.include('Loading all campaigns…');
    answer(Response.json({ campaigns }));
    await eventually('the list', () => page.item('Campaign 60'));
    expect(page.item('Campaign 2').ariaDisabled).to.equal(null);
    expect(page.text).not.to.include(reason);
    page.item('Campaign 2').click();
    await page.settled();
    const others = campaigns.filter(({ name }) => name !== 'Campaign 2').map(({ id }) => `campaign=${id}`);
    expect(page.element.filter).to.equal(others.join(';'));
    await eventually('the other emails', () => page.is('ready') && !page.names.includes('Email 2'));
    expect(page.item('Campaign 60').ariaChecked).to.equal('true');
    expect(lists).to.deep.equal(['https://example.com/api/campaigns']);
  });

  it('cannot be deselected if the list fails, until the reader tries again', async () => {
    const answers = [new Response('', { status: 404 }), Response.json({ campaigns })];
    const { page } = await openPaged(() => answers.shift()!);
    await eventually('the failure', () => page.text.includes('Couldn’t load all campaigns.'));
    expect(page.item('Campaign 2').ariaDisabled).to.equal('true');
    await page.press('Try again');
    await eventually('the list', () => page.item('Campaign 60'));
    expect(page.item('Campaign 2').ariaDisabled).to.equal(null);
  });

  it('cannot be deselected while the rows of the report load', async () => {
    const stream = new LineStream();
    const fetcher = () => Promise.resolve(stream.response);
    const page = new FilterPage(ReportPage.mount({ endpoint, fetcher, filter: 'folder=/EMEA' }).element);
    await page.reaches('loading');
    stream.send({ ...reportResponse([]), rows: undefined, rowCount: 60 }, ...all.slice(0, 10));
    await page.reaches('refreshing');
    await page.openFilter();
    await expand(page);
    expect(page.item('Campaign 2').ariaDisabled).to.equal('true');
    stream.send(...all.slice(10));
    stream.end();
    await page.reaches('ready');
    expect(page.item('Campaign 2').ariaDisabled).to.equal(null);
  });
});
