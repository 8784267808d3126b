export { CampaignEmailReport } from './campaign-email-report.ts';
export type { Token, TokenRequest } from './endpoint/authorization.ts';
export { ContractError, type ContractProblem } from './endpoint/contract-error.ts';
export type {
  CalendarDate,
  CampaignsResponse,
  CampaignsResponseCampaign,
  Id,
  Instant,
  ProblemResponse,
  ReportAge,
  ReportResponse,
  ReportResponseCampaign,
  ReportResponseExplanation,
  ReportResponseNote,
  ReportResponsePeopleFilter,
  ReportResponseRow,
  TimeZoneName,
} from './endpoint/contract.ts';
export type { EmailResponse, EmailResponseClicks, EmailResponseLink } from './endpoint/email-contract.ts';
export type { QueryValue, ReportQuery, RequestMethod } from './endpoint/fetch-report.ts';
export { ParsedReport } from './endpoint/parsed-report.ts';
export type { ReportParameters } from './endpoint/request-contract.ts';
export { ReportError, type ReportErrorDetails, type ReportErrorKind } from './endpoint/report-error.ts';
export type { Wait } from './endpoint/retry.ts';
export type { SeriesResponse, SeriesResponsePoint, SeriesUnit } from './endpoint/series-contract.ts';
export type {
  CampaignEmailReportEventMap,
  EmailLinkDetail,
  EmailOpenDetail,
  ReportErrorDetail,
  ReportEventListening,
  ReportLoadDetail,
  RowClickDetail,
  ViewChangeDetail,
} from './events.ts';
export type { CalendarProperties } from './calendar-properties.ts';
export type { CampaignEmailReportProperties, HostProperties } from './host-properties.ts';
export type { ChartPeriodMessages } from './i18n/chart-period-messages.ts';
export type { ChartsMessages } from './i18n/charts-messages.ts';
export type { ColumnListMessages } from './i18n/column-list-messages.ts';
export type { DataNotesMessages } from './i18n/data-notes-messages.ts';
export type { DateMessages } from './i18n/date-range.ts';
export type { EmailFailureId, EmailMessages } from './i18n/email-messages.ts';
export type {
  ColumnSelectorMessages,
  Definitions,
  FailureId,
  LaterMessages,
  MessageOverrides,
  Messages,
  Partially,
  ReportMessages,
  SearchMessages,
  TimeFrameMessages,
} from './i18n/messages.ts';
export type {
  AfterCount,
  Counted,
  FigureEffectMessages,
  FigurePartMessages,
  FigureComparisonMessages,
  FigureElsewhereMessages,
  FigurePanelMessages,
  FigureShare,
  FlaggedCount,
  FigureStepMessages,
} from './i18n/figure-panel-messages.ts';
export type {
  ActivityColumnId,
  ComparisonMessages,
  ExcludedCount,
  FiguresMessages,
  OverviewMessages,
  PartOfActivity,
} from './i18n/figures-messages.ts';
export type { FilterMessages } from './i18n/filter-messages.ts';
export type { Activity, Age, CellExtra, ComparedPeriod, RateBase } from './model/figure-choices.ts';
export type { ArchivedChoice, CampaignGroup, Operator } from './model/filter.ts';
export type { RowNotesMessages } from './i18n/row-notes-messages.ts';
export type { SettlingMessages } from './i18n/settling-messages.ts';
export type { SharePanelMessages } from './i18n/share-panel-messages.ts';
export type { ShowAllRowsMessages } from './i18n/show-all-rows-messages.ts';
export type { TableMessages } from './i18n/table-messages.ts';
export type { ViewsMessages } from './i18n/views-messages.ts';
export type { TimeFrameFormMessages } from './i18n/time-frame-form-messages.ts';
export type { ColumnGroup } from './model/column-groups.ts';
export type { BuiltInColumnId, ColumnId, FlagColumnId, InstantColumnId, TextColumnId } from './model/columns.ts';
export type {
  ExtraColumn,
  ExtraColumnTexts,
  ExtraNumberColumn,
  ExtraRateColumn,
  ExtraTextColumn,
} from './model/extra-columns.ts';
export type { EmailKey } from './model/email.ts';
export type { CountColumnId, CountId, RateId } from './model/metrics.ts';
export type { CsvStyle, ExportDetail, ExportedRows, ExportFormat, ExportOptions } from './model/export-options.ts';
export type { PreviewMode } from './model/preview-mode.ts';
export type { DateBasis, ReportScope } from './model/report.ts';
export type { NamedTimeFrame, Weekday } from './model/time-frame.ts';
export type { LaterFeatures } from './later-features.ts';
export type { ReportData } from './report-data.ts';
export type { ReportEventTarget } from './report-event-target.ts';
export type { ReportRow } from './table-model/report-rows.ts';
export type { NamedView, SavedView, ViewChoices } from './table-model/saved-view.ts';
export type { GroupBy } from './table-model/view-state.ts';
export type { ShadowElement } from './ui/shadow-element.ts';
export type { ViewProperties } from './view-properties.ts';
