import type { EmailContent } from './email-templates/content.ts';

export interface SampleCampaign {
  readonly id: number;
  readonly name: string;
  readonly folder: string;
  readonly archived: boolean;
  readonly trigger: boolean;
  readonly createdAt: number;
  /** Whether the Asset API still returns the campaign. Activities of deleted campaigns remain. */
  readonly listed: boolean;
}

export interface SampleEmail {
  readonly id: number;
  readonly name: string;
  /** Its name before it was renamed, and when that was. */
  readonly previous?: { readonly name: string; readonly until: number };
  readonly content: EmailContent;
  /** The files that it has. */
  readonly parts: 'html' | 'html and text' | 'text' | 'asset only' | 'none';
  readonly createdAt: number;
}

/** The probabilities of reactions by people, and of bot activity. */
export interface Engagement {
  readonly hardBounce: number;
  readonly softBounce: number;
  readonly open: number;
  /** Among the people who open. */
  readonly click: number;
  readonly unsubscribe: number;
  readonly bot: number;
}

/** An email that is sent by a campaign: a row of the report. */
export interface Mailing {
  readonly campaign: SampleCampaign;
  readonly email: SampleEmail;
  readonly startsAt: number;
  readonly endsAt: number;
  readonly pace: 'burst' | 'trickle';
  /** With Head Start, sends are logged 12 hours before they are delivered. */
  readonly headStart: boolean;
  readonly zone: string;
  /** Its share of all activities, relative to other mailings. */
  readonly weight: number;
  readonly engagement: Engagement;
}

/** Everything that a sample contains, without the activities. */
export interface SamplePlan {
  readonly campaigns: readonly SampleCampaign[];
  readonly emails: readonly SampleEmail[];
  readonly mailings: readonly Mailing[];
}
