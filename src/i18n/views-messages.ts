/** The text about kept views. */
export interface ViewsMessages {
  /** Shown if the view is too long for an address. */
  readonly longAddress: string;
  /** Shown if the browser's storage is full or forbidden. */
  readonly notStored: string;
  /** Shown if a link refers to a part of a view that is only in another browser. */
  readonly incompleteLink: string;
  readonly yourViews: string;
  readonly name: string;
  readonly save: string;
  readonly rename: string;
  readonly renameView: (name: string) => string;
  readonly replaceView: (name: string) => string;
  readonly deleteView: (name: string) => string;
  readonly saved: (name: string) => string;
  readonly renamed: (name: string) => string;
  readonly replaced: (name: string) => string;
  readonly deleted: (name: string) => string;
  /** Marks the current view if the reader has changed it. */
  readonly changed: string;
  readonly reset: string;
  readonly undo: string;
  readonly undone: string;
  readonly redone: string;
  readonly nothingToUndo: string;
  readonly nothingToRedo: string;
}
