import type { PropertyValues } from 'lit';
import { warn } from './platform/warn.ts';
import { ReportData } from './report-data.ts';
import type { ViewState } from './table-model/view-state.ts';
import type { ViewKeeper } from './views/view-keeper.ts';

/** Loads the code that stores views and undoes changes, when it is needed. */
export class KeptViews extends ReportData {
  /** @internal Stores and restores the view; `undefined` until it is needed. */
  protected viewKeeper: ViewKeeper | undefined;
  #loading: Promise<void> | undefined;
  #isPending = false;
  #pastViews: readonly ViewState[] = [];

  constructor() {
    super();
    this.addEventListener('keydown', (event) => void this.#onKey(event));
  }

  /** Nothing is rendered before a stored view applies. */
  protected override shouldUpdate(_changed: PropertyValues<this>): boolean {
    if (this.viewStorage || this.views) void this.#loadKeeper();
    return !this.#isPending;
  }

  protected override async getUpdateComplete(): Promise<boolean> {
    await this.#loading;
    return await super.getUpdateComplete();
  }

  /** @internal Changes the view for the reader, who can undo it. */
  protected changeView(update: (view: ViewState) => ViewState): void {
    if (!this.viewKeeper) this.#pastViews = [...this.#pastViews.slice(-99), this.viewState];
    this.viewState = update(this.viewState);
  }

  /** Undoes with Ctrl+Z and redoes with Ctrl+Shift+Z, except in text fields, which have their own undo, and in dialogs. */
  async #onKey(event: KeyboardEvent): Promise<void> {
    const isUndo = (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'z';
    const [target] = event.composedPath() as Element[];
    if (!isUndo || event.defaultPrevented || target?.matches(':read-write, dialog *')) return;
    event.preventDefault();
    await this.#loadKeeper();
    this.viewKeeper?.step(event.shiftKey ? 1 : -1);
  }

  #loadKeeper(): Promise<void> {
    return (this.#loading ??= this.#createKeeper());
  }

  async #createKeeper(): Promise<void> {
    this.#isPending = true;
    try {
      const { ViewKeeper } = await import('./views/view-keeper.ts');
      this.viewKeeper = new ViewKeeper(this, {
        pastViews: this.#pastViews,
        viewState: () => this.viewState,
        context: () => this.context,
      });
    } catch (error) {
      warn('views failed to load.', error);
    }
    this.#isPending = false;
    this.requestUpdate();
  }
}
