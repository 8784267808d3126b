import type { LitElement, ReactiveController } from 'lit';
import { warnAbout } from '../platform/warn.ts';
import { readView, type SavedView } from '../table-model/saved-view.ts';
import type { ViewState } from '../table-model/view-state.ts';
import type { KeptView, RenderContext } from '../ui/render-context.ts';
import { AddressStore } from './address-store.ts';
import type { ViewNotice } from './view-notice.ts';
import { areSameViews, type PartialView, type ViewField } from './view-parameters.ts';
import { ViewSteps } from './view-steps.ts';
import type { StoredView, ViewStore, Write } from './view-store.ts';
import './view-notice.ts';

/** The properties of the element that the keeper depends on. */
export interface KeeperHost extends LitElement {
  view: SavedView;
  readonly viewStorage: string | undefined;
  readonly viewPrefix: string;
}

export interface KeeperOptions {
  readonly viewState: () => ViewState;
  /** Returns the context of the last update. */
  readonly context: () => RenderContext | undefined;
}

/** Stores and restores the view of a report. */
export class ViewKeeper implements ReactiveController, KeptView {
  readonly #host: KeeperHost;
  readonly #options: KeeperOptions;
  /** The view that the host has set, before anything stored was applied. */
  readonly #base: SavedView;
  /** The current view, as it was stored last. */
  #view: SavedView;
  #state: ViewState;
  #steps: ViewSteps;
  #store: ViewStore | undefined;
  /** The attributes that `#store` was created for. */
  #settings = '';
  #isApplying = false;
  #notice: ViewNotice | undefined;

  constructor(host: KeeperHost, options: KeeperOptions) {
    this.#host = host;
    this.#options = options;
    this.#base = this.#view = host.view;
    this.#state = options.viewState();
    this.#steps = new ViewSteps(this.#view);
    host.addEventListener('view-change', () => this.#onChange());
    host.addController(this);
  }

  hostConnected(): void {
    this.#follow();
    this.#store?.connect();
  }

  hostDisconnected(): void {
    this.#store?.disconnect();
  }

  /** Stores changes by the host. They replace the current step. */
  hostUpdated(): void {
    this.#follow();
    if (this.#notice) this.#notice.context = this.#options.context();
    const state = this.#options.viewState();
    if (state === this.#state) return;
    this.#state = state;
    const { view } = this.#host;
    if (areSameViews(view, this.#view)) return;
    this.#steps.replace(view);
    this.#write(view, 'replace');
  }

  link(): ReturnType<AddressStore['linkTo']> | undefined {
    return this.#store instanceof AddressStore ? this.#store.linkTo(this.#view) : undefined;
  }

  /** Creates the store, again if the host changes its attributes, and applies the stored view. */
  #follow(): void {
    const { viewStorage, viewPrefix } = this.#host;
    const settings = JSON.stringify([viewStorage, viewPrefix]);
    if (settings === this.#settings) return;
    this.#settings = settings;
    this.#store?.disconnect();
    this.#store = this.#createStore(viewStorage ?? '', viewPrefix || 'cer');
    if (!this.#store) return;
    if (this.#host.isConnected) this.#store.connect();
    const stored = this.#store.read();
    if (stored) this.#apply(stored);
    this.#view = this.#host.view;
    this.#state = this.#options.viewState();
    this.#steps = new ViewSteps(this.#view, this.#store.depth);
  }

  #createStore(storage: string, prefix: string): ViewStore | undefined {
    if (storage === 'url') return new AddressStore(prefix, this.#base, () => this.#onTravel());
    if (storage !== '') warnAbout(this.#host, `view-storage="${storage}" is ignored: expected url.`);
    return undefined;
  }

  /** Sets the view to a stored one. Choices that cannot be read are logged, and stay as the host has set them. */
  #apply({ version, choices, isComplete }: StoredView): void {
    const host = this.#host as { view: unknown };
    this.#show('incompleteLink', !isComplete);
    if (version !== 1) {
      host.view = { version };
      return;
    }
    const entries = Object.entries(choices) as [ViewField, PartialView[ViewField]][];
    const state = this.#options.viewState();
    const isReadable = ([field, value]: [ViewField, unknown]) => readView({ version, [field]: value }, state);
    const unreadable = entries.filter((entry) => !isReadable(entry));
    host.view = { ...this.#base, ...Object.fromEntries(entries.filter(isReadable)) };
    // Columns of the host may be set later: the choice applies then.
    if (unreadable.length > 0) host.view = { version, ...Object.fromEntries(unreadable) };
  }

  /** Stores a change by the reader. */
  #onChange(): void {
    if (this.#isApplying) return;
    const { view } = this.#host;
    if (areSameViews(view, this.#view)) return;
    this.#write(view, this.#steps.add(view) ? 'step' : 'replace');
  }

  #write(view: SavedView, kind: Write['kind']): void {
    this.#view = view;
    this.#state = this.#options.viewState();
    if (!this.#store) return;
    const isComplete = this.#store.write(view, { depth: this.#steps.depth, kind });
    this.#show('incompleteLink', false);
    this.#show('longAddress', !isComplete);
  }

  /** The reader has gone back or forward in the browser's history, or the page has. */
  #onTravel(): void {
    const store = this.#store;
    const stored = store?.read();
    if (!stored) return;
    this.#change(() => {
      this.#apply(stored);
      this.#view = this.#host.view;
      this.#steps.moveTo(this.#view, store?.depth);
    });
  }

  /** Changes the view for the reader, and tells the host if it differs. */
  #change(change: () => void): void {
    const before = this.#host.view;
    this.#isApplying = true;
    change();
    this.#state = this.#options.viewState();
    if (!areSameViews(this.#host.view, before)) this.#options.context()?.updateView((view) => view);
    this.#isApplying = false;
  }

  /** Shows or hides a notice. */
  #show(notice: 'incompleteLink' | 'longAddress', isShown: boolean): void {
    if (!isShown && !this.#notice) return;
    this.#notice ??= document.createElement('cer-view-notice');
    this.#notice.setAttribute('exportparts', 'notice');
    this.#notice.show(notice, isShown);
    void this.#place(this.#notice);
  }

  /** Adds the notice to the report, under the toolbar, when both have rendered. */
  async #place(notice: ViewNotice): Promise<void> {
    await this.#host.updateComplete;
    if (notice.isConnected) return;
    notice.context = this.#options.context();
    this.#host.renderRoot.querySelector('[part~=toolbar]')?.after(notice);
  }
}
