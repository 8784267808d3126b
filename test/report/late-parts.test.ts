import { expect } from 'chai';
import { eventually, ReportPage } from '../support/report-page.ts';
import { reportResponse, reportRow } from '../support/report-response.ts';
import { nextPaint } from '../support/waiting.ts';

/** Delays the definition of a tag until the returned function is called. */
function delayDefinition(tag: string): () => void {
  const define = customElements.define.bind(customElements);
  const delayed: (() => void)[] = [];
  customElements.define = (name, ...others) => {
    if (name === tag) delayed.push(() => define(name, ...others));
    else define(name, ...others);
  };
  return () => {
    customElements.define = define;
    for (const run of delayed) run();
  };
}

describe('parts that load after the rows', () => {
  afterEach(() => {
    ReportPage.clear();
    document.body.style.inlineSize = '';
  });

  it('do not move the table: notes', async () => {
    document.body.style.inlineSize = '360px';
    const define = delayDefinition('cer-data-notes');
    const gap = { code: 'gap', from: '2026-10-01T00:00:00Z', to: '2026-10-03T00:00:00Z' };
    const asOf = new Date(Date.now() - 3_600_000).toISOString();
    const page = ReportPage.mount({
      report: reportResponse([reportRow()], { asOf, notes: [gap, { code: 'orphans', count: 2 }] }),
    });
    await eventually('the rows', () => page.is('ready') && page.all('cer-data-notes').length > 0);
    await nextPaint();
    const [table, notes] = [page.all('cer-report-table')[0]!, page.all('cer-data-notes')[0]!];
    const { top } = table.getBoundingClientRect();
    expect(notes.shadowRoot === null, 'the notes have not loaded').to.equal(true);
    await import('../../src/report/data-notes.ts');
    define();
    await eventually('the notes', () => notes.shadowRoot?.textContent.includes('is missing.'));
    expect(table.getBoundingClientRect().top).to.equal(top);
    expect(notes.getBoundingClientRect().height).to.be.greaterThan(0);
  });

  it('do not move the table: conditions of the filter', async () => {
    const define = delayDefinition('cer-filter-chips');
    const page = ReportPage.mount({ report: reportResponse([reportRow()]), filter: 'sent>=1' });
    await eventually('the rows', () => page.is('ready') && page.all('cer-filter-chips').length > 0);
    await nextPaint();
    const [table, chips] = [page.all('cer-report-table')[0]!, page.all('cer-filter-chips')[0]!];
    const { top } = table.getBoundingClientRect();
    expect(chips.shadowRoot === null, 'the conditions have not loaded').to.equal(true);
    await import('../../src/filter/filter-chips.ts');
    define();
    await eventually('the conditions', () => chips.shadowRoot?.textContent.includes('Sent'));
    expect(table.getBoundingClientRect().top).to.equal(top);
  });
});
