import type { Id } from './contract.ts';

/** The response of a `previewUrl`: the content of an email. At least one of `html` and `text` is required. */
export interface EmailResponse {
  /** The requested id. A response with another id is refused. */
  readonly id: Id;
  readonly name?: string | null;
  readonly subject?: string | null;
  /** The preview text that mail clients show after the subject. */
  readonly preheader?: string | null;
  readonly fromName?: string | null;
  readonly fromAddress?: string | null;
  /** The HTML version. It is sanitized before it is displayed. */
  readonly html?: string | null;
  /** The text version. */
  readonly text?: string | null;
  /** The clicked links. A web link that is not in the list has no clicks. Default: the clicks are unknown. */
  readonly links?: readonly EmailResponseLink[] | null;
  /** Clicked links that do not count as clicks, such as `mailto:` and unsubscribe links. Default: none. */
  readonly ignoredLinks?: readonly EmailResponseLink[] | null;
  /** The clicks of which the link is unknown. Default: none. */
  readonly clicksWithoutLink?: EmailResponseClicks | null;
  /**
   * `current` if the content is the email as it is now, which may have changed since it was sent. The viewer says so.
   * Default: the email as sent.
   */
  readonly contentVersion?: 'current' | null;
  /**
   * Whether the content has only the editable parts of the email, without its template. The viewer says so.
   * Default: `false`.
   */
  readonly partial?: boolean | null;
  /**
   * The URL template of this email's page, with `{images}`, instead of the report's `previewPageUrl`. It is relative to the same
   * URL. Use it for signed addresses that expire: the element requests it each time it opens the email. Default: that of the
   * report.
   */
  readonly previewPageUrl?: string | null;
}

/** The clicks on a link. A missing count is unknown. */
export interface EmailResponseClicks {
  /** The number of clicks. */
  readonly clicks?: number | null;
  /** The number of people who clicked. */
  readonly people?: number | null;
  /** The part of `clicks` that is not flagged as bot. */
  readonly humanClicks?: number | null;
  /** The number of people with such clicks. */
  readonly humanPeople?: number | null;
}

/** A link in an email and its clicks. A missing count is unknown. */
export interface EmailResponseLink {
  readonly url: string;
  /** The number of clicks. */
  readonly clicks?: number | null;
  /** The number of people who clicked. */
  readonly people?: number | null;
  /** The part of `clicks` that is not flagged as bot. */
  readonly humanClicks?: number | null;
  /** The number of people with such clicks. */
  readonly humanPeople?: number | null;
}
