/** A link of an email, as the endpoint knows it; an unknown count is `NaN`. */
export interface EmailLink {
  readonly url: string;
  readonly clicks: number;
  readonly people: number;
}

/** An email as it is shown. At least one of `html` and `text` is there; what is unknown is `undefined`. */
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

/** What an email of a campaign is known by: a row of the report. */
export interface EmailKey {
  readonly campaignId: string;
  readonly emailId: string;
}
