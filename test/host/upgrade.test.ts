import { expect } from 'chai';
import { CampaignEmailReport } from '../../src/index.ts';
import { ReportPage, testNow } from '../support/report-page.ts';
import { reportResponse, springAndAutumn } from '../support/report-response.ts';

const response = reportResponse(springAndAutumn);

let tags = 0;

/** An element whose tag is not defined yet, and a function that defines it. */
function early(properties: Record<string, unknown>) {
  tags += 1;
  const tag = `early-report-${tags}`;
  const element = document.createElement(tag);
  Object.assign(element, { lang: 'en', timeZone: 'Europe/Paris', now: () => testNow }, properties);
  document.body.append(element);
  const define = (): ReportPage => {
    customElements.define(tag, class extends CampaignEmailReport {});
    if (element instanceof CampaignEmailReport) return new ReportPage(element);
    throw new Error('The element has not been upgraded.');
  };
  return { element, define };
}

describe('properties set before the element is defined', () => {
  afterEach(() => ReportPage.clear());

  it('apply after the upgrade', async () => {
    const view = { version: 1, search: 'spring' };
    const properties = {
      report: response,
      sort: 'sent',
      groupBy: 'none',
      columns: 'emailName,opened',
      headingLevel: 3,
    };
    const { define } = early({ ...properties, view });
    const page = define();
    await page.reaches('ready');
    expect(page.element).to.include(properties);
    expect(page.element.view.search).to.equal('spring');
    expect(Object.keys(page.element)).not.to.include.members(['report', 'sort', 'view']);
  });

  it('override attributes and are overridden by later values', async () => {
    const { element, define } = early({ report: response, sort: 'sent' });
    element.setAttribute('sort', 'opened');
    const page = define();
    await page.reaches('ready');
    expect(page.element.sort).to.equal('sent');
    page.element.sort = 'clicked';
    await page.settled();
    expect(page.element.sort).to.equal('clicked');
  });

  it('are overridden by values set while messages load', async () => {
    const { define } = early({ report: response, sort: 'sent', lang: 'fr' });
    const page = define();
    await Promise.resolve();
    page.element.sort = 'clicked';
    await page.reaches('ready');
    expect(page.element.sort).to.equal('clicked');
    expect(page.header('Envoyés').hasAttribute('aria-sort')).to.equal(false);
  });
});
