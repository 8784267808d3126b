import type { ShownReport } from './loading/report-loader.ts';
import type { ContractProblem } from './endpoint/contract-error.ts';
import type { ReportError, ReportErrorKind } from './endpoint/report-error.ts';
import type { EmailKey } from './model/email.ts';
import { countIds, type CountId } from './model/metrics.ts';
import type { DateBasis, ReportScope } from './model/report.ts';
import type { EmailLine } from './table-model/adjacent-emails.ts';
import type { SavedView } from './table-model/saved-view.ts';
import type { GroupBy } from './table-model/view-state.ts';

/** A whole report is on screen. */
export interface ReportLoadDetail extends ReportScope {
  /** The number of emails; of campaigns, where the endpoint groups the rows and sends them window by window. */
  readonly rowCount: number;
  /** Up to when the data is complete; `null` if the endpoint does not say. */
  readonly asOf: Date | null;
  /** In English, for the host's log: what is odd about the report, such as counts that contradict each other. */
  readonly warnings: readonly string[];
}

/** A report could not be loaded, or not whole. */
export interface ReportErrorDetail {
  readonly kind: ReportErrorKind;
  /** In English, for the host's log. */
  readonly message: string;
  /** The HTTP status, where there was an answer that said so. */
  readonly status: number | undefined;
  /** Where the response breaks the contract. */
  readonly problems: readonly ContractProblem[];
  readonly error: Error;
}

/** What the reader has chosen, in the text forms of the attributes. */
export interface ViewChangeDetail {
  readonly timeFrame: string;
  readonly dateBasis: DateBasis;
  readonly timeZone: string;
  readonly sort: string;
  readonly groupBy: GroupBy;
  readonly columns: string;
  readonly search: string;
  /** All of it, to be kept and set again as the property `view`. */
  readonly view: SavedView;
}

/** An email is about to be shown. Nothing of it has been fetched yet. */
export interface EmailOpenDetail extends EmailKey {
  readonly emailName: string;
  /** The counts of its row; one that is unknown is lacking. */
  readonly counts: Readonly<Partial<Record<CountId, number>>>;
}

/** A link of the email that is shown was pressed. */
export interface EmailLinkDetail extends EmailKey {
  /** As the email has it: whatever its sender wrote. */
  readonly url: string;
}

/** The events of `<campaign-email-report>`. None bubbles. */
export interface CampaignEmailReportEventMap {
  'report-load': CustomEvent<ReportLoadDetail>;
  'report-error': CustomEvent<ReportErrorDetail>;
  'view-change': CustomEvent<ViewChangeDetail>;
  'email-open': CustomEvent<EmailOpenDetail>;
  'email-link': CustomEvent<EmailLinkDetail>;
}

/** `addEventListener` and `removeEventListener`, with the events of the report among those of every element. */
export interface ReportListening<Element> {
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

export function loadDetail({ report, scope, windows }: ShownReport): ReportLoadDetail {
  return {
    ...scope,
    rowCount: windows?.rowCount ?? report.length,
    asOf: Number.isNaN(report.asOf) ? null : new Date(report.asOf),
    warnings: report.contradictions.map(
      (row) => `rows[${row}]: the counts of email ${report.text.emailId[row] ?? ''} contradict each other`,
    ),
  };
}

export function errorDetail(error: ReportError): ReportErrorDetail {
  const { kind, message, status, problems } = error;
  return { kind, message, status, problems, error };
}

export function openDetail({ campaignId, emailId, line: { rows, row } }: EmailLine): EmailOpenDetail {
  const counts = countIds
    .map((id) => [id, rows.numbers[id][row] ?? NaN] as const)
    .filter(([, count]) => !Number.isNaN(count));
  return { campaignId, emailId, emailName: rows.text.emailName[row] ?? '', counts: Object.fromEntries(counts) };
}
