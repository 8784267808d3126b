import type { ReportError } from '../endpoint/report-error.ts';
import type { RetryWait } from '../endpoint/retry.ts';
import type { Progress } from '../loading/report-loader.ts';
import type { ReportSource } from '../loading/report-source.ts';
import type { BuiltTable } from '../loading/table-builder.ts';
import type { ColumnId } from '../model/columns.ts';
import type { ShareTarget, ToolbarControl } from '../model/controls.ts';
import type { EmailKey } from '../model/email.ts';
import type { ExportDetail } from '../model/export-options.ts';
import type { Calendar, NamedTimeFrame } from '../model/time-frame.ts';
import type { ColumnRequest } from './column-request.ts';
import type { PanelRequest } from './panel-request.ts';
import type { Report } from '../model/report.ts';
import type { Line } from '../table-model/table.ts';
import type { ViewState } from '../table-model/view-state.ts';
import type { Localization } from './cell-formatters.ts';

/** The origin of the report: the endpoint, the property `report`, or none yet. */
export type ReportOrigin = 'endpoint' | 'property' | 'none';

/** Why the last load failed; `stopped` if the reader stopped it. */
export type Failure = ReportError | 'stopped';

/** The storage of views, as the report uses it. It is loaded on demand. */
export interface ViewActions {
  /**
   * Returns the address of the view on screen, and whether it opens all of the view in other browsers; `undefined` if
   * views are not in the address.
   */
  readonly link: () => { readonly href: string; readonly isComplete: boolean } | undefined;
  /** Renders the views menu; nothing if there is nothing to offer. */
  readonly renderMenu: (context: RenderContext) => unknown;
}

/**
 * Everything that one update of the element renders from, and the requests that rendered content may make.
 * The element creates it once per update. Templates are pure functions of it, except that they start to load code; only the
 * element changes anything.
 */
export interface RenderContext {
  readonly view: ViewState;
  readonly localization: Localization;
  /** A BCP 47 tag. */
  readonly locale: string;
  /** The IANA time zone of requests: the reader's choice, the host's, or the browser's. */
  readonly timeZone: string;
  readonly now: () => Date;
  readonly headingLevel: number;
  /** The host's calendar. */
  readonly calendar: Calendar;
  /** The named time frames that the host offers; `undefined` for all that the calendar has. */
  readonly timeFrames: readonly NamedTimeFrame[] | undefined;
  readonly origin: ReportOrigin;
  /** Whether the host shows a control of the toolbar. */
  readonly hasControl: (control: ToolbarControl) => boolean;
  /** The report on screen. It stays while another one loads, and if that fails. */
  readonly displayed: BuiltTable | undefined;
  readonly isLoading: boolean;
  readonly progress: Progress | undefined;
  /** Set while the endpoint has asked for a wait before the next request. */
  readonly retryWait: RetryWait | undefined;
  readonly failure: Failure | undefined;
  /** Why pages of the report failed to load. */
  readonly pageError: ReportError | undefined;
  /** When the last failure happened, in milliseconds since 1970 UTC. */
  readonly failedAt: number;
  /** Whether the report was reloaded because its data changed while its pages were loading. */
  readonly wasReloaded: boolean;
  /**
   * Changes the view, tells the host, and announces the change to screen readers.
   * @param update returns the new view from the current one
   * @param announcement returns the text to announce
   */
  readonly updateView: (update: (view: ViewState) => ViewState, announcement?: (view: ViewState) => string) => void;
  readonly changeColumns: (request: ColumnRequest) => void;
  /** Tells the host that a row was clicked. Returns `false` if the host handles the click itself. */
  readonly clickRow: (line: Line, column: ColumnId) => boolean;
  readonly openEmail: (email: EmailKey) => void;
  /** Explains a figure, or opens a panel of the toolbar. */
  readonly openPanel: (event: CustomEvent<PanelRequest>) => void;
  readonly refresh: () => void;
  /** Requests what failed to load again. */
  readonly retry: () => void;
  readonly stop: () => void;
  /** Loads the lines in view, from `first` (inclusive) to `end` (exclusive). */
  readonly loadLines: (first: number, end: number) => void;
  /** Returns the source of the report; `undefined` if the host has set none. */
  readonly source: () => ReportSource | undefined;
  /** The entries of the share menu. */
  readonly shareTargets: readonly ShareTarget[];
  /** The storage of views; `undefined` if it is not loaded. */
  readonly viewKeeper: ViewActions | undefined;
  /** Tells the host that the reader exports the report. Returns `false` if the host exports it itself. */
  readonly startExport: (detail: ExportDetail) => boolean;
  /** Prints the page, with all rows of the table up to a limit. */
  readonly print: () => void;
}

/** Returns what readers should know about the data, as received: an invalid note says nothing. */
export const notesOf = ({ head: { notes } }: Report): readonly unknown[] => (Array.isArray(notes) ? notes : []);

/** Whether the data of a report is more than a day old. */
export const isOld = (report: Report | undefined, { now }: RenderContext): boolean =>
  now().getTime() - (report?.asOf ?? NaN) > 864e5;

/** Returns how many emails match the search, or `undefined` without a search or if the endpoint searches. */
export function matchCountText({ view, displayed, localization }: RenderContext): string | undefined {
  if (!displayed || displayed.loaded.pages || view.search.trim() === '') return undefined;
  const { messages, formats } = localization;
  const { matchCount, emailCount } = displayed.table;
  return messages.search.found(matchCount, formats.count(matchCount), formats.count(emailCount));
}
