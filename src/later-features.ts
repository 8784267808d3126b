import type { PropertyValues } from 'lit';
import type { Authorization } from './endpoint/authorization.ts';
import type { FigureSettings } from './figures/figure-settings.ts';
import { LocaleController } from './i18n/locale-controller.ts';
import type { LoadedReport } from './loading/loaded-report.ts';
import type { SignInLoader } from './loading/sign-in-retry.ts';
import { isSortedByLow } from './model/sort.ts';
import { warn } from './platform/warn.ts';
import { ReportData } from './report-data.ts';
import type { ViewState } from './table-model/view-state.ts';
import type { Localization } from './ui/cell-formatters.ts';
import type { ViewKeeper } from './views/view-keeper.ts';

/** Logs that code failed to load. */
export const logLoadFailure = (error: unknown): void => warn('a feature failed to load.', error);

/** Loads the code of features that few reports use, when it is needed. Nothing is rendered until it has loaded. */
export class LaterFeatures extends ReportData {
  /** @internal Stores and restores the view; `undefined` until it is needed. */
  protected viewKeeper: ViewKeeper | undefined;
  /** @internal Applies the property `figures`; `undefined` until it is needed. */
  protected figureSettings: FigureSettings | undefined;
  /** @internal The language of the element. */
  protected readonly locale = new LocaleController(this);
  #loadingKeeper: Promise<void> | undefined;
  #loadingSettings: Promise<void> | undefined;
  #signInRetry: Promise<void> | undefined;
  #pending = 0;
  readonly #pastViews: ViewState[] = [];

  constructor() {
    super();
    this.addEventListener('keydown', (event) => void this.#onKey(event));
  }

  /** Nothing is rendered before its texts are ready. */
  protected override shouldUpdate(changed: PropertyValues<this>): boolean {
    if (changed.has('messages')) this.locale.follow();
    // After a failure, another value tries again. Chromium fails without another request.
    if ((this.viewStorage && changed.has('viewStorage')) || (this.views && changed.has('views')))
      void this.#loadKeeper();
    // The order by a lower bound is shown in cells, too.
    if (this.figures || isSortedByLow(this.viewState.sort)) void this.#loadSettings();
    const isReady = this.#pending === 0 && this.locale.isReady && !this.extraColumnsPending;
    return isReady && this.figureSettings?.follow() !== false;
  }

  protected override async getUpdateComplete(): Promise<boolean> {
    await Promise.all([
      this.locale.ready,
      this.extraColumnsPending,
      this.#loadingKeeper,
      this.#loadingSettings,
      this.figureSettings?.ready,
    ]);
    return await super.getUpdateComplete();
  }

  /** @internal Changes the view for the reader, who can undo it. */
  protected changeView(update: (view: ViewState) => ViewState): void {
    if (!this.viewKeeper) this.#pastViews.push(this.viewState);
    // The first is that of the host.
    if (this.#pastViews.length > 100) this.#pastViews.splice(1, 1);
    this.viewState = update(this.viewState);
  }

  /** @internal Returns a report and the view, changed as the property `figures` says. */
  protected withFigures<Loaded extends LoadedReport | undefined>(
    loaded: Loaded,
  ): { readonly loaded: Loaded; readonly view: ViewState } {
    const view = this.viewState;
    return this.figureSettings?.apply(loaded, view) ?? { loaded, view };
  }

  /** @internal Returns the language, formats and texts of a report and its view. */
  protected localize(loaded: LoadedReport | undefined, { columnSet } = this.viewState): Localization {
    const { extraTexts } = this;
    const { messages, formats } = this.locale;
    const localization = {
      messages: extraTexts?.mergeInto(messages) ?? messages,
      formats,
      timeZone: loaded?.scope.timeZone ?? this.timeZone,
      ...{ columnSet, extraTexts },
    };
    return this.figureSettings?.localize(localization, this.viewState) ?? localization;
  }

  /** @internal Loads a report that the endpoint has refused again when the host signs in differently. */
  protected followSignIn(loader: SignInLoader, authorization: Authorization): Promise<void> {
    const { token, requestInit } = this;
    return (this.#signInRetry ??= import('./loading/sign-in-retry.ts').then(
      ({ SignInRetry }) => new SignInRetry(this, loader, authorization, { token, requestInit }).hostUpdated(),
      (error: unknown) => {
        this.#signInRetry = undefined;
        logLoadFailure(error);
      },
    ));
  }

  /** Undoes with Ctrl+Z and redoes with Ctrl+Shift+Z, except in text fields, which have their own undo, and in dialogs. */
  async #onKey(event: KeyboardEvent): Promise<void> {
    const isUndo = (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'z';
    const [target] = event.composedPath() as Element[];
    if (!isUndo || event.defaultPrevented || target?.matches(':read-write, dialog, dialog *')) return;
    event.preventDefault();
    await this.#loadKeeper();
    this.viewKeeper?.step(event.shiftKey ? 1 : -1);
  }

  #loadKeeper(): Promise<void> {
    return (this.#loadingKeeper ??= this.#load(
      async () => {
        const { ViewKeeper } = await import('./views/view-keeper.ts');
        this.viewKeeper = new ViewKeeper(this, {
          pastViews: this.#pastViews,
          viewState: () => this.viewState,
          context: () => this.context,
        });
      },
      () => (this.#loadingKeeper = undefined),
    ));
  }

  #loadSettings(): Promise<void> {
    return (this.#loadingSettings ??= this.#load(
      async () => {
        [this.figureSettings] = await Promise.all([
          import('./figures/figure-settings.ts').then(({ FigureSettings }) =>
            FigureSettings.create(this, this.locale, () => this.context),
          ),
          import('./table-model/sorting/lower-bounds.ts'),
        ]);
      },
      () => {
        this.#loadingSettings = undefined;
        // Without the code that applies them, the choices must not stay: the figures and the order would contradict them.
        const sort = this.viewState.sort.map((key) => ({ ...key, isLow: false }));
        this.viewState = { ...this.viewState, figures: '', sort };
      },
    ));
  }

  /** Loads code. Nothing is rendered meanwhile. */
  async #load(create: () => Promise<void>, forget: () => void): Promise<void> {
    this.#pending++;
    try {
      await create();
    } catch (error) {
      forget();
      logLoadFailure(error);
    }
    this.#pending--;
    this.requestUpdate();
  }
}
