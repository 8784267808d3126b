/** The purpose of an email. It determines the template, the subject and the last part of the name. */
export type Role =
  | 'invitation'
  | 'secondInvitation'
  | 'reminder'
  | 'thanks'
  | 'recording'
  | 'saveTheDate'
  | 'lastPlaces'
  | 'newsletter'
  | 'newsletterProspects'
  | 'announcement'
  | 'guide'
  | 'guideReminder'
  | 'story'
  | 'survey'
  | 'surveyReminder'
  | 'service'
  | 'confirmation'
  | 'letter'
  | 'letterReminder'
  | 'welcome'
  | 'tips'
  | 'season';

/** A topic that the sender writes about. */
export interface Topic {
  /** The last segment of its URL. */
  readonly slug: string;
  readonly title: string;
  readonly summary: string;
  readonly detail: string;
  readonly points: readonly [string, string, string];
}

/** The texts of emails in one language, except the topics. */
export interface Labels {
  readonly viewInBrowser: string;
  readonly unsubscribe: string;
  readonly privacy: string;
  readonly reason: string;
  readonly greeting: string;
  readonly closing: string;
  readonly signature: string;
  readonly register: string;
  readonly readMore: string;
  readonly download: string;
  readonly agenda: string;
  readonly when: string;
  readonly where: string;
  readonly online: string;
  readonly more: string;
  readonly question: string;
  readonly unlikely: string;
  readonly likely: string;
  readonly nextSteps: string;
  readonly yourDetails: string;
  readonly contact: string;
  readonly seasonTitle: string;
  readonly seasonBody: string;
}

export interface Language {
  /** A BCP 47 language tag. */
  readonly code: string;
  readonly direction: 'ltr' | 'rtl';
  readonly senders: readonly [string, string, string];
  readonly labels: Labels;
  readonly topics: readonly [Topic, Topic, Topic, ...Topic[]];
  /** The last part of the name of an email, by role. */
  readonly roleNames: Readonly<Record<Role, string>>;
  /** The text before the topic in a subject, by role. */
  readonly subjectPrefixes: Readonly<Partial<Record<Role, string>>>;
}
