export { CampaignEmailReport, type CampaignEmailReportProperties } from './elements/campaign-email-report.ts';
export { ParsedReport } from './data/parsed-report.ts';
export type {
  CampaignEmailReportEventMap,
  EmailLinkDetail,
  EmailOpenDetail,
  ReportErrorDetail,
  ReportLoadDetail,
  ViewChangeDetail,
} from './elements/events.ts';
export type {
  EmailResponse,
  EmailResponseLink,
  ReportResponse,
  ReportResponseExplanation,
  ReportResponseBlock,
  ReportResponseRow,
} from './data/contract.ts';
export type { Token } from './data/authorization.ts';
export type { ContractError, ContractProblem } from './data/contract-problems.ts';
export type { ReportErrorKind } from './data/report-error.ts';
export type { ColumnId } from './model/columns.ts';
export type { PreviewMode } from './model/preview-mode.ts';
export type { DateBasis, ReportScope } from './model/report.ts';
export type { NamedTimeFrame } from './model/time-frame.ts';
export type { SavedView } from './view/saved-view.ts';
export type { GroupBy } from './view/view-state.ts';
