import type { ReactiveControllerHost } from 'lit';
import { figures as english } from '../i18n/en/figures.ts';
import { MessagesController } from '../i18n/messages-controller.ts';
import type { Messages } from '../i18n/messages.ts';
import type { LoadedReport } from '../loading/loaded-report.ts';
import type { FigureParameters } from '../loading/report-source.ts';
import { hasBotMarks, withActivity } from '../model/chosen-activity.ts';
import type { ColumnSet } from '../model/columns.ts';
import {
  defaultFigureChoices,
  FigureChoicesError,
  parseFigureChoices,
  type Activity,
  type CellExtra,
  type FigureChoices,
  type RateBase,
} from '../model/figure-choices.ts';
import type { Report } from '../model/report.ts';
import { warn, warnAbout } from '../platform/warn.ts';
import type { ViewState } from '../table-model/view-state.ts';
import type { Localization } from '../ui/cell-formatters.ts';
import type { ShadedTable } from './cell-shares.ts';
import { FigureColumnSet } from './figure-column-set.ts';
import { withFigureLabels } from './figure-labels.ts';

const translations = { fr: () => import('../i18n/fr/figures.ts').then(({ figures }) => figures) };

/** Returns a function that keeps its last result until its inputs change. */
function keepLast<Inputs extends readonly unknown[], Result>(create: (...inputs: Inputs) => Result) {
  let last: { readonly inputs: Inputs; readonly result: Result } | undefined;
  return (...inputs: Inputs): Result => {
    if (!last?.inputs.every((input, index) => Object.is(input, inputs[index])))
      last = { inputs, result: create(...inputs) };
    return last.result;
  };
}

type Host = ReactiveControllerHost & HTMLElement;

/** The language of the element. */
interface LocaleSource {
  /** A BCP 47 tag. */
  readonly locale: string;
  readonly messages: Messages;
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
export class FigureSettings {
  readonly #host: Host;
  readonly #messages: MessagesController<'figures'>;
  #source: LocaleSource | undefined;
  #warned = '';
  #show: readonly CellExtra[] = [];

  readonly #choices = keepLast((text: string) => this.#read(text));
  readonly #report = keepLast(withActivity);
  readonly #loaded = keepLast((loaded: LoadedReport, report: Report): LoadedReport => ({ ...loaded, report }));
  readonly #columnSet = keepLast(
    (own: ColumnSet, activity: Activity, rateBase: RateBase) => new FigureColumnSet(own, activity, rateBase),
  );
  readonly #view = keepLast((view: ViewState, columnSet: ColumnSet): ViewState => ({ ...view, columnSet }));
  readonly #labels = keepLast(withFigureLabels);

  constructor(host: Host) {
    this.#host = host;
    host.addController({ hostUpdated: () => void this.#showShares() });
    const locale = () => this.#source?.locale ?? 'en';
    this.#messages = new MessagesController<'figures'>(
      {
        get locale() {
          return locale();
        },
        addController: (controller) => host.addController(controller),
        removeController: (controller) => host.removeController(controller),
        requestUpdate: () => host.requestUpdate(),
        get updateComplete() {
          return host.updateComplete;
        },
      },
      { feature: 'figures', english, translations, messages: () => this.#source?.messages ?? ({} as Messages) },
    );
  }

  /** Whether its texts are in the locale. If not, it starts to load them, and updates the element when they are. */
  isReady(source: LocaleSource): boolean {
    this.#source = source;
    return this.#messages.isReady;
  }

  /** Returns a report and a view as the choices make them. */
  apply<Loaded extends LoadedReport | undefined>(loaded: Loaded, view: ViewState): FiguredReport<Loaded> {
    const { activity, rateBase, show } = this.#choices(view.figures);
    this.#show = show;
    if (activity === 'all' && rateBase === 'delivered') return { loaded, view };
    // Without marks of bots, all activity is shown and named as such.
    const shown = loaded && hasBotMarks(loaded.report) ? activity : 'all';
    const report = loaded && this.#report(loaded.report, shown);
    const figured = loaded && report !== loaded.report ? this.#loaded(loaded, report) : loaded;
    return { loaded: figured as Loaded, view: this.#view(view, this.#columnSet(view.columnSet, shown, rateBase)) };
  }

  /** Returns the texts for the columns of a view that `apply` has returned. */
  localize(localization: Localization): Localization {
    const { messages, columnSet } = localization;
    if (!(columnSet instanceof FigureColumnSet)) return localization;
    return { ...localization, messages: this.#labels(messages, this.#messages.current, columnSet) };
  }

  /** Returns the parameters of requests. */
  parameters({ figures }: ViewState): FigureParameters {
    const { activity, rateBase, age, people, hidesDeleted } = this.#choices(figures);
    const page = new URLSearchParams({
      ...(activity === 'all' ? {} : { activity }),
      ...(rateBase === 'delivered' ? {} : { rateBase }),
    });
    return { query: { age, people, deleted: hidesDeleted ? 'hide' : undefined }, page: page.toString() };
  }

  /** Shows bars and heat in the cells of the table. Later choices find the code there. */
  async #showShares(): Promise<void> {
    if (!this.#show.includes('bars') && !this.#show.includes('heat')) return;
    const table = this.#host.shadowRoot?.querySelector<ShadedTable>('cer-report-table');
    try {
      const { showShares } = await import('./cell-shares.ts');
      if (table) showShares(table);
    } catch (error) {
      warn('bars in cells failed to load.', error);
    }
  }

  /** An unreadable choice never changes figures: all of the text is ignored. */
  #read(text: string): FigureChoices {
    try {
      return parseFigureChoices(text);
    } catch (error) {
      if (!(error instanceof FigureChoicesError)) throw error;
      if (text !== this.#warned) warnAbout(this.#host, `figures is ignored: ${error.message} See docs/figures.md.`);
      this.#warned = text;
      return defaultFigureChoices;
    }
  }
}
