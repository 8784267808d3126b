/** The text that the table needs once the pointer or the focus is in it. */
export interface TableMessages {
  readonly sortHint: string;
  readonly moveHint: string;
  readonly resizeHint: string;
  readonly widthOf: (column: string) => string;
  readonly pixels: (count: number, formatted: string) => string;
  /** Read out for a cell whose row has not loaded yet. */
  readonly rowLoading: string;
}
