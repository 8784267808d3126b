import type { LitElement, ReactiveController } from 'lit';
import { warnAbout } from '../platform/warn-about.ts';
import { readView, saveView, type NamedView, type SavedView } from '../table-model/saved-view.ts';
import type { ViewState } from '../table-model/view-state.ts';
import type { RenderContext, ViewActions } from '../ui/render-context.ts';
import { AddressStore } from './address-store.ts';
import { hostViewsOf } from './host-views.ts';
import { LocalStore } from './local-store.ts';
import type { AnnouncementId, NoticeId, ViewNotice } from './view-notice.ts';
import { OwnViews } from './own-views.ts';
import { areSameViews, type PartialView, type ViewField } from './view-parameters.ts';
import { ViewSteps } from './view-steps.ts';
import type { StoredView, ViewStore, Write } from './view-store.ts';
import { ViewsMenu } from './views-menu.ts';
import './view-notice.ts';
import './views-panel.ts';

/** The properties of the element that the keeper depends on. */
export interface KeeperHost extends LitElement {
  view: SavedView;
  readonly viewStorage: string | undefined;
  readonly viewPrefix: string | undefined;
  readonly views: readonly NamedView[] | undefined;
}

export interface KeeperOptions {
  readonly viewState: () => ViewState;
  /** The views before the reader's changes until now, the latest last. The first is that of the host. */
  readonly pastViews: readonly ViewState[];
  /** Returns the context of the last update. */
  readonly context: () => RenderContext | undefined;
}

/** Returns the name in `local:NAME`. */
const nameOf = (storage: string): string | undefined => /^local:(.+)$/.exec(storage)?.[1];

/** Stores and restores the view of a report. */
export class ViewKeeper implements ReactiveController, ViewActions {
  readonly #host: KeeperHost;
  readonly #options: KeeperOptions;
  /** The view that the host has set, before the reader changed it and before anything stored was applied. */
  readonly #base: SavedView;
  /** The current view, as it was stored last. */
  #view: SavedView;
  #state: ViewState;
  #steps: ViewSteps;
  #store: ViewStore | undefined;
  /** The attributes that `#store` was created for. */
  #settings = '';
  #isApplying = false;
  /** Steps that the reader requests while the browser goes back or forward; `undefined` otherwise. */
  #waiting: (-1 | 1)[] | undefined;
  #notice: ViewNotice | undefined;
  #ownViews: OwnViews | undefined;
  readonly #menu: ViewsMenu;

  constructor(host: KeeperHost, options: KeeperOptions) {
    this.#host = host;
    this.#options = options;
    this.#view = host.view;
    this.#state = options.viewState();
    const [first = this.#view, ...others] = options.pastViews.map(saveView);
    this.#base = first;
    this.#steps = new ViewSteps(first);
    for (const view of first === this.#view ? others : [...others, this.#view]) this.#steps.add(view);
    this.#menu = new ViewsMenu({
      base: this.#base,
      hostViews: hostViewsOf(host),
      ownViews: () => this.#ownViews,
      context: options.context,
      requestUpdate: () => host.requestUpdate(),
    });
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

  renderMenu(context: RenderContext): unknown {
    return this.#menu.render(context);
  }

  /** Undoes or redoes a step. With views in the address, the browser goes back or forward. */
  step(direction: -1 | 1): void {
    if (this.#waiting) {
      this.#waiting.push(direction);
      return;
    }
    const { depth } = this.#steps;
    if (this.#store instanceof AddressStore && this.#store.canTravel(direction, depth)) {
      this.#waiting = [];
      this.#store.travel(direction);
      return;
    }
    const view = this.#steps.peek(direction);
    if (view) {
      this.#change(() => {
        this.#host.view = view;
        this.#steps.moveTo(view, depth + direction);
      });
      this.#write(view, 'return');
    }
    void this.#announce(direction, view !== undefined);
  }

  /** Creates the store, again if the host changes its attributes, and applies the stored view. */
  #follow(): void {
    const viewStorage = this.#host.viewStorage ?? '';
    const prefix = this.#host.viewPrefix || 'cer';
    const settings = JSON.stringify([viewStorage, prefix]);
    if (settings === this.#settings) return;
    this.#settings = settings;
    this.#store?.disconnect();
    this.#store = this.#createStore(viewStorage, prefix);
    this.#ownViews = this.#store && new OwnViews(nameOf(viewStorage) ?? prefix);
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
    const name = nameOf(storage);
    if (name !== undefined) return new LocalStore(name);
    if (storage !== '')
      warnAbout(
        this.#host,
        `view-storage="${storage}" is ignored: expected url, or local: and a name. See docs/views.md.`,
      );
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
    this.#waiting = undefined;
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
    this.#show(this.#store.failure, !isComplete);
  }

  /** The reader has gone back or forward in the browser's history, or the page has. */
  #onTravel(): void {
    const store = this.#store;
    const stored = store?.read();
    if (!stored) return;
    const { depth } = this.#steps;
    this.#change(() => {
      this.#apply(stored);
      this.#view = this.#host.view;
      this.#steps.moveTo(this.#view, store?.depth);
    });
    if (this.#steps.depth !== depth) void this.#announce(this.#steps.depth < depth ? -1 : 1, true);
    const waiting = this.#waiting ?? [];
    this.#waiting = undefined;
    for (const direction of waiting) this.step(direction);
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
  #show(id: NoticeId, isShown: boolean): void {
    if (isShown || this.#notice) void this.#placeNotice().then((notice) => notice.show(id, isShown));
  }

  /** Announces to screen readers what Undo or Redo has done. */
  async #announce(direction: -1 | 1, isDone: boolean): Promise<void> {
    const ids: readonly AnnouncementId[] = direction < 0 ? ['undone', 'nothingToUndo'] : ['redone', 'nothingToRedo'];
    const notice = await this.#placeNotice();
    notice.announce(ids[isDone ? 0 : 1] ?? 'undone');
  }

  /** Adds the notice to the report, under the toolbar, when the report has rendered. Live regions must be there first. */
  async #placeNotice(): Promise<ViewNotice> {
    const notice = (this.#notice ??= document.createElement('cer-view-notice'));
    await this.#host.updateComplete;
    if (!notice.isConnected) {
      notice.setAttribute('exportparts', 'notice');
      notice.context = this.#options.context();
      this.#host.renderRoot.querySelector('[part~=toolbar]')?.after(notice);
      await notice.updateComplete;
    }
    return notice;
  }
}
