import { property } from './ui/decorators.ts';
import type { DateBasis } from './model/report.ts';
import { formatSort } from './model/sort.ts';
import { formatTimeFrame } from './model/time-frame.ts';
import { logInvalid, parseProperty } from './property-parsers.ts';
import { ReportEventTarget } from './report-event-target.ts';
import {
  readChoice,
  saveView,
  type Choice,
  type NamedView,
  type OpenChoices,
  type SavedView,
  type ViewChoices,
} from './table-model/saved-view.ts';
import { initialViewState, withSearch, type GroupBy, type ViewState } from './table-model/view-state.ts';
import { chosenColumns } from './table-model/visible-columns.ts';
import { NarrowController } from './ui/narrow-controller.ts';

/** The element's one view state, and the attributes and properties through which a host reads and sets it. */
export class ViewProperties extends ReportEventTarget {
  /** @internal Everything that the host or the reader has chosen. */
  protected viewState: ViewState = initialViewState;

  /** @internal Choices that may name extra columns that the host has not set yet, with the view at that time. */
  protected readonly openChoices: OpenChoices = new Map();

  constructor() {
    super();
    new NarrowController(this, (isNarrow) => {
      this.viewState = { ...this.viewState, isNarrow };
      this.requestUpdate();
    });
  }

  /**
   * The dates of the report: two dates, both included, either of them open (`2026-10-01/2026-10-31`, `2026-10-01/..`,
   * `../2026-10-31`), or a name: `today`, `yesterday`, `this-week`, `last-week`, `last-7-days`, `last-14-days`,
   * `last-30-days`, `last-90-days`, `this-month`, `last-month`, `this-quarter`, `last-quarter`, `this-year`,
   * `last-year`, `this-fiscal-quarter`, `last-fiscal-quarter`, `this-fiscal-year`, `last-fiscal-year`, `all-time`. Named time frames are re-evaluated on every request.
   * @default 'last-30-days'
   */
  @property()
  get timeFrame(): string {
    return formatTimeFrame(this.viewState.timeFrame);
  }
  set timeFrame(value: string | null | undefined) {
    this.#choose('timeFrame', value);
  }

  /**
   * The sends that the dates apply to. `first-sent`: emails first sent in the time frame, with all later activity.
   * `sent`: for each email, only people whose first send of it is in the time frame.
   * @default 'first-sent'
   */
  @property()
  get dateBasis(): DateBasis {
    return this.viewState.dateBasis;
  }
  set dateBasis(value: DateBasis | null | undefined) {
    this.#choose('dateBasis', value);
  }

  /** The IANA name of the time zone in which dates are days, such as `Europe/Paris`. Defaults to the browser's. */
  @property()
  get timeZone(): string {
    return this.viewState.timeZone ?? Intl.DateTimeFormat().resolvedOptions().timeZone;
  }
  set timeZone(value: string | null | undefined) {
    this.#choose('timeZone', value);
  }

  /**
   * The sort order: column ids, the first being the most important, `-` for descending: `-clicked,campaignName`. The
   * ids are those of the endpoint's `sort` parameter.
   * @default '-firstSentAt'
   */
  @property()
  get sort(): string {
    return formatSort(this.viewState.sort);
  }
  set sort(value: string | null | undefined) {
    this.#choose('sort', value);
  }

  /**
   * How rows are grouped. `campaign`: each campaign with its subtotals, and its emails under it. `none`: emails only.
   * @default 'campaign'
   */
  @property()
  get groupBy(): GroupBy {
    return this.viewState.groupBy;
  }
  set groupBy(value: GroupBy | null | undefined) {
    this.#choose('groupBy', value);
  }

  /**
   * The ids of the columns to show, in order: `emailName,sent,opened,openedRate`. The name column is always shown, and
   * first. A column that the report does not offer is not shown. The ids are those of `sort`.
   */
  @property()
  get columns(): string {
    return chosenColumns({ ...this.viewState, isNarrow: false }).join(',');
  }
  set columns(value: string | null | undefined) {
    this.#choose('columns', value);
  }

  /**
   * The text that the name of a campaign or an email must contain, ignoring case and diacritics.
   * @default ''
   */
  @property()
  get search(): string {
    return this.viewState.search;
  }
  set search(value: string | null | undefined) {
    this.viewState = withSearch(this.viewState, parseProperty(this, 'search', value, String) ?? '');
  }

  /**
   * The conditions that emails must meet, separated by `;`: `folder=/EMEA/2026;archived=exclude;delivered>=200`. Campaigns
   * without such emails are hidden, and totals leave out all other emails. A condition on a column that the report lacks
   * has no effect. An unreadable filter is ignored with a warning. See [Filter the report](filter.md).
   * @default ''
   */
  @property()
  get filter(): string {
    return this.viewState.filter;
  }
  set filter(value: string | null | undefined) {
    this.#choose('filter', value);
  }

  /**
   * How figures are counted, compared and shown: choices separated by `;`, such as `activity=human;compare=previous-period`.
   * If a choice cannot be read, all of `figures` is ignored with a warning. See [Choose how figures are counted](figures.md).
   * @default ''
   */
  @property()
  get figures(): string {
    return this.viewState.figures;
  }
  set figures(value: string | null | undefined) {
    this.#choose('figures', value);
  }

  /**
   * Everything that the host and the reader have chosen, as one JSON value: store it, and set it again later. Choices
   * that it omits stay as they are. An invalid view, or one of a newer version, is ignored with a warning.
   */
  @property({ attribute: false })
  get view(): SavedView {
    return saveView(this.viewState);
  }
  set view(value: ViewChoices | null | undefined) {
    this.#choose('view', value);
  }

  /**
   * Where the view is kept. `url`: in the page's address, so that Back and Forward step through views, and a link opens
   * the same view. `local:` and a name: in the browser, under this name. Figures and names of people are never stored.
   * See [Keep what readers chose](views.md). Default: it is not kept.
   */
  @property() viewStorage: string | undefined;

  /**
   * The beginning of the names of the view's parameters in the page's address, as in `cer.sort`. Two reports on a page
   * need different ones.
   * @default 'cer'
   */
  @property() viewPrefix: string | undefined;

  /**
   * Views that readers can choose in the menu **Views**: `[{ name: 'Best clicks', view: { sort: '-clickedRate' } }]`. Choices
   * that a view omits are those of your attributes. With `view-storage`, readers can also save their own views.
   */
  @property({ attribute: false }) views: readonly NamedView[] | undefined;

  /**
   * Applies a choice; the default, if it cannot be read. It is kept open then: it may name extra columns that the host
   * sets later.
   */
  #choose(name: Choice, value: unknown): void {
    if (name !== 'view') this.viewState = { ...this.viewState, [name]: initialViewState[name] };
    this.openChoices.delete(name);
    if ((value ?? '') === '') return;
    const { viewState } = this;
    const chosen = readChoice(name, value, viewState);
    if (chosen) this.viewState = chosen;
    else {
      this.openChoices.set(name, { value, viewState });
      logInvalid(this, name, value, undefined, this.openChoices);
    }
  }

  /** A host that renders an unchanged attribute again does not undo the reader's choice. */
  override attributeChangedCallback(name: string, previous: string | null, value: string | null): void {
    if (value !== previous) super.attributeChangedCallback(name, previous, value);
  }
}
