import { CampaignEmailReport } from './campaign-email-report.ts';
import type { ColumnList } from './columns/column-list.ts';
import type { ColumnOrder } from './columns/column-order.ts';
import { ReportTable } from './table/report-table.ts';

export { ParsedReport } from './endpoint/parsed-report.ts';

const elements = {
  'campaign-email-report': CampaignEmailReport,
  'cer-report-table': ReportTable,
};

// A page may load two copies of this package. The first that comes has all the names, so that no part of one ever
// stands in the other.
const present = customElements.get('campaign-email-report');
if (!present) {
  for (const [name, element] of Object.entries(elements)) customElements.define(name, element);
} else if (present !== CampaignEmailReport) {
  const { version = 'another' } = present as { version?: string };
  console.warn(
    `campaign-email-report: version ${version} was loaded first and stays; version ${CampaignEmailReport.version} is not used.`,
  );
}

declare global {
  interface HTMLElementTagNameMap {
    'campaign-email-report': CampaignEmailReport;
    'cer-column-list': ColumnList;
    'cer-column-order': ColumnOrder;
    'cer-report-table': ReportTable;
  }
}
