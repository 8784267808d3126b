import { property } from './ui/decorators.ts';
import type { Token } from './endpoint/authorization.ts';
import type { ReportResponse } from './endpoint/contract.ts';
import { requestMethods, type ReportQuery, type RequestMethod } from './endpoint/fetch-report.ts';
import type { ParsedReport } from './endpoint/parsed-report.ts';
import { waitByTimer, type Wait } from './endpoint/retry.ts';
import type { ExtraTexts } from './extra-columns.ts';
import type { MessageOverrides } from './i18n/messages.ts';
import { CalendarProperties } from './calendar-properties.ts';
import { shareTargets, toolbarControls, type ShareTarget, type ToolbarControl } from './model/controls.ts';
import type { ExtraColumn } from './model/extra-columns.ts';
import { previewModes, type PreviewMode } from './model/preview-mode.ts';
import { warn } from './platform/warn.ts';
import {
  asText,
  formatNames,
  logInvalid,
  oneOf,
  parseClock,
  parseFunction,
  parseHeadingLevel,
  parseInterval,
  parseNames,
  parseProperty,
  parseQuery,
} from './property-parsers.ts';
import type { ViewChoices } from './table-model/saved-view.ts';
import type { ShadowElement } from './ui/shadow-element.ts';

const currentTime = () => new Date();

/** The attributes and properties that only a host sets: where the report comes from, and how it fits into the page. */
export class HostProperties extends CalendarProperties {
  /**
   * The URL of the report endpoint, absolute or relative to the page. Without it the element waits.
   * @default ''
   */
  @property()
  get endpoint(): string {
    return this.#endpoint;
  }
  set endpoint(value: string | null | undefined) {
    this.#endpoint = value ?? '';
  }

  /**
   * A report to show instead of fetching one, in the shape of the endpoint's response. Its own time frame is shown. Its
   * `previewUrl` is relative to its `url`, otherwise to `endpoint`. A `ParsedReport` is a report that has been parsed
   * before.
   */
  @property({ attribute: false }) report: ReportResponse | ParsedReport | undefined;

  /**
   * Additional parameters for the report's requests, kept apart from `endpoint`: `{ tenant: 'emea', tags: ['a', 'b'] }`.
   * `null` and `undefined` omit a parameter, and an array repeats it. They replace the parameters of `endpoint`, but
   * not [those of the report](endpoint.md#the-request). Emails are requested without them. A change requests the
   * report again.
   */
  @property({ attribute: false })
  get query(): ReportQuery | undefined {
    return this.#query;
  }
  set query(value: ReportQuery | null | undefined) {
    this.#query = parseQuery(this, value);
  }

  /**
   * How the report is requested. `get`: with its parameters in the URL. `post`: with the same parameters as a JSON
   * object, for queries that are too long for a URL. Emails are always requested with GET.
   * @default 'get'
   */
  @property()
  get method(): RequestMethod {
    return this.#method;
  }
  set method(value: RequestMethod | null | undefined) {
    const text = typeof value === 'string' ? value.toLowerCase() : value;
    this.#method = parseProperty(this, 'method', text, oneOf(requestMethods)) ?? 'get';
  }

  /**
   * Headers, credentials and other `fetch` options for every request. A change applies from the next request; other headers
   * or credentials after a 401 response load the report again. Its `method` and `body` are ignored, with a warning: set
   * `method` and `query` of the element.
   */
  @property({ attribute: false })
  get requestInit(): RequestInit | undefined {
    return this.#requestInit;
  }
  set requestInit(value: RequestInit | null | undefined) {
    this.#requestInit = value ?? undefined;
    if (value?.method || value?.body) logInvalid(this, 'requestInit', value);
  }

  /** A function to use instead of `fetch`. A change applies from the next request. */
  @property({ attribute: false }) fetcher: typeof fetch | undefined;

  /**
   * Returns the value of the `Authorization` header, or a promise of it. It is called only for the endpoint's own
   * origin, once for concurrent requests, and once more after a 401 response, then with `{ refused: true }`. If it fails,
   * nothing is sent. A new function after a 401 response loads the report again if it returns another value.
   */
  @property({ attribute: false }) token: Token | undefined;

  /**
   * Your own texts, which replace those of the element: `{ title: 'Newsletter results', columns: { sent: 'Mailed' } }`.
   * Texts with figures are functions. Texts that you omit stay in the language of the page. A text that does not exist
   * is ignored with a warning. To change a text later, set a new object.
   */
  @property({ attribute: false }) messages: MessageOverrides | null | undefined;

