import { expect } from 'chai';
import type { MessageOverrides } from '../../src/index.ts';
import { eventually, ReportPage } from '../support/report-page.ts';
import { reportResponse, springAndAutumn } from '../support/report-response.ts';
import { ViewerPage } from '../support/viewer-page.ts';
import { warningsOf } from '../support/warnings.ts';

const response = reportResponse(springAndAutumn);
const fetcher = () => Promise.resolve(Response.json(response));

async function ready(messages: MessageOverrides, lang = 'en'): Promise<ReportPage> {
  const page = ReportPage.mount({ endpoint: '/r', fetcher, messages, lang });
  await page.reaches('ready');
  return page;
}

const titleOf = (page: ReportPage) => page.all('slot[name=heading]')[0]?.textContent.trim();

describe('messages', () => {
  afterEach(() => ReportPage.clear());

  it('replace some texts and keep the others', async () => {
    const page = await ready({
      title: 'Newsletter results',
      columns: { sent: 'Mailed' },
      emails: (count, formatted) => `${formatted} ${count === 1 ? 'newsletter' : 'newsletters'}`,
    });
    expect(titleOf(page)).to.equal('Newsletter results');
    expect(page.cell('Invite', 'Mailed')).to.equal('1,000');
    expect(page.text).to.include('3 newsletters').and.to.include('Last 30 days');
    page.header('Delivered');
  });

  it('apply to one element only', async () => {
    const [own, other] = [await ready({ title: 'Ours' }), await ready({})];
    expect([titleOf(own), titleOf(other)]).to.deep.equal(['Ours', 'Campaign email performance']);
  });

  it('follow changes, and changes of the language', async () => {
    const page = await ready({ columns: { sent: 'Mailed' } });
    page.element.messages = { columns: { sent: 'Posted' } };
    await eventually('the new text', () => page.headers.some((header) => header.textContent.includes('Posted')));
    page.element.lang = 'fr';
    await page.shows('Délivrés');
    page.header('Posted');
    page.element.messages = undefined;
    await page.shows('Envoyés');
    expect(page.text).not.to.include('Posted');
  });

  it('are shown from the first moment', async () => {
    const titles = new Set<string | undefined>();
    const page = ReportPage.mount({ endpoint: '/r', fetcher, messages: { title: 'Ours' } });
    const { shadowRoot } = page.element;
    new MutationObserver(() => titles.add(titleOf(page))).observe(shadowRoot as ShadowRoot, {
      ...{ childList: true, subtree: true, characterData: true },
    });
    await page.reaches('ready');
    titles.delete(undefined);
    expect([...titles]).to.deep.equal(['Ours']);
  });

  it('replace texts of parts that load later', async () => {
    const messages: MessageOverrides = {
      columnList: { reset: 'Start over', groups: { rates: 'Percentages' } },
      timeFrameForm: { apply: 'Use these dates' },
      timeFrame: { named: { today: 'This very day' } },
      emailViewer: { source: 'Raw markup' },
    };
    const viewer = await ViewerPage.showing({}, { messages });
    await viewer.shows('Raw markup');
    viewer.page.element.closeEmail();
    await viewer.closed();
    const { page } = viewer;
    await page.press('Columns');
    await page.shows('Start over');
    expect(page.text).to.include('Percentages');
    (page.all('[part=time-frame-button]')[0] as HTMLElement).click();
    await page.shows('Use these dates');
    expect(page.text).to.include('This very day');
  });

  it('are ignored with a warning if they do not exist or have another type', async () => {
    const wrong = {
      titel: 'x',
      title: 7,
      columns: 'x',
      emails: 'x',
      constructor: 'x',
      failures: { network: null },
    };
    const warnings = await warningsOf(async () => {
      const page = await ready(wrong as never);
      expect(titleOf(page)).to.equal('Campaign email performance');
    });
    expect(warnings).to.have.length(6);
    expect(warnings.join()).to.include('messages.titel is ignored: there is no such text');
    expect(warnings.join()).to.include('messages.title is ignored: expected a text, got number');
    const others = await warningsOf(async () => {
      const page = await ready('Titel' as never);
      expect(titleOf(page)).to.equal('Campaign email performance');
    });
    expect(others.join()).to.include('messages is ignored');
  });

  it('fall back to the original text where a function fails', async () => {
    const warnings = await warningsOf(async () => {
      const page = await ready({
        emails: () => {
          throw new Error('no');
        },
      });
      expect(page.text).to.include('3 emails');
    });
    expect(warnings.join()).to.include('messages.emails failed');
  });
});
