import type { EmailLinkDetail, EmailOpenDetail } from './email/email-events.ts';
import type { ContractProblem } from './endpoint/contract-error.ts';
import type { ReportError, ReportErrorKind } from './endpoint/report-error.ts';
import type { LoadedReport } from './loading/loaded-report.ts';
import type { ColumnId } from './model/columns.ts';
import type { ExportDetail } from './model/export-options.ts';
import type { DateBasis, ReportScope } from './model/report.ts';
import type { ReportRow } from './table-model/report-rows.ts';
import type { SavedView } from './table-model/saved-view.ts';
import type { GroupBy } from './table-model/view-state.ts';

export type { EmailLinkDetail, EmailOpenDetail } from './email/email-events.ts';

/** The detail of `report-load`: a complete report is on screen. */
export interface ReportLoadDetail extends ReportScope {
  /** The number of emails; of campaigns, where the endpoint groups the rows and sends them page by page. */
  readonly rowCount: number;
  /** The instant up to which the data is complete; `null` if the endpoint does not say. */
  readonly asOf: Date | null;
  /**
   * Probable mistakes in the response, described in English for the host's log: counts that contradict each other,
   * misspelled optional fields, and URL templates without `{emailId}`.
   */
  readonly warnings: readonly string[];
}

/** The detail of `report-error`: a report failed to load, or part of it did. */
export interface ReportErrorDetail {
  readonly kind: ReportErrorKind;
  /** In English, for the host's log. */
  readonly message: string;
  /** The HTTP status of the response, if there was one. */
  readonly status: number | undefined;
  /** The places where the response breaks the contract. */
  readonly problems: readonly ContractProblem[];
  readonly error: ReportError;
}

/** The detail of `view-change`: the reader's choices, in the text forms of the attributes. */
export interface ViewChangeDetail {
  readonly timeFrame: string;
  readonly dateBasis: DateBasis;
  readonly timeZone: string;
  readonly sort: string;
  readonly groupBy: GroupBy;
  readonly columns: string;
  readonly search: string;
  readonly filter: string;
  readonly figures: string;
  /** All choices as one JSON value: store it, and set it as the property `view` later. */
  readonly view: SavedView;
}

/** The detail of `row-click`: the reader has clicked a row. Nothing has happened yet. */
export interface RowClickDetail {
  /** A campaign with its subtotals, or an email: as `getRows()` returns it. */
  readonly row: ReportRow;
  /** The column that was clicked. `emailName` is the first column, also for campaigns. */
  readonly column: ColumnId;
}

/** The events of `<campaign-email-report>`. They do not bubble. */
export interface CampaignEmailReportEventMap {
  'report-load': CustomEvent<ReportLoadDetail>;
  'report-error': CustomEvent<ReportErrorDetail>;
  'view-change': CustomEvent<ViewChangeDetail>;
  'row-click': CustomEvent<RowClickDetail>;
  'email-open': CustomEvent<EmailOpenDetail>;
  'email-link': CustomEvent<EmailLinkDetail>;
  export: CustomEvent<ExportDetail>;
}

/** `addEventListener` and `removeEventListener` with the events of the report and those of every element. */
export interface ReportEventListening<Element> {
  <Type extends keyof CampaignEmailReportEventMap>(
    type: Type,
    listener: (this: Element, event: CampaignEmailReportEventMap[Type]) => unknown,
    options?: boolean | AddEventListenerOptions,
  ): void;
  <Type extends keyof HTMLElementEventMap>(
    type: Type,
    listener: (this: Element, event: HTMLElementEventMap[Type]) => unknown,
    options?: boolean | AddEventListenerOptions,
  ): void;
  (
    type: string,
    listener: EventListenerOrEventListenerObject | null,
    options?: boolean | AddEventListenerOptions,
  ): void;
}

/** @param mistakes the warnings about names of fields and URL templates */
export function reportLoadDetail(
  { report, scope, pages }: LoadedReport,
  mistakes: readonly string[],
): ReportLoadDetail {
  return {
    ...scope,
    rowCount: pages?.rowCount ?? report.length,
    asOf: Number.isNaN(report.asOf) ? null : new Date(report.asOf),
    warnings: [
      ...mistakes,
      ...report.contradictions.map(
        (row) => `rows[${row}]: the counts of email ${report.text.emailId[row] ?? ''} contradict each other`,
      ),
    ],
  };
}

export function reportErrorDetail(error: ReportError): ReportErrorDetail {
  const { kind, message, status, problems } = error;
  return { kind, message, status, problems, error };
}

export function viewChangeDetail(choices: ViewChangeDetail): ViewChangeDetail {
  const { timeFrame, dateBasis, timeZone, sort, groupBy, columns, search, filter, figures, view } = choices;
  return { timeFrame, dateBasis, timeZone, sort, groupBy, columns, search, filter, figures, view };
}