  /**
   * Your own columns, in addition to the built-in ones: `[{ id: 'revenue', label: 'Revenue', kind: 'number', sum: true }]`.
   * The values are the fields of the rows that have the name `id`. The columns are shown after the default ones, unless
   * `columns` is set. `columns`, `sort` and `view` may name them, before or after this property is set. A column with a
   * mistake is ignored with a warning. Other columns than before request the report again. To change a column later, set
   * a new array. See [Add your own columns](columns.md).
   */
  @property({ attribute: false })
  get extraColumns(): readonly ExtraColumn[] | undefined {
    return this.#extraColumns;
  }
  set extraColumns(value: readonly ExtraColumn[] | null | undefined) {
    const columns = value ?? undefined;
    if (columns === this.#extraColumns) return;
    this.#extraColumns = columns;
    this.extraColumnsPending = this.#applyExtraColumns(columns);
  }

  /** @internal Resolves when `extraColumns` apply; `undefined` if they do. Nothing is rendered before. */
  protected extraColumnsPending: Promise<void> | undefined;
  /** @internal The labels, definitions and formats of `extraColumns`. */
  protected extraTexts: ExtraTexts | undefined;
  #extraColumns: readonly ExtraColumn[] | undefined;

  /** The clock. For tests. */
  @property({ attribute: false })
  get now(): () => Date {
    return this.#now;
  }
  set now(value: (() => Date) | null | undefined) {
    this.#now = parseClock(this, value) ?? currentTime;
  }

  /** Waits before a request is repeated. For tests. */
  @property({ attribute: false })
  get wait(): Wait {
    return this.#wait;
  }
  set wait(value: Wait | null | undefined) {
    this.#wait = parseFunction(this, 'wait', value) ?? waitByTimer;
  }

  /** @internal The controls to show; `undefined` for all. */
  protected shownControls: readonly ToolbarControl[] | undefined;

  #endpoint = '';
  #now: () => Date = currentTime;
  #wait = waitByTimer;
  #share: readonly ShareTarget[] | undefined;
  #refreshInterval = 0;
  #query: ReportQuery | undefined;
  #method: RequestMethod = 'get';
  #requestInit: RequestInit | undefined;
  #previewMode: PreviewMode = 'document';
  #headingLevel = 2;

  /**
   * The controls of the toolbar, separated by spaces: `search`, `time-frame`, `filter`, `columns`, `views`, `share`,
   * `refresh`; `none` for no control. `compare`, `group-by` and `activity` are reserved for controls of later versions. The
   * order of the controls is fixed. Default: all controls that the data allows, including those of later versions.
   */
  @property()
  get controls(): string | undefined {
    return formatNames(this.shownControls);
  }
  set controls(value: string | null | undefined) {
    this.shownControls = parseNames(this, 'controls', value, toolbarControls);
  }

  /**
   * The entries of the share menu, separated by spaces: `link`, `copy`, `csv`, `xlsx`, `print`; `none` for no entry,
   * which removes the menu. `link` copies the address of the view, and needs `view-storage="url"`. The order of the
   * entries is fixed. Default: all entries. See [Let readers export](export.md).
   */
  @property()
  get share(): string | undefined {
    return formatNames(this.#share);
  }
  set share(value: string | null | undefined) {
    this.#share = parseNames(this, 'share', value, shareTargets);
  }

  /** @internal The entries of the share menu. */
  protected get shareTargets(): readonly ShareTarget[] {
    return (this.#share ?? shareTargets).filter((target) => target !== 'link' || this.viewStorage === 'url');
  }

  /**
   * How often the report is loaded again, in seconds, from 1; `0` for never. An interval begins when the previous load
   * has finished. No requests are sent while the page is hidden: a due refresh waits until it is visible again.
   * @default 0
   */
  @property()
  get refreshInterval(): number {
    return this.#refreshInterval;
  }
  set refreshInterval(value: number | string | null | undefined) {
    this.#refreshInterval = parseProperty(this, 'refreshInterval', asText(value), parseInterval) ?? 0;
  }

  /**
   * How emails are shown. `document`: as a document that the element creates. `page`: as the endpoint's page of the
   * email (`previewPageUrl`), which the host's content security policy does not affect.
   * @default 'document'
   */
  @property()
  get previewMode(): PreviewMode {
    return this.#previewMode;
  }
  set previewMode(value: PreviewMode | null | undefined) {
    this.#previewMode = parseProperty(this, 'previewMode', value, oneOf(previewModes)) ?? 'document';
  }

  /**
   * The level of the report's heading, from 1 to 6.
   * @default 2
   */
  @property()
  get headingLevel(): number {
    return this.#headingLevel;
  }
  set headingLevel(value: number | string | null | undefined) {
    this.#headingLevel = parseProperty(this, 'headingLevel', asText(value), parseHeadingLevel) ?? 2;
  }

  /** Applies `extraColumns`. Few hosts set them, so their code is loaded on demand. */
  async #applyExtraColumns(columns: readonly ExtraColumn[] | undefined): Promise<void> {
    const module = await import('./extra-columns.ts').catch((error: unknown) => {
      warn('extraColumns failed to load.', error);
    });
    if (columns !== this.#extraColumns) return;
    const { viewState, extraTexts, openChoices } = this;
    const applied = module?.applyExtraColumns(this, columns, { viewState, extraTexts, openChoices });
    Object.assign(this, applied, { extraColumnsPending: undefined });
    this.requestUpdate();
  }
}

/**
 * The properties that a host may set. `undefined` sets a property to its default. The types for frameworks are derived
 * from it.
 */
export type CampaignEmailReportProperties = {
  [Name in Exclude<keyof HostProperties, keyof ShadowElement>]?:
    (Name extends 'view' ? ViewChoices : HostProperties[Name]) | undefined;
};
