import type { BuiltInColumnId } from '../model/columns.ts';
import type { ColumnListMessages } from './column-list-messages.ts';
import type { DataNotesMessages } from './data-notes-messages.ts';
import type { DateMessages } from './date-range.ts';
import type { NamedTimeFrame } from '../model/time-frame.ts';
import type { FilterMessages } from './filter-messages.ts';
import type { EmailMessages } from './email-messages.ts';
import type { SharePanelMessages } from './share-panel-messages.ts';
import type { ChartsMessages } from './charts-messages.ts';
import type { FiguresMessages } from './figures-messages.ts';
import type { FigurePanelMessages } from './figure-panel-messages.ts';
import type { RowNotesMessages } from './row-notes-messages.ts';
import type { ShowAllRowsMessages } from './show-all-rows-messages.ts';
import type { TableMessages } from './table-messages.ts';
import type { TimeFrameFormMessages } from './time-frame-form-messages.ts';
import type { ViewsMessages } from './views-messages.ts';

/** The failures that have their own message. */
export type FailureId =
  'network' | 'timeout' | 'http' | 'rejected' | 'sign-in' | 'forbidden' | 'contract' | 'incomplete' | 'stopped';

/** The text of the search field. */
export interface SearchMessages {
  readonly label: string;
  readonly placeholder: string;
  readonly clear: string;
  readonly found: (count: number, formatted: string, all: string) => string;
  readonly nothingFound: (text: string) => string;
  /** Shown if no email meets the conditions of the filter. */
  readonly nothingLeft: string;
  readonly clearFilter: string;
}

/** The text of the time frame button, and the names of time frames. */
export interface TimeFrameMessages {
  readonly label: string;
  readonly named: Readonly<Record<NamedTimeFrame, string>>;
}

/** The text of the column selector's button, and the announcements after a change of columns. */
export interface ColumnSelectorMessages {
  readonly label: string;
  readonly moved: (column: string, place: string, columns: string) => string;
  readonly wasReset: string;
}

/** The definition of each column, in one sentence. */
export type Definitions = Readonly<Record<BuiltInColumnId, string>>;

/** The texts of features that load later. */
export interface LaterMessages {
  readonly columnList: ColumnListMessages;
  readonly definitions: Definitions;
  readonly table: TableMessages;
  readonly rowNotes: RowNotesMessages;
  readonly dataNotes: DataNotesMessages;
  readonly timeFrameForm: TimeFrameFormMessages;
  readonly emailViewer: EmailMessages;
  readonly sharePanel: SharePanelMessages;
  readonly showAllRows: ShowAllRowsMessages;
  readonly filterPanel: FilterMessages;
  readonly figurePanel: FigurePanelMessages;
  readonly viewsPanel: ViewsMessages;
  readonly figures: FiguresMessages;
  readonly charts: ChartsMessages;
}

/** Makes everything optional, except what functions take and return. */
export type Partially<Value> = Value extends string | ((...values: never[]) => unknown)
  ? Value
  : { readonly [Key in keyof Value]?: Partially<Value[Key]> | undefined };

/** All texts, in one language. */
export type ReportMessages = Omit<Messages, 'mergeLater' | 'sentColumns'> & LaterMessages;

/** The host's own texts: any of all texts. */
export type MessageOverrides = Partially<ReportMessages>;

/**
 * All text of the first screen, in one language. Lazily loaded features bring their own messages.
 * Numbers and dates are passed already formatted. Where a plural depends on a number, the number is passed too.
 */
export interface Messages {
  readonly title: string;
  readonly dates: DateMessages;
  readonly columns: Readonly<Record<BuiltInColumnId, string>>;
  readonly search: SearchMessages;
  readonly timeFrame: TimeFrameMessages;
  readonly columnSelector: ColumnSelectorMessages;
  /** The labels of the buttons of the filter, the views and the share menu. */
  readonly filter: string;
  readonly views: string;
  readonly share: string;
  /** Shown if the content of a popover fails to load. */
  readonly panelUnavailable: string;
  readonly campaignAndEmail: string;
  readonly total: string;
  readonly totalSoFar: string;
  /** The types of campaigns. */
  readonly campaignTypes: Readonly<Record<'batch' | 'trigger', string>>;
  readonly yes: string;
  readonly no: string;
  readonly emails: (count: number, formatted: string) => string;
  readonly emailsOf: (count: number, formatted: string, expected: string) => string;
  readonly campaigns: (count: number, formatted: string) => string;
  readonly caption: (dates: string) => string;
  /** `from` is the day on which the data begins, if it is known. */
  readonly dataThrough: (instant: string, from?: string) => string;
  readonly firstSentInPeriod: string;
  readonly sentInPeriod: string;
  readonly refresh: string;
  readonly loading: string;
  readonly loadingSlowly: string;
  readonly stop: string;
  readonly rowsSoFar: (count: number, formatted: string) => string;
  readonly loaded: (period: string, emails: string) => string;
  readonly empty: string;
  readonly showAllTime: string;
  readonly idle: string;
  readonly failures: Readonly<Record<FailureId, string>>;
  readonly httpStatus: (status: string) => string;
  /** Shown above outdated figures: when they loaded, and how long ago. */
  readonly stale: (instant: string, age: string) => string;
  readonly partialResults: string;
  /** Shown if some rows failed to load. */
  readonly rowsMissing: string;
  /** Shown in a row that failed to load. */
  readonly rowFailed: string;
  /** Shown after the report was reloaded because its data changed. */
  readonly dataChanged: string;
  readonly retry: string;
  readonly tryNow: string;
  /** Shown while waiting for a busy endpoint. `time` is the remaining time, such as `12 seconds`. */
  readonly busyFor: (time: string) => string;
  /** Shown if the endpoint is busy for so long that there is no automatic retry. */
  readonly busyUntil: (instant: string) => string;
  readonly details: string;
  readonly moreProblems: (count: number, formatted: string) => string;
  readonly sortAscending: string;
  readonly sortDescending: string;
  /** Says to screen readers which of several sort keys a column is: 1 is the most important. */
  readonly sortRank: (place: string, direction: string) => string;
  readonly sortedBy: (keys: string) => string;
  readonly expandAll: string;
  readonly collapseAll: string;
  readonly scrollableTable: string;
  /** Shown if the email viewer, which loads on demand, fails to load. */
  readonly viewerFailed: string;
  /** The labels of columns as the endpoint sends them, where `columns` has those of chosen figures. */
  readonly sentColumns?: Messages['columns'];
  /** Merges the host's own texts into the messages of a feature that loads later. Missing if the host has none. */
  readonly mergeLater?: <Feature extends keyof LaterMessages>(
    feature: Feature,
    messages: LaterMessages[Feature],
  ) => LaterMessages[Feature];
}
