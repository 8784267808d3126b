import type { SavedView } from '../table-model/saved-view.ts';
import type { PartialView } from './view-parameters.ts';

/** A stored view. Its choices may be unreadable. */
export interface StoredView {
  readonly version: unknown;
  readonly choices: PartialView;
  /** Whether all choices were found. */
  readonly isComplete: boolean;
}

/** How a view is stored. */
export interface Write {
  /** The number of steps before the view. */
  readonly depth: number;
  /** `step`: a new step. `replace`: the current step has changed. `return`: an earlier or later step, undone or redone. */
  readonly kind: 'step' | 'replace' | 'return';
}

/** A place where the current view is kept. */
export interface ViewStore {
  connect(): void;
  disconnect(): void;
  /** The message for the reader if not all of a view could be stored. */
  readonly failure: 'longAddress' | 'notStored';
  /** The number of steps before the stored view, if the store knows it. */
  readonly depth: number | undefined;
  /** Returns the stored view, if there is one. */
  read(): StoredView | undefined;
  /** Stores a view. Returns `false` if not all of it could be stored. */
  write(view: SavedView, write: Write): boolean;
}
