import { isJsonObject } from '../platform/json-object.ts';
import type { NamedView } from '../table-model/saved-view.ts';
import { readStored, writeStored } from './browser-storage.ts';

/** Whether a value is a view with a name. Its choices are not validated. */
export const isNamedView = (value: unknown): value is NamedView =>
  isJsonObject(value) && typeof value['name'] === 'string' && isJsonObject(value['view']);

interface Change {
  readonly before: readonly NamedView[];
  readonly after: readonly NamedView[];
}

/** Returns a list without the views that a change has added, and with those that it has removed. */
function reverse(list: readonly NamedView[], { before, after }: Change): readonly NamedView[] {
  const added = new Set(after.filter((view) => !before.includes(view)).map((view) => JSON.stringify(view)));
  const result = list.filter((view) => !added.has(JSON.stringify(view)));
  before.forEach((view, index) => {
    const isRemoved = !after.includes(view) && !result.some(({ name }) => name === view.name);
    if (isRemoved) result.splice(index, 0, view);
  });
  return result;
}

/** The views that the reader has saved, in the browser's local storage. Each change can be undone. */
export class OwnViews {
  readonly #key: string;
  /** The lists before and after the last change. */
  #last: Change | undefined;
  /** Holds the list if the storage is forbidden. */
  #list: readonly NamedView[];

  /** @param name the name of the storage, or the prefix in the address */
  constructor(name: string) {
    this.#key = `campaign-email-report.views.${name}`;
    this.#list = this.#read() ?? [];
  }

  get list(): readonly NamedView[] {
    return this.#list;
  }

  /** Saves a view at the end. Replaces a view with the same name. Returns `false` if it could not be stored. */
  save(view: NamedView): boolean {
    return this.#change((list) =>
      list.some(({ name }) => name === view.name)
        ? list.map((other) => (other.name === view.name ? view : other))
        : [...list, view],
    );
  }

  rename(name: string, newName: string): boolean {
    const others = (list: readonly NamedView[]) => list.filter((view) => view.name === name || view.name !== newName);
    return this.#change((list) => others(list).map((view) => (view.name === name ? { ...view, name: newName } : view)));
  }

  delete(name: string): boolean {
    return this.#change((list) => list.filter((view) => view.name !== name));
  }

  /** Takes back the last change. Views that another tab has changed since then stay as they are. */
  undo(): boolean {
    const last = this.#last;
    return this.#change((list) => (last ? reverse(list, last) : list));
  }

  /** Other tabs may have changed the list. */
  #change(change: (list: readonly NamedView[]) => readonly NamedView[]): boolean {
    const before = this.#read() ?? this.#list;
    this.#list = change(before);
    this.#last = { before, after: this.#list };
    return writeStored(this.#key, this.#list);
  }

  /** Returns the stored views; `undefined` if nothing is stored, or if the storage is forbidden. */
  #read(): readonly NamedView[] | undefined {
    const stored = readStored(this.#key);
    return Array.isArray(stored) ? stored.filter(isNamedView) : undefined;
  }
}
