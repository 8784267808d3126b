/** A link in an email with its click figures. An unknown count is `NaN`. */
export interface EmailLink {
  readonly url: string;
  readonly clicks: number;
  readonly people: number;
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
  readonly links: readonly EmailLink[];
}

/** Identifies an email of a campaign, which is one row of the report. */
export interface EmailKey {
  readonly campaignId: string;
  readonly emailId: string;
}
