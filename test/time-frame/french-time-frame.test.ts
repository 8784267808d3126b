import { expect } from 'chai';
import { scenarioEndpoint, scenarioFetcher } from '../../src/testing/testing.ts';
import { activeElement, eventually, ReportPage } from '../support/report-page.ts';

// In its own file: the translation must not have loaded before.
describe('time frames whose translation loads after the form', () => {
  afterEach(() => ReportPage.clear());

  it('focus the current one', async () => {
    const page = ReportPage.mount({ endpoint: scenarioEndpoint('one-row'), fetcher: scenarioFetcher, lang: 'fr' });
    await page.reaches('ready');
    (page.all('[part~=time-frame-button]')[0] as HTMLElement).click();
    await eventually('the options', () => page.all('[role=option]').length > 0);
    await eventually('the focus', () => activeElement()?.matches('[role=option][aria-selected=true]'));
    expect(page.all('[role=option][tabindex="0"]')).to.have.length(1);
  });
});
