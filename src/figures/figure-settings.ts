import { html, nothing, type LitElement, type ReactiveController, type TemplateResult } from 'lit';
import { figures as english } from '../i18n/en/figures.ts';
import type { FiguresMessages } from '../i18n/figures-messages.ts';
import type { Formats } from '../i18n/formats.ts';
import type { LocaleController } from '../i18n/locale-controller.ts';
import { MessagesController } from '../i18n/messages-controller.ts';
import type { Messages } from '../i18n/messages.ts';
import type { LoadedReport } from '../loading/loaded-report.ts';
import type { FigureParameters } from '../loading/report-source.ts';
import { activityOf, rateBaseOf, shownActivity, withActivity } from '../model/chosen-activity.ts';
import type { ColumnSet } from '../model/columns.ts';
import { isShare, readFigureChoices, type Activity, type RateBase } from '../model/figure-choices.ts';
import type { Report } from '../model/report.ts';
import { shallowEqualArrays } from '../platform/shallow-equal-arrays.ts';
import { warn } from '../platform/warn.ts';
import { warnAbout } from '../platform/warn-about.ts';
import type { ViewState } from '../table-model/view-state.ts';
import type { Localization } from '../ui/cell-formatters.ts';
import type { ShadedTable } from './cell-shares.ts';
import type { RenderContext } from '../ui/render-context.ts';
import { ComparisonLoader, type ComparisonState } from './comparison-loader.ts';
import { describeComparison } from './comparison-texts.ts';
import { createSecondaryTexts, hasSecondaryTexts, withSecondaryTextWidths } from './create-secondary-texts.ts';
import { FigureColumnSet } from './figure-column-set.ts';
import { withFigureLabels } from './figure-labels.ts';
import { SecondaryTextWriter } from './secondary-texts.ts';

const translations = { fr: () => import('../i18n/fr/figures.ts').then(({ figures }) => figures) };

/** Returns a function of named inputs, or of a list of them, that keeps its last result until they change. */
function keepLastOf<Inputs extends object, Result>(create: (inputs: Inputs) => Result) {
  let last: { readonly values: readonly unknown[]; readonly result: Result } | undefined;
  return (inputs: Inputs): Result => {
    const values: readonly unknown[] = Object.values(inputs);
    if (!last || !shallowEqualArrays(last.values, values)) last = { values, result: create(inputs) };
    return last.result;
  };
}

/** Returns a function that keeps its last result until its inputs change. */
function keepLast<Inputs extends readonly unknown[], Result>(create: (...inputs: Inputs) => Result) {
  const keep = keepLastOf<Inputs, Result>((inputs) => create(...inputs));
  return (...inputs: Inputs): Result => keep(inputs);
}

/** Shows bars and heat in the cells of a table, as its view says. */
async function showShares(table: ShadedTable): Promise<void> {
  try {
    const shares = await import('./cell-shares.ts');
    shares.showShares(table);
  } catch (error) {
    warn('bars in cells failed to load.', error);
  }
}

/** Loads the overview. */
async function loadOverview(): Promise<void> {
  try {
    await import('./overview.ts');
  } catch (error) {
    warn('the overview failed to load.', error);
  }
}

/** A report and the view of it. */
interface FiguredReport<Loaded> {
  readonly loaded: Loaded;
  readonly view: ViewState;
}

/**
 * Applies the property `figures`: how figures are counted, compared and shown. The report, the view and the texts that it
 * returns replace those of the element in everything that is rendered, so that no other code knows the choices.
 */
export class FigureSettings implements ReactiveController {
  readonly #host: LitElement;
  readonly #context: () => RenderContext | undefined;
  readonly #comparison: ComparisonLoader;
  readonly #messages: MessagesController<'figures'>;
  readonly #locale: LocaleController;
  /** The last table that shows texts below its figures. Each table that replaces it needs its own writer. */
  #writtenTable: ShadedTable | undefined;

