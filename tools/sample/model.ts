import type { EmailContent } from './email-templates/content.ts';

export interface SampleCampaign {
  readonly id: number;
  readonly name: string;
  readonly folder: string;
  readonly archived: boolean;
  readonly trigger: boolean;
  readonly createdAt: number;
  /** False for a campaign that was deleted: its activities stay, its name is gone. */
  readonly listed: boolean;
}

export interface SampleEmail {
  readonly id: number;
  readonly name: string;
  /** Its name before it was renamed, and until when. */
  readonly formerly?: { readonly name: string; readonly until: number };
  readonly content: EmailContent;
  /** Which files it has; the text alone for a text-only email. */
  readonly parts: 'html' | 'html and text' | 'text' | 'asset only' | 'none';
  readonly createdAt: number;
}

/** How people react, as probabilities; opens and clicks of people, without the bots'. */
export interface Engagement {
  readonly hardBounce: number;
  readonly softBounce: number;
  readonly open: number;
  /** Of those who open. */
  readonly click: number;
  readonly unsubscribe: number;
  readonly bot: number;
}

/** One email sent by one campaign: a row of the report. */
export interface Mailing {
  readonly campaign: SampleCampaign;
  readonly email: SampleEmail;
  readonly startsAt: number;
  readonly endsAt: number;
  readonly pace: 'burst' | 'trickle';
  /** Sends are logged 12 hours before they are delivered. */
  readonly headStart: boolean;
  readonly zone: string;
  /** Its share of all activities, relative to the others'. */
  readonly weight: number;
  readonly engagement: Engagement;
}

export interface Catalogue {
  readonly campaigns: readonly SampleCampaign[];
  readonly emails: readonly SampleEmail[];
  readonly mailings: readonly Mailing[];
}
