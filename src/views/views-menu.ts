import { html, type TemplateResult } from 'lit';
import { warn } from '../platform/warn.ts';
import { readView, saveView, type NamedView, type SavedView } from '../table-model/saved-view.ts';
import type { ViewState } from '../table-model/view-state.ts';
import type { RenderContext } from '../ui/render-context.ts';
import { renderPopoverButton } from '../ui/render-popover-button.ts';
import type { OwnViews } from './own-views.ts';
import { areSameViews } from './view-parameters.ts';

/** The longest name in the button, in characters. */
const shownLength = 24;

/** The parts of the report that the menu uses. */
export interface ViewsMenuOptions {
  /** The view that the host had set before the reader's first change. Views that omit a choice take it from there. */
  readonly base: SavedView;
  readonly hostViews: () => readonly NamedView[];
  /** Returns the reader's views; `undefined` if they cannot be kept. */
  readonly ownViews: () => OwnViews | undefined;
  readonly context: () => RenderContext | undefined;
  readonly requestUpdate: () => void;
}

/** The views of the host and of the reader, and the one that was chosen. */
export class ViewsMenu {
  readonly #options: ViewsMenuOptions;
  #chosen: string | undefined;
  readonly #logged = new WeakSet();

  constructor(options: ViewsMenuOptions) {
    this.#options = options;
  }

  /** Updates the report, whose button shows the current view. */
  requestUpdate(): void {
    this.#options.requestUpdate();
  }

  get hostViews(): readonly NamedView[] {
    return this.#options.hostViews();
  }

  get own(): OwnViews | undefined {
    return this.#options.ownViews();
  }

  /** Returns the name of the current view, and whether the reader has changed it. Expanded campaigns do not count. */
  current(state: ViewState): { readonly name: string; readonly isChanged: boolean } | undefined {
    const views = [...(this.own?.list ?? []), ...this.hostViews];
    const equal = views.filter((view) => this.#isShown(view.view, state));
    const [found] = equal.filter(({ name }) => name === this.#chosen).concat(equal);
    if (found) return { name: found.name, isChanged: false };
    const chosen = views.find(({ name }) => name === this.#chosen);
    return chosen && { name: chosen.name, isChanged: true };
  }

  /** Whether the view of the host is on screen. */
  isReset(state: ViewState): boolean {
    return this.#isShown(this.#options.base, state);
  }

  choose({ name, view }: NamedView): void {
    this.#chosen = name;
    this.#show(view);
  }

  reset(): void {
    this.#chosen = undefined;
    this.#show(this.#options.base);
  }

  /** Saves the view on screen under a name. */
  save(name: string): boolean {
    const { context } = this.#options;
    const view = context()?.view;
    this.#chosen = name;
    return !view || this.own?.save({ name, view: saveView(view) }) === true;
  }

  rename(name: string, newName: string): boolean {
    if (this.#chosen === name) this.#chosen = newName;
    return this.own?.rename(name, newName) === true;
  }

  /** Renders the button that opens the menu, if the menu has views, or can keep some. */
  render(context: RenderContext): TemplateResult | undefined {
    if (context.origin === 'none' || !context.hasControl('views')) return undefined;
    if (!this.own && this.hostViews.length === 0) return undefined;
    const { messages } = context.localization;
    const current = this.current(context.view);
    const name =
      current && (current.name.length > shownLength ? `${current.name.slice(0, shownLength - 1)}…` : current.name);
    const renderContent = (close: () => void) =>
      html`<cer-views-panel
        exportparts="field, reset"
        .context=${context}
        .menu=${this}
        @close-request=${close}
      ></cer-views-panel>`;
    const content = current && html`${messages.views}: <bdi>${name}</bdi>${current.isChanged ? ' *' : ''}`;
    return renderPopoverButton({
      ...{ label: messages.views, messages, part: 'views-button', parts: 'field, reset', content },
      ...{ icon: 'M4 2h8v12l-4-3-4 3z', renderContent, loadContent: () => Promise.resolve() },
    });
  }

  #show(view: Partial<SavedView>): void {
    this.#options.context()?.updateView((state) => this.#read(view, state) ?? state);
  }

  /** Applies a view to that of the host, except choices that cannot be read; `undefined` for a newer version. */
  #read(view: Partial<SavedView>, state: ViewState): ViewState | undefined {
    const all: SavedView = { ...this.#options.base, ...view };
    const start = readView({ version: all.version }, state);
    return (
      start &&
      (Object.entries(all) as [string, unknown][]).reduce(
        (read, [field, value]) => readView({ version: 1, [field]: value }, read) ?? this.#skip(view, field, read),
        start,
      )
    );
  }

  /** Logs a choice that cannot be read, once for each view. */
  #skip(view: object, field: string, read: ViewState): ViewState {
    if (!this.#logged.has(view)) warn(`views: the choice "${field}" of a view cannot be read, and is ignored.`, view);
    this.#logged.add(view);
    return read;
  }

  #isShown(view: Partial<SavedView>, state: ViewState): boolean {
    const read = this.#read(view, state);
    const { campaigns, ...shown } = saveView(state);
    return read !== undefined && areSameViews({ ...saveView(read), campaigns }, { ...shown, campaigns });
  }
}