  readonly #choices = keepLast((text: string) => readFigureChoices(text, (mistake) => this.#warn(mistake)));
  readonly #report = keepLast(withActivity);
  readonly #loaded = keepLast((loaded: LoadedReport, report: Report): LoadedReport => ({ ...loaded, report }));
  readonly #columnSet = keepLast(
    (own: ColumnSet, activity: Activity, rateBase: RateBase) => new FigureColumnSet(own, activity, rateBase),
  );
  readonly #view = keepLast((view: ViewState, columnSet: ColumnSet): ViewState => ({ ...view, columnSet }));
  readonly #labels = keepLast(withFigureLabels);
  readonly #compared = keepLast(
    (
      loaded: LoadedReport,
      state: ComparisonState,
      figures: FiguresMessages,
      plain: Messages,
      formats: Formats,
    ): LoadedReport => {
      if (state.report !== loaded.report) return loaded;
      // The view may have other columns by now, which are compared soon.
      const columnSet = state.comparison?.columnSet;
      const page = columnSet instanceof FigureColumnSet ? withFigureLabels(plain, figures, columnSet) : plain;
      const texts = { messages: figures.comparison, page, formats };
      return { ...loaded, compared: describeComparison(state, loaded, texts) };
    },
  );
  readonly #secondaryTexts = keepLastOf(createSecondaryTexts);
  readonly #widths = keepLast(withSecondaryTextWidths);
  readonly #warn = keepLast((mistake: string) =>
    warnAbout(this.#host, `figures is ignored: ${mistake} See docs/figures.md.`),
  );

  /**
   * Creates the settings of an element with their texts in its language.
   * @param locale the language of the element
   * @param context returns the context of the last update of the element
   */
  static async create(
    host: LitElement,
    locale: LocaleController,
    context: () => RenderContext | undefined,
  ): Promise<FigureSettings> {
    const settings = new FigureSettings(host, locale, context);
    await locale.ready;
    if (locale.isReady && !settings.follow()) await settings.ready;
    return settings;
  }

  private constructor(host: LitElement, locale: LocaleController, context: () => RenderContext | undefined) {
    this.#host = host;
    this.#locale = locale;
    this.#context = context;
    this.#comparison = new ComparisonLoader(host, context);
    host.addController(this);
    const messagesHost = {
      get locale() {
        return locale.locale;
      },
      addController: (controller: ReactiveController) => host.addController(controller),
      requestUpdate: () => host.requestUpdate(),
    };
    const messages = () => locale.messages;
    this.#messages = new MessagesController(messagesHost, { feature: 'figures', english, translations, messages });
  }

  /** Resolves when the texts that `follow` has started to load are ready. */
  get ready(): Promise<void> {
    return this.#messages.ready;
  }

  /** Starts loading its texts in the language of the element, if it has changed. Returns whether they are in this language. */
  follow(): boolean {
    return this.#messages.follow();
  }

  /** Returns a report and a view as the choices make them. */
  apply<Loaded extends LoadedReport | undefined>(loaded: Loaded, view: ViewState): FiguredReport<Loaded> {
    const { activity: chosen, rateBase: chosenBase, compare } = this.#choices(view.figures);
    const activity = activityOf(loaded, chosen);
    const rateBase = rateBaseOf(loaded, chosenBase);
    const compared = (figured: Loaded) => (compare ? this.#withComparison(figured) : figured);
    if (activity === 'all' && rateBase === 'delivered') return { loaded: compared(loaded), view };
    const shown = shownActivity(loaded, chosen);
    const report = loaded && this.#report(loaded.report, shown);
    const figured = loaded && report !== loaded.report ? this.#loaded(loaded, report) : loaded;
    return {
      loaded: compared(figured as Loaded),
      view: this.#view(view, this.#columnSet(view.columnSet, shown, rateBase)),
    };
  }

  #withComparison<Loaded extends LoadedReport | undefined>(loaded: Loaded): Loaded {
    const { state } = this.#comparison;
    if (!loaded || !state) return loaded;
    const { messages, formats } = this.#locale;
    return this.#compared(loaded, state, this.#messages.current, messages, formats) as Loaded;
  }

  /** Returns the texts for the columns of a view that `apply` has returned, and the widths for the texts below figures. */
  localize(localization: Localization, { figures, sort }: Pick<ViewState, 'figures' | 'sort'>): Localization {
    const { messages, columnSet, extraTexts } = localization;
    const widened = {
      ...localization,
      extraTexts: this.#widths(extraTexts, this.#choices(figures), sort, this.#messages.current),
    };
    if (!(columnSet instanceof FigureColumnSet)) return widened;
    return { ...widened, messages: this.#labels(messages, this.#messages.current, columnSet) };
  }

  /** Renders the overview above the table, if it is chosen. */
  renderOverview(context: RenderContext): TemplateResult | typeof nothing {
    if (!this.#choices(context.view.figures).show.includes('overview')) return nothing;
    return html`<cer-overview .context=${context}></cer-overview>`;
  }

  /** Adds the code that writes cells to the table, once there is something to write. Later choices find it there. */
  hostUpdated(): void {
    const table = this.#host.renderRoot.querySelector<ShadedTable>('cer-report-table');
    const context = this.#context();
    if (!table || !context) return;
    const choices = this.#choices(context.view.figures);
    if (choices.show.some(isShare)) void showShares(table);
    if (choices.show.includes('overview')) void loadOverview();
    if (this.#writtenTable === table || !hasSecondaryTexts(choices, context.view.sort)) return;
    this.#writtenTable = table;
    table.addController(new SecondaryTextWriter(table, () => this.#currentTexts()));
    table.requestUpdate();
  }

  #currentTexts() {
    const context = this.#context();
    if (!context?.displayed) return undefined;
    const { localization, view, displayed } = context;
    const choices = this.#choices(view.figures);
    const { comparison } = displayed.loaded.compared ?? {};
    return this.#secondaryTexts({
      choices,
      sort: displayed.loaded.pages?.sort ?? view.sort,
      comparison,
      total: displayed.table.total,
      columnSet: localization.columnSet,
      messages: this.#messages.current,
      formats: localization.formats,
    });
  }

  /** Returns the parameters of requests. Choices that are not made have none, so that those of the host stay. */
  parameters({ figures }: ViewState): FigureParameters {
    const { activity, rateBase, age, people, hidesDeleted } = this.#choices(figures);
    const page = new URLSearchParams({
      ...(activity === 'all' ? {} : { activity }),
      ...(rateBase === 'delivered' ? {} : { rateBase }),
    });
    const query = {
      ...(age && { age }),
      ...(people.length > 0 && { people }),
      ...(hidesDeleted && { deleted: 'hide' }),
    };
    return { query, page: page.toString() };
  }
}
