/** A link in an email with its click figures. An unknown count is `NaN`. */
export interface EmailLink {
  readonly url: string;
  readonly clicks: number;
  readonly people: number;
  /** The clicks that are not flagged as bot, and their people. */
  readonly humanClicks?: number | undefined;
  readonly humanPeople?: number | undefined;
}

/** An email to preview. At least one of `html` and `text` is set; unknown fields are `undefined`. */
export interface Email {
  readonly id: string;
  readonly name: string | undefined;
  readonly subject: string | undefined;
  readonly preheader: string | undefined;
  readonly fromName: string | undefined;
  readonly fromAddress: string | undefined;
  readonly html: string | undefined;
  readonly text: string | undefined;
  /** The links with their figures; `undefined` if the endpoint sends none. */
  readonly links: readonly EmailLink[] | undefined;
  /** Clicked links that do not count as clicks. */
  readonly ignoredLinks: readonly EmailLink[];
  /** The clicks of which the link is unknown. */
  readonly withoutLink: Omit<EmailLink, 'url'> | undefined;
  /** Whether the links are those of one campaign, and of the people whom the report counts. */
  readonly isOfCampaign: boolean;
  /** Whether the content is the email as it is now, which may differ from the email as sent. */
  readonly isCurrent: boolean;
  /** Whether only the editable parts of the content are known. */
  readonly isPartial: boolean;
  /** The URL template of the email's page; `undefined` for that of the report. */
  readonly previewPageUrl: string | undefined;
}

/** Identifies an email of a campaign, which is one row of the report. */
export interface EmailKey {
  readonly campaignId: string;
  readonly emailId: string;
}
