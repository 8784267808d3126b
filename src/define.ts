import { CampaignEmailReport } from './elements/campaign-email-report.ts';
import type { ColumnList } from './elements/column-list.ts';
import type { ColumnOrder } from './elements/column-order.ts';
import { ColumnSelector } from './elements/column-selector.ts';
import { ReportTable } from './elements/report-table.ts';
import { TimeFramePicker } from './elements/time-frame-picker.ts';

const elements = {
  'campaign-email-report': CampaignEmailReport,
  'cer-column-selector': ColumnSelector,
  'cer-report-table': ReportTable,
  'cer-time-frame-picker': TimeFramePicker,
};

// A page may load two copies of this package: the first one that comes has the names.
for (const [name, element] of Object.entries(elements)) {
  if (!customElements.get(name)) customElements.define(name, element);
}

declare global {
  interface HTMLElementTagNameMap {
    'campaign-email-report': CampaignEmailReport;
    'cer-column-list': ColumnList;
    'cer-column-order': ColumnOrder;
    'cer-column-selector': ColumnSelector;
    'cer-report-table': ReportTable;
    'cer-time-frame-picker': TimeFramePicker;
  }
}
