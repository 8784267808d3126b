/** The text about kept views. */
export interface ViewsMessages {
  /** Shown if the view is too long for an address. */
  readonly longAddress: string;
  /** Shown if a link refers to a part of a view that is only in another browser. */
  readonly incompleteLink: string;
}
