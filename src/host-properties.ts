import type { LitElement } from 'lit';
import { property } from 'lit/decorators.js';
import type { Token } from './endpoint/authorization.ts';
import type { ReportResponse } from './endpoint/contract.ts';
import type { ParsedReport } from './endpoint/parsed-report.ts';
import { waitByTimer, type Wait } from './endpoint/retry.ts';
import { previewModes, type PreviewMode } from './model/preview-mode.ts';
import { oneOf, parseHeadingLevel, parseProperty } from './property-parsers.ts';
import { ViewProperties } from './view-properties.ts';

/** The attributes and properties that only a host sets: where the report comes from, and how it fits into the page. */
export class HostProperties extends ViewProperties {
  /** The URL of the report endpoint, absolute or relative to the page. Without it the element waits. */
  @property() endpoint = '';

  /**
   * A report to show instead of fetching one, in the shape of the endpoint's response. Its own time frame is shown. A
   * `ParsedReport` is a report that has been parsed before.
   */
  @property({ attribute: false }) report: ReportResponse | ParsedReport | undefined;

  /** Headers, credentials and other `fetch` options for every request. A change applies from the next request. */
  @property({ attribute: false }) requestInit: RequestInit | undefined;

  /** A function to use instead of `fetch`. A change applies from the next request. */
  @property({ attribute: false }) fetcher: typeof fetch | undefined;

  /**
   * Returns the value of the `Authorization` header, or a promise of it. It is called only for the endpoint's own
   * origin, once for concurrent requests, and once more after a 401 response.
   */
  @property({ attribute: false }) token: Token | undefined;

  /** The clock. For tests. */
  @property({ attribute: false }) now: () => Date = () => new Date();

  /** Waits before a request is repeated. For tests. */
  @property({ attribute: false }) wait: Wait = waitByTimer;

  #previewMode: PreviewMode = 'document';
  #headingLevel = 2;

  /**
   * How emails are shown. `document`: as a document that the element creates. `page`: as the endpoint's page of the
   * email (`previewPageUrl`), which the host's content security policy does not affect.
   * @default 'document'
   */
  @property({ attribute: 'preview-mode' })
  get previewMode(): PreviewMode {
    return this.#previewMode;
  }
  set previewMode(value: PreviewMode | null | undefined) {
    this.#previewMode = parseProperty('preview-mode', value, oneOf(previewModes)) ?? 'document';
  }

  /**
   * The level of the report's heading, from 1 to 6.
   * @default 2
   */
  @property({ attribute: 'heading-level' })
  get headingLevel(): number {
    return this.#headingLevel;
  }
  set headingLevel(value: number | string | null | undefined) {
    const text = typeof value === 'number' ? `${value}` : value;
    this.#headingLevel = parseProperty('heading-level', text, parseHeadingLevel) ?? 2;
  }
}

/** The properties that a host may set. The types for frameworks are derived from it. */
export type CampaignEmailReportProperties = Partial<Omit<HostProperties, keyof LitElement>>;
