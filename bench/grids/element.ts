/** The element of this package, without grouping by campaign. */
import { ParsedReport } from '../../src/define.ts';
import type { CampaignEmailReport } from '../../src/index.ts';
import { columnIds, drawn, textsWithin, until, type Grid, type Row } from './data.ts';

export const grid: Grid = (() => {
  const element: CampaignEmailReport = document.createElement('campaign-email-report');
  Object.assign(element, { groupBy: 'none', timeZone: 'UTC', timeFrame: 'all-time', columns: columnIds.join(',') });
  element.lang = 'en';
  element.style.cssText = 'display:block;height:100%;max-height:none';
  let report: CampaignEmailReport['report'];
  const table = () => element.shadowRoot?.querySelector('cer-report-table')?.shadowRoot;
  const scroller = () => table()?.querySelector<HTMLElement>('.scroller') as HTMLElement;
  const names = () => table()?.querySelectorAll('tbody th[scope=row]') ?? [];
  /** The loading skeleton has rows without names. */
  const hasRows = () => Boolean(names()[0]?.textContent.trim());
  return {
    prepare: (rows: Row[]) => {
      report = new ParsedReport({ version: 1, rows });
    },
    mount: async (host) => {
      element.report = report;
      host.append(element);
      await until(hasRows);
    },
    mountRows: async (host, rows) => {
      const loaded = new Promise((resolve) => element.addEventListener('report-load', resolve, { once: true }));
      element.report = { version: 1, rows };
      host.append(element);
      await until(hasRows);
      await loaded;
      await drawn();
    },
    sort: async (column, descending) => {
      const [before] = textsWithin(scroller(), names());
      element.sort = `${descending ? '-' : ''}${column}`;
      await until(() => textsWithin(scroller(), names())[0] !== before);
    },
    load: async (host, count, first) => {
      element.endpoint = `/rows.ndjson?count=${count}`;
      const loaded = new Promise((resolve) => element.addEventListener('report-load', resolve, { once: true }));
      host.append(element);
      if (first) {
        await until(hasRows);
        first();
      }
      await loaded;
      await drawn();
    },
    scroller,
    namesInView: () => textsWithin(scroller(), names()),
  };
})();
