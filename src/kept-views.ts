import type { PropertyValues } from 'lit';
import { warn } from './platform/warn.ts';
import { ReportData } from './report-data.ts';
import type { ViewKeeper } from './views/view-keeper.ts';

/** The storage of views, which is loaded when it is needed. */
export class KeptViews extends ReportData {
  /** @internal Stores and restores the view; `undefined` until it is needed. */
  protected viewKeeper: ViewKeeper | undefined;
  #pending: Promise<void> | undefined;

  /** Nothing is rendered before a stored view applies. */
  protected override shouldUpdate(_changed: PropertyValues<this>): boolean {
    if (this.viewStorage) void this.#loadKeeper();
    return !this.#pending;
  }

  protected override async getUpdateComplete(): Promise<boolean> {
    await this.#pending;
    return await super.getUpdateComplete();
  }

  /** Loads the storage of views. Few hosts use it. */
  async #loadKeeper(): Promise<void> {
    if (this.viewKeeper) return;
    this.#pending ??= import('./views/view-keeper.ts').then(
      ({ ViewKeeper }) => {
        this.viewKeeper = new ViewKeeper(this, { viewState: () => this.viewState, context: () => this.context });
      },
      (error: unknown) => warn('views failed to load.', error),
    );
    await this.#pending;
    this.#pending = undefined;
    this.requestUpdate();
  }
}
