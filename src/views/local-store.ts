import { isJsonObject } from '../platform/json-object.ts';
import type { SavedView } from '../table-model/saved-view.ts';
import { readStored, writeStored } from './browser-storage.ts';
import type { StoredView, ViewStore } from './view-store.ts';

/** Keeps the view in the browser's local storage, under a name. */
export class LocalStore implements ViewStore {
  readonly failure = 'notStored';
  readonly depth = undefined;
  readonly #key: string;
  /** The stored value, if this version cannot read it. It is not lost when the view is stored. */
  #unreadable: unknown;

  constructor(name: string) {
    this.#key = `campaign-email-report.view.${name}`;
  }

  connect(): void {
    // Tabs of the same report do not follow each other.
  }

  disconnect(): void {
    // See `connect`.
  }

  read(): StoredView | undefined {
    const stored = readStored(this.#key);
    if (stored === undefined) return undefined;
    const { version, ...choices } = isJsonObject(stored) ? stored : {};
    if (version !== 1) this.#unreadable = stored;
    return { version, choices, isComplete: true };
  }

  write(view: SavedView): boolean {
    if (this.#unreadable !== undefined) writeStored(`${this.#key}.unreadable`, this.#unreadable);
    this.#unreadable = undefined;
    return writeStored(this.#key, view);
  }
}
