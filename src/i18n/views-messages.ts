/** The text about kept views. */
export interface ViewsMessages {
  /** Shown if the view is too long for an address. */
  readonly longAddress: string;
  /** Shown if the browser's storage is full or forbidden. */
  readonly notStored: string;
  /** Shown if a link refers to a part of a view that is only in another browser. */
  readonly incompleteLink: string;
  readonly undone: string;
  readonly redone: string;
  readonly nothingToUndo: string;
  readonly nothingToRedo: string;
}
