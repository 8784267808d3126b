// Only for their order: modules that are alike compress better beside each other, by 500 bytes on the first screen.
import './report/report-print-styles.ts';
import './report/report-size-styles.ts';
import './report/report-styles.ts';
import './search/search-field-styles.ts';
import './table/report-table-styles.ts';
import './table/table-header-styles.ts';
import './table/table-print-styles.ts';
import './table/table-row-styles.ts';
import './ui/base-styles.ts';
import './ui/popover-button-styles.ts';
import './ui/tokens.ts';
import './loading/report-loader.ts';
import { CampaignEmailReport } from './campaign-email-report.ts';
import type { ColumnList } from './columns/column-list.ts';
import type { ColumnOrder } from './columns/column-order.ts';
import type { EmailViewer } from './email/email-viewer.ts';
import type { SharePanel } from './export/share-panel.ts';
import { loadPageTexts } from './i18n/locale-controller.ts';
import { SearchField } from './search/search-field.ts';
import { ReportTable } from './table/report-table.ts';
import type { ShowAllRows } from './table/show-all-rows.ts';
import type { TimeFrameForm } from './time-frame/time-frame-form.ts';
import type { ViewNotice } from './views/view-notice.ts';
import type { ViewsPanel } from './views/views-panel.ts';
import { warn } from './platform/warn.ts';
import { PopoverButton } from './ui/popover-button.ts';

export { ContractError } from './endpoint/contract-error.ts';
export { ParsedReport } from './endpoint/parsed-report.ts';
export { ReportError } from './endpoint/report-error.ts';

/** The elements of the first screen. The others define themselves when they are loaded. */
const elements = {
  'campaign-email-report': CampaignEmailReport,
  'cer-popover-button': PopoverButton,
  'cer-report-table': ReportTable,
  'cer-search-field': SearchField,
};

// A page may load two copies of this package. The first one defines all tags, so that the copies never mix.
const defined = customElements.get('campaign-email-report');
if (!defined) {
  // Servers define elements without a document.
  if (typeof document !== 'undefined') loadPageTexts();
  // The element comes last: when it upgrades, its parts are defined.
  for (const [tag, elementClass] of Object.entries(elements).reverse()) customElements.define(tag, elementClass);
} else if (defined !== CampaignEmailReport) {
  const { version = 'another' } = defined as { version?: string };
  warn(`version ${version} was loaded first and is used; version ${CampaignEmailReport.version} is ignored.`);
}

declare global {
  interface HTMLElementTagNameMap {
    'campaign-email-report': CampaignEmailReport;
    'cer-column-list': ColumnList;
    'cer-column-order': ColumnOrder;
    'cer-email-viewer': EmailViewer;
    'cer-popover-button': PopoverButton;
    'cer-report-table': ReportTable;
    'cer-search-field': SearchField;
    'cer-share-panel': SharePanel;
    'cer-show-all-rows': ShowAllRows;
    'cer-time-frame-form': TimeFrameForm;
    'cer-view-notice': ViewNotice;
    'cer-views-panel': ViewsPanel;
  }
}
