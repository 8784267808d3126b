/** The text of the share menu, and of the files that it makes. */
export interface SharePanelMessages {
  readonly link: string;
  readonly copy: string;
  readonly csv: string;
  readonly xlsx: string;
  readonly print: string;
  readonly rows: string;
  readonly allRows: string;
  readonly expandedRows: string;
  readonly internationalCsv: string;
  readonly notLoaded: string;
  readonly preparing: (rows: string, total: string) => string;
  readonly cancel: string;
  readonly canceled: string;
  readonly copied: (count: number, formatted: string) => string;
  readonly downloaded: (file: string) => string;
  /** Added if the rows do not fit on one sheet. */
  readonly sheets: (sheets: string, limit: string) => string;
  readonly failed: string;
  /** Shown if the data changes while the rows of a report in windows are fetched. */
  readonly dataChanged: string;
  /** Shown above the text to copy if the browser denies access to the clipboard. */
  readonly notCopied: string;
  readonly linkCopied: string;
  readonly linkNotCopied: string;
  /** Added if the view is too long for a link. */
  readonly linkIncomplete: string;
  readonly textToCopy: string;
  readonly reportSheet: string;
  readonly aboutSheet: string;
  readonly report: string;
  readonly timeFrame: string;
  readonly dateBasis: string;
  readonly timeZone: string;
  readonly search: string;
  readonly filter: string;
  /** How figures are counted: people, opens and clicks, the denominator of rates. */
  readonly counted: string;
  readonly dataThrough: string;
  /** The label of what readers should know about the data. */
  readonly notes: string;
  readonly made: string;
}
