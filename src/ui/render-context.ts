import type { ReportLoader } from '../loading/report-loader.ts';
import type { EmailKey } from '../model/email.ts';
import type { ColumnChange } from '../table-model/column-change.ts';
import type { Table } from '../table-model/table.ts';
import type { ViewState } from '../table-model/view-state.ts';
import type { Localization } from './cell-formatters.ts';

/**
 * What the pieces around and under the report's heading are drawn from, and what they may ask for. They are pure
 * functions of it; the root makes a new one for every render and is the only one who changes anything.
 */
export interface RenderContext {
  readonly view: ViewState;
  readonly localization: Localization;
  /** A BCP 47 tag. */
  readonly locale: string;
  /** The zone that dates are asked for in: the reader's, the host's or the browser's. */
  readonly timeZone: string;
  readonly now: () => Date;
  readonly headingLevel: number;
  readonly loader: Pick<
    ReportLoader,
    'shown' | 'loading' | 'error' | 'fault' | 'failedAt' | 'renewed' | 'progress' | 'pause'
  >;
  /** What the table shows, once there is a report. */
  readonly table: Table | undefined;
  /** Where the report comes from. */
  readonly source: 'endpoint' | 'given' | undefined;
  /**
   * The reader chooses another view: the host is told.
   * @param change makes the new view from the one that holds by then
   * @param said what is said of it to those who cannot see it
   */
  readonly updateView: (change: (view: ViewState) => ViewState, said?: (view: ViewState) => string) => void;
  /** The reader wants other columns, another order of them, or another width. */
  readonly changeColumns: (change: ColumnChange) => void;
  /** The reader wants to see an email. */
  readonly openEmail: (key: EmailKey) => void;
  readonly refresh: () => void;
  /** Asks again for what could not be had. */
  readonly retry: () => void;
  readonly stop: () => void;
  /** The lines from `first` up to but not including `end` are in view. */
  readonly showLines: (first: number, end: number) => void;
}
