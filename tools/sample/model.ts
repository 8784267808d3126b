import type { EmailContent } from './email-templates/content.ts';
import type { Region } from './regions.ts';

/** A program: it contains campaigns, and is in a folder. */
export interface SampleProgram {
  readonly id: number;
  readonly name: string;
  /** The path of its folder, below the root. */
  readonly folder: string;
  readonly channel: 'Email Send' | 'Nurture';
  readonly workspace: Region['workspace'];
  readonly createdAt: number;
}

export interface SampleCampaign {
  readonly id: number;
  readonly name: string;
  /** The path of the folder that contains it, or its program. */
  readonly folder: string;
  readonly program: SampleProgram | undefined;
  readonly workspace: Region['workspace'];
  readonly archived: boolean;
  readonly kind: 'batch' | 'weekly' | 'trigger';
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
  /** Whether Marketo tracks its opens. */
  readonly openTracked: boolean;
  readonly workspace: Region['workspace'];
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
  /** The region of the people to whom it is sent. */
  readonly region: Region;
  readonly startsAt: number;
  readonly endsAt: number;
  /** Within minutes, within minutes of one day each week, or at any time. */
  readonly pace: 'burst' | 'weekly' | 'trickle';
  /** With Head Start, sends are logged 12 hours before they are delivered. */
  readonly headStart: boolean;
  /** Its share of all activities, relative to other mailings. */
  readonly weight: number;
  /** The number of sends at most. */
  readonly maximumSends: number;
  readonly engagement: Engagement;
}

/** A stretch of time, in milliseconds since 1970. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
}

/** The time that a sample covers. */
export interface Coverage extends Stretch {
  /** A stretch without any activity, as after an export that failed. */
  readonly gap: Stretch;
}

/** Everything that a sample contains, without the activities. */
export interface SamplePlan {
  readonly coverage: Coverage;
  readonly programs: readonly SampleProgram[];
  readonly campaigns: readonly SampleCampaign[];
  readonly emails: readonly SampleEmail[];
  readonly mailings: readonly Mailing[];
}
