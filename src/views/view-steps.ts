import type { SavedView } from '../table-model/saved-view.ts';
import { areSameViews, formatParameters } from './view-parameters.ts';

/** Returns the name of the only choice that differs; `undefined` if none or several do. */
function onlyChange(before: SavedView, after: SavedView): string | undefined {
  const changed = [...formatParameters(after, before).keys()];
  return changed.length === 1 ? changed[0] : undefined;
}

const changedWidths = ({ widths: before }: SavedView, { widths: after }: SavedView) =>
  Object.keys({ ...before, ...after }).filter((id) => before[id] !== after[id]);

/**
 * Whether a change continues the one before it: typing a search, resizing one column, expanding and collapsing
 * campaigns. Together they are one step.
 */
function continuesChange(start: SavedView, before: SavedView, after: SavedView): boolean {
  const choice = onlyChange(before, after);
  if (choice === undefined || choice !== onlyChange(start, before)) return false;
  if (choice === 'search') return before.search !== '' && after.search !== '';
  if (choice === 'widths') return [...changedWidths(start, before), ...changedWidths(before, after)].every(isFirst);
  return choice === 'campaigns';
}

const isFirst = (id: string, _index: number, [first]: readonly string[]) => id === first;

/** The views that the reader has seen, in order, and the current one among them. After a reload some are unknown. */
export class ViewSteps {
  readonly #views: (SavedView | undefined)[] = [];
  #depth: number;

  /** @param depth the number of steps before the view */
  constructor(view: SavedView, depth = 0) {
    this.#depth = depth;
    this.#views[depth] = view;
  }

  /** The number of steps that can be undone. */
  get depth(): number {
    return this.#depth;
  }

  /** Adds a view after the current one. Returns `false` if it continues the last change, and replaces the current one. */
  add(view: SavedView): boolean {
    const [start, before] = [this.#views[this.#depth - 1], this.#views[this.#depth]];
    const isNew = !start || !before || !continuesChange(start, before, view);
    if (isNew) this.#depth += 1;
    this.#views.length = this.#depth;
    this.#views[this.#depth] = view;
    return isNew;
  }

  /** Replaces the current view. */
  replace(view: SavedView): void {
    this.#views[this.#depth] = view;
  }

  /** Returns a view beside the current one, if it is known. */
  peek(direction: -1 | 1): SavedView | undefined {
    return this.#views[this.#depth + direction];
  }

  /**
   * Makes a view the current one.
   * @param depth its number of steps; by default that of an equal view, otherwise it replaces the current one
   */
  moveTo(view: SavedView, depth?: number): void {
    const known = this.#views.findIndex((step) => step && areSameViews(step, view));
    this.#depth = depth ?? (known < 0 ? this.#depth : known);
    this.#views[this.#depth] = view;
  }
}
