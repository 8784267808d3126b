export { CampaignEmailReport, type CampaignEmailReportProperties } from './campaign-email-report.ts';
export { ParsedReport } from './endpoint/parsed-report.ts';
export type {
  CampaignEmailReportEventMap,
  EmailLinkDetail,
  EmailOpenDetail,
  ReportErrorDetail,
  ReportLoadDetail,
  ViewChangeDetail,
} from './events.ts';
export type {
  EmailResponse,
  EmailResponseLink,
  ReportResponse,
  ReportResponseExplanation,
  ReportResponseRow,
} from './endpoint/contract.ts';
export type { Token } from './endpoint/authorization.ts';
export type { ContractError, ContractProblem } from './endpoint/contract-error.ts';
export type { ReportErrorKind } from './endpoint/report-error.ts';
export type { ColumnId } from './model/columns.ts';
export type { PreviewMode } from './model/preview-mode.ts';
export type { DateBasis, ReportScope } from './model/report.ts';
export type { NamedTimeFrame } from './model/time-frame.ts';
export type { SavedView } from './table-model/saved-view.ts';
export type { GroupBy } from './table-model/view-state.ts';
