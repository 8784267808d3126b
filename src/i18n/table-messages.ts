/** The text that the table needs once the pointer or the focus is in it. */
export interface TableMessages {
  readonly sortHint: string;
  readonly moveHint: string;
  readonly resizeHint: string;
  readonly widthOf: (column: string) => string;
  readonly pixels: (count: number, formatted: string) => string;
  readonly menuHint: string;
  /** The entries of the menu of a column. */
  readonly sortAscending: string;
  readonly sortDescending: string;
  /** Sorts emails by the lower bound of a rate's interval, without the groups of their campaigns. */
  readonly sortCautious: string;
  readonly sortCautiousHint: string;
  /** Says so in the header, and when it is chosen. */
  readonly cautiousHint: string;
  readonly groupByCampaign: string;
  readonly noGrouping: string;
  readonly addToSort: string;
  readonly removeFromSort: string;
  readonly filterColumn: string;
  readonly hideColumn: string;
  readonly moveLeft: string;
  readonly moveRight: string;
  readonly fitWidth: string;
  readonly changeWidth: string;
  readonly chooseColumns: string;
  /** The entries of the menu of a cell. */
  readonly explainFigure: string;
  readonly showDevelopment: string;
  readonly openEmail: string;
  readonly copy: string;
  /** Read out for a cell whose row has not loaded yet. */
  readonly rowLoading: string;
}
